"""One lead taken in hand to be changed: its row, its contact, its stage, the calendar it is planned by."""

from datetime import date
from typing import Any, NamedTuple

from coach.errors import Misused, Refused
from coach.records.desk import Desk, day_or_none
from coach.records.journal import Journal
from coach.records.models import Contact, Lead, PastStep, StageVisit
from coach.records.stages import NOT_YET, OPEN, StageOnFile, stages_on_file
from coach.records.standing import NO_STEP, columns_of, standing_of
from coach.records.statements import row_of
from coach.rules import returns
from coach.rules.cadence import END_OF_DAY, Rhythm, Standing, agreed_rhythm
from coach.rules.dates import parse_time, show_day
from coach.rules.workdays import Calendar


class LeadAtHand(NamedTuple):
    """A lead in hand. `calendar` is the owner's, less the weekdays its contact wants quiet."""

    lead: Any
    contact: Any
    stage: StageOnFile
    stages: tuple[StageOnFile, ...]
    calendar: Calendar
    today: date

    @property
    def state(self) -> Standing:
        """Where the lead stands in its rhythm. Raises Refused when it is closed."""
        if self.lead.status != OPEN:
            how = "won" if self.lead.status == "won" else "a Not yet"
            raise Refused(f"{self.lead.name} is {how}.", f"Take it up again first (coach reopen {self.lead.id}).")
        return standing_of(self.lead)

    @property
    def rhythm(self) -> Rhythm:
        """The rhythm of its stage, as its contact agreed to it."""
        return self.rhythm_of(self.stage)

    @property
    def agreed(self) -> returns.Agreed:
        """What its contact agreed to."""
        return returns.Agreed(self.contact.permission_every, self.contact.permission_until)

    def rhythm_of(self, stage: StageOnFile) -> Rhythm:
        """The rhythm of another stage, as its contact agreed to it."""
        return agreed_rhythm(stage.rhythm, *self.agreed)

    def stage_of_kind(self, kind: str) -> StageOnFile:
        """The one stage that closes a lead in this way."""
        return next(stage for stage in self.stages if stage.kind == kind)


def take_lead(desk: Desk, lead_id: int) -> LeadAtHand:
    """The lead, as it is now. Raises Misused when there is none of this id."""
    lead = row_of(desk, Lead, lead_id)
    if lead is None:
        raise Misused(f"There is no lead {lead_id}.", "Look for it by name (coach find NAME).")
    contact = row_of(desk, Contact, lead.contact_id)
    stages = tuple(stages_on_file(desk, retired=True))
    stage = next(stage for stage in stages if stage.id == lead.stage_id)
    calendar = desk.calendar.without(int(number) for number in contact.quiet_weekdays)
    return LeadAtHand(lead, contact, stage, stages, calendar, desk.today)


def next_return(
    hand: LeadAtHand, stage: StageOnFile, round_: int, base: date, last_touch_on: date | None
) -> date | None:
    """The day a lead closed in `stage` comes back for the time `round_` (0 first), counted from `base`; None when it rests.

    A Not yet never comes back before the day they named last, nor closer to our last touch than they agreed to, and not at all
    after the day they agreed to.
    """
    day = returns.return_on(stage.follows, round_, base, hand.calendar)
    if stage.kind != NOT_YET:
        return day
    return returns.as_agreed(day, hand.agreed, hand.calendar, hand.lead.not_before, last_touch_on)


def put_state(journal: Journal, hand: LeadAtHand, state: Standing, ended_by: str, **more: Any) -> None:
    """Write where the lead stands now; a step that changed goes into the history of steps, with what ended it."""
    lead = hand.lead
    columns = columns_of(state)
    if any(columns[name] != getattr(lead, name) for name in ("next_step", "due_on", "step_kind", "step_source")):
        end_step(journal, hand, ended_by)
    journal.update(Lead, lead.id, **columns, **more)


def end_step(journal: Journal, hand: LeadAtHand, ended_by: str) -> None:
    """Keep the step that is over; a lead without one has nothing to keep."""
    lead = hand.lead
    if lead.due_on is None:
        return
    journal.insert(
        PastStep,
        lead=lead.id,
        text=lead.next_step,
        kind=lead.step_kind,
        source=lead.step_source,
        due_on=lead.due_on,
        ended_on=hand.today,
        ended_by=ended_by,
    )


def put_closed(journal: Journal, hand: LeadAtHand, ended_by: str, **columns: Any) -> None:
    """Write a lead that has no next step any more."""
    end_step(journal, hand, ended_by)
    journal.update(Lead, hand.lead.id, **{**NO_STEP, **columns})


def leave_stage(
    journal: Journal, hand: LeadAtHand, outcome: str, *, to: int | None = None, evidence: str = "", anyway: str = ""
) -> None:
    """End the stay of the lead in its stage; `days` are calendar days."""
    stay = journal.desk.rows(
        "SELECT id, entered_on FROM stage_visit WHERE lead_id = ? AND left_on IS NULL", (hand.lead.id,)
    )
    if not stay:
        return
    visit_id, entered_on = stay[0][0], day_or_none(stay[0][1])
    days = max((hand.today - entered_on).days, 0) if entered_on else None
    journal.update(
        StageVisit,
        visit_id,
        left_on=hand.today,
        outcome=outcome,
        left_to=to,
        days=days,
        evidence=evidence,
        anyway_reason=anyway,
    )


def enter_stage(journal: Journal, lead_id: int, stage_id: int, on: date) -> None:
    """Begin a stay."""
    journal.insert(StageVisit, lead=lead_id, stage=stage_id, entered_on=on)


def step_time(time: str, due: date | None) -> str:
    """The time of a step as it is kept, from what was typed; any time that day when nothing was. Raises Misused."""
    if not time.strip():
        return END_OF_DAY
    if due is None:
        raise Misused("A time needs its day.", "Add the day, such as fri (--due fri).")
    return parse_time(time)


def agreed_warning(hand: LeadAtHand, day: date) -> str:
    """What to say about a touch on a day that lies after the one its contact agreed to."""
    until = hand.contact.permission_until
    if until is None or day <= until:
        return ""
    return f"{hand.contact.name} was fine with hearing from you until {show_day(until, hand.today)}: ask again first."


def day_warning(asked: date, kept: date, calendar: Calendar, today: date) -> str:
    """What to say about a day the owner gave: it was moved by a rule of the rhythm, or it is one nobody works on."""
    if kept != asked:
        return f"{show_day(asked, today)} is too soon by the rhythm; it is planned for {show_day(kept, today)}."
    if kept < today:
        return f"{show_day(kept, today)} has passed: it is late from the start."
    if not calendar.is_workday(kept):
        return f"{show_day(kept, today)} is not a business day; it is kept as you gave it."
    return ""
