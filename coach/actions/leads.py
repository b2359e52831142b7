"""Leads come in, and what is known of them is put right."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from coach.actions.addresses import add_address, change_addresses
from coach.actions.amounts import amount_fields
from coach.actions.at_hand import day_warning, enter_stage, step_time, take_lead
from coach.actions.done import Done, done
from coach.actions.owners import one_person
from coach.errors import Misused, Refused
from coach.records.addresses import contacts_at, further_of
from coach.records.desk import Desk
from coach.records.journal import Journal, changing
from coach.records.models import Contact, Lead, Owner
from coach.records.settings import PIPELINE_OWNER
from coach.records.stages import OPEN, StageOnFile, stages_on_file
from coach.records.standing import columns_of
from coach.rules import cadence
from coach.rules.cadence import MANUAL, Standing
from coach.rules.dates import WEEKDAYS, parse_weekday
from coach.rules.people import EMAIL, PHONE
from coach.rules.phones import other_writings
from coach.rules.text import casefold_key, clean_line, fold, quoted
from coach.rules.workdays import Calendar

ADDRESSES = {EMAIL: "e-mail", PHONE: "phone number"}
"""What a person is known by again, and what it is called."""


def add_lead(
    desk: Desk,
    name: str,
    *,
    email: str = "",
    phone: str = "",
    company: str = "",
    value: str = "",
    source: str = "",
    stage_id: int | None = None,
    owner: str = "",
    next_step: str = "",
    due: date | None = None,
    time: str = "",
) -> Done:
    """A new lead with its first dated step: the one given, else the one of the stage's rhythm.

    An e-mail or a phone number that is known already makes it another lead of the same person, whose rhythm is as they agreed
    to it. Raises Misused for a text, amount or stage that cannot be kept, Refused when one of the addresses is of somebody who
    asked for no contact.
    """
    name = _needed(clean_line(name, "name"))
    next_step = clean_line(next_step, "next step")
    time = step_time(time, due)
    with changing(desk, "add") as journal:
        _need_stages(desk)
        stage = _stage_to_start_in(desk, stage_id)
        person = contact_fields(name, company, email, phone)
        contact, known = _person(journal, person)
        calendar = desk.calendar.without(int(number) for number in contact.quiet_weekdays)
        state = _first_standing(desk, stage, contact, calendar)
        if next_step or due:
            state = _by_hand(state, calendar, next_step, due, time)
        lead_id = journal.insert(
            Lead,
            contact=contact.id,
            owner=owner_id(journal, owner or desk.setting(PIPELINE_OWNER)),
            stage=stage.id,
            stage_position=stage.position,
            received_on=desk.today,
            name=name,
            name_key=casefold_key(name),
            search_key=search_key(name, contact, _further_keys(desk, contact.id) if known else ()),
            source=clean_line(source, "source"),
            **amount_fields(desk, value),
            **columns_of(state),
        )
        enter_stage(journal, lead_id, stage.id, desk.today)
        journal.say(f"added {name}", lead_id)
    warning = day_warning(due, state.step.due_on, calendar, desk.today) if due else ""
    warning = warning or _same_number(desk, contact, phone) or _namesakes(lead_id, name, contact, known=known)
    return done(journal, warning)


def edit_lead(
    desk: Desk,
    lead_id: int,
    *,
    name: str | None = None,
    company: str | None = None,
    email: str | None = None,
    phone: str | None = None,
    value: str | None = None,
    source: str | None = None,
    owner: str | None = None,
    review_every: int | None = None,
    quiet_weekdays: str | None = None,
    own_fields: Mapping[str, str] | None = None,
) -> Done:
    """Put right what is known of a lead and its contact; what is None stays. Raises Misused for what cannot be kept.

    `quiet_weekdays` are the days its contact does not want to hear from us, such as `mon,fri`; the steps are planned anew.
    `own_fields` are fields of the owner's own by name, see `set_own_field`; those not named stay.
    A name changes the contact's too when the lead went by it. Raises Refused for an address of somebody who asked for no
    contact.
    """
    with changing(desk, "edit") as journal:
        hand = take_lead(desk, lead_id)
        lead, contact = hand.lead, hand.contact
        shown = lead.name if name is None else _needed(clean_line(name, "name"))
        person = contact_fields(
            shown if lead.name == contact.name else contact.name,
            contact.company if company is None else company,
            contact.email if email is None else email,
            contact.phone if phone is None else phone,
        )
        _refuse_address_of_another(desk, contact, person)
        if quiet_weekdays is not None:
            person["quiet_weekdays"] = "".join(map(str, _weekdays(quiet_weekdays)))
        change_addresses(journal, contact, person)
        journal.update(Contact, contact.id, **person)
        changed = _changed_fields(journal, lead, value, source, owner, review_every)
        journal.update(Lead, lead_id, name=shown, name_key=casefold_key(shown), **changed)
        keep_findable(journal, contact.id)
        if quiet_weekdays is not None:
            from coach.actions.replan import replan_leads  # noqa: PLC0415  # seldom needed

            replan_leads(journal, contact_id=contact.id)
        if own_fields:
            from coach.actions.own_fields import set_own_field  # noqa: PLC0415  # adding a lead does without

            for field, text in own_fields.items():
                set_own_field(desk, lead_id, field, text)
        journal.say(f"changed what is known of {shown}", lead_id)
    return done(journal)


def contact_fields(name: str, company: str, email: str, phone: str) -> dict[str, Any]:
    """The fields of a contact's row, cleaned, with the keys it is found by."""
    company, email, phone = clean_line(company, "company"), clean_line(email, "e-mail"), clean_line(phone, "phone")
    if email and ("@" not in email[1:-1] or " " in email):
        raise Misused(f"{quoted(email)} is not an e-mail address.", "Write it as name@example.com, or leave it out.")
    return {
        "name": name,
        "company": company,
        "email": email,
        "phone": phone,
        "name_key": fold(name),
        "company_key": fold(company),
        "email_key": email.casefold(),
        "phone_key": phone_key(phone),
    }


