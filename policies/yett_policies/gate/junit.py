"""The report as JUnit XML: each rule a test case, so that every CI shows it without a plugin.

Source: the schema that Jenkins and GitLab read (testsuites > testsuite > testcase > failure | skipped).
"""

import re
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from yett_policies.waivers import PROBLEMS

from .judgement import Judged, Judgement
from .words import why_not

# whatever XML 1.0 cannot hold, section 2.2
FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def junit(found: Judgement) -> str:
    """One suite; a rule that finds nothing passes, what does not stop the change is skipped."""
    cases = [case for rule in [*found.rules, *PROBLEMS] for case in _cases(found, rule)]
    counts = {
        "tests": str(len(cases)),
        "failures": str(sum(case.find("failure") is not None for case in cases)),
        "errors": "0",
        "skipped": str(sum(case.find("skipped") is not None for case in cases)),
    }
    root = Element("testsuites", {"name": "yett", **counts})
    suite = SubElement(root, "testsuite", {"name": f"yett check, score {found.score.value}", "time": "0", **counts})
    suite.extend(cases)
    indent(root)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + tostring(root, encoding="unicode") + "\n"


def _cases(found: Judgement, rule: str) -> list[Element]:
    own = [one for one in found.findings if one.finding.rule == rule]
    return [_found(one) for one in own] or [_case(rule, "every resource")]


def _case(rule: str, name: str) -> Element:
    return Element("testcase", {"classname": f"yett.{rule}", "name": plain(name), "time": "0"})


def _found(one: Judged) -> Element:
    finding = one.finding
    case = _case(finding.rule, f"{finding.name or finding.urn} {finding.traffic}".strip())
    said = plain(f"{finding.problem}; {finding.fix}")
    if one.fails:
        SubElement(case, "failure", {"type": finding.severity, "message": said}).text = plain(finding.urn)
    else:
        SubElement(case, "skipped", {"message": f"{plain(why_not(one))}: {said}"})
    return case


def plain(text: str) -> str:
    """Text that XML can hold.

    >>> plain("a\\x00b")
    'a b'
    """
    return FORBIDDEN.sub(" ", text)
