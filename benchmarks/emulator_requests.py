"""How many requests the emulator answers with its store on disk, beside a bare Starlette echo in the same run.

`python benchmarks/emulator_requests.py [--requests N] [--gate]`: one client process with four kept connections; the
requests are signed before the clock starts. The account holds 500 instances and 2000 security group rules. The last
column is the emulator's rate over the echo's: what the API costs beside what any HTTP answer costs.
"""

import argparse
import http.client
import itertools
import json
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.emulator.api import ECS, VPC, Api, common, flat, signed
from yett_cli.emulator_place import Place, Running

CONNECTIONS = 4
HEAD = {"content-type": "application/x-www-form-urlencoded"}
GROUPS, RULES, INSTANCES = 20, 100, 500
LEAST_RATIO = 0.1
"""A call that reads should cost at most ten times a bare answer."""
ECHO = """
import sys, uvicorn
from starlette.applications import Starlette
from starlette.responses import JSONResponse
from starlette.routing import Route
async def echo(request):
    return JSONResponse({"form": (await request.body()).decode()})
uvicorn.run(Starlette(routes=[Route("/", echo, methods=["POST"])]), port=int(sys.argv[1]), log_level="error")
"""


@dataclass(frozen=True)
class Remote:
    """As much of a handle as `Api` needs."""

    settings: Any


@dataclass(frozen=True)
class Rate:
    """Requests per second, and how long the slowest of a hundred took (milliseconds)."""

    what: str
    per_second: float
    p50: float
    p99: float

    def line(self, echo: float) -> str:
        rate, ratio = f"{self.per_second:8.0f}/s", self.per_second / echo
        return f"{self.what:44s} {rate}  p50 {self.p50:7.2f} ms  p99 {self.p99:7.2f} ms  x echo {ratio:.2f}"


def measured(what: str, port: int, bodies: list[str]) -> Rate:
    share = [bodies[number::CONNECTIONS] for number in range(CONNECTIONS)]
    started = time.perf_counter()
    with ThreadPoolExecutor(CONNECTIONS) as pool:
        times = sorted(itertools.chain(*pool.map(lambda part: sent(port, part), share)))
    took = time.perf_counter() - started
    return Rate(what, len(bodies) / took, times[len(times) // 2] * 1000, times[len(times) * 99 // 100] * 1000)


def sent(port: int, bodies: list[str]) -> list[float]:
    """Seconds of each request, one after the other on one connection."""
    times = []
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=60)) as connection:
        for body in bodies:
            before = time.perf_counter()
            connection.request("POST", "/", body, HEAD)
            response = connection.getresponse()
            text = response.read()
            times.append(time.perf_counter() - before)
            if response.status != 200:
                raise SystemExit(f"benchmark: {response.status} {text.decode()}")
    return times


def bodies(found: Running, version: str, count: int, action: str, **params: Any) -> list[str]:
    """Signed requests, each with its own nonce."""
    settings = found.settings
    one = {"Action": action, "Version": version, "RegionId": settings.region, **flat("", params)}
    return [urlencode(signed({**common(settings.access_key), **one}, settings.secret_key)) for _ in range(count)]


@contextmanager
def emulator(folder: Path) -> Iterator[Running]:
    command = [sys.executable, "-m", "yett_cli.main", "emulate", "--state", str(folder / "state.db"), "--latency", "0"]
    subprocess.run([*command, "--detach"], check=True, capture_output=True)
    try:
        found = Place(folder / "state.db").running()
        assert found is not None
        yield found
    finally:
        subprocess.run([*command, "--stop"], check=True, capture_output=True)


@contextmanager
def echo() -> Iterator[int]:
    with closing(socket.create_server(("127.0.0.1", 0))) as free:
        port = free.getsockname()[1]
    process = subprocess.Popen([sys.executable, "-c", ECHO, str(port)])
    try:
        wait_for(port)
        yield port
    finally:
        process.terminate()
        process.wait(10)


def wait_for(port: int) -> None:
    until = time.monotonic() + 20
    while time.monotonic() < until:
        try:
            return sent(port, ["a=b"]) and None
        except OSError:
            time.sleep(0.05)
    raise SystemExit("benchmark: the echo did not start")


def furnish(found: Running) -> dict[str, str]:
    """A VPC with the rules and instances; ids that the requests need."""
    found.tell("/_yett/quotas", {"eips": 1_000_000})
    vpc, ecs = Api(Remote(found.settings), VPC), Api(Remote(found.settings), ECS)  # type: ignore[arg-type]
    key = vpc("CreateVpc", CidrBlock="10.0.0.0/8")["VpcId"]
    vswitch = vpc("CreateVSwitch", VpcId=key, ZoneId="cn-hangzhou-h", CidrBlock="10.0.0.0/16")["VSwitchId"]
    groups = [ecs("CreateSecurityGroup", VpcId=key)["SecurityGroupId"] for _ in range(GROUPS)]
    for group in groups:
        rules = [rule(number) for number in range(RULES)]
        ecs("AuthorizeSecurityGroup", SecurityGroupId=group, Permissions=rules)
    wanted = {"InstanceType": "ecs.g7.large", "ImageId": an_image(ecs), "VSwitchId": vswitch, "Amount": 100}
    for group in groups[: INSTANCES // 100]:
        ecs("RunInstances", SecurityGroupId=group, **wanted)
    return {"vpc": key, "group": groups[0]}


def rule(number: int) -> dict[str, str]:
    port = 1000 + number
    return {"IpProtocol": "tcp", "PortRange": f"{port}/{port}", "SourceCidrIp": "192.0.2.0/24", "Priority": "1"}


def an_image(ecs: Api) -> str:
    return str(ecs("DescribeImages", PageSize=1)["Images"]["Image"][0]["ImageId"])


def rates(found: Running, count: int) -> list[Rate]:
    ids = furnish(found)
    few = max(count // 10, 20)
    calls = (
        ("write: AllocateEipAddress", count, VPC, "AllocateEipAddress", {}),
        ("read one: DescribeVpcAttribute", count, VPC, "DescribeVpcAttribute", {"VpcId": ids["vpc"]}),
        ("100 rules of 2000", few, ECS, "DescribeSecurityGroupAttribute", {"SecurityGroupId": ids["group"]}),
        ("100 instances of 500", few, ECS, "DescribeInstances", {"PageSize": 100}),
    )
    return [
        measured(what, found.port, bodies(found, version, times, action, **params))
        for what, times, version, action, params in calls
    ]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--requests", type=int, default=2000, help="requests of each simple kind (default 2000)")
    parser.add_argument("--gate", action="store_true", help="exit 1 when a simple call is slower than the aim")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, emulator(Path(folder)) as found, echo() as port:
        base = measured("bare Starlette echo", port, bodies(found, VPC, options.requests, "DescribeVpcs"))
        found_rates = rates(found, options.requests)
    print(json.dumps({"requests": options.requests, "connections": CONNECTIONS}))
    for one in (base, *found_rates):
        print(one.line(base.per_second))
    slow = [one.what for one in found_rates[:2] if one.per_second < LEAST_RATIO * base.per_second]
    return 1 if slow and options.gate else 0


if __name__ == "__main__":
    sys.exit(main())
