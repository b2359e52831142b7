"""What the rhythm would propose: the next step after a touch, a meeting or a reply, before any of them is written down."""

from datetime import date
from typing import NamedTuple

from coach.errors import Misused
from coach.records.desk import Desk, day_or_none
from coach.records.stages import OPEN, StageOnFile, stages_on_file
from coach.records.standing import standing_on_file
from coach.rules import cadence
from coach.rules.cadence import Rhythm, Step, agreed_rhythm
from coach.rules.workdays import Calendar
from coach.views.returning import ANSWER_THEM

CALL = "call"
"""How we are in touch when it is not known how we were the last time."""


class Proposed(NamedTuple):
    """A next step, and its day; `due_time` is `24:00` for a whole day."""

    text: str
    due_on: date
    due_time: str
    kind: str


class Proposals(NamedTuple):
    """What a form about one lead starts from. The steps are None for a lead that is closed: it has none.

    `via` is how we were in touch the last time; `snoozes` how often the step was put off; `value` in minor units, 0 when
    unknown. `calendar` is the owner's, less the weekdays the contact wants quiet.
    """

    lead_id: int
    name: str
    status: str
    stage_id: int
    stage_key: str
    via: str
    value: int
    currency: str
    snoozes: int
    calendar: Calendar
    now: Proposed | None = None
    after_touch: Proposed | None = None
    after_meeting: Proposed | None = None
    after_reply: Proposed | None = None


class _Lead(NamedTuple):
    id: int
    name: str
    status: str
    stage_id: int
    value: int
    currency: str
    snoozes: int


class _OnFile(NamedTuple):
    lead: _Lead
    stage: StageOnFile
    rhythm: Rhythm
    calendar: Calendar


def proposals(desk: Desk, lead_id: int) -> Proposals:
    """Where a lead stands, and the step that would follow each thing that can happen today. Raises Misused when there is none."""
    lead, stage, rhythm, calendar = _on_file(desk, lead_id)
    told = Proposals(
        lead.id, lead.name, lead.status, stage.id, stage.key, _last_way(desk, lead_id), lead.value, lead.currency,
        lead.snoozes, calendar,
    )  # fmt: skip
    if lead.status != OPEN:
        return told
    state, today = standing_on_file(desk, lead.id), desk.today
    return told._replace(
        now=_proposed(state.step),
        after_touch=_proposed(cadence.touched(state, rhythm, calendar, today).step),
        after_meeting=_proposed(cadence.met(state, rhythm, calendar, today).step),
        after_reply=_proposed(cadence.replied(state, calendar, today, ANSWER_THEM).step),
    )


def snoozed_to(desk: Desk, lead_id: int, day: date) -> date:
    """The day a lead would be due when it is snoozed until `day`. Raises Misused when there is no such lead."""
    lead, _, _, calendar = _on_file(desk, lead_id)
    return (
        cadence.snoozed(standing_on_file(desk, lead.id), calendar, day).step.due_on
        if lead.status == OPEN
        else calendar.forward(day)
    )


def set_for(desk: Desk, lead_id: int, day: date) -> date:
    """The day a step set by hand for `day` would be due: later when that is too soon by the rhythm. Raises Misused."""
    lead, _, _, calendar = _on_file(desk, lead_id)
    return cadence.earliest_touch(standing_on_file(desk, lead.id), calendar, day) if lead.status == OPEN else day


def first_step(desk: Desk, stage_id: int | None = None) -> Proposed | None:
    """The step a lead added now would begin with, in a stage or in the first; None as long as no such stage is written."""
    stages = [each for each in stages_on_file(desk) if each.kind == OPEN]
    if not stages:
        return None
    if stage_id in (None, stages[0].id):
        begun = cadence.received(stages[0].rhythm, desk.calendar, desk.today, after_cutoff=desk.after_cutoff)
        return _proposed(begun.step)
    stage = next((each for each in stages if each.id == stage_id), None)
    return _proposed(cadence.entered(stage.rhythm, desk.calendar, desk.today).step) if stage else None


def calendar_of(desk: Desk) -> Calendar:
    """The owner's working calendar, by which business days are counted as they are typed."""
    return desk.calendar


def _proposed(step: Step) -> Proposed:
    return Proposed(step.text, step.due_on, step.due_time, step.kind)


def _on_file(desk: Desk, lead_id: int) -> _OnFile:
    found = desk.rows(
        "SELECT lead.id, lead.name, status, stage_id, value, currency, snoozes, quiet_weekdays, "
        "permission_every, permission_until "
        "FROM lead JOIN contact ON contact.id = contact_id WHERE lead.id = ?",
        (lead_id,),
    )
    if not found:
        raise Misused(f"There is no lead {lead_id} any more.", "Look it up with / or coach find NAME.")
    *known, quiet, every, until = found[0]
    lead = _Lead(*known)
    stage = next(each for each in stages_on_file(desk, retired=True) if each.id == lead.stage_id)
    rhythm = agreed_rhythm(stage.rhythm, every, day_or_none(until))
    return _OnFile(lead, stage, rhythm, desk.calendar.without(int(number) for number in quiet))


def _last_way(desk: Desk, lead_id: int) -> str:
    rows = desk.rows("SELECT via FROM touch WHERE lead_id = ? AND NOT inbound ORDER BY id DESC LIMIT 1", (lead_id,))
    return str(rows[0][0]) if rows else CALL
