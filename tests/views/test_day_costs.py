"""What the list of the day costs: which indexes serve it, how many questions it asks, what it has to import."""

import subprocess
import sys
from datetime import timedelta
from typing import Any

import pytest

from coach.rules.cadence import KINDS
from coach.views.board import cards
from coach.views.day import DueSource, due_counts, due_list
from coach.views.day_legs import NEVER, Scope, page_of_day

from .records import TODAY, Counted, Records


def plan(records: Records, sql: str, params: Any) -> list[str]:
    return [row[3] for row in records.desk.rows(f"EXPLAIN QUERY PLAN {sql}", params)]


def sent(records: Records, ask: Any) -> list[tuple[str, Any]]:
    """The statements a view sends, with their parameters."""
    found: list[tuple[str, Any]] = []
    send = records.database.execute_sql

    def keep(sql: str, params: Any = None) -> Any:
        found.append((sql, params))
        return send(sql, params)

    records.database.execute_sql = keep
    try:
        ask()
    finally:
        del records.database.execute_sql
    return found


@pytest.mark.parametrize("analysed", [False, True])
@pytest.mark.parametrize(
    ("scope", "index"),
    [(Scope(), "lead_day"), (Scope("owner_id", 1), "lead_owner_day"), (Scope("stage_id", 1), "lead_stage_day")],
)
@pytest.mark.parametrize("until", [TODAY, TODAY + timedelta(days=3), NEVER])
def test_each_rank_is_read_in_order_from_its_index_and_nothing_is_sorted(
    local_records: Records, scope: Scope, index: str, until: Any, analysed: bool
) -> None:
    stages = list(local_records.stages)[:4]
    for number in range(120):
        kind, owner = KINDS[number % len(KINDS)], f"owner {number % 5}"
        local_records.lead(f"Lead {number}", kind=kind, owner=owner, stage=stages[number % 4])
    if analysed:
        local_records.database.execute_sql("ANALYZE")
    steps = plan(local_records, *page_of_day(local_records.desk, scope, until, limit=50))
    assert not [step for step in steps if "TEMP B-TREE" in step]
    reads = [step for step in steps if "lead" in step.split()[1:2]]
    assert len(reads) == (11 if until == TODAY else 17)
    assert all(
        step.startswith(f"SEARCH lead USING INDEX {index} (") and "precedence=? AND list_on" in step for step in reads
    )


def asked_with(ask: Any) -> Any:
    return pytest.param(ask, id=ask.__name__)


def list_of_everyone(records: Records) -> None:
    due_list(records.desk, limit=50)


def list_of_an_owner(records: Records) -> None:
    due_list(records.desk, owner="Maya", within=3, limit=50)


def first_page_of_a_source(records: Records) -> None:
    DueSource(records.desk).window(0, 50)


def counts(records: Records) -> None:
    due_counts(records.desk)


def first_cards_of_a_stage(records: Records) -> None:
    cards(records.desk, records.stages["lead"], 0, 50)


ASKED = [
    asked_with(ask)
    for ask in (list_of_everyone, list_of_an_owner, first_page_of_a_source, counts, first_cards_of_a_stage)
]


@pytest.mark.parametrize("ask", ASKED)
def test_no_page_of_the_day_looks_through_a_table_or_sorts_one(local_records: Records, ask: Any) -> None:
    lin = local_records.contact("Lin")
    for number in range(200):
        local_records.lead(f"Lead {number}", owner="Maya", contact=lin if number % 50 == 0 else None)
    statements = sent(local_records, lambda: ask(local_records))
    steps = [step for sql, params in statements for step in plan(local_records, sql, params or ())]
    assert not [step for step in steps if "TEMP B-TREE" in step]
    assert not [step for step in steps if step.startswith(("SCAN lead", "SCAN contact"))]


@pytest.mark.parametrize(
    ("ask", "statements"),
    [
        (list_of_everyone, 2),
        (list_of_an_owner, 3),
        (first_page_of_a_source, 2),
        (counts, 2),
        (first_cards_of_a_stage, 3),
    ],
)
def test_a_page_of_the_day_asks_few_questions_however_many_leads_there_are(
    local_records: Records, ask: Any, statements: int
) -> None:
    for number in range(120):
        local_records.lead(f"Lead {number}", owner="Maya")
    local_records.desk.forget()
    with Counted(local_records.database) as counted:
        ask(local_records)
    assert len(counted.statements) == statements


def test_people_with_several_leads_and_returns_cost_one_question_more_each(local_records: Records) -> None:
    lin = local_records.contact("Lin")
    for number in range(60):
        local_records.lead(f"Lead {number}", contact=lin if number < 30 else None)
    due_list(local_records.desk, limit=20)
    with Counted(local_records.database) as counted:
        due_list(local_records.desk, limit=20)
    assert len(counted.statements) == 4  # three pages until there are twenty people, and once for the others of Lin
    local_records.closed("Back", back=TODAY - timedelta(days=1))
    with Counted(local_records.database) as counted:
        due_list(local_records.desk)
    assert len(counted.statements) == 2


def test_the_list_imports_nothing_heavy() -> None:
    program = "import coach.views.day, sys; print(*sorted(sys.modules))"
    loaded = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout.split()
    roots = {name.split(".")[0] for name in loaded}
    assert not roots & {"peewee", "dateutil", "textual", "rich", "click", "holidays", "tomllib", "content", "sqlite3"}
    assert not [name for name in loaded if name.startswith(("coach.playbook", "coach.actions", "screens"))]
