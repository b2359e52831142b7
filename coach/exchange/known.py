"""What the records knew before an import began, asked for many rows at a time."""

import json
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple

from coach.actions.bring_in import VERB
from coach.exchange.file_lead import FileLead
from coach.records.desk import Desk, day_or_none
from coach.rules.merging import BETWEEN_KEYS
from coach.rules.people import EMAIL, KINDS, PHONE, Address
from coach.rules.phones import Reading, agree, one_number, readings

_ASKED_AT_ONCE = 900
"""Values bound in one query: older SQLite takes 999."""


class KnownPerson(NamedTuple):
    """A contact that is there already. `no_contact` is the reason they gave, empty when they may be written to.

    `every` and `until` are what they agreed to: how often, in business days, and the last day. `further` are their addresses
    beside the e-mail and the phone of their own row.
    """

    id: int
    name: str
    name_key: str
    company_key: str
    email_key: str
    phone_key: str
    phone: str
    quiet_weekdays: str
    no_contact: str
    every: int | None
    until: date | None
    further: tuple[Address, ...] = ()

    def keys(self, kind: str) -> set[str]:
        """By which addresses of a kind they are known."""
        own = self.email_key if kind == EMAIL else self.phone_key
        return {own, *(address.key for address in self.further if address.kind == kind)} - {""}

    def numbers(self) -> list[str]:
        """Their phone numbers, as they are written."""
        return [self.phone, *(address.text for address in self.further if address.kind == PHONE)]


class KnownLead(NamedTuple):
    """A lead that was brought in before. `leads_contact` says that its contact came with it, and is no other lead's.

    `every` and `until` are what its contact agreed to, as in `KnownPerson`; `emails` are their further e-mail addresses.
    `import_key` has the keys of the leads merged into it after its own, see `coach.rules.merging.joined_keys`.
    """

    id: int
    import_key: str
    name: str
    value: int
    currency: str
    source: str
    status: str
    stage_id: int
    stage: str
    owner_key: str
    contact_id: int
    contact_name: str
    company: str
    email: str
    phone: str
    email_key: str
    company_key: str
    quiet_weekdays: str
    no_contact: str
    leads_contact: bool
    every: int | None
    until: date | None
    emails: frozenset[str] = frozenset()


class LeadOf(NamedTuple):
    """A lead of a contact, as far as it takes to see that a row is the same lead."""

    id: int
    name: str
    name_key: str
    status: str
    imported: bool


