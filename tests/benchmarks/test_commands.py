"""What a command costs beside the least a Python program could do with the same file."""

import sqlite3
import sys
import sysconfig
from collections.abc import Callable
from pathlib import Path

import pytest

from .ratios import environment, of_programs, table
from .seed import CLOCK, TODAY

pytestmark = pytest.mark.benchmark

COACH = str(Path(sysconfig.get_path("scripts")) / "coach")
FLOOR = [sys.executable, str(Path(__file__).with_name("floor.py"))]
DUE = [COACH, "due", "--all", "--limit", "50"]


def test_commands_beside_bare_sqlite(pipeline: Callable[[int], Path], report: Callable[[str], None]) -> None:
    """Rows 1 and 2 of the budget: `due` at most 3.7 floors, `add` and `log` at most 4.5."""
    path = pipeline(100_000)
    with sqlite3.connect(path) as connection:
        (lead,) = connection.execute("SELECT min(id) FROM lead WHERE status = 'open'").fetchone()
    connection.close()
    programs = {
        "floor": [*FLOOR, str(path), TODAY.isoformat()],
        "coach due": DUE,
        "coach add": [COACH, "add", "Somebody New", "--company", "New Company"],
        "coach log": [COACH, "log", str(lead), "--via", "call", "--note", "left a message"],
    }
    costs = of_programs(programs, environment(COACH_DB=str(path), COACH_TODAY=CLOCK))
    report(table("Commands on 100,000 leads beside bare Python and sqlite3", costs))
    ratio = {cost.label: cost.ratio for cost in costs}
    assert ratio["coach due"] <= 3.7
    assert ratio["coach add"] <= 4.5
    assert ratio["coach log"] <= 4.5


def test_due_costs_the_same_in_any_pipeline(pipeline: Callable[[int], Path], report: Callable[[str], None]) -> None:
    """Row 3 of the budget: with a million leads at most 1.15 of a thousand."""
    sizes = {f"{leads:,} leads": [COACH, "--db", str(pipeline(leads)), *DUE[1:]] for leads in (1_000, 1_000_000)}
    costs = of_programs(sizes, environment(COACH_TODAY=CLOCK))
    report(table("coach due by size of the pipeline", costs))
    assert costs[-1].ratio <= 1.15
