"""Permission to follow up: how somebody is fine with hearing from us, how often, until when, in their words."""

from datetime import date

from coach.actions.at_hand import LeadAtHand, take_lead
from coach.actions.done import Done, done
from coach.actions.replan import replan_leads
from coach.actions.touches import WAYS
from coach.errors import Misused, Refused
from coach.records.desk import Desk
from coach.records.journal import Journal, changing
from coach.records.models import Contact, Lead
from coach.records.stages import NOT_YET
from coach.rules import returns
from coach.rules.agreed import LEAST_OFTEN, MOST_OFTEN, agreed_in_words
from coach.rules.dates import show_day
from coach.rules.text import clean_text, quoted


def note_permission(
    desk: Desk, lead_id: int, *, via: str = "", every: int | None = None, until: date | None = None, words: str = ""
) -> Done:
    """What the person of this lead said today about being followed up; what was noted before is replaced as a whole.

    `via` is one of the ways to be in touch or empty, `every` in business days, None for the stage's own rhythm; after `until`
    no touch is proposed. The rhythm of all their open leads is planned anew, and a Not yet that would come back later rests.
    Raises Misused for what cannot be kept, Refused when they asked for no contact.
    """
    if via not in ("", *WAYS):
        raise Misused(f"{quoted(via)} is not a way to be in touch.", f"Use one of: {', '.join(WAYS)}.")
    if every is not None and not MOST_OFTEN <= every <= LEAST_OFTEN:
        raise Misused(
            f"They can be fine with every {MOST_OFTEN} to {LEAST_OFTEN} business days.",
            "Give a number of business days.",
        )
    if until is not None and until <= desk.today:
        raise Misused(f"{show_day(until, desk.today)} is not ahead.", "Give the last day they are fine with, or none.")
    said = clean_text(words, "words").strip()
    with changing(desk, "permission") as journal:
        hand = take_lead(desk, lead_id)
        contact = hand.contact
        if contact.do_not_contact_on is not None:
            raise Refused(
                f"{contact.name} asked for no contact ({contact.do_not_contact_reason}).",
                f"Lift that first, if they wrote to you (coach do-not-contact {lead_id} --lift --reason WHY).",
            )
        warning = _agree(journal, hand, desk.today, via, every, until, said)
        fine = agreed_in_words(via, every, until, desk.today)
        journal.say(f"noted that {contact.name} is fine with {fine}", lead_id)
    return done(journal, warning)


def forget_permission(desk: Desk, lead_id: int) -> Done:
    """Nothing is known any more of how the person of this lead is fine with hearing from us: the written rhythm holds.

    Raises Refused when nothing was.
    """
    with changing(desk, "permission") as journal:
        hand = take_lead(desk, lead_id)
        if hand.contact.permission_on is None:
            raise Refused(
                f"{hand.contact.name} has not been asked yet, as far as is noted.", "There is nothing to forget."
            )
        warning = _agree(journal, hand, None, "", None, None, "")
        journal.say(f"forgot what {hand.contact.name} is fine with", lead_id)
    return done(journal, warning)


def _agree(
    journal: Journal,
    hand: LeadAtHand,
    asked_on: date | None,
    via: str,
    every: int | None,
    until: date | None,
    words: str,
) -> str:
    """Keep it with the person, and plan all their leads by it; what to say of it."""
    contact_id = hand.contact.id
    journal.update(
        Contact,
        contact_id,
        permission_on=asked_on,
        permission_via=via,
        permission_every=every,
        permission_until=until,
        permission_words=words,
    )
    moved = replan_leads(journal, contact_id=contact_id, agreed=True)
    said = {0: "", 1: "1 planned step changed."}.get(moved, f"{moved} planned steps changed.")
    resting = bring_returns_in_line(journal, contact_id)
    rests = f"Nothing more is planned for {', '.join(resting)}: it would have come after that day." if resting else ""
    return " ".join(filter(None, (said, rests)))


def bring_returns_in_line(journal: Journal, contact_id: int, *, but: int | None = None) -> list[str]:
    """The Not yets of a person come back when they are fine with it, or rest; the names of those that rest from now on.

    A day they named themselves stays, and so does one that has come. One that rests already is not woken: nobody knows any
    more why it does. `but` is a lead that is left alone.
    """
    found = journal.desk.rows(
        "SELECT id FROM lead WHERE contact_id = ? AND status = ? AND return_on IS NOT NULL AND NOT return_agreed ORDER BY id",
        (contact_id, NOT_YET),
    )
    resting: list[str] = []
    for lead_id in (lead_id for (lead_id,) in found if lead_id != but):
        hand = take_lead(journal.desk, lead_id)
        lead = hand.lead
        known = returns.Return(
            hand.stage.follows, lead.return_round, lead.return_on, lead.closed_on, lead.not_before, lead.last_touch_on
        )
        back = returns.in_line(known, hand.agreed, hand.calendar, hand.today)
        if back is None:
            resting.append(lead.name)
        journal.update(Lead, lead_id, return_on=back)
    return resting
