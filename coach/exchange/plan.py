"""What an import does with each row, worked out before anything is written: a dry run and the import itself see the same plan."""

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import NamedTuple

from coach.actions.bring_in import Batch, NewAddress, NewLead
from coach.actions.leads import search_key
from coach.errors import Misused
from coach.exchange.csv_file import Row
from coach.exchange.file_lead import FileLead, RowReader
from coach.exchange.known import KnownPeople, KnownPerson, KnownRecords, LeadOf
from coach.exchange.news import News, news_of, no_contact, place_of
from coach.records.stages import OPEN
from coach.rules.people import KINDS
from coach.rules.phones import Reading, agree, readings
from coach.rules.text import casefold_key, quoted

CREATE, UPDATE, UNCHANGED, DUPLICATE, REJECT = "create", "update", "unchanged", "duplicate", "reject"
VERDICTS = (CREATE, UPDATE, UNCHANGED, DUPLICATE, REJECT)

BATCH = 4_500
"""Rows planned, and then written, at a time."""


class Verdict(NamedTuple):
    """What happens with the row that begins on `line`, and why; no reason where none is needed."""

    line: int
    verdict: str
    reason: str = ""


class Plan:
    """Plans the rows of one file, batch by batch; later batches know what earlier ones decided.

    `on_verdict` is told of each row, in the order of the file. `without_stay` counts closed leads whose last stage nobody knows.
    """

    def __init__(
        self, known: KnownRecords, reader: RowReader, on_verdict: Callable[[Verdict], object], *, named: bool
    ) -> None:
        self.without_stay = 0
        self._known = known
        self._reader = reader
        self._tell = on_verdict
        self._named = named
        self._seen: dict[str, int] = {}
        self._people: dict[str, int] = {}
        self._numbers: dict[str, list[tuple[Reading, int]]] = {}
        self._met: list[dict[str, str]] = []
        """The keys of each person of the file, by kind."""
        self._more: dict[tuple[int | None, int], set[tuple[str, str]]] = {}

    def batches(self, rows: Iterable[Row]) -> Iterator[Batch]:
        """The batches of what is to be written, one for every `BATCH` rows of the file, empty ones included."""
        source, read = iter(rows), 0
        while part := list(islice(source, BATCH)):
            read += len(part)
            yield self._batch(part, read)

    def _batch(self, rows: list[Row], read: int) -> Batch:
        entries = [(row.line, self._read(row)) for row in rows]
        leads = [lead for _, lead in entries if isinstance(lead, FileLead)]
        there = self._known.leads({lead.key for lead in leads})
        people = self._known.people(leads)
        news = news_of(
            self._known,
            {
                line: (lead, there[lead.key])
                for line, lead in entries
                if isinstance(lead, FileLead) and lead.key in there
            },
        )
        batch = Batch([], [], [], read, [])
        for line, lead in entries:
            self._tell(self._decided(line, lead, news.get(line), people, batch))
        return batch

    def _read(self, row: Row) -> FileLead | str:
        try:
            return self._reader.read(row)
        except Misused as error:
            return error.what

    def _decided(
        self, line: int, lead: FileLead | str, news: News | None, people: KnownPeople, batch: Batch
    ) -> Verdict:
        if isinstance(lead, str):
            return Verdict(line, REJECT, lead)
        if lead.key in self._seen:
            return Verdict(line, DUPLICATE, f"{_alike(lead)} stands on line {self._seen[lead.key]}.")
        self._seen[lead.key] = (
            line  # the first of its kind decides, even when it is rejected: else the next time differs
        )
        silent = people.asked_for_no_contact(lead.person)
        if silent and lead.status == OPEN:
            return Verdict(line, REJECT, no_contact(silent.name, silent.no_contact))
        return self._new(line, lead, silent, people, batch) if news is None else self._again(line, news, silent, batch)

    def _again(self, line: int, news: News, silent: KnownPerson | None, batch: Batch) -> Verdict:
        """A lead that an import brought in before. It is given no address of somebody else who wants no contact (`silent`)."""
        if news.refused:
            return Verdict(line, REJECT, news.refused)
        correction = news.correction
        if correction is None:
            return Verdict(line, UNCHANGED, news.reason)
        if silent and silent.id != correction.contact_id and not correction.contact.keys().isdisjoint(KINDS):
            return Verdict(line, REJECT, no_contact(silent.name, silent.no_contact))
        batch.corrections.append(correction)
        return Verdict(line, UPDATE, news.reason)

    def _new(self, line: int, lead: FileLead, silent: KnownPerson | None, people: KnownPeople, batch: Batch) -> Verdict:
        """A lead of which no import knows. `silent` is who of it wants no contact; closed, it may come in and rest."""
        same = people.same(lead.person, named=self._named or not lead.by_id)
        twin = _twin(lead, [each for person in same for each in people.leads_of(person)])
        if twin:
            return Verdict(line, DUPLICATE, f"{quoted(twin.name)} is a lead here already (number {twin.id}).")
        contact = silent or next(iter(same), None)
        batch.leads.append(self._arrival(lead, contact, people, batch))
        if lead.status != OPEN and lead.closed_from is None:
            self.without_stay += 1
        return Verdict(line, CREATE)

    def _arrival(self, lead: FileLead, contact: KnownPerson | None, people: KnownPeople, batch: Batch) -> NewLead:
        person = contact._asdict() if contact else lead.person
        met = len(self._met)
        number = 0 if contact else self._person(lead, batch)
        if contact or number < met:
            self._keep_addresses(lead.person, contact, number, people, batch)
        return NewLead(
            name=lead.name,
            place=place_of(lead)._replace(return_on=None) if contact and contact.no_contact else place_of(lead),
            contact_id=contact.id if contact else None,
            person=number,
            search_key=search_key(
                lead.name, person, sorted(address.key for address in contact.further) if contact else ()
            ),
            quiet_weekdays=contact.quiet_weekdays if contact else "",
            every=contact.every if contact else None,
            until=contact.until if contact else None,
            owner=lead.owner,
            value=lead.value,
            currency=lead.currency,
            source=lead.source,
            import_key=lead.key,
            received_on=lead.received_on,
            note=lead.note,
        )

    def _person(self, lead: FileLead, batch: Batch) -> int:
        """The number of this person among those of the import; one more when no earlier row brought them."""
        person = lead.person
        keys: list[str] = []
        if person["email_key"]:
            keys.append(person["email_key"])
        if person["phone_key"]:
            keys.append(f"{person['phone_key']}\n{person['name_key']}")
        if self._named and person["company_key"]:
            keys.append(f"{person['company_key']}\n\n{person['name_key']}")
        number = next((self._people[key] for key in keys if key in self._people), None)
        written = readings(person["phone"]) if person["phone_key"] else []
        if number is None:
            number = self._number_written_differently(written, person["name_key"])
        if number is None:
            number = len(self._met)
            self._met.append({kind: person[f"{kind}_key"] for kind in KINDS})
            batch.people.append(person)
        for key in keys:
            self._people.setdefault(key, number)
        for reading in written:
            self._numbers.setdefault(f"{reading.at_home}\n{person['name_key']}", []).append((reading, number))
        return number

    def _keep_addresses(
        self, person: dict[str, str], contact: KnownPerson | None, number: int, people: KnownPeople, batch: Batch
    ) -> None:
        """An address of the row that its person has not had is theirs from now on, unless somebody is known by it already."""
        contact_id = contact.id if contact else None
        more = self._more.setdefault((contact_id, number), set())
        for kind in KINDS:
            key = person[f"{kind}_key"]
            theirs = contact.keys(kind) if contact else {self._met[number][kind]}
            if key and key not in theirs and (kind, key) not in more and not people.known_at(kind, key):
                more.add((kind, key))
                batch.addresses.append(NewAddress(contact_id, number, kind, person[kind], key))

    def _number_written_differently(self, written: list[Reading], name_key: str) -> int | None:
        """The person of this name whose number may be the same, with or without the code of its country."""
        met = (
            number
            for mine in written
            for theirs, number in self._numbers.get(f"{mine.at_home}\n{name_key}", ())
            if agree(mine, theirs)
        )
        return next(met, None)


def _twin(lead: FileLead, leads: list[LeadOf]) -> LeadOf | None:
    """The oldest lead this row is, though by its key it is not: of a list of people any lead of theirs; of a list of leads an
    open one of the same name that was added by hand."""
    name = casefold_key(lead.name)
    return min(
        (
            each
            for each in leads
            if not lead.by_id or (each.status == OPEN and not each.imported and each.name_key == name)
        ),
        default=None,
    )


def _alike(lead: FileLead) -> str:
    if lead.by_id:
        return "The same id"
    return "The same e-mail address" if lead.person["email_key"] else "The same name and company"
