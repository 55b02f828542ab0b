"""ALB's health check templates, scripts, access logs and public IPv6."""

from tests.emulator.balancing.conftest import Ground


def template(alb: Ground, **more: object) -> str:
    return str(alb.api("CreateHealthCheckTemplate", HealthCheckTemplateName="h", **more)["HealthCheckTemplateId"])


def test_a_template_says_what_server_groups_check(alb: Ground) -> None:
    key = template(alb, HealthCheckPath="/up", HealthCheckInterval=9)
    group = alb.servers()
    alb.api("ApplyHealthCheckTemplateToServerGroup", HealthCheckTemplateId=key, ServerGroupId=group)
    [shown] = alb.api("ListServerGroups", ServerGroupIds=[group])["ServerGroups"]
    checks = shown["HealthCheckConfig"]
    assert (checks["HealthCheckPath"], checks["HealthCheckInterval"], checks["HealthCheckEnabled"]) == ("/up", 9, True)


def test_a_template_is_changed_found_and_deleted(alb: Ground) -> None:
    keys = [template(alb) for _ in range(2)]
    alb.api("UpdateHealthCheckTemplateAttribute", HealthCheckTemplateId=keys[0], HealthCheckCodes=["http_3xx"])
    shown = alb.api("GetHealthCheckTemplateAttribute", HealthCheckTemplateId=keys[0])
    assert (shown["HealthCheckCodes"], shown["HealthCheckTimeout"]) == (["http_3xx"], 5)
    assert alb.api("ListHealthCheckTemplates", HealthCheckTemplateNames=["h"])["TotalCount"] == 2
    alb.api("DeleteHealthCheckTemplates", HealthCheckTemplateIds=keys)
    code = alb.api.code("GetHealthCheckTemplateAttribute", HealthCheckTemplateId=keys[0])
    assert code == "ResourceNotFound.HealthCheckTemplate"


def test_a_template_checks_within_the_clouds_bounds(alb: Ground) -> None:
    wanted = {"HealthCheckTemplateName": "h", "HealthCheckInterval": 51}
    assert alb.api.code("CreateHealthCheckTemplate", **wanted) == "IllegalParam.HealthCheckInterval"


def test_a_listener_has_one_script_at_a_position_and_takes_it_along(alb: Ground) -> None:
    forward = {
        "Type": "ForwardGroup",
        "ForwardGroupConfig": {"ServerGroupTuples": [{"ServerGroupId": alb.servers()}]},
    }
    made = {"ListenerPort": 80, "ListenerProtocol": "HTTP", "DefaultActions": [forward]}
    listener = alb.api("CreateListener", LoadBalancerId=alb.balancer(), **made)["ListenerId"]
    script = {"AScriptName": "s", "Position": "RequestHead", "ScriptContent": "time()"}
    alb.api("CreateAScripts", ListenerId=listener, AScripts=[script])
    again = alb.api.code("CreateAScripts", ListenerId=listener, AScripts=[script])
    assert again == "ResourceAlreadyExist.AScript"
    alb.api("DeleteListener", ListenerId=listener)
    assert alb.api("ListAScripts")["TotalCount"] == 0


def test_access_logs_are_switched_on_and_off(alb: Ground) -> None:
    key = alb.balancer()
    alb.api("EnableLoadBalancerAccessLog", LoadBalancerId=key, LogProject="p", LogStore="s")
    shown = alb.api("GetLoadBalancerAttribute", LoadBalancerId=key)["AccessLogConfig"]
    assert shown == {"LogProject": "p", "LogStore": "s"}
    alb.api("DisableLoadBalancerAccessLog", LoadBalancerId=key)
    assert alb.api("GetLoadBalancerAttribute", LoadBalancerId=key)["AccessLogConfig"] == {}


def test_only_a_dual_stack_balancer_is_let_out_over_ipv6(either: Ground) -> None:
    code = either.api.code("EnableLoadBalancerIpv6Internet", LoadBalancerId=either.balancer())
    assert code == "IllegalParam.LoadBalancerId"
    key = either.balancer(AddressIpVersion="DualStack")
    either.api("EnableLoadBalancerIpv6Internet", LoadBalancerId=key)
    assert either.api("GetLoadBalancerAttribute", LoadBalancerId=key)["Ipv6AddressType"] == "Internet"


def test_a_balancer_without_a_name_shows_none(either: Ground) -> None:
    """A name that nobody wrote is a change to the provider, at every plan."""
    shown = either.api("GetLoadBalancerAttribute", LoadBalancerId=either.balancer())
    assert shown["LoadBalancerName"] == ""
