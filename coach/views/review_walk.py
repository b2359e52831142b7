"""Which leads a review walks through, the worst first."""

from datetime import date, timedelta
from typing import Any, NamedTuple

from coach.records.desk import Desk, day, day_or_none
from coach.records.stages import OPEN
from coach.rules.cadence import ANSWER, DECIDE, PROMISE
from coach.rules.dates import show_day, show_days_late
from coach.views.business_days import BusinessDays, is_waiting

RETURNS_WITHIN = 14
"""Calendar days before its return from which a Not yet is looked at in the review."""

_STUCK, _PROMISE, _DECIDE, _UNWELL, _HEALTHY, _RETURNING = range(6)


class Candidate(NamedTuple):
    """One lead to review. `age` is its business day in the stage; `step` is empty for a Not yet that comes back soon.

    `healthy` leads have a step ahead and are within their normal stay: these may be confirmed in one go.
    """

    lead_id: int
    why: str
    stage: str
    age: int
    step: str
    healthy: bool


def review_candidates(desk: Desk) -> list[Candidate]:
    """Every open lead whose review has come, and every Not yet that returns within `RETURNS_WITHIN` days, worst first.

    Stuck ones lead, the longest past their stay first; then promises of ours that are late, decisions, whatever else is due
    (late stages first), the healthy (late stages first), and at last those that return.
    """
    days = BusinessDays(desk)
    rows = desk.rows(_CANDIDATES, (days.today.isoformat(), (days.today + timedelta(days=RETURNS_WITHIN)).isoformat()))
    found = [_placed(row, days) for row in rows if _review_has_come(row[0], row[1], days.today)]
    found.sort(key=lambda placed: placed[0])
    return [candidate for _, candidate in found]


_CANDIDATES = """
SELECT lead.reviewed_on, lead.review_every,
    lead.id, lead.name_key, lead.status, lead.stage_position, lead.entered_on, lead.next_step, lead.step_kind, lead.step_source,
    lead.list_on, stage.name, stage.normal_stay
FROM lead JOIN stage ON stage.id = lead.stage_id
WHERE (lead.reviewed_on IS NULL OR lead.reviewed_on < ?)
    AND (lead.status = 'open' OR (lead.status = 'not_yet' AND lead.return_on <= ?))
"""

_Key = tuple[int, int, int, date, str, int]


def _review_has_come(reviewed_on: Any, review_every: int, today: date) -> bool:
    last = day_or_none(reviewed_on)
    return last is None or last + timedelta(days=review_every) <= today


def _placed(row: tuple[Any, ...], days: BusinessDays) -> tuple[_Key, Candidate]:
    """The candidate and the key it is sorted by: group, the worse first, the later stage first, day, name, id."""
    _, _, id_, name_key, status, position, entered, step, kind, source, listed, stage, normal_stay = row
    entered_on, due_on = day(entered), day(listed)
    age = days.in_stage(entered_on)
    if status != OPEN:
        why = f"back {show_day(due_on, days.today)}"
        return (_RETURNING, 0, 0, due_on, name_key, id_), Candidate(id_, why, stage, age, "", healthy=False)
    past = age - normal_stay if normal_stay else 0
    group, badness, why = _judged(kind, source, due_on, days, past)
    if group == _STUCK:
        why = f"{age} {'day' if age == 1 else 'days'} in {stage.split(' / ')[0]}, {normal_stay} is normal"
    healthy = due_on > days.today and past <= 0
    return (group, -badness, -position, due_on, name_key, id_), Candidate(id_, why, stage, age, step, healthy)


def _judged(kind: str, source: str, due_on: date, days: BusinessDays, past: int) -> tuple[int, int, str]:
    """The group of an open lead, how bad it is in it, and why, said briefly."""
    today, late = days.today, days.late(due_on)
    waits = is_waiting(source, due_on, today)
    if past > 0 and not waits:
        return _STUCK, past, ""
    if kind == PROMISE and due_on < today:
        return _PROMISE, late, f"your promise is {show_days_late(late) or 'late'}"
    if kind == DECIDE and due_on <= today:
        return _DECIDE, late, "to decide"
    if due_on <= today:
        why = "they wait for your answer" if kind == ANSWER else show_days_late(late) or "due today"
        return _UNWELL, 0, why
    return _HEALTHY, 0, f"waits until {show_day(due_on, today)}" if waits else "healthy"