class KnownRecords:
    """The contacts and leads that were there when it was made: what the import itself adds later is not among them."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._last_lead = int(desk.rows("SELECT coalesce(max(id), 0) FROM lead")[0][0])
        self._last_contact = int(desk.rows("SELECT coalesce(max(id), 0) FROM contact")[0][0])
        merged = desk.rows(_MERGED, (f"%{BETWEEN_KEYS}%",))
        self._merged = {key: keys for (keys,) in merged for key in keys.split(BETWEEN_KEYS) if key}

    def leads(self, keys: Iterable[str]) -> dict[str, KnownLead]:
        """The leads of these import keys, a lead that was merged into another being that one."""
        if not self._last_lead:
            return {}
        wanted = {key: self._merged.get(key, key) for key in keys}
        found = [KnownLead(*row) for row in self._ask(_LEADS, set(wanted.values()), self._last_lead)]
        further = self._further({lead.contact_id for lead in found})
        there = {
            lead.import_key: lead._replace(
                until=day_or_none(lead.until),
                emails=frozenset(each.key for each in further.get(lead.contact_id, ()) if each.kind == EMAIL),
            )
            for lead in found
        }
        return {key: there[kept] for key, kept in wanted.items() if kept in there}

    def notes(self, lead_ids: Iterable[int]) -> set[tuple[int, str]]:
        """The notes that were brought in with these leads."""
        rows = self._ask("SELECT lead_id, note FROM touch WHERE imported AND lead_id IN ({})", lead_ids)
        return {(lead_id, note) for lead_id, note in rows}

    def edited(self, table: str, row_ids: Iterable[int]) -> dict[int, set[str]]:
        """The fields of these rows that were changed here since, by anything but an import."""
        found: dict[int, set[str]] = {}
        for row_id, after in self._ask(_EDITED.replace("TABLE", table), row_ids):
            found.setdefault(row_id, set()).update(json.loads(after))
        return found

    def people(self, rows: list[FileLead]) -> "KnownPeople":
        """Everybody who shares an e-mail address, a phone number or a name with one of these rows."""
        asked = [(_PEOPLE.replace("KEY", key), key) for key in ("email_key", "phone_key", "name_key")]
        asked += [(_FURTHER_PEOPLE.replace("KIND", kind), f"{kind}_key") for kind in KINDS if self._any_further]
        found: dict[int, Any] = {}
        for sql, key in asked if self._last_contact else ():
            wanted = {row.person[key] for row in rows} - {""}
            found |= {row[0]: row for row in self._ask(sql, wanted, self._last_contact)}
        people = self._persons(found.values())
        leads: dict[int, list[LeadOf]] = {}
        for contact_id, *lead in self._ask(_LEADS_OF, found, self._last_lead):
            leads.setdefault(contact_id, []).append(LeadOf(*lead))
        return KnownPeople(people, leads, self._silent)

    @cached_property
    def _any_further(self) -> bool:
        return bool(self._desk.rows("SELECT 1 FROM contact_address LIMIT 1"))

    @cached_property
    def _silent(self) -> dict[str, list[tuple[Reading, KnownPerson]]]:
        """Who asked for no contact, by their numbers as they are dialled at home, however they are written."""
        found: dict[str, list[tuple[Reading, KnownPerson]]] = {}
        for person in self._persons(self._desk.rows(_SILENT, (self._last_contact,))):
            for reading in (reading for number in person.numbers() for reading in readings(number)):
                found.setdefault(reading.at_home, []).append((reading, person))
        return found

    def _persons(self, rows: Iterable[Any]) -> list[KnownPerson]:
        """The people of these rows, the oldest first, with their further addresses."""
        people = sorted((KnownPerson._make([*row, ()]) for row in rows), key=lambda person: person.id)
        further = self._further(person.id for person in people)
        return [
            person._replace(until=day_or_none(person.until), further=further.get(person.id, ())) for person in people
        ]

    def _further(self, contact_ids: Iterable[int]) -> dict[int, tuple[Address, ...]]:
        found: dict[int, tuple[Address, ...]] = {}
        for contact_id, *address in self._ask(_FURTHER, contact_ids) if self._any_further else ():
            found[contact_id] = (*found.get(contact_id, ()), Address(*address))
        return found

    def _ask(self, sql: str, wanted: Iterable[Any], *more: Any) -> Iterator[Any]:
        values = list(wanted)
        for start in range(0, len(values), _ASKED_AT_ONCE):
            part = values[start : start + _ASKED_AT_ONCE]
            yield from self._desk.rows(sql.format(", ".join("?" * len(part))), (*part, *more))


class KnownPeople:
    """Some contacts and their leads, found by what a row knows of its person.

    `silent` are those who asked for no contact, by their numbers as they are dialled at home.
    """

    def __init__(
        self,
        people: Iterable[KnownPerson],
        leads: dict[int, list[LeadOf]],
        silent: dict[str, list[tuple[Reading, KnownPerson]]],
    ) -> None:
        self._leads = leads
        self._silent = silent
        self._by: dict[tuple[str, str], list[KnownPerson]] = {}
        for person in people:
            keys = {
                ("name_key", person.name_key),
                *((f"{kind}_key", key) for kind in KINDS for key in person.keys(kind)),
            }
            for place in keys:
                self._by.setdefault(place, []).append(person)

    def asked_for_no_contact(self, person: dict[str, Any]) -> KnownPerson | None:
        """Who wants no contact and may be this person: by address, by number, by the number written differently, or by name at
        the same company."""
        silent = (known for known in self._sharing(person, "email_key", "phone_key") if known.no_contact)
        namesakes = (known for known in self._sharing(person, "name_key") if known.no_contact)
        return (
            next(silent, None)
            or self._silent_at(person["phone"])
            or next((known for known in namesakes if may_be_same(known, person)), None)
        )

    def same(self, person: dict[str, Any], *, named: bool) -> list[KnownPerson]:
        """The contacts this person surely is, the surest first: the same address; the same number and name, then the same number
        written differently; where the row names a person (`named`), the same name at the same company."""
        found = list(self._sharing(person, "email_key"))
        found += (known for known in self._sharing(person, "phone_key") if known.name_key == person["name_key"])
        found += (known for known in self._sharing(person, "name_key") if _share_number(known, person))
        if named:
            found += (known for known in self._sharing(person, "name_key") if may_be_same(known, person))
        return found

    def leads_of(self, person: KnownPerson) -> list[LeadOf]:
        """Their leads, the oldest first."""
        return self._leads.get(person.id, [])

    def known_at(self, kind: str, key: str) -> bool:
        """Whether one of them has this address."""
        return (f"{kind}_key", key) in self._by

    def _silent_at(self, phone: str) -> KnownPerson | None:
        written = readings(phone) if self._silent and phone else []
        found = (
            known for mine in written for theirs, known in self._silent.get(mine.at_home, ()) if agree(mine, theirs)
        )
        return next(found, None)

    def _sharing(self, person: dict[str, Any], *keys: str) -> Iterator[KnownPerson]:
        return (known for key in keys for known in self._by.get((key, person[key]), ()))


def may_be_same(known: KnownPerson, person: dict[str, Any]) -> bool:
    """Whether a contact of this name is this person: at the same company, or the row names none and nothing is against it."""
    if person["company_key"]:
        return bool(known.company_key == person["company_key"])
    email, phone = person["email_key"], person["phone_key"]
    emails, phones = known.keys(EMAIL), known.keys(PHONE)
    other_email = email and emails and email not in emails
    other_phone = phone and phones and phone not in phones and not _share_number(known, person)
    return not (other_email or other_phone)


def _share_number(known: KnownPerson, person: dict[str, Any]) -> bool:
    """Whether one of their numbers may be that of the row, written differently."""
    return bool(person["phone_key"]) and any(one_number(number, person["phone"]) for number in known.numbers())


_MERGED = "SELECT import_key FROM lead WHERE import_key <> '' AND import_key LIKE ?"
_LEADS = """
SELECT lead.id, lead.import_key, lead.name, lead.value, lead.currency, lead.source, lead.status, stage.id, stage.name,
    coalesce(owner.name_key, ''), contact.id, contact.name, contact.company, contact.email, contact.phone, contact.email_key,
    contact.company_key, contact.quiet_weekdays, contact.do_not_contact_reason,
    NOT EXISTS (SELECT 1 FROM lead AS other WHERE other.contact_id = contact.id AND other.id < lead.id),
    contact.permission_every, contact.permission_until
