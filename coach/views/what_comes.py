"""What comes next for one lead: the little that is said after each change."""

from datetime import date
from typing import NamedTuple

from coach.records.desk import Desk, day_or_none
from coach.records.stages import OPEN
from coach.views.returning import returns_of


class Coming(NamedTuple):
    """The next step of an open lead, or what to do when a closed one comes back; `on` is None when nothing is planned.

    `time` is `24:00` for a whole day.
    """

    name: str
    status: str
    stage: str
    step: str
    on: date | None
    time: str


def what_comes(desk: Desk, lead_id: int) -> Coming | None:
    """What comes next for a lead; None when there is no such lead (any more)."""
    found = desk.rows(
        "SELECT lead.name, status, stage.name, next_step, list_on, due_time, stage_id, return_round, precedence "
        "FROM lead JOIN stage ON stage.id = stage_id WHERE lead.id = ?",
        (lead_id,),
    )
    if not found:
        return None
    name, status, stage, step, on, time, stage_id, round_, precedence = found[0]
    if status != OPEN and on is not None:
        step = returns_of(desk).step(stage_id, round_, precedence)
    return Coming(name, status, stage, step or "", day_or_none(on), time)
