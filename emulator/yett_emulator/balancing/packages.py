"""A common bandwidth package for a balancer of either product: it carries the balancer's public addresses."""

from yett_emulator.balancing.jobs import job
from yett_emulator.balancing.product import Product, unknown
from yett_emulator.call import Call
from yett_emulator.errors import CloudError
from yett_emulator.store import Record


def attach(product: Product, call: Call) -> Record:
    balancer, key = product.asked(call, "load_balancer"), call.required("BandwidthPackageId")
    if call.store.get("bandwidth_package", key) is None:
        raise unknown("BandwidthPackage", key)
    if balancer["AddressType"] != "Internet":
        raise CloudError("OperationDenied.AddressTypeNotSupport", "The balancer has no public address.")
    if balancer["BandwidthPackageId"] not in ("", key):
        raise CloudError("ResourceAlreadyAssociated.BandwidthPackage", f"{balancer['BandwidthPackageId']} is attached.")
    return put(product, call, balancer, key)


def detach(product: Product, call: Call) -> Record:
    balancer, key = product.asked(call, "load_balancer"), call.required("BandwidthPackageId")
    if balancer["BandwidthPackageId"] != key:
        raise CloudError("ResourceNotAssociated.BandwidthPackage", f"{key} is not attached to the balancer.")
    return put(product, call, balancer, "")


def put(product: Product, call: Call, balancer: Record, key: str) -> Record:
    product.save(call.store, "load_balancer", balancer | {"BandwidthPackageId": key, "_attached_later": bool(key)})
    return job()
