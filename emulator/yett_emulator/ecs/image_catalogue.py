"""Public images: `public_image("ubuntu_22_04_x64_20G_alibase_20250117.vhd")` reads everything off the cloud's name.

Every dated build of a known distribution counts as existing, as programs name the build of the day they were
written; lists show one build of each. Source of the names: help.aliyun.com, ECS, release notes of public images.
"""

import re
from typing import Any

from yett_emulator.store import Record

LISTED = (
    "aliyun_3_x64_20G_alibase_20250117.vhd",
    "aliyun_3_9_x64_20G_alibase_20231219.vhd",
    "aliyun_3_arm64_20G_alibase_20241218.vhd",
    "aliyun_2_1903_x64_20G_alibase_20241218.vhd",
    "ubuntu_24_04_x64_20G_alibase_20250113.vhd",
    "ubuntu_22_04_x64_20G_alibase_20250113.vhd",
    "ubuntu_22_04_arm64_20G_alibase_20241115.vhd",
    "ubuntu_20_04_x64_20G_alibase_20250113.vhd",
    "ubuntu_18_04_x64_20G_alibase_20230104.vhd",
    "debian_12_8_x64_20G_alibase_20250117.vhd",
    "debian_11_11_x64_20G_alibase_20250117.vhd",
    "centos_7_9_x64_20G_alibase_20240628.vhd",
    "centos_stream_9_x64_20G_alibase_20250117.vhd",
    "rockylinux_9_5_x64_20G_alibase_20250117.vhd",
    "almalinux_9_5_x64_20G_alibase_20250117.vhd",
    "anolisos_8_9_x64_20G_anck_alibase_20250117.vhd",
    "opensuse_15_6_x64_20G_alibase_20250117.vhd",
    "fedora_41_1_x64_20G_alibase_20250117.vhd",
    "freebsd_13_2_x64_30G_alibase_20250117.vhd",
    "win2025_24H2_x64_dtc_en-us_40G_alibase_20250117.vhd",
    "win2022_21H2_x64_dtc_en-us_40G_alibase_20250117.vhd",
    "win2019_1809_x64_dtc_en-us_40G_alibase_20250117.vhd",
    "win2016_1607_x64_dtc_en-us_40G_alibase_20250117.vhd",
    # what older programs still look up by name: after the others, and older than they
    "aliyun_3_x64_20G_scc_alibase_20240528.vhd",
    "centos_8_5_x64_20G_alibase_20220428.vhd",
    "centos_7_6_x64_20G_alibase_20211130.vhd",
    "centos_7_06_64_20G_alibase_20190711.vhd",
    "centos_7_05_64_20G_alibase_20181210.vhd",
    "centos_6_10_64_20G_alibase_20201120.vhd",
    "centos_6_10_x64_20G_alibase_20201120.vhd",
    "ubuntu_16_04_x64_20G_alibase_20221228.vhd",
    "debian_10_13_x64_20G_alibase_20240522.vhd",
    "win2012r2_9600_x64_dtc_en-us_40G_alibase_20240516.vhd",
)

NAMES = {
    "aliyun": ("Aliyun", "Alibaba Cloud Linux"),
    "ubuntu": ("Ubuntu", "Ubuntu"),
    "debian": ("Debian", "Debian"),
    "centos": ("CentOS", "CentOS"),
    "rockylinux": ("Rocky Linux", "Rocky Linux"),
    "almalinux": ("AlmaLinux", "AlmaLinux"),
    "anolisos": ("Anolis", "Anolis OS"),
    "opensuse": ("OpenSUSE", "openSUSE"),
    "sles": ("SUSE", "SUSE Linux Enterprise Server"),
    "redhat": ("RedHat", "Red Hat Enterprise Linux"),
    "rhel": ("RedHat", "Red Hat Enterprise Linux"),
    "fedora": ("Fedora", "Fedora"),
    "freebsd": ("Freebsd", "FreeBSD"),
    "coreos": ("CoreOS", "CoreOS"),
    "fedora-coreos": ("Fedora CoreOS", "Fedora CoreOS"),
    "openeuler": ("OpenEuler", "openEuler"),
    "win": ("Windows Server", "Windows Server"),
}
"""First word of the id -> Platform, name for people."""

FORM = re.compile(r"(?P<os>[a-z-]+?)(?P<win>\d{4})?_(?P<version>.*?)_?(?P<size>\d+)[GB]_?(?P<rest>.*)\.vhd$")
DEFAULT_DATE = "20250117"


def public_image(image_id: str) -> Record | None:
    """The image of that id, or None when it is not the name of a public image.

    >>> image = public_image("centos_7_9_x64_20G_alibase_20210318.vhd")
    >>> image["OSName"], image["Size"], image["CreationTime"]
    ('CentOS  7.9 64 bit', 20, '2021-03-18T00:00:00Z')
    >>> public_image("m-bp1").__class__, public_image("plan9_4_x64_20G_alibase_20210318.vhd").__class__
    (<class 'NoneType'>, <class 'NoneType'>)
    """
    parts = FORM.match(image_id)
    if parts is None or parts["os"] not in NAMES:
        return None
    arm = "arm64" in image_id
    platform, name = NAMES[parts["os"]]
    version = version_of(parts)
    return image_record(
        image_id,
        ImageName=image_id,
        ImageFamily=family_of(parts, arm),
        OSName=f"{name}  {version} 64 bit",
        OSNameEn=f"{name}  {version} 64 bit",
        OSType="windows" if parts["os"] == "win" else "linux",
        Platform=f"{platform} {parts['win']}" if parts["win"] else platform,
        Architecture="arm64" if arm else "x86_64",
        Size=int(parts["size"]),
        CreationTime=created(parts["rest"]),
        ImageOwnerAlias="system",
        IsPublic=True,
    )


def version_of(parts: "re.Match[str]") -> str:
    """`22_04_x64` -> 22.04; Windows carries its version in the first word."""
    numbers = [word for word in parts["version"].split("_") if re.fullmatch(r"\d+(\.\d+)?", word) and word != "64"]
    return str(parts["win"] or ".".join(numbers))


def family_of(parts: "re.Match[str]", arm: bool) -> str:
    word = f"{parts['os']}{parts['win'] or ''}"
    return f"acs:{word}_{version_of(parts).replace('.', '_')}_{'arm64' if arm else 'x64'}"


def created(rest: str) -> str:
    date = (re.findall(r"\d{8}", rest) or [DEFAULT_DATE])[0]
    return f"{date[:4]}-{date[4:6]}-{date[6:]}T00:00:00Z"


def image_record(image_id: str, **given: Any) -> Record:
    """An image with every field that lists show."""
    usual = {
        "ImageId": image_id,
        "Description": "",
        "ImageVersion": "",
        "Status": "Available",
        "Progress": "100%",
        "Usage": "instance",
        "BootMode": "BIOS",
        "ResourceGroupId": "",
        "ProductCode": "",
        "SupplierName": "",
        "LicenseType": "Auto",
        "IsSubscribed": False,
        "IsCopied": False,
        "IsSelfShared": "",
        "IsSupportCloudinit": True,
        "IsSupportIoOptimized": True,
        "LoginAsNonRootSupported": False,
        "Features": {"NvmeSupport": "supported", "ImdsSupport": "v1"},
        "DiskDeviceMappings": {"DiskDeviceMapping": []},
    }
    return {**usual, **given}
