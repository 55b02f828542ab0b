"""What a user sets on a rule is read with one clear error, and described by a schema that CrossGuard takes."""

from dataclasses import dataclass
from typing import Any

import pytest
from jsonschema import Draft202012Validator, ValidationError, validate
from pulumi_policy import PolicyConfigSchema

from yett.errors import SpecError
from yett.packets import TransportSet
from yett_policies.rulebook.options import option, read_options, schema_of
from yett_policies.rulebook.registry import all_rules


@dataclass(frozen=True, slots=True)
class Options:
    most: int = option(10, "Ports at most.", minimum=0, maximum=65535)
    strict: bool = option(False, "Whether to be strict.")
    mode: str = option("soft", "How.", choices=("soft", "hard"))
    ports: tuple[str, ...] = option(("tcp/22",), "Ports, such as tcp/22.", check=TransportSet.parse)
    days: tuple[int, ...] = option((15, 180), "Days.", minimum=1)


def test_defaults_hold_where_nothing_is_given() -> None:
    assert read_options(Options, {}, "rule") == Options()


def test_what_is_given_replaces_the_profile_and_the_profile_the_default() -> None:
    base = read_options(Options, {"most": 5, "mode": "hard"}, "rule")
    assert read_options(Options, {"most": 3.0, "ports": ["udp/53"]}, "rule", base) == Options(
        3, False, "hard", ("udp/53",)
    )


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"mots": 3}, 'rule.mots: no such option, allowed is most, strict, mode, ports, days; did you mean "most"?'),
        ({"most": "3"}, 'rule.most: got "3", allowed is a whole number'),
        ({"most": 3.5}, "rule.most: got 3.5, allowed is a whole number"),
        ({"most": True}, "rule.most: got True, allowed is a whole number"),
        ({"most": -1}, "rule.most: got -1, allowed is 0..65535"),
        ({"most": 65536}, "rule.most: got 65536, allowed is 0..65535"),
        ({"strict": "yes"}, 'rule.strict: got "yes", allowed is true or false'),
        ({"mode": "harsh"}, 'rule.mode: got "harsh", allowed is soft, hard'),
        ({"ports": "tcp/22"}, 'rule.ports: got "tcp/22", allowed is a list, each a text'),
        ({"days": [15, 0]}, "rule.days[1]: got 0, allowed is 1.."),
    ],
)
def test_a_wrong_option_is_refused_in_one_sentence(given: dict[str, Any], said: str) -> None:
    with pytest.raises(SpecError) as caught:
        read_options(Options, given, "rule")
    assert str(caught.value) == said


def test_an_item_that_is_not_meant_is_refused_in_its_own_words() -> None:
    with pytest.raises(SpecError, match=r'rule\.ports\[1\]: .*, got "tcp/99999"'):
        read_options(Options, {"ports": ["tcp/22", "tcp/99999"]}, "rule")


@pytest.mark.parametrize("given", [{"most": -1}, {"mode": "harsh"}, {"days": [0]}, {"strict": 1}])
def test_the_schema_refuses_what_the_reader_refuses(given: dict[str, Any]) -> None:
    schema = {"type": "object", "properties": schema_of(Options), "additionalProperties": False}
    Draft202012Validator.check_schema(schema)
    with pytest.raises(ValidationError):
        validate(given, schema)


def test_the_schema_shows_what_the_profile_has_set() -> None:
    assert schema_of(Options, Options(most=3))["most"]["default"] == 3


@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.id)
def test_options_of_every_rule_are_explained_and_their_defaults_are_allowed(rule: Any) -> None:
    schema = rule.schema()
    PolicyConfigSchema(schema)
    assert all(len(one["description"]) > 8 for one in schema.values())
    defaults = {name: one["default"] for name, one in schema.items()}
    validate(defaults, {"type": "object", "properties": schema})
    assert rule.read(defaults) == (rule.options() if rule.options else rule.read({}))
