"""Touches and replies: what we did, what they said, and the next step that follows from it."""

from datetime import date
from typing import Any, NamedTuple

from coach.actions.at_hand import (
    LeadAtHand,
    agreed_warning,
    day_warning,
    enter_stage,
    next_return,
    put_state,
    step_time,
    take_lead,
)
from coach.actions.done import Done, done
from coach.errors import Misused, Refused
from coach.records.desk import Desk
from coach.records.journal import Journal, changing
from coach.records.models import Lead, Touch
from coach.records.stages import OPEN, WON, StageOnFile
from coach.records.standing import closed_standing
from coach.rules import cadence
from coach.rules.cadence import CLOSE_LOOP, END_OF_DAY, OURS, THEIRS, Promise, Standing
from coach.rules.day_order import OVERDUE, THEY_WAIT
from coach.rules.text import clean_line, clean_text, quoted

WAYS = ("call", "email", "message", "meeting", "visit", "other")
MEETING = "meeting"
ANSWER_THEM = "Answer them"

_SAID = {
    "call": "logged a call with {}",
    "email": "logged an e-mail to {}",
    "message": "logged a message to {}",
    "meeting": "logged a meeting with {}",
    "visit": "logged a visit to {}",
    "other": "logged a touch with {}",
}
_PROMISED = {OURS: "Keep your promise", THEIRS: "Ask about what they promised"}


class Agreed(NamedTuple):
    """The next step agreed in the same breath: its words, its day as given, its local time, and whose promise it is, if one."""

    text: str = ""
    due: date | None = None
    time: str = END_OF_DAY
    promise: str = ""


def log_touch(
    desk: Desk,
    lead_id: int,
    *,
    via: str,
    note: str = "",
    gave: str = "",
    next_step: str = "",
    due: date | None = None,
    time: str = "",
    promise: str = "",
    talked: bool = False,
) -> Done:
    """One contact by us. The rhythm runs on from today, unless a next step or a promise was agreed in it.

    `gave` says what it gave them. `talked` says that they talked to us, as in every meeting: what went unanswered before it
    no longer counts. On a closed lead the touch is kept and the next return is planned. Raises Misused for a way or promise
    that cannot be read.
    """
    talked = talked or via == MEETING
    agreed = _agreed(next_step, due, time, promise)
    with changing(desk, "log") as journal:
        hand = take_lead(desk, lead_id)
        _refuse_do_not_contact(hand)
        is_open = hand.lead.status == OPEN
        closes_loop = is_open and hand.lead.step_kind == CLOSE_LOOP and not talked
        _keep_touch(journal, hand, via, note, gave=gave, closes_loop=closes_loop)
        warning = _run_on(journal, hand, agreed, talked=talked) if is_open else _plan_return(journal, hand, agreed)
        journal.say(_SAID[via].format(hand.lead.name), lead_id)
    return done(journal, warning)


def note_reply(
    desk: Desk,
    lead_id: int,
    *,
    via: str = "other",
    note: str = "",
    next_step: str = "",
    due: date | None = None,
    time: str = "",
    promise: str = "",
) -> Done:
    """They wrote or called: the rhythm stops, and we owe an answer on the next business day unless a step was agreed.

    A reply takes up a Not yet again, in the stage it was in; after a win it asks for an answer without opening the lead. Of
    somebody who asked for no contact it is kept, and nothing follows from it until that is lifted.
    """
    agreed = _agreed(next_step, due, time, promise)
    with changing(desk, "reply") as journal:
        hand = take_lead(desk, lead_id)
        _keep_touch(journal, hand, via, note, inbound=True)
        if hand.contact.do_not_contact_on is not None:
            warning = _only_keep_reply(journal, hand, agreed)
        elif hand.lead.status == WON:
            _refuse_step_on_closed(hand, agreed)
            back = hand.calendar.forward(hand.today)
            journal.update(Lead, lead_id, return_on=back, precedence=THEY_WAIT, last_reply_on=hand.today)
            warning = ""
        else:
            warning = _owe_answer(journal, hand, agreed)
        journal.say(f"noted a reply of {hand.lead.name}", lead_id)
    return done(journal, warning)


def last_open_stage(hand: LeadAtHand, desk: Desk) -> StageOnFile:
    """The stage a closed lead left last, or the first open one when that was retired."""
    opens = [stage for stage in hand.stages if stage.kind == OPEN and not stage.retired]
    row = desk.rows("SELECT stage_id FROM stage_visit WHERE lead_id = ? ORDER BY id DESC LIMIT 1", (hand.lead.id,))
    return next((stage for stage in opens if row and stage.id == row[0][0]), opens[0])


def reopening(journal: Journal, hand: LeadAtHand) -> tuple[StageOnFile, Standing, dict[str, Any]]:
    """A closed lead begins a new stay: the stage, where it stands there, and the fields of its row that closing had set."""
    lead, stage = hand.lead, last_open_stage(hand, journal.desk)
    came = bool(lead.return_agreed and lead.return_on and lead.return_on <= hand.today)
    state = cadence.reopened(
        closed_standing(lead), hand.rhythm_of(stage), hand.calendar, hand.today, their_day_came=came
    )
    opened = {
        "status": OPEN, "stage": stage.id, "stage_position": stage.position, "reason": "", "reason_words": "",
        "closed_on": None, "return_on": None, "return_round": 0, "return_agreed": False, "keeps": 0,
    }  # fmt: skip
    enter_stage(journal, lead.id, stage.id, hand.today)
    return stage, state, opened


