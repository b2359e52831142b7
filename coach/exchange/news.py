"""What a file says of leads that are there already: what it knows better, what was decided here, what is left alone."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from coach.actions.bring_in import Correction, NewPlace
from coach.exchange.file_lead import FileLead
from coach.exchange.known import KnownLead, KnownRecords
from coach.records.stages import OPEN
from coach.rules.merging import BETWEEN_KEYS
from coach.rules.text import fold, quoted

Pairs = Mapping[int, tuple[FileLead, KnownLead]]
"""Rows whose lead is there, by their line."""

_WORKED_ON = frozenset(
    {
        "stage", "status", "position", "unanswered", "last_touch_on", "last_reply_on", "not_before", "anchor_on", "promise_on",
        "step_source",
    }
)  # fmt: skip
"""Fields that change when somebody works on a lead, and not when only the calendar does."""
_CONTACT = {"name": "name_key", "company": "company_key", "email": "email_key", "phone": "phone_key"}
_SHOWN = {
    "name": "name",
    "value": "value",
    "source": "source",
    "owner": "owner",
    "company": "company",
    "email": "e-mail",
}
_SHOWN |= {"phone": "phone"}


class News(NamedTuple):
    """What a row says of its lead: why it is refused, or what is to be written, if anything, and what else to tell."""

    refused: str = ""
    correction: Correction | None = None
    reason: str = ""


class _Difference(NamedTuple):
    lead: dict[str, Any]
    contact: dict[str, Any]
    owner: str | None
    note: str
    moved: bool


def news_of(records: KnownRecords, pairs: Pairs) -> dict[int, News]:
    """What these rows say of their leads. Nothing is ever blanked, and what was changed here since stays as it is."""
    notes = records.notes({known.id for lead, known in pairs.values() if lead.note})
    found = {line: _difference(lead, known, notes) for line, (lead, known) in pairs.items()}
    apart = {
        line: each for line, each in found.items() if each.lead or each.contact or each.owner is not None or each.moved
    }
    edited = records.edited("lead", {pairs[line][1].id for line in apart})
    persons = records.edited("contact", {pairs[line][1].contact_id for line, each in found.items() if each.contact})
    return {
        line: _news(lead, known, found[line], edited.get(known.id, set()), persons.get(known.contact_id, set()))
        for line, (lead, known) in pairs.items()
    }


def place_of(lead: FileLead) -> NewPlace:
    """Where the file has the lead."""
    return NewPlace(
        stage_id=lead.stage.id,
        status=lead.status,
        entered_on=lead.entered_on,
        closed_from=lead.closed_from.id if lead.closed_from else None,
        closed_on=lead.closed_on,
        reason=lead.reason,
        reason_words=lead.reason_words,
        return_on=lead.return_on,
        next_step=lead.next_step,
        due_on=lead.due_on,
    )


def _difference(lead: FileLead, known: KnownLead, notes: set[tuple[int, str]]) -> _Difference:
    fields: dict[str, Any] = {}
    if lead.name != known.name:
        fields["name"] = lead.name
    if lead.value and (lead.value, lead.currency) != (known.value, known.currency):
        fields |= {"value": lead.value, "currency": lead.currency}
    if lead.source and lead.source != known.source:
        fields["source"] = lead.source
    return _Difference(
        fields,
        _person_difference(lead, known) if known.leads_contact else {},
        lead.owner if lead.owner and fold(lead.owner) != known.owner_key else None,
        lead.note if lead.note and (known.id, lead.note) not in notes else "",
        lead.placed and (lead.status != known.status or (lead.status == OPEN and lead.stage.id != known.stage_id)),
    )


def _person_difference(lead: FileLead, known: KnownLead) -> dict[str, Any]:
    person = lead.person
    there = {"name": known.contact_name, "company": known.company, "email": known.email, "phone": known.phone}
    differs = {field for field, value in there.items() if person[field] and person[field] != value}
    if person["name"] == lead.name and known.contact_name != known.name:
        differs.discard("name")  # the file names no person, and the person here has a name of their own
    return {key: person[key] for field in differs for key in (field, _CONTACT[field])}


def _news(lead: FileLead, known: KnownLead, found: _Difference, edited: set[str], person_edited: set[str]) -> News:
    if known.no_contact and lead.status == OPEN:
        return News(refused=no_contact(known.contact_name, known.no_contact))
    if known.import_key.split(BETWEEN_KEYS)[0] != lead.key:
        return _merged_away(known, found)
    if "contact" in edited:  # its person was made one with another here
        person_edited = person_edited | set(found.contact)
    if lead.by_id and _strangers(lead, known):
        return News(
            refused=f"Its id belongs to {quoted(known.name)} (lead {known.id}) already, who is somebody else: "
            "say in the map where each file is from."
        )
    stays = {field for field in found.lead if field in edited} | {
        field for field in found.contact if field in person_edited
    }
    fields = {field: value for field, value in found.lead.items() if field not in edited}
    if "value" in edited or "currency" in edited:
        fields = {field: value for field, value in fields.items() if field not in ("value", "currency")}
    owner = found.owner
    if owner is not None and "owner" in edited:
        owner, stays = None, stays | {"owner"}
    keys = {_CONTACT[field] for field in person_edited if field in _CONTACT} | person_edited
    contact = {field: value for field, value in found.contact.items() if field not in keys}
    place = place_of(lead) if found.moved and not edited & _WORKED_ON else None
    if place and known.no_contact:
        place = place._replace(return_on=None)
    correction = Correction(
        known.id,
        known.contact_id,
        fields,
        contact,
        owner,
        found.note,
        place,
        known.quiet_weekdays,
        known.every,
        known.until,
    )
    anything = fields or contact or owner is not None or found.note or place
    return News(
        correction=correction if anything else None, reason=_told(lead, known, stays, found.moved and place is None)
    )


def _merged_away(known: KnownLead, found: _Difference) -> News:
    """A lead that was merged into another here, which goes by what was decided here: only a note of the file goes with it."""
    told = f"It was merged into {quoted(known.name)} (lead {known.id}) here."
    if not found.note:
        return News(reason=told)
    note = Correction(known.id, known.contact_id, {}, {}, note=found.note, quiet_weekdays=known.quiet_weekdays)
    return News(correction=note, reason=told)


def _told(lead: FileLead, known: KnownLead, stays: set[str], not_moved: bool) -> str:
    told = []
    if named := [shown for field, shown in _SHOWN.items() if field in stays]:
        told.append(f"Changed here since, and left so: {', '.join(named)}.")
    if not_moved:
        told.append(f"It was worked on here and stays in {known.stage}; the file has it in {lead.stage.name}.")
    return " ".join(told)


def no_contact(name: str, reason: str) -> str:
    """Why a row is left out."""
    return f"{name} asked for no contact ({reason})."


def _strangers(lead: FileLead, known: KnownLead) -> bool:
    """Whether the same id means two different leads: another name, and what else is known of both disagrees as well."""
    if fold(lead.name) == fold(known.name):
        return False
    both = [
        (lead.person[key], here - {""})
        for key, here in (("email_key", {known.email_key, *known.emails}), ("company_key", {known.company_key}))
        if lead.person[key] and here - {""}
    ]
    return bool(both) and all(there not in here for there, here in both)
