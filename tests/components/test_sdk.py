"""The provider's SDK loads a class at a time, and is otherwise what it always is."""

import re
import subprocess
import sys

import pytest

from yett.sdk import PACKAGES, home_of

ADJOINING_CAPITALS = re.compile("[A-Z]{2}")
"""HAVip is in ha_vip.py, which no rule of spelling says; it loads the package."""


def said(program: str) -> list[str]:
    """What a program of its own prints: in this one the SDK may be loaded already."""
    ended = subprocess.run([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True, check=True)
    return ended.stdout.split()


def test_a_class_loads_its_own_file_and_no_other_resource() -> None:
    program = """
import sys
from yett.sdk import alicloud
print(alicloud.vpc.Network.__module__, alicloud.vpc.NetworkArgs.__module__)
print(*[name for name in ("network", "switch", "vpn_gateway") if f"pulumi_alicloud.vpc.{name}" in sys.modules])
"""
    assert said(program) == ["pulumi_alicloud.vpc.network", "pulumi_alicloud.vpc.network", "network"]


@pytest.mark.filterwarnings("ignore:This .* has been deprecated:DeprecationWarning")  # loading any file says so
@pytest.mark.parametrize("package", PACKAGES)
def test_everything_that_is_found_by_its_file_is_the_one_that_the_package_has(package: str) -> None:
    module = sys.modules[f"pulumi_alicloud.{package}"]
    found = {name: home_of(module, name) for name in dir(module)}
    assert [name for name, home in found.items() if home and getattr(home, name) is not getattr(module, name)] == []
    resources = {name for name in dir(module) if f"{name}Args" in dir(module)}
    assert [name for name in resources if found[name] is None and not ADJOINING_CAPITALS.search(name)] == []
    assert resources


def test_a_function_is_not_taken_for_the_module_of_its_name() -> None:
    program = """
import sys
from yett.sdk import alicloud
print(*[one.__name__ for one in (alicloud.ecs.get_images_output, alicloud.ecs.get_images, alicloud.ecs.get_disks)])
print("pulumi_alicloud.ecs.disk" in sys.modules)
"""
    assert said(program) == ["get_images_output", "get_images", "get_disks", "False"]


@pytest.mark.parametrize(
    "touched",
    [
        "alicloud.ecs.GetDisksResult",
        "dir(alicloud.ecs)",
        "__import__('importlib').import_module('pulumi_alicloud.ecs').disk",
        "exec('from pulumi_alicloud.ecs import *')",
    ],
)
def test_what_no_file_explains_loads_the_whole_package(touched: str) -> None:
    program = f"""
import sys
from yett.sdk import alicloud
kept = alicloud.ecs.Instance
{touched}
print("pulumi_alicloud.ecs.disk" in sys.modules, type(alicloud.ecs).__name__, alicloud.ecs.Instance is kept)
print(callable(alicloud.ecs.get_images))
"""
    assert said(program) == ["True", "module", "True", "True"]


def test_a_package_that_the_program_has_loaded_already_stays_as_it_is() -> None:
    program = """
from pulumi_alicloud import ecs
kept = ecs.Instance
from yett.sdk import alicloud
print(type(ecs).__name__, alicloud.ecs is ecs, alicloud.ecs.Instance is kept)
"""
    assert said(program) == ["module", "True", "True"]


def test_who_asks_any_object_for_names_of_python_loads_nothing() -> None:
    program = """
import sys
from yett.sdk import alicloud
print(hasattr(alicloud, "__wrapped__"), hasattr(alicloud.ecs, "__wrapped__"))
print(*[one for one in ("provider", "ecs.disk") if f"pulumi_alicloud.{one}" in sys.modules])
"""
    assert said(program) == ["False", "False"]


def test_a_name_that_the_sdk_does_not_have_is_missing_as_ever() -> None:
    program = """
from yett.sdk import alicloud
try:
    alicloud.slb.NoSuchResource
except AttributeError as error:
    print(str(error).replace(" ", "_"))
"""
    assert said(program) == ["module_'pulumi_alicloud.slb'_has_no_attribute_'NoSuchResource'"]


def test_the_root_loads_none_of_its_own_resources_and_registers_all_of_them() -> None:
    program = """
import sys
from pulumi.runtime.rpc import get_resource_module
from yett.sdk import alicloud
kept = alicloud.vpc.Network
print(*[one for one in ("milvus_instance", "provider", "_inputs") if f"pulumi_alicloud.{one}" in sys.modules])
print(*[get_resource_module("alicloud", one, "").mod_info["fqn"] for one in ("vpc/network", "index/milvusInstance")])
print(alicloud.Provider.__module__, "pulumi_alicloud.milvus_instance" in sys.modules)
"""
    assert said(program) == ["pulumi_alicloud.vpc", "pulumi_alicloud", "pulumi_alicloud.provider", "False"]


def test_the_whole_root_is_the_one_that_the_sdk_makes() -> None:
    listed = """
found = {name: vars(alicloud)[name] for name in dir(alicloud)}
kinds = {name: "a_function" if type(one).__name__ == "function" else type(one) is type for name, one in found.items()}
print(*[f"{name}={found[name].__module__ if kind is True else kind}" for name, kind in kinds.items()])
"""
    ours = said(f"from yett.sdk import alicloud\nalicloud.get_zones\n{listed}")
    assert ours == said(f"import pulumi_alicloud as alicloud\n{listed}")
    assert "MilvusInstance=pulumi_alicloud.milvus_instance" in ours


@pytest.mark.parametrize(("package", "function"), [("", "get_zones"), (".ecs", "get_images")])
def test_a_function_that_is_imported_from_its_file_is_the_one_of_the_package(package: str, function: str) -> None:
    program = f"""
from yett.sdk import alicloud
from pulumi_alicloud{package}.{function} import {function}
print({function} is alicloud{package}.{function})
"""
    assert said(program) == ["True"]


def test_a_root_that_the_program_has_loaded_already_stays_as_it_is() -> None:
    program = """
import pulumi_alicloud
from yett.sdk import alicloud
print(type(pulumi_alicloud).__name__, alicloud is pulumi_alicloud)
"""
    assert said(program) == ["module", "True"]
