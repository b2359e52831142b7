"""Leads move through the pipeline, and out of it: won, not yet, no contact, and back again."""

from datetime import date

from coach import playbook
from coach.actions.amounts import amount_fields
from coach.actions.at_hand import (
    LeadAtHand,
    enter_stage,
    leave_stage,
    next_return,
    put_closed,
    put_state,
    take_lead,
)
from coach.actions.done import Done, done
from coach.actions.touches import reopening
from coach.errors import Misused, Refused
from coach.records.desk import Desk
from coach.records.journal import Journal, changing
from coach.records.models import Contact, Lead
from coach.records.stages import NOT_YET, OPEN, WON, StageOnFile
from coach.rules import cadence
from coach.rules.cadence import CADENCE, RULE, Standing
from coach.rules.dates import show_day
from coach.rules.text import clean_line, clean_text, quoted

NO_CONTACT = "do-not-contact"
"""The reason kept with a lead that was ended because its person asked for no contact."""
RESTS_AT_ONCE = ("duplicate", "invalid")
"""Reasons after which nothing comes back."""


def move_lead(desk: Desk, lead_id: int, stage_id: int, *, evidence: str = "", anyway: str = "") -> Done:
    """To another open stage. Forward asks for the exit evidence of the stage it leaves, or a reason to move `anyway`.

    Raises Refused, naming the evidence, when neither is given; Misused for a stage that is none; nothing is written then.
    """
    evidence, anyway = clean_text(evidence, "evidence").strip(), clean_text(anyway, "reason").strip()
    with changing(desk, "move") as journal:
        hand = take_lead(desk, lead_id)
        state = hand.state
        target = _open_stage(hand, stage_id)
        forward = target.position > hand.stage.position
        if forward and hand.stage.exit_evidence and not (evidence or anyway):
            raise Refused(
                f"{hand.lead.name} leaves {hand.stage.name} when this has happened: {hand.stage.exit_evidence}",
                "Say what they did, or why you move it all the same (coach move: --evidence TEXT or --anyway REASON).",
            )
        plan = cadence.moved_forward if forward else cadence.moved_back
        after = plan(state, hand.rhythm_of(target), hand.calendar, hand.today)
        _change_stage(journal, hand, target, after, evidence=evidence, anyway=anyway)
        journal.say(f"moved {hand.lead.name} {'' if forward else 'back '}to {target.name}", lead_id)
    return done(journal)


def rehome_lead(desk: Desk, lead_id: int, stage_id: int, *, why: str) -> Done:
    """To another open stage because its own goes out of use: nobody acted, so what went unanswered still counts.

    A step of the rhythm gives way to the rhythm of the new stage, any other stays. Raises as `move_lead`, but asks for no
    evidence.
    """
    with changing(desk, "move") as journal:
        hand = take_lead(desk, lead_id)
        state, target = hand.state, _open_stage(hand, stage_id)
        if state.step.source in (CADENCE, RULE):
            after = cadence.moved_back(state, hand.rhythm_of(target), hand.calendar, hand.today)
        else:
            after = state._replace(entered_on=hand.today, position=0, anchor_on=None)
        _change_stage(journal, hand, target, after, anyway=why)
        journal.say(f"moved {hand.lead.name} to {target.name}", lead_id)
    return done(journal)


def win_lead(desk: Desk, lead_id: int, *, value: str = "") -> Done:
    """Won: the lead is closed, and a check-in comes by itself. `value` as typed; when empty the known value stays."""
    with changing(desk, "won") as journal:
        hand = take_lead(desk, lead_id)
        _ = hand.state
        stage = hand.stage_of_kind(WON)
        amount = amount_fields(desk, value, hand.lead) if value.strip() else {}
        _close(journal, hand, stage, WON, next_return(hand, stage, 0, hand.today, None), **amount)
        journal.say(f"won {hand.lead.name}", lead_id)
    return done(journal)


def close_not_yet(desk: Desk, lead_id: int, *, reason: str, words: str = "", return_on: date | None = None) -> Done:
    """Not yet, with its reason and the day they named, if any; else the lead comes back by the rhythm of Not yet.

    A lead whose loop was closed rests instead: we said that we would stop writing.

    `reason` is a code of the playbook. Raises Misused for another, and for a day that is not ahead.
    """
    codes = {each.key for each in playbook.reasons()}
    if reason not in codes:
        raise Misused(f"{quoted(reason)} is not a reason for a Not yet.", f"Use one of: {', '.join(sorted(codes))}.")
    with changing(desk, "not-yet") as journal:
        hand = take_lead(desk, lead_id)
        _ = hand.state
        if return_on is not None and return_on <= hand.today:
            raise Misused(
                f"{show_day(return_on, hand.today)} is not ahead.", "Give the day they named, or leave it out."
            )
        stage = hand.stage_of_kind(NOT_YET)
        if return_on is not None:
            back: date | None = hand.calendar.forward(return_on)
        elif reason in RESTS_AT_ONCE or hand.lead.loop_closed:
            back = None  # after the loop was closed only they, or a day they named, bring it back
        else:
            back = next_return(hand, stage, 0, hand.today, hand.lead.last_touch_on)
        _close(
            journal,
            hand,
            stage,
            NOT_YET,
            back,
            reason=reason,
            reason_words=clean_text(words, "words").strip(),
            return_agreed=return_on is not None,
        )
        when = f", back on {show_day(back, hand.today)}" if back else ""
        journal.say(f"set {hand.lead.name} to Not yet{when}", lead_id)
    return done(journal)


