"""The order of the day as SQL: one leg a rank, each read in order from an index, so that a page costs the same in any pipeline.

Nothing is ever sorted as a whole. A rank whose leads differ in precedence (timed today, coming) is merged from one ordered
read a precedence. The legs stand in the order of `coach.rules.day_order`, which has the last word on every page.
"""

from collections.abc import Sequence
from datetime import date
from functools import cache
from typing import Any, NamedTuple

from coach.records.desk import Desk, day, day_or_none
from coach.records.drivers import on_sqlite
from coach.rules.day_order import (
    COMING,
    DECISION,
    LOOP,
    OVERDUE,
    PROMISED,
    THEIR_PROMISE,
    THEY_WAIT,
    TIMED,
    TODAY,
    Entry,
)

EVERYTHING = 1 << 40
"""More rows than there can be, where a query asks for a limit."""
PRECEDENCES = (THEY_WAIT, PROMISED, THEIR_PROMISE, OVERDUE, LOOP, DECISION)
"""Every precedence a lead can be kept with."""
NEVER = date.max
"""As `until`: whatever comes, however late."""

ENTRY = (
    "lead.id, lead.contact_id, lead.name_key, lead.precedence, lead.list_on, lead.due_time, lead.stage_position, lead.value,"
    " lead.last_touch_on"
)
"""The columns of `entry_of`, to stand first in a query."""
IN_ENTRY = 9
"""How many columns `ENTRY` has."""

_ORDER = ("list_on", "due_time", "stage_position DESC", "value DESC", "last_touch_on NULLS FIRST", "name_key", "id")
_COLUMNS = "list_on, due_time, stage_position, value, last_touch_on, name_key, id"
_NOT_TIMED = "(list_on < ? OR due_time = '24:00')"


class Scope(NamedTuple):
    """Whose leads, or which column: `owner_id` or `stage_id` and its value; no column for everyone's leads."""

    column: str = ""
    value: int = 0


class _Leg(NamedTuple):
    """The leads of one rank: of these precedences, on these days. Each mark in `when` is one of `days`: today or until."""

    rank: int
    precedences: tuple[int, ...]
    when: str
    days: str


_DUE = (
    _Leg(THEY_WAIT, (THEY_WAIT,), "list_on <= ?", "t"),
    _Leg(PROMISED, (PROMISED,), "list_on <= ?", "t"),
    _Leg(TIMED, (THEIR_PROMISE, OVERDUE, LOOP, DECISION), "list_on = ? AND due_time < '24:00'", "t"),
    _Leg(THEIR_PROMISE, (THEIR_PROMISE,), f"list_on <= ? AND {_NOT_TIMED}", "tt"),
    _Leg(OVERDUE, (OVERDUE,), "list_on < ?", "t"),
    _Leg(TODAY, (OVERDUE,), "list_on = ? AND due_time = '24:00'", "t"),
    _Leg(LOOP, (LOOP,), f"list_on <= ? AND {_NOT_TIMED}", "tt"),
    _Leg(DECISION, (DECISION,), f"list_on <= ? AND {_NOT_TIMED}", "tt"),
)
_COMING = _Leg(COMING, PRECEDENCES, "list_on > ? AND list_on <= ?", "tu")


def page_of_day(
    desk: Desk, scope: Scope, until: date, *, limit: int = EVERYTHING, offset: int = 0
) -> tuple[str, list[Any]]:
    """A query for the `id`s of `limit` leads from place `offset` in the order of the day, and its parameters.

    What is due comes first, then what comes until and with `until`, in the order of its days.
    """
    today = desk.today
    coming = until > today
    sql, marks = _page(scope.column, coming, on_sqlite(desk.database))
    values = {
        "s": scope.value,
        "t": today.isoformat(),
        "u": until.isoformat(),
        "n": min(limit + offset, EVERYTHING),
        "l": limit,
        "o": offset,
    }
    return sql, [values[mark] for mark in marks]


@cache
def _page(column: str, coming: bool, sqlite: bool) -> tuple[str, str]:
    """The query, and what each of its marks stands for, a letter each.

    SQLite merges the reads of a rank, goes through the legs one after the other and stops at the limit. The server promises
    no order it is not asked for and merges nothing by itself: there each read is a leg, and the few rows of all are sorted.
    """
    order = ", ".join(part for part in _ORDER if column != "stage_id" or not part.startswith("stage_position"))
    scope, scope_mark = (f"{column} = ? AND ", "s") if column else ("", "")
    legs: list[str] = []
    marks = ""
    for leg in (*_DUE, _COMING) if coming else _DUE:
        reads = [
            f"SELECT {leg.rank} AS place, {_COLUMNS} FROM lead WHERE {scope}precedence = {precedence} AND {leg.when}"
            for precedence in leg.precedences
        ]
        for group in [reads] if sqlite else [[read] for read in reads]:
            legs.append(f"SELECT * FROM ({' UNION ALL '.join(group)} ORDER BY {order} LIMIT ?) AS leg{len(legs)}")
            marks += (scope_mark + leg.days) * len(group) + "n"
    asked = "" if sqlite else f" ORDER BY place, {order}"
    return f"{' UNION ALL '.join(legs)}{asked} LIMIT ? OFFSET ?", marks + "lo"


def due_condition(scope: Scope) -> str:
    """What is in the list until a day, as a condition with one mark for the day and, in a scope, one before it."""
    scoped = f"{scope.column} = ? AND " if scope.column else ""
    return f"{scoped}precedence IN ({', '.join(map(str, PRECEDENCES))}) AND list_on <= ?"


def scoped(scope: Scope, *params: Any) -> list[Any]:
    """The parameters of a condition of `due_condition`, or any other whose first mark is the scope's."""
    return [scope.value, *params] if scope.column else list(params)


def entry_of(row: Sequence[Any]) -> Entry:
    """What the order of the day looks at, from a row that begins with the columns `ENTRY`."""
    id_, contact_id, name_key, precedence, list_on, due_time, stage_position, value, touched_on = row[:IN_ENTRY]
    return Entry(
        id_, contact_id, name_key, precedence, day(list_on), due_time, stage_position, value, day_or_none(touched_on)
    )
