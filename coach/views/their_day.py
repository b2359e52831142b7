"""The day a stage turns on, such as their decision day: what it is called, and how the steps around it would fall."""

from datetime import date
from typing import NamedTuple

from coach import playbook
from coach.errors import Misused, Refused
from coach.records.desk import Desk, day_or_none
from coach.records.stages import OPEN, stages_on_file
from coach.records.standing import standing_on_file
from coach.rules import cadence
from coach.rules.cadence import CADENCE, DECIDE, Rhythm, Standing, agreed_rhythm
from coach.rules.workdays import Calendar

FORESEEN = 3
"""Steps foreseen at most."""


class TheirDayShown(NamedTuple):
    """Of an open lead. `called` is what the playbook calls the day; `agreed_on` is the one agreed already, None for none."""

    lead_id: int
    name: str
    stage: str
    called: str
    agreed_on: date | None


class StepAround(NamedTuple):
    """A step that would be due. `stays` says that it is no step of the rhythm, and so is not moved by the day."""

    text: str
    due_on: date
    stays: bool


class _OnFile(NamedTuple):
    shown: TheirDayShown
    rhythm: Rhythm
    calendar: Calendar


def their_day(desk: Desk, lead_id: int) -> TheirDayShown:
    """What day the stage of a lead turns on.

    Raises Misused when there is no such lead, Refused when it is closed and when its stage turns on no day.
    """
    return _on_file(desk, lead_id).shown


def steps_around(desk: Desk, lead_id: int, day: date) -> tuple[StepAround, ...]:
    """The steps as they would fall with this day, while nobody answers: at most `FORESEEN`. Raises as `their_day`."""
    _, rhythm, calendar = _on_file(desk, lead_id)
    state = cadence.anchored(standing_on_file(desk, lead_id), rhythm, calendar, desk.today, day)
    steps = [_shown(state)]
    while len(steps) < FORESEEN and state.step.kind != DECIDE:
        state = cadence.touched(state, rhythm, calendar, max(state.step.due_on, desk.today))
        steps.append(_shown(state))
    return tuple(steps)


def _shown(state: Standing) -> StepAround:
    stays = state.step.source != CADENCE and state.step.kind != DECIDE
    return StepAround(state.step.text, state.step.due_on, stays)


def _on_file(desk: Desk, lead_id: int) -> _OnFile:
    found = desk.rows(
        "SELECT lead.name, status, stage_id, anchor_on, quiet_weekdays, permission_every, permission_until"
        " FROM lead JOIN contact ON contact.id = contact_id WHERE lead.id = ?",
        (lead_id,),
    )
    if not found:
        raise Misused(f"There is no lead {lead_id} any more.", "Look it up with / or coach find NAME.")
    name, status, stage_id, agreed_on, quiet, every, until = found[0]
    stage = next(each for each in stages_on_file(desk, retired=True) if each.id == stage_id)
    if status != OPEN:
        raise Refused(f"{name} is closed.", "Take it up again first.")
    if not stage.rhythm.anchors:
        raise Refused(f"{stage.name} does not turn on one day.", "Set the next step for that day instead.")
    called = next(
        (text.anchor_name for text in playbook.stages() if text.key == stage.key and text.anchor_name), "agreed day"
    )
    return _OnFile(
        TheirDayShown(lead_id, name, stage.name, called, day_or_none(agreed_on)),
        agreed_rhythm(stage.rhythm, every, day_or_none(until)),
        desk.calendar.without(int(number) for number in quiet),
    )
