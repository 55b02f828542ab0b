"""The certificate service: what balancers' listeners name."""

from tests.emulator.api import Api
from tests.emulator.slb.keys import made_pair
from yett_emulator.handle import EmulatorHandle

PAIR = made_pair("www.example.com")


def test_an_uploaded_certificate_is_read_listed_and_deleted(emulator: EmulatorHandle) -> None:
    cas = Api(emulator, "2020-04-07")
    key = cas("UploadUserCertificate", Name="web", Cert=PAIR.certificate, Key=PAIR.key)["CertId"]
    shown = cas("GetUserCertificateDetail", CertId=key)
    assert (shown["Common"], shown["Sans"], shown["Expired"]) == ("www.example.com", "www.example.com", False)
    assert shown["CertIdentifier"] == f"{key}-cn-hangzhou"
    [row] = cas("ListUserCertificateOrder", OrderType="CERT", Keyword="example")["CertificateOrderList"]
    assert (row["CertificateId"], row["Status"]) == (key, "ISSUED")
    assert cas("ListUserCertificateOrder", OrderType="BUY")["TotalCount"] == 0
    cas("DeleteUserCertificate", CertId=key)
    assert cas.code("GetUserCertificateDetail", CertId=key) == "NotFound"


def test_a_name_is_used_once_and_what_is_no_certificate_is_refused(emulator: EmulatorHandle) -> None:
    cas = Api(emulator, "2020-04-07")
    cas("UploadUserCertificate", Name="web", Cert=PAIR.certificate, Key=PAIR.key)
    assert cas.code("UploadUserCertificate", Name="web", Cert=PAIR.certificate, Key=PAIR.key) == "NameRepeat"
    assert cas.code("UploadUserCertificate", Name="x", Cert="nothing", Key=PAIR.key) == "CertificateFormatError"


def test_a_private_key_is_given_back_and_stays_out_of_log_and_state(emulator: EmulatorHandle) -> None:
    cas = Api(emulator, "2020-04-07")
    key = cas("UploadUserCertificate", Name="web", Cert=PAIR.certificate, Key=PAIR.key)["CertId"]
    assert cas("GetUserCertificateDetail", CertId=key)["Key"] == PAIR.key
    secret = PAIR.key.splitlines()[1]
    assert secret not in str(emulator.actions) + str(emulator.state())