def phone_key(phone: str) -> str:
    """The digits of a number, so that the same number written in two ways is one; fewer than six are no number."""
    digits = "".join(character for character in phone if character.isascii() and character.isdigit())
    digits = digits.removeprefix("00")
    return digits if len(digits) >= 6 else ""


def search_key(name: str, contact: Any, further: Iterable[str] = ()) -> str:
    """What `coach find` looks through: the lead's name, the contact's name and company, the e-mail, the phone's digits, and the
    keys of the contact's `further` addresses."""
    known = contact if isinstance(contact, dict) else contact.__data__
    own = (known["name_key"], known["company_key"], known["email_key"], known["phone_key"])
    parts = dict.fromkeys((fold(name), *own, *further))
    return " ".join(part for part in parts if part)


def owner_id(journal: Journal, name: str) -> int | None:
    """The owner of this name, new if need be; None for no name. Raises Refused for everyone, which is no one."""
    name = clean_line(name, "owner")
    if not name:
        return None
    key = fold(name)
    found: Any = Owner.select(Owner.id).where(Owner.name_key == key).first()
    return int(found.id) if found else journal.insert(Owner, name=one_person(name), name_key=key)


def _need_stages(desk: Desk) -> None:
    if not desk.rows("SELECT 1 FROM stage LIMIT 1"):
        from coach.actions.pipeline import write_pipeline  # noqa: PLC0415  # only the first lead of all pays for it

        write_pipeline(desk)


def _first_standing(desk: Desk, stage: StageOnFile, contact: Any, calendar: Calendar) -> Standing:
    rhythm = cadence.agreed_rhythm(stage.rhythm, contact.permission_every, contact.permission_until)
    if stage.position == min(each.position for each in stages_on_file(desk) if each.kind == OPEN):
        return cadence.received(rhythm, calendar, desk.today, after_cutoff=desk.after_cutoff)
    return cadence.entered(rhythm, calendar, desk.today)


def _by_hand(state: Standing, calendar: Calendar, text: str, due: date | None, time: str) -> Standing:
    text = text or state.step.text
    if due is None:
        return state._replace(step=state.step._replace(text=text, source=MANUAL))
    return cadence.set_by_hand(state, calendar, text, due, time)


def _stage_to_start_in(desk: Desk, stage_id: int | None) -> StageOnFile:
    stages = [stage for stage in stages_on_file(desk) if stage.kind == OPEN]
    if stage_id is None:
        return stages[0]
    found = next((stage for stage in stages if stage.id == stage_id), None)
    if found is None:
        raise Misused("A new lead cannot start in that stage.", "Start it in an open stage (coach stages lists them).")
    return found


