"""HPC clusters: a name for instances of the super computing types (`CreateHpcCluster`)."""

from yett_emulator.call import Answer, Call, Operation
from yett_emulator.ecs.lookup import among, found, in_region, listed
from yett_emulator.errors import CloudError
from yett_emulator.ids import new_id
from yett_emulator.store import Record, public

KIND = "hpc_cluster"


def cluster_of(call: Call) -> Record:
    code, text = "InvalidHpcClusterId.NotFound", "The specified HpcClusterId does not exist."
    return found(call, KIND, call.required("HpcClusterId"), code, text)


def create(call: Call) -> Answer:
    key = new_id("hpc")
    record = {"HpcClusterId": key, "Name": call.required("Name"), "Description": call.text("Description")}
    call.store.insert(KIND, key, record | {"_region": call.region})
    return {"HpcClusterId": key}


def describe(call: Call) -> Answer:
    wanted = call.names("HpcClusterIds")
    rows = [one for one in call.store.find(KIND) if in_region(call, one) and among(wanted, one["HpcClusterId"])]
    page, about = listed(call, rows, 10, 50)
    about.pop("NextToken")
    return {"HpcClusters": {"HpcCluster": [public(one) for one in page]}, **about}


def modify(call: Call) -> Answer:
    one = cluster_of(call)
    changes = {name: call.text(name) for name in ("Name", "Description") if call.has(name)}
    call.store.save(KIND, one["HpcClusterId"], one | changes)
    return {}


def delete(call: Call) -> Answer:
    key = cluster_of(call)["HpcClusterId"]
    if call.store.first("instance", HpcClusterId=key):
        raise CloudError("InvalidOperation.HpcClusterNotEmpty", "There are instances in the HPC cluster.", 403)
    call.store.delete(KIND, key)
    return {}


OPERATIONS: dict[str, Operation] = {
    "CreateHpcCluster": create,
    "DescribeHpcClusters": describe,
    "ModifyHpcClusterAttribute": modify,
    "DeleteHpcCluster": delete,
}
