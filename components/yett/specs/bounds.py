"""Checks that many specs share: `within(port, 1, 65535)` says what was got and what is allowed."""

import re

from yett.specs.problems import ProblemError

PORT_FIRST, PORT_LAST = 1, 65535
ADDRESSES = ("http://", "https://")
"""No description of the cloud begins with these (provider docs of security_group and vpc)."""


def within(number: int | None, first: int, last: int, unit: str = "") -> int | None:
    """The number, if it lies in first..last inclusive; no number is allowed.

    Raises ProblemError.
    """
    if number is not None and not first <= number <= last:
        raise ProblemError(got=number, allowed=f"{first}..{last}{unit}")
    return number


def port(number: int | None) -> int | None:
    """A port, 1..65535.

    Raises ProblemError.
    """
    return within(number, PORT_FIRST, PORT_LAST)


def said(text: str | None, longest: int = 200) -> str | None:
    """A text that says something, without blanks around it.

    Raises ProblemError.
    """
    if text is None:
        return None
    if not text.strip() or len(text) > longest:
        raise ProblemError(got=text, allowed=f"a text of 1..{longest} characters")
    return text.strip()


def described(text: str | None) -> str | None:
    """A description that the cloud takes: 2..200 characters, and no address at its beginning.

    Raises ProblemError.
    """
    found = said(text)
    if found is not None and (len(found) < 2 or found.lower().startswith(ADDRESSES)):
        allowed = f"a text of 2..200 characters that does not begin with {' or '.join(ADDRESSES)}"
        raise ProblemError(got=text, allowed=allowed)
    return found


def plain_name(text: str) -> str:
    """A name that can be part of a resource name.

    Raises ProblemError.
    """
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]{0,39}", text):
        raise ProblemError(got=text, allowed="1..40 characters of a-z, 0-9 and -")
    return text


def domain_name(text: str) -> str:
    """A domain, or all domains below one: www.example.com, *.example.com.

    Raises ProblemError.
    """
    label = r"[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
    if len(text) > 253 or not re.fullmatch(rf"(\*\.)?({label}\.)+{label}", text):
        raise ProblemError(got=text, allowed="a domain such as www.example.com or *.example.com")
    return text.lower()
