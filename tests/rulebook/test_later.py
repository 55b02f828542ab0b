"""A pack that loads its rules late tells the engine and judges what one that has them tells and judges."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from pulumi.runtime.proto import analyzer_pb2
from pulumi_policy import EnforcementLevel, ResourceValidationPolicy
from pulumi_policy import policy as sdk

from tests.rulebook.test_pack import ORIGINAL, request, said
from yett_policies.later import Later, Made
from yett_policies.pack import AS_TOLD, made
from yett_policies.serving import SERVICER, Heard, install


@pytest.fixture
def serving(request: pytest.FixtureRequest) -> Any:
    """A server of policies whose rules are loaded late, or at once."""
    yield server
    setattr(sdk, SERVICER, ORIGINAL)


def server(every: str, is_late: bool, make: Callable[..., Made] = made) -> Any:
    heard = Heard()
    make_all = partial(make, heard, every, "", {})
    if is_late:
        later = Later(make_all)
        install(heard, later.reading)
        chosen = later.policies(every)
    else:
        reading, chosen = make_all()
        install(heard, lambda: reading)
    return getattr(sdk, SERVICER)("yett", "1", chosen, EnforcementLevel.MANDATORY)


@pytest.mark.parametrize("every", AS_TOLD)
def test_the_engine_is_told_the_same(every: str, serving: Any) -> None:
    late, at_once = serving(every, True), serving(every, False)
    assert late.GetAnalyzerInfo(None, None) == at_once.GetAnalyzerInfo(None, None)


def test_a_stack_is_judged_the_same(serving: Any) -> None:
    assert said(serving("", True).AnalyzeStack(request(), None)) == said(
        serving("", False).AnalyzeStack(request(), None)
    )


def test_rules_that_cannot_be_loaded_pass_nothing(serving: Any) -> None:
    def broken(*_: Any) -> Made:
        raise OSError("no such file")

    with pytest.raises(OSError, match="no such file"):
        serving("", True, broken).AnalyzeStack(request(), None)


def test_a_policy_of_single_resources_beside_ours_is_asked_of_each(serving: Any) -> None:
    def refuse(args: Any, report: Any) -> None:
        report(args.name)

    server = serving("", True)
    own = ResourceValidationPolicy(name="own", description="refuses", validate=refuse)
    both = type(server)("yett", "1", [own, *getattr(server, f"{SERVICER}__policies")], EnforcementLevel.MANDATORY)
    asked = [analyzer_pb2.AnalyzeRequest(type="a:b:C", urn=f"urn:{name}", name=name) for name in ("one", "two")]
    assert [both.Analyze(one, None).diagnostics[0].message for one in asked] == ["refuses\none", "refuses\ntwo"]


def test_resources_of_which_nobody_asks_anything_get_one_answer_until_the_config_changes(serving: Any) -> None:
    server = serving("", True)
    asked = analyzer_pb2.AnalyzeRequest(type="a:b:C", urn="urn:one", name="one")
    assert server.Analyze(asked, None) is server.Analyze(asked, None)
    assert server.Remediate(asked, None) is server.Remediate(asked, None)
    before = server.Analyze(asked, None)
    server.Configure(analyzer_pb2.ConfigureAnalyzerRequest(), None)
    assert server.Analyze(asked, None) is not before
