"""How a request is read and refused: dialects, envelope, names."""

import http.client
import json
import ssl
import time
import uuid
from urllib.parse import urlencode

import pytest
from alibabacloud_vpc20160428 import models

from tests.emulator.api import BSS, LOCATION, VPC, Api, common, post, signed
from tests.emulator.conformance import OfficialSdk
from yett_emulator.handle import EmulatorHandle

ENVELOPE = {"RequestId", "HostId", "Recommend", "Code", "Message"}


def test_a_refusal_has_the_clouds_envelope(emulator: EmulatorHandle, vpc: Api) -> None:
    refused = vpc.refused("DescribeVpcAttribute", VpcId="vpc-none")
    assert (set(refused.body), refused.body["HostId"]) == (ENVELOPE, emulator.endpoint)
    assert refused.code in refused.body["Recommend"]


def test_every_answer_has_its_own_request_id(vpc: Api) -> None:
    ids = {vpc("DescribeVpcs")["RequestId"] for _ in range(3)} | {vpc.refused("Nonsense").body["RequestId"]}
    assert len(ids) == 4
    assert all(str(uuid.UUID(one)).upper() == one for one in ids)


def test_a_connection_that_was_idle_is_still_there(emulator: EmulatorHandle) -> None:
    """The provider waits five seconds here and there, and a POST that meets a closed connection is lost (EOF)."""
    connection = http.client.HTTPConnection(emulator.settings.host, emulator.settings.port, timeout=30)
    for pause in (0, 5.5):
        time.sleep(pause)
        connection.request("POST", "/", "Action=DescribeVpcs", {"content-type": "application/x-www-form-urlencoded"})
        assert connection.getresponse().read()
    connection.close()


@pytest.mark.parametrize(
    ("params", "status", "code"),
    [
        ({"Action": "DescribeNothing", "Version": VPC}, 404, "InvalidAction.NotFound"),
        ({"Action": "CreateVpc", "Version": "2014-05-26x"}, 400, "InvalidVersion"),
        ({"Action": "RunInstances", "Version": VPC}, 404, "InvalidAction.NotFound"),
        ({"Version": VPC}, 400, "MissingParameter.Action"),
        ({"Action": "CreateVpc"}, 400, "MissingParameter.Version"),
        ({"Action": "CreateVpc", "Version": VPC, "Teapot": "1"}, 400, "UnsupportedParameter"),
        ({"Action": "CreateVpc", "Version": VPC, "Tag.1.Kettle": "1"}, 400, "UnsupportedParameter"),
        ({"Action": "CreateVpc", "Version": VPC, "Format": "XML"}, 400, "InvalidParameter.Format"),
        ({"Action": "CreateVpc", "Version": VPC, "EnableIpv6": "perhaps"}, 400, "InvalidParameter.EnableIpv6"),
        ({"Action": "DescribeVpcs", "Version": VPC, "PageSize": "many"}, 400, "InvalidParameter.PageSize"),
    ],
)
def test_what_the_gateway_does_not_know_is_refused(vpc: Api, params: dict[str, str], status: int, code: str) -> None:
    answered, body = vpc.send(params)
    assert (answered, body["Code"]) == (status, code)


@pytest.mark.parametrize(
    ("params", "words"),
    [
        ({"Action": "CreateDBInstance", "Version": "2014-08-15"}, "does not serve the product of CreateDBInstance"),
        ({"Action": "CreateDBInstance", "Version": "2014-08-15"}, "Vpc 2016-04-28"),
        ({"Action": "DescribeNothing", "Version": VPC}, "The emulator does not serve it"),
    ],
)
def test_a_refusal_says_that_the_emulator_lacks_it_and_not_the_cloud(
    vpc: Api, params: dict[str, str], words: str
) -> None:
    assert words in vpc.send(params)[1]["Message"]


def test_an_unknown_parameter_is_named(vpc: Api) -> None:
    assert '"Teapot" is not supported by CreateVpc' in vpc.refused("CreateVpc", Teapot="1").message


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_parameters_come_in_query_or_form(vpc: Api, method: str) -> None:
    status, body = vpc.send({"Action": "CreateVpc", "Version": VPC, "VpcName": "ü &=/%+~*"}, method)
    assert (status, vpc("DescribeVpcAttribute", VpcId=body["VpcId"])["VpcName"]) == (200, "ü &=/%+~*")


def test_query_and_form_are_one_request(emulator: EmulatorHandle, vpc: Api) -> None:
    settings = emulator.settings
    params = signed(
        {**common(settings.access_key), "Action": "CreateVpc", "Version": VPC, "VpcName": "a"}, settings.secret_key
    )
    form = {name: params.pop(name) for name in ("VpcName", "Version")}
    connection = http.client.HTTPConnection(settings.host, settings.port)
    head = {"content-type": "application/x-www-form-urlencoded"}
    connection.request("POST", f"/?{urlencode(params)}", urlencode(form), head)
    answer = json.loads(connection.getresponse().read())
    connection.close()
    assert vpc("DescribeVpcAttribute", VpcId=answer["VpcId"])["VpcName"] == "a"


