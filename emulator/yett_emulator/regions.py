"""Regions and their zones: `zone_ids("cn-hangzhou")` is what every product's zone checks agree on.

Source: help.aliyun.com, ECS, regions and zones (public regions, 2025).
"""

from yett_emulator.errors import CloudError

REGIONS = {
    "cn-qingdao": ("China (Qingdao)", "bc"),
    "cn-beijing": ("China (Beijing)", "acefghijkl"),
    "cn-zhangjiakou": ("China (Zhangjiakou)", "abc"),
    "cn-huhehaote": ("China (Hohhot)", "ab"),
    "cn-wulanchabu": ("China (Ulanqab)", "abc"),
    "cn-hangzhou": ("China (Hangzhou)", "bghijk"),
    "cn-shanghai": ("China (Shanghai)", "abefglmn"),
    "cn-nanjing": ("China (Nanjing)", "a"),
    "cn-fuzhou": ("China (Fuzhou)", "a"),
    "cn-shenzhen": ("China (Shenzhen)", "acdef"),
    "cn-heyuan": ("China (Heyuan)", "ab"),
    "cn-guangzhou": ("China (Guangzhou)", "ab"),
    "cn-chengdu": ("China (Chengdu)", "ab"),
    "cn-hongkong": ("China (Hong Kong)", "bcd"),
    "ap-northeast-1": ("Japan (Tokyo)", "abc"),
    "ap-northeast-2": ("South Korea (Seoul)", "ab"),
    "ap-southeast-1": ("Singapore", "abc"),
    "ap-southeast-3": ("Malaysia (Kuala Lumpur)", "abc"),
    "ap-southeast-5": ("Indonesia (Jakarta)", "abc"),
    "ap-southeast-6": ("Philippines (Manila)", "ab"),
    "ap-southeast-7": ("Thailand (Bangkok)", "ab"),
    "us-east-1": ("US (Virginia)", "ab"),
    "us-west-1": ("US (Silicon Valley)", "ab"),
    "eu-west-1": ("UK (London)", "ab"),
    "eu-central-1": ("Germany (Frankfurt)", "abc"),
    "me-east-1": ("UAE (Dubai)", "a"),
    "me-central-1": ("SAU (Riyadh)", "ab"),
}
"""Region id -> local name and zone letters."""


def zone_ids(region: str) -> list[str]:
    """Zones of a region; an unknown region has three, so that private and new regions work too.

    >>> zone_ids("cn-chengdu"), zone_ids("eu-west-1")
    (['cn-chengdu-a', 'cn-chengdu-b'], ['eu-west-1a', 'eu-west-1b'])
    """
    dash = "" if region[-1:].isdigit() else "-"
    return [f"{region}{dash}{letter}" for letter in REGIONS.get(region, ("", "abc"))[1]]


def is_zone(region: str, zone: str) -> bool:
    """Whether the region has, or had, the zone: letters are given in order, and some are no longer on sale.

    Lists leave those out, modules still name them, and accounts that are in them stay.

    >>> is_zone("cn-hangzhou", "cn-hangzhou-e"), is_zone("cn-hangzhou", "cn-hangzhou-z")
    (True, False)
    """
    known = zone_ids(region)
    return zone[:-1] == known[-1][:-1] and "a" <= zone[-1] <= max(known)[-1]


def check_zone(region: str, zone: str) -> str:
    if not is_zone(region, zone):
        raise CloudError("InvalidZoneId.NotFound", f"The specified zone {zone!r} does not exist in {region}.", 404)
    return zone
