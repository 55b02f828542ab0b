"""stack config -> spec -> one scenario -> exports: stacks/ says what a stack is, components/ how it is built."""

import sys
from datetime import UTC, datetime

import pulumi

from yett.collector import rest
from yett.errors import YettError
from yett.scenarios import SCENARIOS
from yett.stack_config import StackConfig

ALREADY_SHOWN = 32
"""The exit code that tells the language host not to add an error of its own (pulumi-language-python-exec)."""


def main() -> None:
    """Build the scenario that the stack config names, and export what it publishes.

    A config that cannot be meant is said in one line, without a traceback, before the first resource.
    """
    try:
        config = StackConfig.read(SCENARIOS)
        scenario = SCENARIOS[config.scenario]
        spec = config.spec_of(scenario.spec_type)
        scenario.check_files(spec, config.where)
        today = config.today or datetime.now(UTC).date().isoformat()
        exports = scenario(config.scenario, {"spec": spec, "today": today}).exports()
    except YettError as error:
        pulumi.log.error(str(error))
        sys.exit(ALREADY_SHOWN)
    for name, value in exports.items():
        pulumi.export(name, value)


rest()  # looking for garbage would cost a tenth of the time, and there is none
main()
