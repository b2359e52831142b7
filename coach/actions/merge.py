"""Two leads that are one, and two people who are one. Each is one change; one undo puts everything back as it was."""

from typing import Any

from coach.actions.at_hand import end_step, put_state, take_lead
from coach.actions.done import Done, done
from coach.actions.leads import keep_findable
from coach.actions.moves import stop_contact
from coach.actions.permission import bring_returns_in_line
from coach.actions.replan import replan_leads
from coach.errors import Refused
from coach.records.desk import Desk
from coach.records.journal import Journal, changing
from coach.records.merge_sides import Sides, agreed, frame_of, leads_of, returns_moved, sides_of
from coach.records.models import (
    Answer,
    Commitment,
    Contact,
    ContactAddress,
    Lead,
    LeadTag,
    Note,
    OwnValue,
    PastStep,
    Record,
    ReviewItem,
    StageVisit,
    Touch,
    described,
)
from coach.records.stages import OPEN
from coach.rules.merging import LeadSide, Merged, merged, refusal, refusal_to_join, resting_in_words
from coach.rules.people import Person

_GOES_OVER: tuple[type[Record], ...] = (Touch, Answer, Note, PastStep, Commitment)
"""What belongs to a lead and simply becomes the other's."""
_ONCE_EACH: tuple[tuple[type[Record], str], ...] = (
    (LeadTag, "tag_id"),
    (OwnValue, "field_id"),
    (ReviewItem, "review_id"),
)
"""What a lead has once for each tag, field and review: where the kept one has it too, its own stays."""


def join_people(desk: Desk, lead_id: int, other_id: int) -> Done:
    """Make two leads the leads of one person: the other's contact goes into the first's.

    Blanks are filled, another e-mail or phone becomes a further address, what else differs is kept as a note on the lead, and a
    wish for no contact holds for both. Raises Misused when there is no such lead, Refused when they are of one person already.
    """
    with changing(desk, "merge") as journal:
        sides = sides_of(desk, lead_id, other_id)
        _allow(refusal_to_join(sides.keep, sides.other))
        warnings = _warnings(desk, sides, people=True)
        apart = _join(journal, sides)
        if apart:
            _write(journal, lead_id, [f"Joined with the person of {sides.other.name}, lead {other_id}.", *apart])
        journal.say(f"made {sides.keep.name} and {sides.other.name} leads of one person", lead_id)
    return done(journal, " ".join(warnings))


def merge_leads(desk: Desk, keep_id: int, other_id: int) -> Done:
    """Make one lead of two: all that is known of the other goes over to the kept one, and the other is gone.

    Their persons are joined first. What has no place of its own any more, the stays of the other included, is written into a
    note. Raises Misused when there is no such lead, Refused for one lead with itself, for a closed lead that would swallow an
    open one, and for a won lead.
    """
    with changing(desk, "merge") as journal:
        before = sides_of(desk, keep_id, other_id)
        _allow(refusal(before.keep, before.other))
        warnings = _warnings(desk, before, people=False)
        frame = frame_of(desk, before)
        apart = _join(journal, before, planned=False)
        sides = sides_of(desk, keep_id, other_id)
        outcome = merged(sides.keep, sides.other, frame)
        _put_lead(journal, sides, outcome)
        reviewed = _move_over(journal, sides.keep, sides.other)
        _write(journal, keep_id, [*outcome.told, *apart, *reviewed])
        journal.delete(Lead, other_id)
        keep_findable(journal, sides.first.id)
        if frame.again:
            _plan_anew(journal, before, but=keep_id)
        journal.say(f"merged {sides.other.name} into {sides.keep.name}", keep_id)
    return done(journal, " ".join((*warnings, *outcome.warnings)))


def _allow(refused: tuple[str, str] | None) -> None:
    if refused:
        raise Refused(*refused)


def _join(journal: Journal, sides: Sides, *, planned: bool = True) -> list[str]:
    """Make the two people one; what was different of the second, a line each. Steps are planned anew when `planned`."""
    if sides.joined is None:
        return []
    desk, first, second, person = journal.desk, sides.first, sides.second, sides.person
    if person.no_contact_on and not (first.no_contact_on and second.no_contact_on):
        spoken = sides.keep if second.no_contact_on else sides.other
        stop_contact(desk, spoken.id, reason=person.no_contact_reason)
    journal.update(Contact, first.id, **_contact_fields(person))
    journal.update_all(Lead, [lead_id for lead_id, *_ in leads_of(desk, second.id)], contact=first.id)
    _put_addresses(journal, first, second, person)
    journal.delete(Contact, second.id)
    if planned:
        keep_findable(journal, first.id)
        if frame_of(desk, sides).again:
            _plan_anew(journal, sides)
    return [f"{label} there: {text}" for label, text in sides.joined.apart if text != sides.other.name]


def _warnings(desk: Desk, sides: Sides, *, people: bool) -> list[str]:
    """What the owner should know about two people who become one."""
    if sides.joined is None:
        return []
    first, second = sides.first, sides.second
    silent = first if first.no_contact_on else second
    both = first.no_contact_on and second.no_contact_on
    told = [f"{silent.name} asked for no contact; that holds for both."] if silent.no_contact_on and not both else []
    rests = resting_in_words(
        [each.name for each in returns_moved(desk, sides, people=people) if each.return_on is None]
    )
    return [*told, *sides.joined.warnings, *filter(None, [rests])]


