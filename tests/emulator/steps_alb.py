"""The official ALB SDK's way through every implemented action."""

from tests.emulator.alb_reach import DUAL, POLICIES, REACH, asked
from tests.emulator.conformance import Step
from tests.emulator.ground import GROUND, MAPPINGS
from tests.emulator.wording import TAG

SDK = "alibabacloud_alb20200616"
VERSION = "2020-06-16"
NOT_IN_SDK = ["UntagResources"]
ACTION, CONDITION = "ListRules:Rules.RuleActions", "ListRules:Rules.RuleConditions"
NOT_SHOWN = {
    **{
        f"{action}AccessLogConfig.{one}": "only with access logs"
        for action in ("GetLoadBalancerAttribute:", "ListLoadBalancers:LoadBalancers.")
        for one in ("LogProject", "LogStore")
    },
    "GetListenerAttribute:LogConfig.AccessLogTracingConfig": "only with tracing",
    "ListListeners:Listeners.LogConfig.AccessLogTracingConfig": "only with tracing",
    **{
        f"{ACTION}.{one}": "an action is of one type"
        for one in (
            "CorsConfig",
            "FixedResponseConfig",
            "InsertHeaderConfig",
            "RedirectConfig",
            "RemoveHeaderConfig",
            "RewriteConfig",
            "TrafficLimitConfig",
            "TrafficMirrorConfig",
            "ForwardGroupConfig.ServerGroupStickySession",
            "ForwardGroupConfig.ServerGroupTuples.Weight",
        )
    },
    **{
        f"{CONDITION}.{one}Config": "a condition is of one type"
        for one in [
            "Cookie",
            "Header",
            "Method",
            "Path",
            "QueryString",
            "ResponseHeader",
            "ResponseStatusCode",
            "SourceIp",
        ]
    },
    **{
        f"ListServerGroups:ServerGroups.StickySessionConfig.{one}": "only with sessions"
        for one in ("Cookie", "CookieTimeout", "StickySessionType")
    },
    **{f"ListServerGroups:ServerGroups.UchConfig.{one}": "only with URL hashing" for one in ("Type", "Value")},
}
"""Fields of the SDK's models that the emulator leaves out, and why that is right."""
BEYOND_SDK = {
    f"ListAScripts:AScripts.{one}": "the provider reads it; this SDK is older"
    for one in ("ExtAttributeEnabled", "ExtAttributes", "Position")
}
"""Fields that the SDK's models do not have, and why the emulator shows them."""
ONE = {"LoadBalancerId": "$alb"}
LISTENER = {"ListenerId": "$listener"}
GROUP = {"ServerGroupId": "$servers"}
ACL = {"AclId": "$acl"}
RULE = {"RuleId": "$rule"}


FORWARD = [{"Type": "ForwardGroup", "ForwardGroupConfig": {"ServerGroupTuples": [{"ServerGroupId": "$servers"}]}}]
MADE = {
    "AddressType": "Internet",
    "LoadBalancerEdition": "Standard",
    "LoadBalancerBillingConfig": {"PayType": "PostPay"},
    "VpcId": "$vpc",
    "ZoneMappings": MAPPINGS,
    "Tag": TAG,
}
SERVER = {"ServerId": "$i_1", "ServerType": "Ecs", "Port": 80}
ACTIONS = [{**FORWARD[0], "Order": 1}]
CONDITIONS = [{"Type": "Host", "HostConfig": {"Values": ["www.example.com"]}}]
TAGGED = {"ResourceType": "loadbalancer", "ResourceId": ["$alb"]}
HTTPS = {"ListenerPort": 443, "ListenerProtocol": "HTTPS", "Certificates": [{"CertificateId": "1"}]}
LISTENER_MADE = {"DefaultActions": FORWARD, "CaCertificates": [{"CertificateId": "2"}], "Tag": TAG, **HTTPS, **ONE}

