"""Every tricky case of the table, on a state and on a plan: what is exposed does not depend on ids being known."""

import pytest

from yett_policies.exposure import Analysis, Row, analyse, rows
from yett_policies.snapshot import network_of

from .table import Case, cases, plan, state

TABLE = cases()
READERS = {"state": state, "plan": plan}
RUNS = [pytest.param(c, f, id=f"{c.name} ({f})") for c in TABLE for f in c.formats]


def line(row: Row) -> str:
    """A row as the table writes it."""
    shown = row.protocol + (f"/{','.join(row.ports)}" if row.ports else "")
    if row.target_ports != row.ports:
        shown += f"->{','.join(row.target_ports)}"
    mark = "" if row.exposure.verdict == "reachable" else "? "
    return f"{mark}{row.exposure.name} {shown} from {' '.join(row.cidrs)}"


def exposed(analysis: Analysis) -> list[str]:
    """Every row of an analysis, sorted."""
    return sorted(line(row) for exposure in analysis.exposures for row in rows(exposure))


@pytest.mark.parametrize(("case", "form"), RUNS)
def test_case_is_exposed_as_the_table_says(case: Case, form: str) -> None:
    network = network_of(READERS[form](case))
    assert exposed(analyse(network)) == sorted(case.expect), case.why
    assert sorted(u.type for u in network.unmodelled) == sorted(case.unmodelled), case.why


def test_table_holds_sixty_cases_with_reasons() -> None:
    assert len({case.name for case in TABLE}) == len(TABLE) >= 60
    assert all(len(case.why) > 15 for case in TABLE)
