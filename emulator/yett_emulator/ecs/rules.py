"""The grammar of one security group rule: `parse(said, "ingress")` gives the row that the cloud would keep.

Codes and texts are those of the operation pages of AuthorizeSecurityGroup and RevokeSecurityGroup.
"""

import ipaddress
import re
from collections.abc import Mapping
from typing import Any

from yett_emulator.ecs.field_names import fields
from yett_emulator.errors import CloudError
from yett_emulator.store import Record

PROTOCOLS = {"tcp": "TCP", "udp": "UDP", "icmp": "ICMP", "icmpv6": "ICMPv6", "gre": "GRE", "all": "ALL"}
SIDES = {"ingress": "Source", "egress": "Dest"}
EVERY_PORT = "-1/-1"
GIVEN = fields(
    "IpProtocol PortRange SourcePortRange NicType Policy Priority Description PortRangeListId SourceCidrIp"
    " Ipv6SourceCidrIp SourceGroupId SourceGroupOwnerAccount SourceGroupOwnerId SourcePrefixListId DestCidrIp"
    " Ipv6DestCidrIp DestGroupId DestGroupOwnerAccount DestGroupOwnerId DestPrefixListId"
)
"""What a caller may say about a rule."""

IDENTITY = fields(
    "Direction IpProtocol PortRange SourcePortRange Policy Priority SourceCidrIp Ipv6SourceCidrIp SourceGroupId"
    " SourcePrefixListId DestCidrIp Ipv6DestCidrIp DestGroupId DestPrefixListId"
)
"""What makes two rules the same rule: everything but description, interface type and the rule's own id."""


def given(said: Mapping[str, Any], name: str) -> str:
    """A field as text; `<nil>` is how the provider prints nothing."""
    value = said.get(name)
    return "" if value in (None, "", "<nil>") else str(value).strip()


def parse(said: Mapping[str, Any], direction: str) -> Record:
    """The rule as DescribeSecurityGroupAttribute shows it, without id and time; refuses what the cloud refuses."""
    protocol = protocol_of(given(said, "IpProtocol"))
    if given(said, "PortRangeListId"):
        raise CloudError("InvalidPortRangeListId.NotFound", "The specified port range list was not found.", 404)
    return {
        "Direction": direction,
        "IpProtocol": protocol,
        "PortRange": port_range(given(said, "PortRange"), protocol),
        "SourcePortRange": source_ports(given(said, "SourcePortRange"), protocol),
        "Policy": policy_of(given(said, "Policy")),
        "Priority": priority_of(given(said, "Priority")),
        "NicType": "intranet",
        "Description": description_of(given(said, "Description")),
        **empty_peers(),
        **addresses(said, protocol),
        **peer(said, SIDES[direction]),
    }


def empty_peers() -> Record:
    """Every peer field, empty: the API answers them all."""
    kinds = ("CidrIp", "GroupId", "GroupName", "GroupOwnerAccount", "PrefixListId", "PrefixListName")
    ends = [f"{side}{kind}" for side in SIDES.values() for kind in kinds]
    return dict.fromkeys((*ends, "Ipv6SourceCidrIp", "Ipv6DestCidrIp", "PortRangeListId", "PortRangeListName"), "")


def protocol_of(text: str) -> str:
    if text.lower() in PROTOCOLS:
        return PROTOCOLS[text.lower()]
    if text.isdigit() and int(text) <= 255:  # protocol numbers, where the region has them
        return text
    raise CloudError(
        "InvalidIpProtocol.ValueNotSupported",
        f"The parameter IpProtocol must be specified with case insensitive TCP, UDP, ICMP, GRE or All, not {text!r}.",
    )


def port_range(text: str, protocol: str) -> str:
    """`80/90` within 1..65535 for TCP and UDP; the others have no ports and say -1/-1."""
    if not text:
        raise CloudError("InvalidPortRange.Malformed", "The specified parameter PortRange must set.")
    if protocol in ("TCP", "UDP"):
        return checked_ports(text, "InvalidParam.PortRange", "PortRange")
    if text != EVERY_PORT:
        raise CloudError(
            "InvalidParam.PortRange",
            f"The specified parameter PortRange {text!r} is not valid: {protocol} takes -1/-1.",
        )
    return text


def source_ports(text: str, protocol: str) -> str:
    if not text or (text == EVERY_PORT and protocol not in ("TCP", "UDP")):
        return text
    return checked_ports(text, "InvalidSourcePortRange.Malformed", "SourcePortRange")


