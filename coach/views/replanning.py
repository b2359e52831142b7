"""What another rhythm or normal stay of a stage would change, before it is written."""

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from coach.errors import Misused
from coach.records.desk import Desk
from coach.records.models import Contact, Lead
from coach.records.stages import OPEN, StageOnFile, stages_on_file
from coach.records.standing import standing_of
from coach.rules.cadence import CADENCE, agreed_rhythm, replan
from coach.rules.rhythm_change import with_gaps
from coach.views.business_days import WAITS, BusinessDays


class Replanned(NamedTuple):
    """A lead whose step would be another: the days it was and will be due on, what it was and what it will be."""

    lead_id: int
    name: str
    was: date
    will_be: date
    step_was: str
    step: str


class StayChanged(NamedTuple):
    """How many leads are past the normal stay now, and the names of those that would be, who came first first."""

    now: int
    then: tuple[str, ...]


def replan_preview(desk: Desk, stage_id: int, gaps: Sequence[int]) -> tuple[Replanned, ...]:
    """The steps that writing these gaps, in business days, would plan anew, in the order of their new days.

    They are those `coach.actions.pipeline.edit_stage` then moves, to the same days, as long as nobody writes in between.
    Raises Misused for a stage there is not, for one that leads end in, and for gaps that cannot be kept.
    """
    stage = _open_stage(desk, stage_id)
    rhythm = with_gaps(stage.rhythm, tuple(gaps))
    query = Lead.select(Lead, Contact).join(Contact)
    leads: list[Any] = list(
        query.where(Lead.stage == stage_id, Lead.status == OPEN, Lead.step_source == CADENCE).order_by(Lead.id)
    )
    calendar, today, found = desk.calendar, desk.today, []
    for lead in leads:
        contact, state = lead.contact, standing_of(lead)
        agreed = agreed_rhythm(rhythm, contact.permission_every, contact.permission_until)
        own = calendar.without(int(number) for number in contact.quiet_weekdays)
        step = replan(state, agreed, own, today).step
        if step != state.step:
            found.append(Replanned(lead.id, lead.name, state.step.due_on, step.due_on, state.step.text, step.text))
    return tuple(sorted(found, key=lambda each: (each.will_be, each.name.casefold(), each.lead_id)))


def stay_preview(desk: Desk, stage_id: int, normal_stay: int) -> StayChanged:
    """Who would count as stuck with this normal stay, in business days. Raises Misused as `replan_preview` does."""
    stage = _open_stage(desk, stage_id)
    return StayChanged(len(_past(desk, stage_id, stage.normal_stay or 0)), _past(desk, stage_id, normal_stay))


_PAST = f"""
SELECT name FROM lead WHERE status = 'open' AND stage_id = ? AND entered_on <= ? AND NOT {WAITS} ORDER BY entered_on, id
"""


def _past(desk: Desk, stage_id: int, normal_stay: int) -> tuple[str, ...]:
    latest = BusinessDays(desk).latest_past(normal_stay) if normal_stay else None
    if latest is None:
        return ()
    return tuple(name for (name,) in desk.rows(_PAST, (stage_id, latest.isoformat(), desk.today.isoformat())))


def _open_stage(desk: Desk, stage_id: int) -> StageOnFile:
    for stage in stages_on_file(desk):
        if stage.id == stage_id and stage.kind == OPEN:
            return stage
    raise Misused(f"There is no open stage {stage_id}.", "Choose one of those there are (coach stages lists them).")
