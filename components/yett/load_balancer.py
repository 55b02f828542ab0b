"""A classic load balancer (CLB): `LoadBalancer("web", {"spec": ..., "servers": {"a": a.id}})`.

A listener is made only after its access control list holds every entry: an empty white list lets everyone through.
"""

from typing import NotRequired, Optional, TypedDict

import pulumi
import pulumi_alicloud as alicloud

from yett.certificate_files import Pem, read_all
from yett.errors import SpecError
from yett.listener_args import listener_args
from yett.naming import display_name, fitted, tags
from yett.publish import publish
from yett.specs.eip import InternetCharge
from yett.specs.listener import Listener
from yett.specs.load_balancer import AddressType, BalancerSize, LoadBalancerSpec
from yett.specs.opening import slug
from yett.today import day, tell

AccessList = tuple[Optional[alicloud.slb.Acl], list[pulumi.Resource]]
"""A list and its entries; a listener without a list is dialled by everyone."""


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
        spec = LoadBalancerSpec.parse(args["spec"], name)
        self._spec, self._today = spec, day(args.get("today"), f"{name}.today")
        self._servers, self._pems = args.get("servers") or {}, read_all(spec, name)
        self._name, self._lists = name, dict[str, AccessList]()
        check_wiring(name, spec, args)
        super().__init__("yett:index:LoadBalancer", name, {"spec": spec.plain()}, opts)
        self._child = pulumi.ResourceOptions(parent=self)
        tell(self, "openings", spec.openings, self._today)
        self._balancer = self._clb(name, args.get("vswitch_id"))
        self._listeners(name, spec.open_listeners(self._today))
        self.load_balancer_id, self.address = self._balancer.id, self._balancer.address
        publish(self, self._spec, {"load_balancer_id": self.load_balancer_id, "address": self.address})

    def _clb(self, name: str, vswitch_id: Optional[pulumi.Input[str]]) -> alicloud.slb.ApplicationLoadBalancer:
        spec = self._spec
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
            tags=tags(),
            opts=self._child,
        )

    def _listeners(self, name: str, listeners: list[Listener]) -> None:
        """The server groups, then the listeners; a redirect waits for the listener it leads to."""
        ports = sorted({listener.backend_port for listener in listeners if listener.backend_port})
        groups = {port: self._server_group(f"{name}-servers-{port}", port) for port in ports}
        made: dict[int, pulumi.Resource] = {}
        for listener in listeners:
            group = groups.get(listener.backend_port or 0)
            waits = [made[listener.redirect_to]] if listener.redirect_to else []
            made[listener.port] = self._listener(f"{name}-{listener.key}", listener, group, waits)

    def _server_group(self, name: str, port: int) -> alicloud.slb.ServerGroup:
        group = alicloud.slb.ServerGroup(
            name, name=display_name(name), load_balancer_id=self._balancer.id, tags=tags(), opts=self._child
        )
        weights = self._spec.weights or {}
        for server, instance_id in self._servers.items():
            alicloud.slb.ServerGroupServerAttachment(
                f"{name}-{server}",
                server_group_id=group.id,
                server_id=instance_id,
                port=port,
                weight=weights.get(server, 100),
                type="ecs",
                opts=self._child,
            )
        return group

    def _listener(
        self,
        name: str,
        listener: Listener,
        group: Optional[alicloud.slb.ServerGroup],
        waits: list[pulumi.Resource],
    ) -> alicloud.slb.Listener:
        acl, entries = self._access_list(listener)
        # one port is one listener: what speaks another protocol on it can only be made once the old one is gone
        opts = pulumi.ResourceOptions(parent=self, depends_on=[*waits, *entries], delete_before_replace=True)
        return alicloud.slb.Listener(
            name,
            load_balancer_id=self._balancer.id,
            server_group_id=group.id if group else None,
            server_certificate_id=self._certificate_id(f"{name}-certificate", listener),
            acl_status="on" if acl else "off",
            acl_type="white" if acl else None,
            acl_ids=[acl.id] if acl else None,
            opts=opts,
            **listener_args(name, listener),
        )

    def _access_list(self, listener: Listener) -> AccessList:
        """The white list of a listener with its entries, or none where everyone may dial it.

        Listeners that the same openings admit share one, as a region has few: 50 (help.aliyun.com, doc-detail/32459).
        """
        cidrs = self._spec.admitted(listener, self._today)
        if cidrs is None:
            return None, []
        key = fitted(self._spec.admission(listener, self._today), 40)
        if key not in self._lists:
            self._lists[key] = self._list(f"{self._name}-{key}-allowed", cidrs)
        return self._lists[key]

    def _list(self, name: str, cidrs: list[str]) -> AccessList:
        acl = alicloud.slb.Acl(name, name=display_name(name), ip_version="ipv4", tags=tags(), opts=self._child)
        # no comment on an entry: changing it would make the entry anew and then remove the one that is both
        entries: list[pulumi.Resource] = [
            alicloud.slb.AclEntryAttachment(f"{name}-{slug(cidr)}", acl_id=acl.id, entry=cidr, opts=self._child)
            for cidr in cidrs
        ]
        return acl, entries

    def _certificate_id(self, name: str, listener: Listener) -> Optional[pulumi.Input[str]]:
        if listener.certificate is None:
            return None
        return listener.certificate.id or self._certificate(name, self._pems[listener.port]).id

    def _certificate(self, name: str, pem: Pem) -> alicloud.slb.ServerCertificate:
        opts = pulumi.ResourceOptions(parent=self, additional_secret_outputs=["private_key"])
        return alicloud.slb.ServerCertificate(
            name,
            name=display_name(name),
            server_certificate=pem.certificate,
            private_key=pulumi.Output.secret(pem.private_key),
            tags=tags(),
            opts=opts,
        )


def check_wiring(where: str, spec: LoadBalancerSpec, args: LoadBalancerArgs) -> None:
    """Refuse an intranet balancer without a vSwitch, and weights of servers that are not there; raises SpecError."""
    if spec.address_type is not AddressType.INTERNET and args.get("vswitch_id") is None:
        fix = "give args.vswitch_id, or write address_type: internet"
        raise SpecError(f"{where}.address_type", "an intranet address lies in a vSwitch", fix=fix)
    servers = args.get("servers") or {}
    for server in spec.weights or {}:
        if server not in servers:
            known = ", ".join(sorted(servers)) or "none, as args.servers is empty"
            raise SpecError(f"{where}.weights.{server}", "no such server", allowed=known)