def _contact_fields(person: Person) -> dict[str, Any]:
    """The fields of the contact's row that joining may change."""
    permission = person.permission
    return {
        "company": person.company,
        "company_key": person.company_key,
        "email": person.email,
        "email_key": person.email_key,
        "phone": person.phone,
        "phone_key": person.phone_key,
        "quiet_weekdays": person.quiet_weekdays,
        "permission_on": permission.asked_on if permission else None,
        "permission_via": permission.via if permission else "",
        "permission_every": permission.every if permission else None,
        "permission_until": permission.until if permission else None,
        "permission_words": permission.words if permission else "",
        "do_not_contact_on": person.no_contact_on,
        "do_not_contact_reason": person.no_contact_reason,
    }


def _put_addresses(journal: Journal, first: Person, second: Person, person: Person) -> None:
    """The further addresses of both become those of the one person, each once; what stands in their own row is none."""
    missing = {(address.kind, address.key): address.text for address in person.further}
    for each in (first, second):
        found = journal.desk.rows(
            "SELECT id, kind, key FROM contact_address WHERE contact_id = ? ORDER BY id", (each.id,)
        )
        for row_id, *place in found:
            if missing.pop(tuple(place), None) is None:
                journal.delete(ContactAddress, row_id)
            else:
                journal.update(ContactAddress, row_id, contact=person.id)
    for (kind, key), text in missing.items():
        journal.insert(ContactAddress, contact=person.id, kind=kind, text=text, key=key)


def _plan_anew(journal: Journal, sides: Sides, *, but: int | None = None) -> None:
    """The steps of every lead of the person, where their own days or what they agreed to have changed for some of them; and the
    days on which Not yets come back, except that of the merged lead (`but`): the merge itself has said when."""
    person = sides.person
    changed = any(agreed(each) != agreed(person) for each in (sides.first, sides.second))
    replan_leads(journal, contact_id=person.id, agreed=changed)
    if changed:
        bring_returns_in_line(journal, person.id, but=but)


def _put_lead(journal: Journal, sides: Sides, outcome: Merged) -> None:
    """Write the kept lead's row; the step that is over goes into the history, of either lead."""
    lead, state = outcome.lead, outcome.lead.state
    known = {
        "value": lead.value,
        "currency": lead.currency,
        "owner": lead.owner_id,
        "source": lead.source,
        "import_key": lead.import_key,
        "received_on": lead.received_on,
        "review_every": lead.review_every,
        "reviewed_on": lead.reviewed_on,
    }
    if sides.other.status == OPEN and not outcome.carried:
        end_step(journal, take_lead(journal.desk, sides.other.id), "merge")
    if lead.status == OPEN:
        put_state(journal, take_lead(journal.desk, lead.id), state, "merge", **known)
        return
    journal.update(
        Lead,
        lead.id,
        unanswered=state.unanswered,
        loop_closed=state.loop_closed,
        last_touch_on=state.last_touch_on,
        last_reply_on=state.last_reply_on,
        not_before=state.not_before,
        return_on=lead.return_on,
        return_round=lead.return_round,
        return_agreed=lead.return_agreed,
        precedence=lead.precedence,
        **known,
    )


def _move_over(journal: Journal, keep: LeadSide, other: LeadSide) -> list[str]:
    """All rows of the other lead become the kept one's, or go; what was decided in a review that had both is told."""
    for model in _GOES_OVER:
        journal.update_all(model, _rows(journal, model, other.id), lead=keep.id)
    told: list[str] = []
    for model, what in _ONCE_EACH:
        table = described(model).table_name
        theirs = f"SELECT {what} FROM {table} WHERE lead_id = ?"
        doubled = _rows(journal, model, other.id, f" AND {what} IN ({theirs})", keep.id)
        told += _decided(journal, doubled) if model is ReviewItem else []
        for row_id in doubled:
            journal.delete(model, row_id)
        journal.update_all(model, _rows(journal, model, other.id), lead=keep.id)
    for visit_id in _rows(journal, StageVisit, other.id):
        journal.delete(StageVisit, visit_id)
    return told


def _rows(journal: Journal, model: type[Record], lead_id: int, more: str = "", *params: Any) -> list[int]:
    table = described(model).table_name
    found = journal.desk.rows(f"SELECT id FROM {table} WHERE lead_id = ?{more} ORDER BY id", (lead_id, *params))
    return [row_id for (row_id,) in found]


def _decided(journal: Journal, item_ids: list[int]) -> list[str]:
    told = []
    for item_id in item_ids:
        due_on, decision, note = journal.desk.rows(
            "SELECT review.due_on, decision, note FROM review_item JOIN review ON review.id = review_id"
            " WHERE review_item.id = ?",
            (item_id,),
        )[0]
        if decision:
            words = decision.replace("_", " ")
            told.append(f"Decided there in the review of {due_on}: {words}{f', {note}' if note else ''}.")
    return told


def _write(journal: Journal, lead_id: int, lines: list[str]) -> None:
    desk = journal.desk
    journal.insert(Note, lead=lead_id, at=desk.moment, day=desk.today, author=desk.author, text="\n".join(lines))
