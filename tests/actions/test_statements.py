"""What everyday verbs ask of a local file is answered from indexes, however many leads there are."""

from collections.abc import Callable
from typing import Any

import pytest

from coach.actions.leads import add_lead, edit_lead
from coach.actions.lenses import answer_lens
from coach.actions.moves import close_not_yet, move_lead, reopen_lead, stop_contact, win_lead
from coach.actions.reviews import Details, WorkItem, decide, open_review
from coach.actions.settings import change_setting
from coach.actions.steps import set_next, snooze_lead
from coach.actions.touches import log_touch, note_reply
from coach.actions.undo import undo

from .diary import Diary, on

FEW_ROWS = ("stage", "setting", "owner", "review", "sqlite_sequence", "to_index")
"""Tables that hold a handful of rows in any business, or in any change: they may be read through."""
WRITES = ("INSERT", "UPDATE", "DELETE", "SELECT")

VERBS: dict[str, Callable[[Diary], Any]] = {
    "add": lambda desk: add_lead(desk, "Lin", email="lin@x.com", phone="030 123456", owner="Maya"),
    "add a known person": lambda desk: add_lead(desk, "Lin", email="ben@x.com", company="Adeyemi"),
    "edit": lambda desk: edit_lead(desk, 1, name="Benjamin", email="b@x.com", phone="040 123456"),
    "quiet weekdays": lambda desk: edit_lead(desk, 1, quiet_weekdays="mon"),
    "log": lambda desk: log_touch(desk, 1, via="call"),
    "promise": lambda desk: log_touch(desk, 1, via="call", due=on("11-30"), promise="ours"),
    "reply": lambda desk: note_reply(desk, 1),
    "next": lambda desk: set_next(desk, 1, "Call", on("11-30")),
    "snooze": lambda desk: snooze_lead(desk, 1, on("11-30")),
    "move": lambda desk: move_lead(desk, 1, desk.stage("discovery"), evidence="yes"),
    "won": lambda desk: win_lead(desk, 1, value="100"),
    "not yet": lambda desk: close_not_yet(desk, 1, reason="timing"),
    "reopen": lambda desk: (win_lead(desk, 1), reopen_lead(desk, 1)),
    "stop contact": lambda desk: stop_contact(desk, 1, reason="asked us to stop"),
    "answer": lambda desk: answer_lens(desk, 1, "fit", "Yes"),
    "settings": lambda desk: change_setting(desk, "capacity", "9"),
    "decide": lambda desk: (
        open_review(desk, desk.today, [WorkItem(1, "", "Lead", 0, "")]),
        decide(desk, 1, "keep", Details()),
    ),
    "undo": undo,
}


@pytest.mark.parametrize("verb", VERBS)
def test_an_everyday_verb_reads_through_no_large_table(
    local: Diary, monkeypatch: pytest.MonkeyPatch, verb: str
) -> None:
    local.add("Ben", email="ben@x.com")
    asked: list[tuple[str, Any]] = []
    ask = local.database.execute_sql

    def listen(sql: str, params: Any = None) -> Any:
        asked.append((sql, params))
        return ask(sql, params)

    monkeypatch.setattr(local.database, "execute_sql", listen)
    VERBS[verb](local)
    monkeypatch.undo()
    statements = [(sql, params) for sql, params in asked if sql.startswith(WRITES)]
    assert len(statements) >= 3
    for sql, params in statements:
        if _table_of(sql) in FEW_ROWS:
            continue
        for row in ask(f"EXPLAIN QUERY PLAN {sql}", params or ()).fetchall():
            step = row[3]
            assert "TEMP B-TREE" not in step, sql
            assert not step.startswith("SCAN") or "CONSTANT ROW" in step, (sql, step)


def _table_of(sql: str) -> str:
    """The table a statement reads, when it reads one."""
    words = sql.replace('"', "").split()
    return words[words.index("FROM") + 1] if "FROM" in words else ""


COMMON = ("log", "move", "snooze", "not yet", "undo")


@pytest.mark.parametrize("verb", COMMON)
def test_a_common_verb_asks_a_steady_number_of_questions(
    local: Diary, monkeypatch: pytest.MonkeyPatch, verb: str
) -> None:
    local.add("Ben", email="ben@x.com")
    counts = []
    ask = local.database.execute_sql
    for _ in range(2):
        asked: list[str] = []
        monkeypatch.setattr(
            local.database, "execute_sql", lambda sql, params=None, to=asked: (to.append(sql), ask(sql, params))[1]
        )
        VERBS[verb](local)
        monkeypatch.undo()
        counts.append(len(asked))
        if verb == "undo":
            break
        undo(local)
        for number in range(30):
            local.add(f"Lead {number}")
    assert len(set(counts)) == 1
    assert counts[0] <= 24