def _person(journal: Journal, person: dict[str, Any]) -> tuple[Any, bool]:
    """The contact with this e-mail or phone number, completed by what is new, else a new one; and whether it was known."""
    at = {kind: contacts_at(journal.desk, kind, [person[f"{kind}_key"]]) for kind in ADDRESSES}
    known = [Contact.get_by_id(each) for each in dict.fromkeys(each for ids in at.values() for each in ids)]
    if not known:
        return Contact.get_by_id(journal.insert(Contact, **person)), False
    _refuse_do_not_contact(known)
    contact = known[0]
    new = [field for field in ("company", *ADDRESSES) if person[field] and not getattr(contact, field)]
    if new:
        filled = {name: person[name] for field in new for name in (field, f"{field}_key")}
        change_addresses(journal, contact, filled)
        journal.update(Contact, contact.id, **filled)
    more = [kind for kind in ADDRESSES if person[f"{kind}_key"] and kind not in new and not at[kind]]
    for kind in more:
        add_address(journal, contact.id, kind, person[kind], person[f"{kind}_key"])
    if not (new or more):
        return contact, True
    keep_findable(journal, contact.id)
    return Contact.get_by_id(contact.id), True


def _refuse_do_not_contact(known: list[Any]) -> None:
    """An address of somebody who asked for no contact is not added, whoever else has it too."""
    for contact in known:
        if contact.do_not_contact_on is not None:
            raise Refused(
                f"{contact.name} asked for no contact ({contact.do_not_contact_reason}).",
                "Nothing was added. Lift it only if they wrote to you (coach do-not-contact LEAD --lift --reason WHY).",
            )


def _refuse_address_of_another(desk: Desk, contact: Any, person: dict[str, Any]) -> None:
    """Nobody who asked for no contact is written to under another name."""
    for kind, what in ADDRESSES.items():
        key = f"{kind}_key"
        if person[key] == getattr(contact, key):
            continue
        for other in map(Contact.get_by_id, contacts_at(desk, kind, [person[key]])):
            if other.id != contact.id and other.do_not_contact_on is not None:
                raise Refused(f"This {what} is {other.name}'s, who asked for no contact.", "Nothing was changed.")


def keep_findable(journal: Journal, contact_id: int) -> None:
    """What is searched for is kept with each lead: when the contact changes, with all of its leads."""
    contact, further = Contact.get_by_id(contact_id), _further_keys(journal.desk, contact_id)
    for lead in Lead.select(Lead.id, Lead.name).where(Lead.contact == contact_id).order_by(Lead.id):
        journal.update(Lead, lead.id, search_key=search_key(lead.name, contact, further))


def _further_keys(desk: Desk, contact_id: int) -> list[str]:
    return [address.key for address in further_of(desk, contact_id)]


def _changed_fields(
    journal: Journal, lead: Any, value: str | None, source: str | None, owner: str | None, review_every: int | None
) -> dict[str, Any]:
    """The fields of the lead's own row, of what was given."""
    changed: dict[str, Any] = {}
    if value is not None:
        changed |= amount_fields(journal.desk, value, lead)
    if source is not None:
        changed["source"] = clean_line(source, "source")
    if owner is not None:
        changed["owner"] = owner_id(journal, owner)
    if review_every is not None:
        if not 1 <= review_every <= 60:
            raise Misused("A lead is reviewed every 1 to 60 days.", "Give a number of days from 1 to 60.")
        changed["review_every"] = review_every
    return changed


def _same_number(desk: Desk, contact: Any, phone: str) -> str:
    """Who else has this number, written with or without the code of its country; above all who asked for no contact."""
    others = [each for each in contacts_at(desk, PHONE, sorted(other_writings(phone))) if each != contact.id]
    if not others:
        return ""
    name, reason, lead_id = desk.rows(
        "SELECT name, do_not_contact_reason, (SELECT max(lead.id) FROM lead WHERE lead.contact_id = contact.id) FROM contact"
        f" WHERE id IN ({', '.join('?' * len(others))}) ORDER BY do_not_contact_on IS NULL, id LIMIT 1",
        others,
    )[0]
    if reason:
        return f"This may be the number of {name}, who asked for no contact ({reason})."
    return f"{name} has this number too, written differently (lead {lead_id})." if lead_id else ""


def _namesakes(lead_id: int, name: str, contact: Any, *, known: bool) -> str:
    if known:
        return f"{contact.name} is known already: this is another lead of the same person."
    same = Lead.select(Lead.id).where((Lead.name_key == casefold_key(name)) & (Lead.id != lead_id))
    other: Any = same.order_by(Lead.id.desc()).first()
    if other is None:
        return ""
    return f"There is another lead called {name} (number {other.id})."


def _needed(name: str) -> str:
    if not name:
        raise Misused("A lead needs a name.", "Give the name of the person, or of the company.")
    return name


def _weekdays(text: str) -> list[int]:
    found = sorted({parse_weekday(word) for word in text.replace(",", " ").split()})
    if len(found) == len(WEEKDAYS):
        raise Misused(
            "That leaves no day to write to them.",
            "Leave a weekday out, or note that they want no contact (coach do-not-contact).",
        )
    return found
