"""Pages of a list, in both of the cloud's styles: page number with size, and next token with max results."""

from typing import Any

from yett_emulator.call import Call
from yett_emulator.errors import CloudError


def paged(call: Call, items: list[Any], default: int = 10, largest: int = 100) -> tuple[list[Any], dict[str, Any]]:
    """The items of the wanted page, and the fields that describe it (`TotalCount`, `PageNumber`, `PageSize`)."""
    size = call.number("PageSize", default, 1, largest)
    page = call.number("PageNumber", 1, 1)
    start = (page - 1) * size
    return items[start : start + size], {"TotalCount": len(items), "PageNumber": page, "PageSize": size}


def tokened(
    call: Call, items: list[Any], default: int = 50, largest: int = 500, sized: str = "MaxResults"
) -> tuple[list[Any], dict[str, Any]]:
    """The items after `NextToken` (an offset), and the token of the rest; no token when this was the last page."""
    size = call.number(sized, default, 1, largest)
    token = call.text("NextToken", "0")
    if not token.isdigit():
        raise CloudError("InvalidParameter.NextToken", f"The specified NextToken {token!r} is not valid.")
    end = int(token) + size
    rest = {"NextToken": str(end) if end < len(items) else "", "MaxResults": size, "TotalCount": len(items)}
    return items[int(token) : end], rest