def test_a_json_body_is_read_as_a_form(emulator: EmulatorHandle, vpc: Api) -> None:
    settings = emulator.settings
    flat = {"Action": "CreateVpc", "Version": VPC, "Tag.1.Key": "k", "Tag.1.Value": "v"}
    nested = {
        **signed({**common(settings.access_key), **flat}, settings.secret_key),
        "Tag": [{"Key": "k", "Value": "v"}],
    }
    del nested["Tag.1.Key"], nested["Tag.1.Value"]
    status, answer = raw(emulator, json.dumps(nested).encode(), "application/json")
    assert (status, vpc("DescribeVpcs", Tag=[{"Key": "k"}])["TotalCount"]) == (200, 1), answer


@pytest.mark.parametrize("body", [b"{", b"[1]", b"\xff\xfe"])
def test_a_body_that_cannot_be_read_is_refused_with_a_code(emulator: EmulatorHandle, body: bytes) -> None:
    status, answer = raw(emulator, body, "application/json")
    assert (status, answer["Code"]) == (400, "InvalidParameter")


def raw(emulator: EmulatorHandle, body: bytes, kind: str) -> tuple[int, dict[str, str]]:
    connection = http.client.HTTPConnection(emulator.settings.host, emulator.settings.port)
    connection.request("POST", "/", body, {"content-type": kind})
    response = connection.getresponse()
    answer = response.status, json.loads(response.read())
    connection.close()
    return answer


@pytest.mark.parametrize("protocol", ["http", "https"])
def test_the_official_sdk_speaks_to_one_port_in_either_protocol(emulator: EmulatorHandle, protocol: str) -> None:
    sdk = OfficialSdk("alibabacloud_vpc20160428", emulator, protocol)
    made = sdk.call("CreateVpc", {"RegionId": "cn-hangzhou", "VpcName": "a b&c=ü", "CidrBlock": "10.0.0.0/16"})
    assert isinstance(made.model, models.CreateVpcResponseBody)
    found = sdk.call("DescribeVpcs", {"RegionId": "cn-hangzhou", "VpcName": "a b&c=ü"})
    assert [row["VpcId"] for row in found.raw["Vpcs"]["Vpc"]] == [made.raw["VpcId"]]


def test_the_certificate_is_valid_for_loopback_by_name_and_address(emulator: EmulatorHandle) -> None:
    trusting = ssl.create_default_context(cafile=str(emulator.bundle))
    for name in ("127.0.0.1", "localhost"):
        connection = http.client.HTTPSConnection(name, emulator.settings.port, context=trusting)
        connection.request("GET", "/_yett/health")
        assert json.loads(connection.getresponse().read())["status"] == "ok"
        connection.close()


def test_a_client_that_does_not_trust_us_gets_nothing(emulator: EmulatorHandle) -> None:
    connection = http.client.HTTPSConnection("127.0.0.1", emulator.settings.port, context=ssl.create_default_context())
    with pytest.raises(ssl.SSLCertVerificationError):
        connection.request("GET", "/_yett/health")
    assert emulator.state()["kinds"] == {}


def test_the_caller_learns_who_it_is(sts: Api) -> None:
    answer = sts("GetCallerIdentity")
    assert (answer["AccountId"], answer["Arn"]) == ("1234567890123456", "acs:ram::1234567890123456:root")


def test_every_product_is_located_here(emulator: EmulatorHandle) -> None:
    answer = Api(emulator, LOCATION)("DescribeEndpoints", ServiceCode="ga", Id="cn-hangzhou", Type="openAPI")
    assert answer["Endpoints"]["Endpoint"][0]["Endpoint"] == emulator.endpoint


def test_the_account_is_a_domestic_one(emulator: EmulatorHandle) -> None:
    answer = Api(emulator, BSS)("QueryAvailableInstances", ProductCode="vipcloudfw")
    assert (answer["Success"], answer["Code"]) == (True, "Success")


def test_an_unsigned_request_learns_nothing(emulator: EmulatorHandle) -> None:
    status, answer = post(emulator, "POST", urlencode({"Action": "Nonsense", "Version": VPC}))
    assert (status, answer["Code"]) == (400, "MissingAccessKeyId")


def test_a_request_of_the_log_service_is_refused_in_its_own_words(emulator: EmulatorHandle) -> None:
    """The real provider dies of an answer without an errorCode."""
    settings = emulator.settings
    connection = http.client.HTTPConnection(settings.host, settings.port, timeout=30)
    try:
        headers = {"x-log-apiversion": "0.6.0", "authorization": "LOG yett:x", "content-type": "application/json"}
        connection.request("POST", "/", '{"projectName": "p"}', headers)
        response = connection.getresponse()
        answer = json.loads(response.read())
    finally:
        connection.close()
    assert (response.status, answer["errorCode"]) == (400, "ProductNotSupported")
    assert answer["errorMessage"]


def test_a_role_is_assumed_with_the_accounts_own_pair(sts: Api) -> None:
    wanted = {"RoleArn": "acs:ram::42:role/admin", "RoleSessionName": "s"}
    answer = sts("AssumeRole", **wanted)
    assert answer["AssumedRoleUser"]["Arn"] == "acs:ram::42:assumed-role/admin/s"
    assert answer["Credentials"]["AccessKeyId"] == sts.handle.settings.access_key
    assert sts.code("AssumeRole", **{**wanted, "RoleArn": "admin"}) == "InvalidParameter.RoleArn"
    assert sts.code("AssumeRole", **{**wanted, "DurationSeconds": 10}) == "InvalidParameter.DurationSeconds"
