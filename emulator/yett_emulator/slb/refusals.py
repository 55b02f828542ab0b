"""CLB's refusals in the cloud's own words, so that `raise refusals.LISTENER_EXISTS()` reads like the API reference.

Codes and messages: Classic Load Balancer API reference, "Common error codes" and the error tables of each operation.
"""

from collections.abc import Callable

from yett_emulator.errors import CloudError

Refusal = Callable[[], CloudError]


def always(code: str, message: str, status: int = 400) -> Refusal:
    return lambda: CloudError(code, message, status)


def bad(message: str) -> CloudError:
    """The code CLB uses for most of what it does not like; the message tells which."""
    return CloudError("InvalidParameter", message)


def combination(detail: str) -> CloudError:
    return CloudError("MissingParameter", f"The combination of some parameters violates the spec. {detail}")


def gone(code: str, what: str) -> CloudError:
    return CloudError(code, f"The specified {what} does not exist.", 404)


BALANCERS_OVER_LIMIT = always("ORDER.QUANTITY_INVALID", "The maximum number of SLB instances is exceeded.")
LISTENER_EXISTS = always("ListenerAlreadyExists", "A listener with the specified port already exists")
LISTENERS_OVER_LIMIT = always("ListenerNumberOverLimit", "The maximum number of listeners is exceeded.")
LISTENER_UNKNOWN = always(
    "ListenerNotFound", "You have not created a listener for the specified port of the load balancer.", 404
)
RESOURCE_UNKNOWN = always("InvalidParameter", "The specified resource does not exist.")
DELETE_PROTECTED = always(
    "OperationDenied.DeleteProtectionIsOn",
    "The loadbalancer can not be deleted due to DeleteProtection is enabled.",
)
PREPAID = always("InvalidChargeType", "The prepay loadBalancer does not support this action.")
BANDWIDTH_INVALID = always("InvalidParameter", "The specified bandwidth is not valid.")
BANDWIDTH_EXCEEDED = always(
    "InvalidParameter",
    "The specified Bandwidth is invalid. It exceeds the maximum bandwidth available to the instance.",
)
GROUP_UNKNOWN = always("InvalidParameter", "The specified VServerGroupId does not exist.", 404)
PAIR_UNKNOWN = always("InvalidParameter", "The specified MasterSlaveGroupId does not exist.", 404)
GROUP_IN_USE_BY_LISTENER = always("RspoolVipExist", "there are vips associating with this vServer group.")
GROUP_IN_USE_BY_RULE = always("RspoolRuleExist", "there are rules associating with this vServer group.")
GROUP_CANNOT_CLOSE = always(
    "OperationFailed.ServerGroupInUse",
    "The VServerGroup or MasterSlaveServerGroup can not be close for this listener.",
)
GROUP_DOES_NOT_MATCH = always("VipNotMatchRspool", "The vip protocol is not match with Rspool.")
SERVERS_MALFORMED = always("BackendServersMalformed", "the specified parameter BackendServers is unavailable.")
SERVERS_TOO_MANY = always(
    "TooManyBackendServers", "The total number of input real servers exceeds max supported number: 20"
)
SERVER_UNUSABLE = always(
    "ObtainIpFail",
    "The specified BackendServers is invalid; some of the specified backend servers do not exist or are not running.",
)
SERVER_PORT_INVALID = always(
    "InvalidParameter", "The specified BackendServers is invalid, as the Port value should be in [1, 65535]."
)
SERVER_ID_MISSING = always("InvalidParameter", "The VmName is emtpy.")
SERVER_UNKNOWN = always("InvalidServerId.NotFound", "The specified ServerId does not exist.", 404)
SERVERS_OF_TWO_NETWORKS = always(
    "InvalidBackendServers.Inconsistent",
    "All BackendServers on one Specified LoadBalancer have to be in the same vpc or all classic",
)
SERVER_OF_OTHER_NETWORK = always(
    "InvalidParameter",
    "The specified load balancer does not support the network type of the ECS instance.",
)
WEIGHT_INVALID = always("InvalidWeight.Malformed", "A specified weight is not valid.")
ACL_UNKNOWN = always("AclNotExist", "The specified Acl does not exist.", 404)
ACL_BOUND = always("OperationFailed.AclBindedWithVip", "The ACL has binded with vip.")
ACLS_OVER_LIMIT = always("AclNumberOverLimit", "The Acl number has reached to the max quota limit.")
ACL_OTHER_VERSION = always("IpVersionConflict", "The ip version of this LoadBalancer and the Acl is conflict.")
ENTRY_OTHER_VERSION = always("IllegalEntry", "Entry version is conflict to the acl version.")
ENTRIES_OVER_LIMIT = always("AclEntryExceedLimit", "The maximum number of ACL entries is exceeded.")
ENTRIES_EMPTY = always("AclEntryEmpty", "The specified AclEntrys is empty.")
CERTIFICATE_REFERRED = always("CertificateAndPrivateKeyIsRefered", "Certificate and PrivateKey Is Refered.")
CERTIFICATE_MISMATCH = always("CertificateNotMatchPrivateKey", "Certificate and key does not match.")
CERTIFICATE_MALFORMED = always("InvalidParameter", "The specified parameter ServerCertificate format is error.")
KEY_MALFORMED = always("InvalidParameter", "The specified parameter key format is error.")
KEY_ENCRYPTED = always("PrivateKeyEncryption", "Key has Encrypted .")
RULE_UNKNOWN = always("InvalidRuleId.NotFound", "Rule does not exist.", 404)
RULE_EXISTS = always("DomainExist", "rule with same domain and url already exists in specified vip")
RULE_NOT_SUPPORTED = always("RuleNotSupport", "Rule is not support in the tcp type listener.")
RULES_MALFORMED = always("RuleListMalformed", "the specified parameter RuleList is unavailable.")
RULES_TOO_MANY = always("TooManyRules", "the number of rules under specified vip is beyond maximum limit.")
DOMAIN_MALFORMED = always("DomainMalformed", "the specified domain in RuleList parameter is unavailable.")
URL_MALFORMED = always("UrlMalformed", "the specified url in RuleList parameter is unavailable.")
SOURCE_ITEMS_INVALID = always("InvalidParameter", "The specified SourceItems is invalid.")
SOURCE_ITEMS_TOO_MANY = always("SourceItemsQuotaOverLimit", "The maximum number of SourceItems is exceeded.")