def checked_ports(text: str, code: str, name: str) -> str:
    parts = re.fullmatch(r"(\d+)/(\d+)", text)
    if parts is None or not 1 <= int(parts[1]) <= int(parts[2]) <= 65535:
        raise CloudError(
            code,
            f"The specified parameter {name} {text!r} is not valid."
            " It should be two integers less than 65535 in ?/? format.",
        )
    return f"{int(parts[1])}/{int(parts[2])}"


def policy_of(text: str) -> str:
    policy = (text or "accept").lower()
    if policy not in ("accept", "drop"):
        raise CloudError("InvalidPolicy.Malformed", f"The specified parameter Policy {text!r} is not valid.")
    return policy.capitalize()


def priority_of(text: str) -> str:
    """1..100, where 1 is the strongest and the default; kept as text, as the API answers it."""
    if text and not re.fullmatch(r"-?\d+", text):
        raise CloudError("InvalidPriority.Malformed", f"The parameter Priority {text!r} is invalid.")
    if text and not 1 <= int(text) <= 100:
        raise CloudError("InvalidPriority.ValueNotSupported", f"The specified parameter Priority {text} is invalid.")
    return str(int(text or 1))


def description_of(text: str) -> str:
    if len(text) > 512 or text.startswith(("http://", "https://")):
        raise CloudError(
            "InvalidSecurityGroupDiscription.Malformed", "The specified security group rule description is not valid."
        )
    return text


def addresses(said: Mapping[str, Any], protocol: str) -> Record:
    """The CIDR blocks of both ends (the far end, and the near one of a quintuple rule), of one IP version."""
    version4 = {name: cidr(given(said, name), 4, name) for name in ("SourceCidrIp", "DestCidrIp")}
    version6 = {name: cidr(given(said, name), 6, name) for name in ("Ipv6SourceCidrIp", "Ipv6DestCidrIp")}
    if protocol == "ICMPv6" and any(version4.values()):
        raise CloudError(
            "InvalidParam.Ipv6ProtocolConflictWithIpv4Address",
            "IPv4 address cannot be specified for IPv6-specific protocol.",
        )
    if protocol == "ICMP" and any(version6.values()):
        raise CloudError(
            "InvalidParam.Ipv4ProtocolConflictWithIpv6Address",
            "IPv6 address cannot be specified for IPv4-specific protocol.",
        )
    for side in ("Source", "Dest"):
        if version4[f"{side}CidrIp"] and version6[f"Ipv6{side}CidrIp"]:
            raise CloudError(
                f"InvalidParam.{side}Ip",
                f"The Parameters {side}CidrIp and Ipv6{side}CidrIp cannot be set at the same time.",
            )
    if any(version4.values()) and any(version6.values()):
        raise CloudError("InvalidParameter.Conflict", "IPv6 and IPv4 addresses cannot exist at the same time.")
    return version4 | version6


def cidr(text: str, version: int, name: str) -> str:
    """The block as the cloud shows it: as given for IPv4, compressed for IPv6."""
    if not text:
        return ""
    try:
        face = ipaddress.ip_interface(text)
    except ValueError:
        face = None
    if face is None or face.version != version:
        raise CloudError(f"InvalidParam.{name}", f"The specified parameter {name} {text!r} is not valid.")
    return text if version == 4 else (face.with_prefixlen if "/" in text else str(face.ip))


def peer(said: Mapping[str, Any], side: str) -> Record:
    """Group or prefix list at the far end; a CIDR block wins over a group, a group over a prefix list."""
    group, prefix_list = given(said, f"{side}GroupId"), given(said, f"{side}PrefixListId")
    if given(said, f"{side}CidrIp") or given(said, f"Ipv6{side}CidrIp"):
        return {}
    if group:
        return {f"{side}GroupId": group, f"{side}GroupOwnerAccount": given(said, f"{side}GroupOwnerAccount")}
    if prefix_list:
        return {f"{side}PrefixListId": prefix_list}
    raise CloudError(
        f"MissingParameter.{side}",
        f"One of the parameters {side}CidrIp, Ipv6{side}CidrIp, {side}GroupId or {side}PrefixListId must be specified.",
    )


def identity(rule: Mapping[str, Any]) -> tuple[str, ...]:
    """Equal for rules that say the same, however their blocks are spelt: 10.0.0.1 is 10.0.0.1/32."""
    return tuple(canonical(str(rule.get(name, ""))) for name in IDENTITY)


def canonical(text: str) -> str:
    if "." not in text and ":" not in text:
        return text
    try:
        return str(ipaddress.ip_network(text, strict=False))
    except ValueError:
        return text
