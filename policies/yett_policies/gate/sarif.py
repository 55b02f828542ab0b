"""The report as SARIF 2.1.0, so that code scanning shows findings beside the change.

Source: OASIS, Static Analysis Results Interchange Format 2.1.0; `security-severity`, fingerprints and the need of a
physical location: docs.github.com, SARIF support for code scanning.
"""

import hashlib
import json
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from yett_policies.exposure import Hop
from yett_policies.rulebook import Finding
from yett_policies.rulebook.rule import RuleInfo
from yett_policies.waivers import PROBLEMS

from .judgement import Judged, Judgement

Json = dict[str, Any]
LEVELS = {"low": "note", "medium": "warning", "high": "error", "critical": "error"}
NUMBERS = {"low": "3.0", "medium": "5.5", "high": "8.0", "critical": "9.5"}
"""Within the bands in which code scanning says low, medium, high and critical."""
SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def sarif(found: Judgement, source: str) -> str:
    """The log as text; `source` is the file that was judged, to which results are pinned."""
    rules = [*_rules(found)]
    driver = {"name": "yett", "semanticVersion": _version(), "rules": rules}
    places = {one["id"]: number for number, one in enumerate(rules)}
    run = {
        "tool": {"driver": driver},
        "results": [result(one, places, source, found.baseline is not None) for one in found.findings],
        "properties": {"score": found.score.value, "profile": found.profile.name},
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2, ensure_ascii=False) + "\n"


def _rules(found: Judgement) -> Iterator[Json]:
    for rule in found.rules.values():
        yield _rule(rule)
    for name, (title, severity) in PROBLEMS.items():
        yield {"id": name, "shortDescription": {"text": title}, **_severity(severity, [])}


def _rule(rule: RuleInfo) -> Json:
    return {
        "id": rule.id,
        "shortDescription": {"text": rule.title},
        "fullDescription": {"text": rule.sections.get("What it does", rule.title)},
        "help": {"text": rule.text},
        **_severity(rule.severity, sorted(rule.clauses)),
    }


def _severity(severity: str, frameworks: list[str]) -> Json:
    return {
        "defaultConfiguration": {"level": LEVELS[severity]},
        "properties": {"security-severity": NUMBERS[severity], "tags": ["security", *frameworks]},
    }


def result(one: Judged, places: dict[str, int], source: str, is_compared: bool) -> Json:
    """One finding; what is waived is suppressed, what does not stop the change is a note."""
    finding = one.finding
    said: Json = {
        "ruleId": finding.rule,
        "ruleIndex": places[finding.rule],
        "kind": "fail" if finding.is_certain else "review",
        # SARIF allows a level other than none for failures only
        "level": (LEVELS[finding.severity] if one.level == "mandatory" else "note") if finding.is_certain else "none",
        "message": {"text": f"{finding.problem}; {finding.fix}"},
        "locations": [_location(finding.urn, finding.name, source)],
        "partialFingerprints": {"yettFinding/v1": fingerprint(finding)},
        "suppressions": [_suppression(one)] if one.waiver else [],
    }
    said |= {"codeFlows": [_flow(finding.path, source)]} if finding.path else {}
    return said | ({"baselineState": "new" if one.is_new else "unchanged"} if is_compared else {})


def _location(urn: str, name: str, source: str) -> Json:
    return {
        "physicalLocation": {"artifactLocation": {"uri": source}, "region": {"startLine": 1}},
        "logicalLocations": [{"fullyQualifiedName": urn, "name": name or urn, "kind": "resource"}],
    }


def _suppression(one: Judged) -> Json:
    assert one.waiver is not None  # noqa: S101 - asked of waived ones only
    waiver = one.waiver
    said = f"{waiver.reason} (owner {waiver.owner}, approved by {waiver.approver}, until {waiver.expires})"
    # without a status it is accepted; older readers of 2.1.0 do not know the word
    return {"kind": "external", "justification": said}


def _flow(path: tuple[Hop, ...], source: str) -> Json:
    steps = [
        {"location": _location(hop.urn, hop.kind, source) | {"message": {"text": hop.detail or hop.kind}}}
        for hop in path
    ]
    return {"threadFlows": [{"locations": steps}]}


def fingerprint(finding: Finding) -> str:
    """The same for the same rule, resource and traffic, whatever the words."""
    return hashlib.sha256(f"{finding.rule}\n{finding.urn}\n{finding.traffic}".encode()).hexdigest()


def _version() -> str:
    try:
        return version("yett")
    except PackageNotFoundError:
        return "0.0.0"
