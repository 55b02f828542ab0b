"""The access control lists of a balancer's listeners: white for declared peers, black for everyone but the denied."""

from dataclasses import dataclass
from datetime import date
from typing import Optional

import pulumi

from yett.naming import display_name, fitted, tags
from yett.sdk import alicloud
from yett.specs.listener import Listener
from yett.specs.listener_access import ListenerAccess
from yett.specs.load_balancer import LoadBalancerSpec
from yett.specs.slug import slug


@dataclass(frozen=True, slots=True)
class AccessList:
    """A list with its entries and what it is to a listener; a listener without a list is dialled by everyone."""

    acl: Optional[alicloud.slb.Acl] = None
    kind: Optional[str] = None
    """white or black."""
    entries: tuple[pulumi.Resource, ...] = ()


class ListenerLists:
    """Listeners that the same openings admit share a list, as a region has few: 50 (help.aliyun.com, doc-detail/32459).

    All listeners that are open to everyone share the black list, which is one for the whole balancer.
    """

    def __init__(self, name: str, spec: LoadBalancerSpec, today: date, parent: pulumi.Resource) -> None:
        self._name, self._spec, self._today = name, spec, today
        self._opts = pulumi.ResourceOptions(parent=parent)
        self._made: dict[str, AccessList] = {}

    def of(self, listener: Listener) -> AccessList:
        """The list of a listener with its entries, or none where everyone may dial it."""
        access = self._spec.access(listener, self._today)
        if access.acl_type is None:
            return AccessList()
        name = self._name_of(listener, access)
        if name not in self._made:
            self._made[name] = self._list(name, access)
        return self._made[name]

    def _name_of(self, listener: Listener, access: ListenerAccess) -> str:
        if access.everyone:
            return f"{self._name}-denied"
        return f"{self._name}-{fitted(self._spec.admission(listener, self._today), 40)}-allowed"

    def _list(self, name: str, access: ListenerAccess) -> AccessList:
        acl = alicloud.slb.Acl(name, name=display_name(name), ip_version="ipv4", tags=tags(), opts=self._opts)
        # no comment on an entry: changing it would make the entry anew and then remove the one that is both
        entries = tuple(
            alicloud.slb.AclEntryAttachment(f"{name}-{slug(cidr)}", acl_id=acl.id, entry=cidr, opts=self._opts)
            for cidr in access.listed
        )
        return AccessList(acl, access.acl_type, entries)
