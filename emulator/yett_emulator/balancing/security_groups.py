"""Security groups of a balancer: those it joins must exist and be of its VPC.

A balancer in a group without a drop rule still lets every source through (ALB and NLB user guides, security groups).
"""

from yett_emulator.balancing.jobs import job
from yett_emulator.balancing.product import Product, illegal, unknown
from yett_emulator.call import Answer, Call


def join(product: Product, call: Call) -> Answer:
    balancer = product.asked(call, "load_balancer")
    joined = list(dict.fromkeys([*balancer["SecurityGroupIds"], *checked(call, balancer["VpcId"])]))
    product.save(call.store, "load_balancer", balancer | {"SecurityGroupIds": joined})
    return job()


def checked(call: Call, vpc: str) -> list[str]:
    keys = call.names("SecurityGroupIds")
    for key in keys:
        group = call.store.get("security_group", key)
        if group is None:
            raise unknown("SecurityGroup", key)
        if group.get("VpcId") != vpc:
            raise illegal("SecurityGroupIds", key, f"security groups of {vpc}")
    return keys


def leave(product: Product, call: Call) -> Answer:
    balancer = product.asked(call, "load_balancer")
    gone = call.names("SecurityGroupIds")
    left = [key for key in balancer["SecurityGroupIds"] if key not in gone]
    product.save(call.store, "load_balancer", balancer | {"SecurityGroupIds": left})
    return job()
