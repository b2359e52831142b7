"""The steps of a lead that are over: what was planned, when it ended, and how late that was."""

from datetime import date
from typing import NamedTuple

from coach.records.desk import Desk, day


class PastStepShown(NamedTuple):
    """A next step that is over. `ended_by` is what ended it, such as touch, reply or snooze.

    `business_days_late` counts from its day to the one it ended on, 0 when it was in time.
    """

    text: str
    kind: str
    due_on: date
    ended_on: date
    ended_by: str
    business_days_late: int


def past_steps(desk: Desk, lead_id: int, limit: int | None = None) -> tuple[PastStepShown, ...]:
    """The newest `limit` past steps of a lead (all of them when None), the newest first."""
    rows = desk.rows(
        "SELECT text, kind, due_on, ended_on, ended_by FROM past_step WHERE lead_id = ? ORDER BY ended_on DESC, id DESC"
        + ("" if limit is None else " LIMIT ?"),
        (lead_id,) if limit is None else (lead_id, max(limit, 0)),
    )
    calendar = desk.calendar
    found = []
    for text, kind, due, ended, ended_by in rows:
        due_on, ended_on = day(due), day(ended)
        late = calendar.count(due_on, ended_on) if ended_on > due_on else 0
        found.append(PastStepShown(text, kind, due_on, ended_on, ended_by, late))
    return tuple(found)
