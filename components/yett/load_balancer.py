"""A classic load balancer (CLB): `LoadBalancer("web", {"spec": ..., "servers": {"a": a.id}})`.

A listener is made only after its access control list holds every entry: an empty white list lets everyone through.
"""

from typing import NotRequired, Optional, TypedDict

import pulumi

from yett import listener_certificates
from yett.certificate_files import read_all
from yett.deny_files import with_files
from yett.errors import SpecError
from yett.given import check_given
from yett.listener_args import listener_args, rule_args
from yett.listener_lists import ListenerLists
from yett.naming import display_name, fitted, tags
from yett.publish import publish
from yett.sdk import alicloud
from yett.server_groups import ServerGroups, backend_of, backends
from yett.specs.eip import InternetCharge
from yett.specs.listener import Listener
from yett.specs.load_balancer import AddressType, BalancerSize, LoadBalancerSpec
from yett.today import day, tell

RULE_NAME = 40
"""Characters of a forwarding rule's name (alibabacloud_slb20140515, CreateRules)."""


class LoadBalancerArgs(TypedDict):
    """What a LoadBalancer is made from."""

    spec: LoadBalancerSpec
    """The listeners, and who may dial them."""
    vswitch_id: NotRequired[pulumi.Input[str]]
    """Id of the vSwitch of an intranet address; an internet address has none."""
    servers: NotRequired[dict[str, pulumi.Input[str]]]
    """Ids of the instances that serve, by name; default: none."""
    today: NotRequired[str]
    """The day that decides which openings are open, YYYY-MM-DD; default: the current day in UTC."""


class LoadBalancer(pulumi.ComponentResource):
    """A balancer with an IPv4 address; a listener is built while an opening admits its port."""

    load_balancer_id: pulumi.Output[str]
    """Id of the cloud's balancer."""
    address: pulumi.Output[str]
    """Its IPv4 address."""

    def __init__(self, name: str, args: LoadBalancerArgs, opts: Optional[pulumi.ResourceOptions] = None) -> None:
        check_given(name, LoadBalancerArgs, args)
        spec = with_files(LoadBalancerSpec.parse(args["spec"], name), name)
        today, pems, servers = day(args.get("today"), f"{name}.today"), read_all(spec, name), args.get("servers") or {}
        check_wiring(name, spec, args)
        super().__init__("yett:index:LoadBalancer", name, {"spec": spec.plain()}, opts)
        tell(self, "openings", spec.openings, today)
        for notice in spec.notices(today):
            pulumi.log.warn(notice, self)
        self._balancer = self._clb(name, spec, args.get("vswitch_id"))
        self._lists = ListenerLists(name, spec, today, self)
        self._groups = ServerGroups(name, self._balancer, servers, spec.weights or {}, self)
        listeners = spec.open_listeners(today)
        wanted = {key: one for listener in listeners for key, _, one in listener.certificates()}
        self._certificates = listener_certificates.ids(name, wanted, pems, self)
        self._listeners(name, listeners)
        self.load_balancer_id, self.address = self._balancer.id, self._balancer.address
        publish(self, spec, {"load_balancer_id": self.load_balancer_id, "address": self.address})

    def _clb(
        self, name: str, spec: LoadBalancerSpec, vswitch_id: Optional[pulumi.Input[str]]
    ) -> alicloud.slb.ApplicationLoadBalancer:
        internet = spec.address_type is AddressType.INTERNET
        return alicloud.slb.ApplicationLoadBalancer(
            name,
            load_balancer_name=display_name(name),
            address_type=(spec.address_type or AddressType.INTRANET).value,
            address_ip_version="ipv4",
            load_balancer_spec=(spec.load_balancer_spec or BalancerSize.S1_SMALL).value,
            instance_charge_type="PayBySpec",
            payment_type="PayAsYouGo",
            internet_charge_type=(spec.internet_charge_type or InternetCharge.BY_TRAFFIC).value,
            bandwidth=spec.bandwidth if internet else None,
            vswitch_id=None if internet else vswitch_id,
            master_zone_id=spec.master_zone,
            slave_zone_id=spec.slave_zone,
            delete_protection="on" if spec.delete_protection else "off",
            tags=tags(),
            opts=pulumi.ResourceOptions(parent=self),
        )

    def _listeners(self, name: str, listeners: list[Listener]) -> None:
        """The server groups, then the listeners; a redirect waits for the listener it leads to."""
        self._groups.make(backends(listeners))
        made: dict[str, pulumi.Resource] = {}
        for listener in listeners:
            waits = [made[f"tcp-{listener.redirect_to}"]] if listener.redirect_to else []
            made[listener.key] = self._listener(f"{name}-{listener.key}", listener, waits)

    def _listener(self, name: str, listener: Listener, waits: list[pulumi.Resource]) -> alicloud.slb.Listener:
        found = self._lists.of(listener)
        # one port is one listener: what speaks another protocol on it can only be made once the old one is gone
        opts = pulumi.ResourceOptions(parent=self, depends_on=[*waits, *found.entries], delete_before_replace=True)
        made = alicloud.slb.Listener(
            name,
            load_balancer_id=self._balancer.id,
            server_group_id=self._groups.ids.get((listener.backend_port or 0, None)),
            server_certificate_id=self._certificates.get(listener.key),
            acl_status="on" if found.acl else "off",
            acl_type=found.kind,
            acl_ids=[found.acl.id] if found.acl else None,
            opts=opts,
            **listener_args(name, listener),
        )
        self._extensions(name, listener, made)
        self._rules(name, listener, made)
        return made

    def _extensions(self, name: str, listener: Listener, made: alicloud.slb.Listener) -> None:
        """Its place is said by the listener's own outputs, so that it goes and comes with a listener made anew."""
        for more in listener.domain_certificates or []:
            alicloud.slb.DomainExtension(
                f"{name}-{more.key}",
                load_balancer_id=made.load_balancer_id,
                frontend_port=made.frontend_port,
                domain=more.domain,
                server_certificate_id=self._certificates[f"{listener.key}-{more.key}"],
                opts=pulumi.ResourceOptions(parent=self, delete_before_replace=True),
            )

    def _rules(self, name: str, listener: Listener, made: alicloud.slb.Listener) -> None:
        for rule in listener.rules or []:
            alicloud.slb.Rule(
                f"{name}-{rule.key}",
                name=fitted(rule.key, RULE_NAME),
                load_balancer_id=made.load_balancer_id,
                frontend_port=made.frontend_port,
                server_group_id=self._groups.ids[backend_of(rule)],
                opts=pulumi.ResourceOptions(parent=self, delete_before_replace=True),
                **rule_args(listener, rule),
            )


def check_wiring(where: str, spec: LoadBalancerSpec, args: LoadBalancerArgs) -> None:
    """Refuse an intranet balancer without a vSwitch, and servers that are not there; raises SpecError."""
    if spec.address_type is not AddressType.INTERNET and args.get("vswitch_id") is None:
        fix = "give args.vswitch_id, or write address_type: internet"
        raise SpecError(f"{where}.address_type", "an intranet address lies in a vSwitch", fix=fix)
    servers = args.get("servers") or {}
    known = ", ".join(sorted(servers)) or "none, as args.servers is empty"
    for server in spec.weights or {}:
        if server not in servers:
            raise SpecError(f"{where}.weights.{server}", "no such server", allowed=known)
    for path, server in spec.named_servers():
        if server not in servers:
            raise SpecError(f"{where}.{path}", "no such server", got=server, allowed=known)