FROM lead JOIN contact ON contact.id = lead.contact_id JOIN stage ON stage.id = lead.stage_id
LEFT JOIN owner ON owner.id = lead.owner_id
WHERE lead.import_key <> '' AND lead.import_key IN ({}) AND lead.id <= ?
"""
_PERSON = """
SELECT contact.id, name, name_key, company_key, email_key, phone_key, phone, quiet_weekdays, do_not_contact_reason,
    permission_every, permission_until
"""
_PEOPLE = f"{_PERSON} FROM contact WHERE KEY <> '' AND KEY IN ({{}}) AND id <= ?"
_FURTHER_PEOPLE = f"""
{_PERSON} FROM contact_address JOIN contact ON contact.id = contact_id
WHERE contact_address.kind = 'KIND' AND contact_address.key IN ({{}}) AND contact.id <= ?
"""
_SILENT = f"{_PERSON} FROM contact WHERE do_not_contact_on IS NOT NULL AND id <= ?"
_FURTHER = "SELECT contact_id, kind, text, key FROM contact_address WHERE contact_id IN ({}) ORDER BY id"
_LEADS_OF = """
SELECT contact_id, id, name, name_key, status, import_key <> '' FROM lead WHERE contact_id IN ({}) AND id <= ? ORDER BY id
"""
_EDITED = f"""
SELECT change_row.row_id, change_row.after FROM change_row JOIN change ON change.id = change_row.change_id
WHERE change_row.in_table = 'TABLE' AND change_row.row_id IN ({{}}) AND change_row.before IS NOT NULL
    AND change_row.after IS NOT NULL AND change.verb <> '{VERB}' AND change.undone_at IS NULL
"""