def _run_on(journal: Journal, hand: LeadAtHand, agreed: Agreed, *, talked: bool) -> str:
    """The rhythm of an open lead runs on from our touch; what to warn of."""
    event = cadence.met if talked else cadence.touched
    state = event(hand.state, hand.rhythm, hand.calendar, hand.today)
    state = _with_agreed(state, hand, agreed)
    put_state(journal, hand, state, "promise" if agreed.promise else "touch")
    return _warning(hand, agreed, state) or ("" if talked else _silence(hand, state) or _too_late(hand))


def _owe_answer(journal: Journal, hand: LeadAtHand, agreed: Agreed) -> str:
    """Their reply asks for an answer, or for the step agreed in it; a Not yet is open again. What to warn of."""
    state, opened = (hand.state, {}) if hand.lead.status == OPEN else reopening(journal, hand)[1:]
    state = cadence.replied(state, hand.calendar, hand.today, ANSWER_THEM)
    state = _with_agreed(state, hand, agreed)
    put_state(journal, hand, state, "promise" if agreed.promise else "reply", **opened)
    return _warning(hand, agreed, state)


def _only_keep_reply(journal: Journal, hand: LeadAtHand, agreed: Agreed) -> str:
    _refuse_step_on_closed(hand, agreed)
    journal.update(Lead, hand.lead.id, last_reply_on=hand.today)
    return (
        f"{hand.contact.name} asked for no contact, so nothing follows from it. If they want to hear from you again, allow"
        f" it again (coach do-not-contact {hand.lead.id} --lift --reason WHY)."
    )


def _keep_touch(
    journal: Journal,
    hand: LeadAtHand,
    via: str,
    note: str,
    *,
    gave: str = "",
    inbound: bool = False,
    closes_loop: bool = False,
) -> None:
    if via not in WAYS:
        raise Misused(f"{quoted(via)} is not a way to be in touch.", f"Use one of: {', '.join(WAYS)}.")
    journal.insert(
        Touch,
        lead=hand.lead.id,
        at=journal.desk.moment,
        day=hand.today,
        author=journal.desk.author,
        inbound=inbound,
        via=via,
        note=clean_text(note, "note").strip(),
        gave=clean_line(gave, "what it gave them"),
        closes_loop=closes_loop,
    )


def _agreed(text: str, due: date | None, time: str, promise: str) -> Agreed:
    if promise not in ("", OURS, THEIRS):
        raise Misused(f"{quoted(promise)} does not say whose promise it is.", "Use ours or theirs.")
    if promise and due is None:
        raise Misused("A promise needs its day.", "Add the day it was promised for, such as fri (--due fri).")
    if text and due is None:
        raise Misused("The next step has no day.", "Add its day, such as fri (--due fri).")
    return Agreed(clean_line(text, "next step"), due, step_time(time, due), promise)


def _with_agreed(state: Standing, hand: LeadAtHand, agreed: Agreed) -> Standing:
    if agreed.due is None:
        return state
    if agreed.promise:
        promise = Promise(agreed.text or _PROMISED[agreed.promise], agreed.due, agreed.promise)
        return cadence.promised(state, hand.calendar, hand.today, promise, agreed.time)
    text = agreed.text or state.step.text
    return cadence.set_by_hand(state, hand.calendar, text, agreed.due, agreed.time)


def _warning(hand: LeadAtHand, agreed: Agreed, state: Standing) -> str:
    if agreed.due is None:
        return ""
    if agreed.promise:
        return day_warning(agreed.due, agreed.due, hand.calendar, hand.today)
    kept = state.step.due_on
    return day_warning(agreed.due, kept, hand.calendar, hand.today) or agreed_warning(hand, kept)


def _silence(hand: LeadAtHand, state: Standing) -> str:
    if hand.lead.unanswered >= cadence.CAP:
        return f"That is touch {state.unanswered} without an answer; the rhythm had come to its end."
    return ""


def _too_late(hand: LeadAtHand) -> str:
    """What to say of a touch after the day they agreed to, unless it was an answer or a promise: those are owed."""
    unasked = hand.lead.step_kind in (cadence.TOUCH, CLOSE_LOOP, cadence.DECIDE)
    return agreed_warning(hand, hand.today) if unasked else ""


def _refuse_step_on_closed(hand: LeadAtHand, agreed: Agreed) -> None:
    if agreed.due is not None:
        raise Refused(
            f"{hand.lead.name} is closed, and a closed lead has no next step.",
            f"Take it up again first (coach reopen {hand.lead.id}).",
        )


def _refuse_do_not_contact(hand: LeadAtHand) -> None:
    if hand.contact.do_not_contact_on is not None:
        raise Refused(
            f"{hand.contact.name} asked for no contact ({hand.contact.do_not_contact_reason}).",
            "If they wrote to you, note that they replied (coach log --replied).",
        )


def _plan_return(journal: Journal, hand: LeadAtHand, agreed: Agreed) -> str:
    """One touch of a closed lead is used up, and the next return follows, until it rests. A day they named stays."""
    _refuse_step_on_closed(hand, agreed)
    lead = hand.lead
    if lead.return_on is None or (lead.return_agreed and lead.return_on > hand.today):
        journal.update(Lead, lead.id, last_touch_on=hand.today)
        return ""
    round_ = lead.return_round + 1
    journal.update(
        Lead,
        lead.id,
        return_round=round_,
        return_agreed=False,
        return_on=next_return(hand, hand.stage, round_, hand.today, hand.today),
        last_touch_on=hand.today,
        precedence=OVERDUE,
    )
    return ""
