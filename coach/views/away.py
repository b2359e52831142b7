"""After some days away: whether more has piled up than a day takes, and what spreading it would do."""

from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple

from coach.records.desk import Desk
from coach.records.pile import are_overdue, pile_of

AWAY_DAYS = 3
"""Business days on which nobody wrote anything, from which on somebody was away."""


class Away(NamedTuple):
    """Nobody wrote anything from `since` until yesterday, so many business days, and more is overdue than a day takes.

    `overdue` counts a person with several leads once. Spread, it would take `over_days` business days, today included.
    """

    since: date
    business_days: int
    overdue: int
    over_days: int


class SpreadLine(NamedTuple):
    """A lead that would be due on a later day; a closed one would come back on it."""

    lead_id: int
    name: str
    was_due: date
    due_on: date


def away(desk: Desk) -> Away | None:
    """Whether to offer that what piled up is spread; None when nobody was away or a day takes all that is overdue.

    What is written today makes no difference: whoever is back may have begun. What coach does by itself does not count.
    """
    today, calendar = desk.today, desk.calendar
    last = _last_written_before(desk, today)
    if last is None:
        return None
    business_days = calendar.count(last, today - timedelta(days=1))
    if business_days < AWAY_DAYS or not are_overdue(desk, desk.capacity):
        return None
    pile = pile_of(desk)
    if pile.overdue <= desk.capacity or not pile.moved:
        return None
    return Away(calendar.forward(last + timedelta(days=1)), business_days, pile.overdue, pile.over_days)


def spread_plan(desk: Desk) -> tuple[SpreadLine, ...]:
    """What spreading would do, in the order of the new days: nothing unless more is overdue than a day takes."""
    pile = pile_of(desk)
    if pile.overdue <= desk.capacity:
        return ()
    return tuple(SpreadLine(each.lead_id, each.name, each.was_due, each.due_on) for each in pile.moved)


def _last_written_before(desk: Desk, today: date) -> date | None:
    """The last day before today on which somebody wrote something, by the clock of the desk."""
    zone = desk.now.tzinfo
    begins = datetime.combine(today, time.min, zone).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    found = desk.rows("SELECT at FROM change WHERE undoable AND at < ? ORDER BY id DESC LIMIT 1", (begins,))
    return datetime.fromisoformat(found[0][0]).astimezone(zone).date() if found else None
