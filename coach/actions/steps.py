"""The next step, set by hand, put off, or tied to a day they named."""

from datetime import date

from coach.actions.at_hand import day_warning, put_state, take_lead
from coach.actions.done import Done, done
from coach.errors import Misused, Refused
from coach.records.desk import Desk
from coach.records.journal import changing
from coach.records.models import Lead
from coach.records.stages import NOT_YET, OPEN
from coach.rules import cadence
from coach.rules.cadence import END_OF_DAY
from coach.rules.dates import show_day
from coach.rules.text import clean_line

STILL_REAL_AFTER = 2
"""Snoozes of one step that pass without a question."""


def set_next(desk: Desk, lead_id: int, text: str, due: date, *, time: str = "") -> Done:
    """The next step in the owner's words, on the owner's day, unless that is too soon by the rhythm. Raises Misused, Refused."""
    text = clean_line(text, "next step")
    if not text:
        raise Misused("The next step has no words.", "Say what you will do, such as: call about the start date.")
    with changing(desk, "next") as journal:
        hand = take_lead(desk, lead_id)
        state = cadence.set_by_hand(hand.state, hand.calendar, text, due, time or END_OF_DAY)
        put_state(journal, hand, state, "next")
        journal.say(f"set the next step of {hand.lead.name} for {show_day(state.step.due_on, desk.today)}", lead_id)
    return done(journal, day_warning(due, state.step.due_on, hand.calendar, desk.today))


def snooze_lead(desk: Desk, lead_id: int, day: date, *, still_real: bool = False) -> Done:
    """Not before `day`. The third time for one step asks whether it is still real: raises Refused unless `still_real`.

    A Not yet comes back on that day instead of its own. Raises Misused for a day that is not ahead.
    """
    with changing(desk, "snooze") as journal:
        hand = take_lead(desk, lead_id)
        lead = hand.lead
        if day <= desk.today:
            raise Misused(f"{show_day(day, desk.today)} is not ahead.", "Give a later day, such as +3d or next mon.")
        if lead.status == NOT_YET:
            if hand.contact.do_not_contact_on is not None:
                raise Refused(f"{hand.contact.name} asked for no contact.", "Nothing comes back by itself.")
            back = hand.calendar.forward(day)
            journal.update(Lead, lead_id, return_on=back, return_agreed=True)
            journal.say(f"let {lead.name} come back on {show_day(back, desk.today)}", lead_id)
            return done(journal)
        state = hand.state
        if state.snoozes >= STILL_REAL_AFTER and not still_real:
            raise Refused(
                f"“{state.step.text}” for {lead.name} was put off {state.snoozes} times. Is it still real?",
                "If it is, say so (--still-real). Else choose another step, or a Not yet with a date.",
            )
        after = cadence.snoozed(state, hand.calendar, day)
        put_state(journal, hand, after, "snooze")
        journal.say(f"snoozed {lead.name} until {show_day(after.step.due_on, desk.today)}", lead_id)
    return done(journal)


def agree_day(desk: Desk, lead_id: int, day: date) -> Done:
    """The day a stage turns on, such as their decision day; the steps around it are planned to it. Raises Refused."""
    with changing(desk, "agree") as journal:
        hand = take_lead(desk, lead_id)
        if hand.lead.status == OPEN and not hand.stage.rhythm.anchors:
            raise Refused(f"{hand.stage.name} does not turn on one day.", "Set the next step for that day instead.")
        state = cadence.anchored(hand.state, hand.stage.rhythm, hand.calendar, desk.today, day)
        put_state(journal, hand, state, "replan")
        journal.say(f"noted {show_day(day, desk.today)} as the day {hand.lead.name} turns on", lead_id)
    return done(journal)