def reopen_lead(desk: Desk, lead_id: int) -> Done:
    """Take a closed lead up again, in the stage it left, with a step. Raises Refused when it is open or asked for no contact."""
    with changing(desk, "reopen") as journal:
        hand = take_lead(desk, lead_id)
        if hand.lead.status == OPEN:
            raise Refused(f"{hand.lead.name} is open, in {hand.stage.name}.", "There is nothing to take up again.")
        if hand.contact.do_not_contact_on is not None:
            raise Refused(
                f"{hand.contact.name} asked for no contact ({hand.contact.do_not_contact_reason}).",
                f"Lift that first, if they wrote to you (coach do-not-contact {lead_id} --lift --reason WHY).",
            )
        stage, state, opened = reopening(journal, hand)
        put_state(journal, hand, state, "move", **opened)
        journal.say(f"took {hand.lead.name} up again in {stage.name}", lead_id)
    return done(journal)


def stop_contact(desk: Desk, lead_id: int, *, reason: str) -> Done:
    """The person asked for no contact: every proposal stops at once, for all their leads, until it is lifted by name."""
    reason = clean_line(reason, "reason")
    if not reason:
        raise Misused("No contact needs its reason.", "Write down what they said, such as: asked us to stop.")
    with changing(desk, "do-not-contact") as journal:
        hand = take_lead(desk, lead_id)
        contact = hand.contact
        if contact.do_not_contact_on is not None:
            raise Refused(f"{contact.name} is not contacted already.", "There is nothing to change.")
        journal.update(Contact, contact.id, do_not_contact_on=hand.today, do_not_contact_reason=reason)
        for (each,) in desk.rows("SELECT id FROM lead WHERE contact_id = ? ORDER BY id", (contact.id,)):
            _silence(journal, take_lead(desk, each), reason)
        journal.say(f"stopped all contact with {contact.name}", lead_id)
    return done(journal)


def allow_contact(desk: Desk, lead_id: int, *, reason: str) -> Done:
    """They may be written to again. Their leads stay closed until they are taken up. Raises Misused without a typed reason."""
    reason = clean_line(reason, "reason")
    if not reason:
        raise Misused(
            "Lifting a do-not-contact needs its reason.", "Write down what they said, such as: wrote to us again."
        )
    with changing(desk, "allow-contact") as journal:
        hand = take_lead(desk, lead_id)
        if hand.contact.do_not_contact_on is None:
            raise Refused(f"{hand.contact.name} never asked for no contact.", "There is nothing to lift.")
        journal.update(Contact, hand.contact.id, do_not_contact_on=None, do_not_contact_reason="")
        journal.say(f"lifted the do-not-contact of {hand.contact.name} ({reason})", lead_id)
    return done(journal)


def _silence(journal: Journal, hand: LeadAtHand, reason: str) -> None:
    if hand.lead.status == OPEN:
        _close(journal, hand, hand.stage_of_kind(NOT_YET), NOT_YET, None, reason=NO_CONTACT, reason_words=reason)
    else:
        journal.update(Lead, hand.lead.id, return_on=None, return_agreed=False)


def _change_stage(
    journal: Journal, hand: LeadAtHand, target: StageOnFile, after: Standing, *, evidence: str = "", anyway: str = ""
) -> None:
    outcome = "forward" if target.position > hand.stage.position else "back"
    leave_stage(journal, hand, outcome, to=target.id, evidence=evidence, anyway=anyway)
    enter_stage(journal, hand.lead.id, target.id, hand.today)
    put_state(journal, hand, after, "move", stage=target.id, stage_position=target.position, keeps=0)


def _close(
    journal: Journal, hand: LeadAtHand, stage: StageOnFile, status: str, back: date | None, **columns: object
) -> None:
    leave_stage(journal, hand, status, to=stage.id)
    ended_by = NO_CONTACT.replace("-", "_") if columns.get("reason") == NO_CONTACT else status
    put_closed(
        journal,
        hand,
        ended_by,
        status=status,
        stage=stage.id,
        stage_position=stage.position,
        closed_on=hand.today,
        return_on=back,
        return_round=0,
        keeps=0,
        **columns,
    )


def _open_stage(hand: LeadAtHand, stage_id: int) -> StageOnFile:
    target = next((stage for stage in hand.stages if stage.id == stage_id), None)
    if target is None or target.retired:
        raise Misused("There is no such stage.", "Choose one of those in use (coach stages lists them).")
    if target.id == hand.stage.id:
        raise Refused(f"{hand.lead.name} is in {target.name} already.", "Nothing was changed.")
    if target.kind == WON:
        raise Refused("A win is not a move.", f"Note the win itself (coach won {hand.lead.id}).")
    if target.kind == NOT_YET:
        raise Refused(
            "A Not yet has its reason.", f"Note the Not yet, and say why (coach not-yet {hand.lead.id} --reason CODE)."
        )
    return target
