"""What the account has already and yett only uses: read, compared with what the spec says of it, never changed."""

from collections.abc import Mapping, Sequence

import pulumi

from yett.errors import SpecError

Read = pulumi.Input[str] | pulumi.Input[Sequence[str]]


def confirmed(where: str, given: str, said: Mapping[str, str], found: Mapping[str, Read]) -> pulumi.Output[str]:
    """The id, handed on once what was read agrees with the spec: nothing is built on another network than planned.

    `said` and `found` have the same keys; of several values read one has to agree. Raises SpecError through the output.
    """

    def compared(read: Mapping[str, str | list[str]]) -> str:
        for field, value in said.items():
            known = [read[field]] if isinstance(read[field], str) else [*read[field]]
            if value not in known:
                raise SpecError(where, f"{given} has another {field}", got=value, allowed=", ".join(map(str, known)))
        return given

    return pulumi.Output.all(**found).apply(compared)
