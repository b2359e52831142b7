"""The next step, set by hand, put off, or tied to a day they named."""

from datetime import date

from coach import playbook
from coach.actions.at_hand import LeadAtHand, agreed_warning, day_warning, put_state, step_time, take_lead
from coach.actions.done import Done, done
from coach.errors import Misused, Refused
from coach.records.desk import Desk
from coach.records.journal import Journal, changing
from coach.records.models import Lead
from coach.records.stages import NOT_YET, OPEN, StageOnFile
from coach.rules import cadence
from coach.rules.dates import show_day
from coach.rules.text import clean_line

STILL_REAL_AFTER = 2
"""Snoozes of one step that pass without a question."""


def set_next(desk: Desk, lead_id: int, text: str, due: date, time: str = "") -> Done:
    """The next step in the owner's words, on the owner's day, unless that is too soon by the rhythm. Raises Misused, Refused."""
    text = clean_line(text, "next step")
    if not text:
        raise Misused("The next step has no words.", "Say what you will do, such as: call about the start date.")
    at = step_time(time, due)
    with changing(desk, "next") as journal:
        hand = take_lead(desk, lead_id)
        state = cadence.set_by_hand(hand.state, hand.calendar, text, due, at)
        put_state(journal, hand, state, "next")
        journal.say(f"set the next step of {hand.lead.name} for {show_day(state.step.due_on, desk.today)}", lead_id)
    kept = state.step.due_on
    return done(journal, day_warning(due, kept, hand.calendar, desk.today) or agreed_warning(hand, kept))


def snooze_lead(desk: Desk, lead_id: int, day: date, *, still_real: bool = False) -> Done:
    """Not before `day`. The third time for one step asks whether it is still real: raises Refused unless `still_real`.

    A Not yet comes back on that day instead of its own. Raises Misused for a day that is not ahead.
    """
    if day <= desk.today:
        raise Misused(f"{show_day(day, desk.today)} is not ahead.", "Give a later day, such as +3d or next mon.")
    with changing(desk, "snooze") as journal:
        hand = take_lead(desk, lead_id)
        if hand.lead.status == NOT_YET:
            _let_come_back(journal, hand, day)
        else:
            _put_off(journal, hand, day, still_real=still_real)
    return done(journal)


def agree_day(desk: Desk, lead_id: int, day: date) -> Done:
    """The day a stage turns on, such as their decision day; the steps around it are planned to it. Raises Refused."""
    with changing(desk, "agree") as journal:
        hand = take_lead(desk, lead_id)
        if hand.lead.status == OPEN and not hand.stage.rhythm.anchors:
            raise Refused(f"{hand.stage.name} does not turn on one day.", "Set the next step for that day instead.")
        state = cadence.anchored(hand.state, hand.rhythm, hand.calendar, desk.today, day)
        put_state(journal, hand, state, "replan")
        named = f"the {_name_of_the_day(hand.stage)} of {hand.lead.name}"
        journal.say(f"noted {show_day(day, desk.today)} as {named}", lead_id)
    return done(journal)


def _let_come_back(journal: Journal, hand: LeadAtHand, day: date) -> None:
    if hand.contact.do_not_contact_on is not None:
        raise Refused(f"{hand.contact.name} asked for no contact.", "Nothing comes back by itself.")
    back = hand.calendar.forward(day)
    journal.update(Lead, hand.lead.id, return_on=back, return_agreed=True)
    journal.say(f"let {hand.lead.name} come back on {show_day(back, hand.today)}", hand.lead.id)


def _put_off(journal: Journal, hand: LeadAtHand, day: date, *, still_real: bool) -> None:
    state, lead = hand.state, hand.lead
    if state.snoozes >= STILL_REAL_AFTER and not still_real:
        raise Refused(
            f"“{state.step.text}” for {lead.name} was put off {state.snoozes} times. Is it still real?",
            "If it is, say so (coach snooze --still-real). Else choose another step, or a Not yet with a date.",
        )
    after = cadence.snoozed(state, hand.calendar, day)
    put_state(journal, hand, after, "snooze")
    journal.say(f"snoozed {lead.name} until {show_day(after.step.due_on, hand.today)}", lead.id)


def _name_of_the_day(stage: StageOnFile) -> str:
    """What the playbook calls the day this stage turns on, such as the decision day; a stage of the owner's own has no word."""
    return next(
        (text.anchor_name for text in playbook.stages() if text.key == stage.key and text.anchor_name), "agreed day"
    )