BUILD = [
    Step("DescribeRegions"),
    Step("DescribeZones", asked()),
    Step("CreateLoadBalancer", asked(**MADE), {"alb": "LoadBalancerId"}),
    Step(
        "CreateServerGroup",
        asked(ServerGroupName="web", VpcId="$vpc", Tag=TAG),
        {"servers": "ServerGroupId", "job": "JobId"},
    ),
    Step("AddServersToServerGroup", asked(Servers=[SERVER], **GROUP)),
    Step("CreateListener", asked(**LISTENER_MADE), {"listener": "ListenerId"}),
    Step("CreateAcl", asked(AclName="partners", Tag=TAG), {"acl": "AclId"}),
    Step(
        "AddEntriesToAcl",
        asked(AclEntries=[{"Entry": "10.0.0.0/8", "Description": "a"}, {"Entry": "11.0.0.0/8"}], **ACL),
    ),
    Step("AssociateAclsWithListener", asked(AclIds=["$acl"], AclType="White", **LISTENER)),
    Step(
        "CreateRule",
        asked(RuleName="www", Priority=1, RuleActions=ACTIONS, RuleConditions=CONDITIONS, Tag=TAG, **LISTENER),
        {"rule": "RuleId"},
    ),
    Step("LoadBalancerJoinSecurityGroup", asked(SecurityGroupIds=["$group"], **ONE)),
    Step("ListAsynJobs", asked(JobIds=["$job"])),
]
CHANGE = [
    Step("UpdateLoadBalancerAttribute", asked(LoadBalancerName="front", **ONE)),
    Step("UpdateLoadBalancerEdition", asked(LoadBalancerEdition="StandardWithWaf", **ONE)),
    Step("UpdateLoadBalancerZones", asked(ZoneMappings=MAPPINGS, **ONE)),
    Step("UpdateLoadBalancerAddressTypeConfig", asked(AddressType="Intranet", **ONE)),
    Step("UpdateLoadBalancerAddressTypeConfig", asked(AddressType="Internet", **ONE)),
    Step("EnableDeletionProtection", asked(ResourceId="$alb")),
    Step("DisableDeletionProtection", asked(ResourceId="$alb")),
    Step("UpdateListenerAttribute", asked(IdleTimeout=20, **LISTENER)),
    Step("UpdateListenerLogConfig", asked(AccessLogRecordCustomizedHeadersEnabled=True, **LISTENER)),
    Step("StopListener", asked(**LISTENER)),
    Step("StartListener", asked(**LISTENER)),
    Step("UpdateServerGroupAttribute", asked(ServerGroupName="api", **GROUP)),
    Step("UpdateServerGroupServersAttribute", asked(Servers=[{**SERVER, "Weight": 7}], **GROUP)),
    Step("UpdateAclAttribute", asked(AclName="friends", **ACL)),
    Step("RemoveEntriesFromAcl", asked(Entries=["11.0.0.0/8"], **ACL)),
    Step("UpdateRuleAttribute", asked(Priority=2, **RULE)),
    Step("MoveResourceGroup", asked(ResourceType="loadbalancer", ResourceId="$alb", NewResourceGroupId="rg-2")),
    Step("TagResources", asked(Tag=TAG, **TAGGED)),
    Step("UnTagResources", asked(TagKey=["other"], **TAGGED)),
]
LOOK = [
    Step("GetLoadBalancerAttribute", asked(**ONE)),
    Step("ListLoadBalancers", asked()),
    Step("GetListenerAttribute", asked(**LISTENER)),
    Step("ListListeners", asked()),
    Step("ListServerGroups", asked()),
    Step("ListServerGroupServers", asked(**GROUP)),
    Step("ListAcls", asked()),
    Step("ListAclEntries", asked(**ACL)),
    Step("ListAclRelations", asked(AclIds=["$acl"])),
    Step("ListRules", asked()),
    Step("ListTagResources", asked(**TAGGED)),
]
TAKE_DOWN = [
    Step("DeleteRule", asked(**RULE)),
    Step("DissociateAclsFromListener", asked(AclIds=["$acl"], **LISTENER)),
    Step("DeleteAcl", asked(**ACL)),
    Step("DeleteListener", asked(**LISTENER)),
    Step("RemoveServersFromServerGroup", asked(Servers=[SERVER], **GROUP)),
    Step("DeleteServerGroup", asked(**GROUP)),
    Step("LoadBalancerLeaveSecurityGroup", asked(SecurityGroupIds=["$group"], **ONE)),
    Step("DeleteLoadBalancer", asked(**ONE)),
]
STEPS = [*GROUND, *BUILD, *CHANGE, *POLICIES, *REACH, *DUAL, *LOOK, *TAKE_DOWN]
