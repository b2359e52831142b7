"""The two sides of a merge as they are kept, in the words of the rules."""

from datetime import date
from typing import Any, NamedTuple

from coach.errors import Misused
from coach.records.addresses import further_of
from coach.records.desk import Desk, day, day_or_none
from coach.records.stages import stages_on_file
from coach.records.standing import standing_on_file
from coach.rules import cadence, returns
from coach.rules.dates import show_day
from coach.rules.merging import Frame, LeadSide
from coach.rules.people import Joined, Permission, Person, joined


class Sides(NamedTuple):
    """Two leads and their persons. `joined` is what the persons come to; None when the leads are of one person already."""

    keep: LeadSide
    other: LeadSide
    first: Person
    second: Person
    joined: Joined | None

    @property
    def person(self) -> Person:
        """The one person of both."""
        return self.joined.person if self.joined else self.first


def sides_of(desk: Desk, keep_id: int, other_id: int) -> Sides:
    """The two, as they are now. Raises Misused when one of them is not there."""
    keep, other = side_of(desk, keep_id), side_of(desk, other_id)
    first, second = person_of(desk, keep.contact_id), person_of(desk, other.contact_id)
    one = first.id == second.id
    return Sides(keep, other, first, second, None if one else joined(first, second, desk.calendar.weekdays, desk.today))


def frame_of(desk: Desk, sides: Sides) -> Frame:
    """What the merged lead is planned by."""
    stage = next(stage for stage in stages_on_file(desk, retired=True) if stage.id == sides.keep.stage_id)
    person = sides.person
    calendar = desk.calendar.without(int(number) for number in person.quiet_weekdays)
    rhythm = cadence.agreed_rhythm(stage.rhythm, *agreed(person))
    again = None
    if any(agreed(each) != agreed(person) for each in (sides.first, sides.second)):
        again = cadence.permitted
    elif any(each.quiet_weekdays != person.quiet_weekdays for each in (sides.first, sides.second)):
        again = cadence.replan
    return Frame(rhythm, calendar, desk.today, agreed(person), again)


def agreed(person: Person) -> returns.Agreed:
    """How often, in business days, and until when they are fine with hearing from us."""
    permission = person.permission
    return returns.Agreed(permission.every, permission.until) if permission else returns.Agreed(None, None)


class ReturnMoved(NamedTuple):
    """A Not yet that comes back on another day than was planned; None when it rests."""

    lead_id: int
    name: str
    return_on: date | None


def returns_moved(desk: Desk, sides: Sides, *, people: bool) -> list[ReturnMoved]:
    """What joining the two persons does to the returns of their leads, the two themselves only when they stay two (`people`).

    Only where what one of them agreed to changes; a day they named themselves stays, and so does one that has come.
    """
    person, calendar = sides.person, frame_of(desk, sides).calendar
    if person.no_contact_on or all(agreed(each) == agreed(person) for each in (sides.first, sides.second)):
        return []
    follows = {stage.id: stage.follows for stage in stages_on_file(desk, retired=True)}
    found = []
    for lead_id, name, stage_id, round_, back, closed, *days in desk.rows(_RETURNS, (sides.first.id, sides.second.id)):
        if people or lead_id not in (sides.keep.id, sides.other.id):
            known = returns.Return(follows[stage_id], round_, day(back), day(closed), *map(day_or_none, days))
            moved = returns.in_line(known, agreed(person), calendar, desk.today)
            found += [ReturnMoved(lead_id, name, moved)] if moved != known.return_on else []
    return found


def side_of(desk: Desk, lead_id: int) -> LeadSide:
    """A lead. Raises Misused when there is none of this id."""
    found = desk.rows(_LEAD, (lead_id,))
    if not found:
        raise Misused(f"There is no lead {lead_id}.", "Look for it by name (coach find NAME).")
    (
        id_, name, contact_id, status, stage_id, stage, owner_id, owner, source, value, currency, import_key, received,
        reason, words, closed, back, round_, agreed, precedence, every, reviewed,
    ) = found[0]  # fmt: skip
    tags = desk.rows("SELECT tag.name FROM lead_tag JOIN tag ON tag.id = tag_id WHERE lead_id = ?", (lead_id,))
    fields = desk.rows(
        "SELECT own_field.name, own_value.text FROM own_value JOIN own_field ON own_field.id = field_id WHERE lead_id = ?",
        (lead_id,),
    )
    return LeadSide(
        id_, name, contact_id, status, stage_id, stage, owner_id, owner or "", source, value, currency, import_key,
        day(received), reason, words, day_or_none(closed), day_or_none(back), round_, bool(agreed), precedence, every,
        day_or_none(reviewed), standing_on_file(desk, id_), tuple(tag for (tag,) in tags), tuple(map(tuple, fields)),
        _stays(desk, lead_id),
    )  # fmt: skip


def person_of(desk: Desk, contact_id: int) -> Person:
    """The person of a lead."""
    (
        id_, name, company, email, phone, company_key, email_key, phone_key, quiet, asked, via, every, until, words,
        silent, reason,
    ) = desk.rows(_PERSON, (contact_id,))[0]  # fmt: skip
    permission = None if asked is None else Permission(day(asked), via, every, day_or_none(until), words)
    return Person(
        id_,
        name,
        company,
        email,
        phone,
        company_key,
        email_key,
        phone_key,
        quiet,
        permission,
        day_or_none(silent),
        reason,
        further_of(desk, contact_id),
    )


def leads_of(desk: Desk, contact_id: int) -> list[tuple[int, str, str]]:
    """The number, name and status of each lead of a person, the oldest first."""
    return [tuple(row) for row in desk.rows(_LEADS, (contact_id,))]


def _stays(desk: Desk, lead_id: int) -> tuple[str, ...]:
    return tuple(_stay(desk, *row) for row in desk.rows(_STAYS, (lead_id,)))


def _stay(desk: Desk, stage: str, entered: Any, left: Any) -> str:
    since = f" from {show_day(day(entered), desk.today)}" if entered is not None else ""
    until = f" to {show_day(day(left), desk.today)}" if left is not None else ""
    return f"{stage}{since}{until}"


_LEAD = """
SELECT lead.id, lead.name, lead.contact_id, lead.status, lead.stage_id, stage.name, lead.owner_id, owner.name, lead.source,
    lead.value, lead.currency, lead.import_key, lead.received_on, lead.reason, lead.reason_words, lead.closed_on,
    lead.return_on, lead.return_round, lead.return_agreed, lead.precedence, lead.review_every, lead.reviewed_on
FROM lead JOIN stage ON stage.id = lead.stage_id LEFT JOIN owner ON owner.id = lead.owner_id WHERE lead.id = ?
"""
_PERSON = """
SELECT id, name, company, email, phone, company_key, email_key, phone_key, quiet_weekdays, permission_on, permission_via,
    permission_every, permission_until, permission_words, do_not_contact_on, do_not_contact_reason
FROM contact WHERE id = ?
"""
_LEADS = "SELECT id, name, status FROM lead WHERE contact_id = ? ORDER BY id"
_RETURNS = """
SELECT id, name, stage_id, return_round, return_on, closed_on, not_before, last_touch_on FROM lead
WHERE contact_id IN (?, ?) AND status = 'not_yet' AND return_on IS NOT NULL AND NOT return_agreed ORDER BY id
"""
_STAYS = """
SELECT stage.name, visit.entered_on, visit.left_on FROM stage_visit AS visit JOIN stage ON stage.id = visit.stage_id
WHERE visit.lead_id = ? ORDER BY visit.id
"""
