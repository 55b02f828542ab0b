"""Each form follows its own standard, says every finding, and lets no name break out."""

import json
from functools import cache
from importlib.resources import files
from typing import Any
from xml.etree.ElementTree import fromstring

import html5lib
import pytest
from jsonschema import Draft202012Validator
from pydantic_sarif.model import StaticAnalysisResultsFormatSarifVersion210JsonSchema as OfficialLog

from tests.check.judged import LOGIN, judged, state, waived
from tests.oracle.as_pulumi import pulumi_preview
from tests.oracle.networks import random_network
from yett_policies.gate import Judgement
from yett_policies.gate.comment import comment
from yett_policies.gate.document import document
from yett_policies.gate.junit import junit
from yett_policies.gate.page import page
from yett_policies.gate.sarif import sarif

SCHEMA = json.loads(files("yett_policies.gate").joinpath("schema.json").read_text())
VALIDATOR = Draft202012Validator(SCHEMA)
HOSTILE = 'x"]]>|`<script>alert(1)</script>&\x07\u202e'


@cache
def random_judgement(seed: int) -> Judgement:
    """A preview with unknown values against the network without its first rule."""
    resources = random_network(seed)
    return judged(pulumi_preview(resources, seed), pulumi_preview(random_network(seed + 1), seed))


@cache
def waived_judgement() -> Judgement:
    return judged(state("22/22", "443/443"), state("443/443"), waivers=waived("r6"))


@cache
def hostile() -> Judgement:
    """A workload, a rule and an address with names that mean something to every form."""
    text = json.dumps(state("22/22"))
    return judged(json.loads(text.replace("::r", f"::{json.dumps(HOSTILE)[1:-1]}r")))


JUDGEMENTS = [lambda seed=seed: random_judgement(seed) for seed in range(6)] + [waived_judgement, hostile]


def test_the_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("of", JUDGEMENTS)
def test_the_json_follows_the_schema(of: Any) -> None:
    assert [error.message for error in VALIDATOR.iter_errors(json.loads(json.dumps(document(of()))))] == []


@pytest.mark.parametrize("of", JUDGEMENTS)
def test_sarif_follows_the_official_schema(of: Any) -> None:
    log = json.loads(sarif(of(), "preview.json"))
    OfficialLog.model_validate(log)
    (run,) = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert len(run["results"]) == len(of().findings)
    assert all(rules[one["ruleIndex"]]["id"] == one["ruleId"] for one in run["results"])
    # SARIF 2.1.0, 3.27.10: a result that is no failure has no level
    assert all(one["level"] == "none" for one in run["results"] if one["kind"] != "fail")


def test_sarif_that_breaks_the_schema_is_noticed() -> None:
    log = json.loads(sarif(waived_judgement(), "preview.json"))
    log["runs"][0]["results"][0]["level"] = "terrible"
    with pytest.raises(ValueError, match="level"):
        OfficialLog.model_validate(log)


def test_sarif_suppresses_what_is_waived_and_says_what_is_new() -> None:
    (run,) = json.loads(sarif(waived_judgement(), "preview.json"))["runs"]
    results = {(one["ruleId"], one["baselineState"]): one["suppressions"] for one in run["results"]}
    assert results[(LOGIN, "new")][0]["justification"].startswith("support (owner platform, approved by security")
    assert results[("undeclared-exposure", "new")] == []


@pytest.mark.parametrize("of", JUDGEMENTS)
def test_junit_is_xml_whose_counts_are_its_cases(of: Any) -> None:
    root = fromstring(junit(of()).encode())
    cases = root.findall("./testsuite/testcase")
    failures = [case for case in cases if case.find("failure") is not None]
    assert len(failures) == sum(one.fails for one in of().findings) == int(root.attrib["failures"])
    assert int(root.attrib["tests"]) == len(cases)
    assert {f"yett.{rule}" for rule in of().rules} <= {case.attrib["classname"] for case in cases}


@pytest.mark.parametrize("of", JUDGEMENTS)
def test_the_page_is_html5_that_runs_and_fetches_nothing(of: Any) -> None:
    tree = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(page(of()).replace("\x07", " "))
    said = " ".join(tree.itertext())
    assert tree.findall(".//script") == []
    assert [one for one in tree.iter() if {"src", "href", "onload", "onclick"} & set(one.attrib)] == []
    assert all(one.finding.rule in said for one in of().findings)
    assert "Content-Security-Policy" in page(of())


@pytest.mark.parametrize("of", JUDGEMENTS)
def test_the_comment_names_every_failing_finding_and_stays_in_its_tables(of: Any) -> None:
    text = comment(of())
    assert all(f"| {one.finding.rule} |" in text for one in of().findings if one.fails)
    assert "<script" not in text
    widths = {line.replace("\\|", "").count("|") for line in text.splitlines() if line.startswith("| ")}
    assert widths <= {5, 6, 7, 8}


def test_a_waiver_is_in_every_form() -> None:
    found = waived_judgement()
    for text in (comment(found), page(found), junit(found), sarif(found, "x"), json.dumps(document(found))):
        assert "security" in text
        assert "2026-12-31" in text


def test_the_same_input_gives_the_same_bytes() -> None:
    for form in (comment, page, junit, lambda found: sarif(found, "x"), lambda found: json.dumps(document(found))):
        assert form(judged(state("22/22"))) == form(judged(state("22/22")))
