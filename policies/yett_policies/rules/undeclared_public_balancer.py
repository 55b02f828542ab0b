"""A balancer on the internet that nobody declared.

What it does: reports an internet-facing balancer, by its own address or by an EIP, that no opening speaks of. What its
listeners let through beyond the openings is `undeclared-exposure`.
Why it matters: a public address is found and probed whether it has listeners or not; it needs somebody who answers for
it.
Example: `address_type: internet` in a bare program; the balancer of a component whose openings are all closed.
Instead: an intranet balancer, or an opening of the component that builds it.

    openings:
      - {peer: {anywhere: public site}, protocol: tcp, ports: [443], reason: public site, owner: web team}
References: Alibaba Cloud Config and InfraGuard `slb-no-public-ip`, Alibaba Cloud Config `alb-address-type-check`.
"""

from collections.abc import Iterator

from yett_policies.rulebook import Finding, Fronts, Stack, indeterminate, violated

SEVERITY = "medium"
LEVEL = "advisory"
TITLE_ZH = "面向公网的负载均衡没有开放记录"
FIX_ZH = "改为私网负载均衡，或在创建它的组件中写明开放记录"
CLAUSES = {"mlps-level-3": ("8.1.3.1 a",)}


def findings(stack: Stack) -> Iterator[Finding]:
    fronts = Fronts(stack.network)
    spoken = {urn for one in stack.network.declared for urn in one.covers}
    for balancer in stack.network.balancers.values():
        needs = fronts.of(balancer.urn)
        if needs is None or balancer.urn in spoken:
            continue
        said = f'balancer "{balancer.name}" faces the internet and no opening speaks of it'
        if needs:
            yield indeterminate(balancer, f"whether {said}", needs)
        else:
            yield violated(balancer, said, "make it intranet, or declare an opening in the component that builds it")
