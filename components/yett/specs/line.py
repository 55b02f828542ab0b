"""The line that an address uses to the internet."""

from enum import Enum


class Line(str, Enum):
    """Line types: several carriers (BGP), better ones abroad (BGP_PRO), or one carrier.

    BGP_PRO is sold in cn-hongkong, ap-southeast-1, -3, -5, -6, -7 and ap-northeast-1; a single carrier to accounts
    that asked for it; BGP_FinanceCloud in the finance cloud.
    Source: alibabacloud_vpc20160428, AllocateEipAddress (ISP).
    """

    BGP = "BGP"
    BGP_PRO = "BGP_PRO"
    TELECOM = "ChinaTelecom"
    UNICOM = "ChinaUnicom"
    MOBILE = "ChinaMobile"
    TELECOM_L2 = "ChinaTelecom_L2"
    UNICOM_L2 = "ChinaUnicom_L2"
    MOBILE_L2 = "ChinaMobile_L2"
    FINANCE = "BGP_FinanceCloud"
