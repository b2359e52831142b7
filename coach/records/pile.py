"""What has piled up: every lead that is due, one line a person, and the day each would go to if it were spread."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from coach.errors import Misused
from coach.records.desk import Desk, day, day_or_none
from coach.records.settings import LIST_OWNER
from coach.records.stages import OPEN
from coach.rules.cadence import CLOSE_LOOP, PROMISE, SPACING, TOUCH
from coach.rules.day_order import Entry, one_touch_a_day
from coach.rules.spread import Waiting, spread
from coach.rules.text import fold, quoted
from coach.rules.workdays import Calendar

_DAY = timedelta(days=1)
_LISTED = "precedence IN (1, 2, 4, 5, 7, 8)"
"""Every precedence of the day's list, named so that its index serves."""


class Moved(NamedTuple):
    """A lead that would be due on a later day; a closed one would come back on it."""

    lead_id: int
    name: str
    status: str
    was_due: date
    due_on: date


class Pile(NamedTuple):
    """How many lines are overdue, a person with several leads counted once, and what would move, in the order of its days.

    `over_days` are the business days it would be spread over, today included.
    """

    overdue: int
    moved: tuple[Moved, ...]
    over_days: int


class _Due(NamedTuple):
    """A lead that is due, as far as spreading looks at it."""

    entry: Entry
    name: str
    status: str
    kind: str
    unanswered: int
    not_before: date | None
    return_agreed: bool
    quiet: str
    until: date | None


def overdue_before(desk: Desk) -> date:
    """The day from which on nothing is late yet: what is due before it has missed a business day."""
    return desk.calendar.back(desk.today)


def are_overdue(desk: Desk, more_than: int) -> bool:
    """Whether more than so many leads are overdue: a look into the index, however many there are."""
    scope, params = _scope(desk)
    sql = f"SELECT count(*) FROM (SELECT 1 FROM lead WHERE {scope}{_LISTED} AND list_on < ? LIMIT ?) AS late"
    return int(desk.rows(sql, [*params, overdue_before(desk).isoformat(), more_than + 1])[0][0]) > more_than


def pile_of(desk: Desk) -> Pile:
    """What is due, for the owner of the setting, and where it would go. Raises NoWorkday, and Misused for an unknown owner."""
    today, calendar, late = desk.today, desk.calendar, overdue_before(desk)
    due = {each.entry.id: each for each in _due(desk)}
    lines = [
        [due[entry.id] for entry in (line.entry, *line.others)]
        for line in one_touch_a_day((each.entry for each in due.values()), today)
    ]
    calendars: dict[str, Calendar] = {}
    waiting = [_waiting(line, calendars, calendar, late) for line in lines]
    days = spread(waiting, calendar, today, desk.capacity, _planned(desk))
    overdue = sum(any(_is_late(each, late) for each in line) for line in lines)
    moved = [
        Moved(each.entry.id, each.name, each.status, each.entry.due_on or today, on)
        for line, on in zip(lines, days, strict=True)
        if on is not None
        for each in line
    ]
    moved.sort(key=lambda each: each.due_on)
    over_days = calendar.count(today - _DAY, moved[-1].due_on) if moved else 0
    return Pile(overdue, tuple(moved), over_days)


def _is_late(each: _Due, late: date) -> bool:
    return each.entry.due_on is not None and each.entry.due_on < late


def _waiting(line: Sequence[_Due], calendars: dict[str, Calendar], calendar: Calendar, late: date) -> Waiting:
    """What spreading has to know of a line. A person who is to be touched today anyway is touched once, today (R10)."""
    quiet, until = line[0].quiet, line[0].until
    own = calendars.get(quiet)
    if own is None:
        own = calendars[quiet] = calendar.without(int(number) for number in quiet)
    return Waiting(
        stays=any(not _is_late(each, late) or (each.status != OPEN and each.return_agreed) for each in line),
        calendar=own,
        promised=any(each.status == OPEN and each.kind == PROMISE for each in line),
        not_before=max(_soonest(each, own) for each in line),
        until=until if any(_is_asked_for(each) for each in line) else None,
    )


def _is_asked_for(each: _Due) -> bool:
    """Whether it is a touch that needs their permission: one of ours, or a Not yet that comes back by its rhythm."""
    return each.kind in (TOUCH, CLOSE_LOOP) if each.status == OPEN else each.status == "not_yet"


def _soonest(each: _Due, own: Calendar) -> date:
    soonest = each.not_before or date.min
    touched = each.entry.last_touch_on
    if each.status == OPEN and each.kind in (TOUCH, CLOSE_LOOP) and each.unanswered and touched:
        soonest = max(soonest, own.add(touched, SPACING))
    return soonest


def _due(desk: Desk) -> Iterable[_Due]:
    scope, params = _scope(desk)
    rows = desk.rows(_DUE.format(scope=scope), [*params, desk.today.isoformat()])
    for id_, contact_id, name_key, precedence, on, time, place, value, touched_on, *rest in rows:
        entry = Entry(id_, contact_id, name_key, precedence, day(on), time, place, value, day_or_none(touched_on))
        name, status, kind, unanswered, not_before, agreed, quiet, until = rest
        yield _Due(
            entry, name, status, kind, unanswered, day_or_none(not_before), bool(agreed), quiet, day_or_none(until)
        )


_DUE = f"""
SELECT lead.id, contact_id, lead.name_key, precedence, list_on, due_time, stage_position, value, last_touch_on,
    lead.name, status, step_kind, unanswered, not_before, return_agreed, quiet_weekdays, permission_until
FROM lead JOIN contact ON contact.id = contact_id
WHERE {{scope}}{_LISTED} AND list_on <= ?
"""


def _planned(desk: Desk) -> dict[date, int]:
    """How many lines are planned already, for each day ahead."""
    scope, params = _scope(desk)
    sql = (
        f"SELECT list_on, count(DISTINCT contact_id) FROM lead WHERE {scope}{_LISTED} AND list_on > ? GROUP BY list_on"
    )
    return {day(on): count for on, count in desk.rows(sql, [*params, desk.today.isoformat()])}


def _scope(desk: Desk) -> tuple[str, list[Any]]:
    """The owner of the setting, as the list of the day has it, as the beginning of a condition."""
    named = desk.setting(LIST_OWNER).strip()
    if not named:
        return "", []
    found = desk.rows("SELECT id FROM owner WHERE name_key = ?", (fold(named),))
    if not found:
        raise Misused(
            f"There is no owner called {quoted(named)}.", "Choose another owner for the list in the settings."
        )
    return "owner_id = ? AND ", [found[0][0]]
