"""A hundred commands killed at any moment: what was acknowledged is there, what was not is there whole or not at all."""

import json
import random
import sqlite3
import subprocess
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any, NamedTuple

KILLS = 100
LATEST = 0.25
"""Seconds within which a command is killed at first. Then they follow the machine, so that about half are over before."""


class Kept(NamedTuple):
    """What the database holds after a kill: the changes with their verb, lead and whether they stand; rows by lead."""

    changes: list[tuple[int, str, int, bool]]
    leads: set[int]
    visits: list[int]
    touches: list[int]
    broken: list[Any]

    def standing(self, verb: str) -> list[int]:
        """The leads of the changes of this verb that stand, in order."""
        return sorted(lead for _, each, lead, stands in self.changes if each == verb and stands)


NOTHING = Kept([], set(), [], [], [])


def test_a_hundred_kills_lose_nothing_and_leave_nothing_half_done(
    words_of: Callable[..., list[str]], outside: dict[str, str]
) -> None:
    where, chance = Path(outside["COACH_DB"]), random.Random(20261124)
    told = dict.fromkeys(("add", "log", "undo"), 0)
    added: set[int] = set()
    kept, latest = NOTHING, LATEST
    for number in range(KILLS):
        verb = ("add", "log", "undo")[number % 3] if kept.leads else "add"
        words = {
            "add": ["add", f"Lead {number}", "--owner", f"Owner {number % 5}"],
            "log": ["log", str(max(kept.leads, default=0)), "--via", "call", "--note", f"call {number}"],
            "undo": ["undo"],
        }[verb]
        answer = killed(words_of(*words, "--json"), outside, chance.uniform(0, latest))
        latest *= 1.1 if answer is None else 0.9
        before, kept = kept, what_is_kept(where)
        if answer is not None:
            told[verb] += 1
            added |= {answer["id"]} if verb == "add" else set()
        happened = changes_of(kept) - changes_of(before)
        assert len(happened) <= 1, (words, happened)
        assert answer is None or len(happened) == 1, (words, answer)
        assert kept.broken == []
        assert sorted(kept.leads) == kept.standing("add") == kept.visits
        assert kept.touches == kept.standing("log")
        assert added <= {lead for _, each, lead, _ in kept.changes if each == "add"}
    assert min(told.values()) >= 3, f"too few commands were over in time to prove anything: {told}"
    assert sum(told.values()) <= KILLS - 20, f"too few were killed to prove anything: {told}"


def killed(words: list[str], environment: dict[str, str], after: float) -> Any:
    """Run a command and kill it after so many seconds. What it had printed by then, or None when that is no whole answer."""
    process = subprocess.Popen(words, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    try:
        printed, _ = process.communicate(timeout=after)
    except subprocess.TimeoutExpired:
        process.kill()
        printed, _ = process.communicate()
    else:
        assert process.returncode == 0, words
    return json.loads(printed) if printed.endswith("\n") else None


def changes_of(kept: Kept) -> set[tuple[int, str, int, bool]]:
    return set(kept.changes)


def what_is_kept(where: Path) -> Kept:
    if not where.exists():
        return NOTHING
    with closing(sqlite3.connect(where)) as db:
        if db.execute("PRAGMA user_version").fetchone()[0] == 0:
            assert db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0
            return NOTHING
        rows = db.execute("SELECT id, verb, lead_id, undone_at IS NULL FROM change ORDER BY id").fetchall()
        empty = db.execute("SELECT id FROM change WHERE id NOT IN (SELECT change_id FROM change_row)").fetchall()
        checked = db.execute("PRAGMA integrity_check").fetchall()
        return Kept(
            [(id_, verb, lead, bool(stands)) for id_, verb, lead, stands in rows],
            {lead for (lead,) in db.execute("SELECT id FROM lead")},
            [lead for (lead,) in db.execute("SELECT lead_id FROM stage_visit ORDER BY lead_id")],
            [lead for (lead,) in db.execute("SELECT lead_id FROM touch ORDER BY lead_id")],
            [*db.execute("PRAGMA foreign_key_check").fetchall(), *empty, *(row for row in checked if row != ("ok",))],
        )
