"""The official certificate service SDK's way through every implemented action."""

from tests.emulator.conformance import Step
from tests.emulator.slb.keys import made_pair
from tests.emulator.wording import TAG, of

SDK = "alibabacloud_cas20200407"
VERSION = "2020-04-07"
NOT_IN_SDK: list[str] = []
BOUGHT = "only of a certificate that was bought here"
NOT_SHOWN = {
    **{f"GetUserCertificateDetail:{one}": BOUGHT for one in ("Algorithm", "CertSha2", "Sha2")},
    **{
        f"ListUserCertificateOrder:CertificateOrderList.{one}": BOUGHT
        for one in [
            "Algorithm",
            "AliyunOrderId",
            "BuyDate",
            "CertEndTime",
            "CertStartTime",
            "CertType",
            "Domain",
            "DomainCount",
            "DomainType",
            "OrderId",
            "PartnerOrderId",
            "ProductCode",
            "ProductName",
            "RootBrand",
            "Sha2",
            "SourceType",
            "TrusteeStatus",
            "WildDomainCount",
        ]
    },
}
PAIR = made_pair("www.example.com")
STEPS = [
    Step("UploadUserCertificate", of(Name="web", Cert=PAIR.certificate, Key=PAIR.key, Tags=TAG), {"cert": "CertId"}),
    Step("GetUserCertificateDetail", of(CertId="$cert")),
    Step("ListUserCertificateOrder", of(OrderType="CERT")),
    Step("DeleteUserCertificate", of(CertId="$cert")),
]
