"""stack config -> spec -> one scenario -> exports: stacks/ says what a stack is, components/ how it is built."""

from datetime import UTC, datetime

import pulumi

from yett.errors import YettError
from yett.scenarios import SCENARIOS
from yett.stack_config import StackConfig


def main() -> None:
    """Build the scenario that the stack config names, and export what it publishes.

    Raises RunError, which the engine shows without a traceback, when the config cannot be meant.
    """
    try:
        config = StackConfig.read(SCENARIOS)
        scenario = SCENARIOS[config.scenario]
        spec = scenario.spec_type.parse(config.spec, config.where)
        today = config.today or datetime.now(UTC).date().isoformat()
        exports = scenario(config.scenario, {"spec": spec, "today": today}).exports()
    except YettError as error:
        raise pulumi.RunError(str(error)) from None
    for name, value in exports.items():
        pulumi.export(name, value)


main()
