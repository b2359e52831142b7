"""Leads are brought in from elsewhere, many at once: one change, one sentence, and one undo that takes back all of it."""

from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import date
from typing import Any, NamedTuple

from coach.actions.addresses import add_address, change_addresses
from coach.actions.done import Done, done
from coach.actions.leads import keep_findable, owner_id
from coach.actions.pipeline import write_pipeline
from coach.records.desk import Desk
from coach.records.drivers import on_sqlite
from coach.records.journal import Journal, changing
from coach.records.models import Contact, Lead, StageVisit, Touch
from coach.records.settings import PIPELINE_OWNER
from coach.records.stages import NOT_YET, OPEN, StageOnFile, stages_on_file
from coach.records.standing import NO_STEP
from coach.rules import cadence
from coach.rules.cadence import Standing
from coach.rules.day_order import precedence
from coach.rules.text import casefold_key, fold

VERB = "import"
"""What these changes are called in the journal."""

_ONE_AT_A_TIME = 0x636F6164
_PERSON = ("name", "company", "email", "phone", "name_key", "company_key", "email_key", "phone_key")
_KNOWN = (
    "contact", "owner", "name", "name_key", "search_key", "value", "currency", "source", "import_key", "received_on",
)  # fmt: skip
_PLACED = (
    "stage", "stage_position", "status", "reason", "reason_words", "closed_on", "return_on", "return_agreed", "entered_on",
    "next_step", "step_kind", "step_source", "due_on", "precedence",
)  # fmt: skip
_VISIT = ("lead", "stage", "entered_on", "left_on", "outcome", "left_to", "days", "imported_on")
_TOUCH = ("lead", "at", "day", "author", "via", "note", "imported")


class NewPlace(NamedTuple):
    """Where a lead is: its stage and status, and the days that are known of its stay.

    For an open lead `entered_on` is the day it entered the stage; for a closed one the day it entered `closed_from`, the open
    stage it was in. None stands for a day or stage nobody knows. A closed lead rests unless `return_on` names a day ahead.
    """

    stage_id: int
    status: str
    entered_on: date | None = None
    closed_from: int | None = None
    closed_on: date | None = None
    reason: str = ""
    reason_words: str = ""
    return_on: date | None = None
    next_step: str = ""
    due_on: date | None = None


class NewLead(NamedTuple):
    """A lead to be brought in.

    Its person is a contact already there (`contact_id`), or else number `person` among the people of the same import, from 0.
    `value` in minor units of `currency`, 0 when unknown. `received_on` is None when nobody knows. `every` (business days) and
    `until` are what a contact already there agreed to.
    """

    name: str
    place: NewPlace
    contact_id: int | None = None
    person: int = 0
    search_key: str = ""
    quiet_weekdays: str = ""
    every: int | None = None
    until: date | None = None
    owner: str = ""
    value: int = 0
    currency: str = "EUR"
    source: str = ""
    import_key: str = ""
    received_on: date | None = None
    note: str = ""


class NewAddress(NamedTuple):
    """One more address of a person: of a contact already there, or of number `person` as in `NewLead`."""

    contact_id: int | None
    person: int
    kind: str
    text: str
    key: str


class Correction(NamedTuple):
    """What a file knows better of a lead that is there: fields of its row and of its contact's, a new note, a new place.

    `owner` is a name, None for no change. `place` is for a lead that nobody has worked on here. `every` and `until` are what its
    contact agreed to, as in `NewLead`.
    """

    lead_id: int
    contact_id: int
    lead: dict[str, Any]
    contact: dict[str, Any]
    owner: str | None = None
    note: str = ""
    place: NewPlace | None = None
    quiet_weekdays: str = ""
    every: int | None = None
    until: date | None = None


class Batch(NamedTuple):
    """Some rows of an import. `people` are new contacts, numbered on from batch to batch; `rows` is how far the file was read."""

    people: list[dict[str, Any]]
    leads: list[NewLead]
    corrections: list[Correction]
    rows: int
    addresses: list[NewAddress]


class _NothingToBringIn(Exception):
    """Every row was left out: raised to take the transaction back, never seen outside."""


def bring_in(
    desk: Desk, batches: Iterable[Batch], *, whence: str, on_rows: Callable[[int], object] | None = None
) -> Done:
    """Write these leads and corrections in one transaction. `whence` names where they come from, for the sentence.

    Open leads get the first step of their stage's rhythm as of today, unless a day was agreed; closed ones keep their days and
    rest. The batches are asked for inside the transaction, so that they can be planned on what is there and nothing comes
    between. `on_rows` is told how many rows are behind us. When there is nothing to write nothing is, the pipeline included.
    """
    finished = Done("")
    with suppress(_NothingToBringIn):
        with changing(desk, VERB) as journal:
            if not on_sqlite(desk.database):
                desk.rows("SELECT pg_advisory_xact_lock(?)", (_ONE_AT_A_TIME,))
            write_pipeline(desk)
            writer = _Writer(journal)
            for batch in batches:
                writer.write(batch)
                if on_rows:
                    on_rows(batch.rows)
            if not (writer.added or writer.corrected):
                raise _NothingToBringIn
            journal.say(_sentence(writer.added, writer.corrected, whence))
        finished = done(journal)
    return finished


def _sentence(added: int, corrected: int, whence: str) -> str:
    leads = f"brought in {added:,} {'lead' if added == 1 else 'leads'}"
    if not corrected:
        return f"{leads} from {whence}"
    changed = f"{corrected:,} {'lead' if not added and corrected == 1 else 'leads' if not added else ''}".strip()
    return f"{leads} and changed {changed} from {whence}" if added else f"changed {changed} from {whence}"


class _Writer:
    """Writes one batch after the other; keeps who has been brought in, and what is the same for many leads."""

    def __init__(self, journal: Journal) -> None:
        self.added = 0
        self.corrected = 0
        self._journal = journal
        desk = journal.desk
        self._today, self._moment, self._author = desk.today, desk.moment, desk.author
        self._after_cutoff, self._calendar = desk.after_cutoff, desk.calendar
        self._stages = {stage.id: stage for stage in stages_on_file(desk)}
        self._closing = {stage.kind: stage.id for stage in self._stages.values() if stage.kind != OPEN}
        self._first = next(stage.id for stage in self._stages.values() if stage.kind == OPEN)
        self._pipeline_owner = desk.setting(PIPELINE_OWNER)
        self._people: list[int] = []
        self._owners: dict[str, int | None] = {}
        self._plans: dict[tuple[Any, ...], Standing] = {}

    def write(self, batch: Batch) -> None:
        """Write one batch, a statement a table however many rows it has; only a correction takes its own."""
        journal = self._journal
        for lead in batch.leads:
            self._owner(lead.owner or self._pipeline_owner)
        people = ([person[field] for field in _PERSON] for person in batch.people)
        self._people.extend(journal.insert_many(Contact, _PERSON, people))
        rows = [(*self._known(lead), *self._placed(lead.place, lead)) for lead in batch.leads]
        ids = journal.insert_many(Lead, (*_KNOWN, *_PLACED), rows)
        arrived = list(zip(ids, batch.leads, strict=True))
        visits = [visit for lead_id, lead in arrived if (visit := self._visit(lead_id, lead.place))]
        journal.insert_many(StageVisit, _VISIT, visits)
        journal.insert_many(Touch, _TOUCH, [self._touch(lead_id, lead.note) for lead_id, lead in arrived if lead.note])
        self._add_addresses(batch.addresses)
        for correction in batch.corrections:
            self._correct(correction)
        self.added += len(batch.leads)
        self.corrected += len(batch.corrections)

    def _add_addresses(self, addresses: list[NewAddress]) -> None:
        contacts: dict[int, None] = {}
        for address in addresses:
            contact_id = self._people[address.person] if address.contact_id is None else address.contact_id
            contacts[contact_id] = None
            if not getattr(Contact.get_by_id(contact_id), address.kind):
                filled = {address.kind: address.text, f"{address.kind}_key": address.key}
                self._journal.update(Contact, contact_id, **filled)
            else:
                add_address(self._journal, contact_id, address.kind, address.text, address.key)
        for contact_id in contacts:
            keep_findable(self._journal, contact_id)

    def _known(self, lead: NewLead) -> tuple[Any, ...]:
        contact = self._people[lead.person] if lead.contact_id is None else lead.contact_id
        place = lead.place
        received = min((day for day in (lead.received_on, place.entered_on) if day), default=place.closed_on)
        return (
            contact,
            self._owner(lead.owner or self._pipeline_owner),
            lead.name,
            casefold_key(lead.name),
            lead.search_key,
            lead.value,
            lead.currency,
            lead.source,
            lead.import_key,
            received or self._today,
        )

    def _placed(self, place: NewPlace, lead: NewLead | Correction) -> tuple[Any, ...]:
        """The fields of a lead's row that follow from its place, in the order of `_PLACED`."""
        stage = self._stages[place.stage_id]
        if place.status == OPEN:
            received_today = isinstance(lead, NewLead) and lead.received_on == self._today
            state = self._standing(stage, place, lead, new=received_today)
            step = state.step
            return (
                stage.id, stage.position, OPEN, "", "", None, None, False, state.entered_on,
                step.text, step.kind, step.source, step.due_on, precedence(step.kind),
            )  # fmt: skip
        back = self._return_day(place)
        return (
            stage.id, stage.position, place.status, place.reason, place.reason_words, place.closed_on, back, back is not None,
            place.entered_on or place.closed_on,
            None, NO_STEP["step_kind"], NO_STEP["step_source"], None, NO_STEP["precedence"],
        )  # fmt: skip

    def _standing(self, stage: StageOnFile, place: NewPlace, lead: NewLead | Correction, *, new: bool) -> Standing:
        """Where an open lead stands. Who wrote today waits for an answer; of the others nobody knows who owes whom, and the
        rhythm begins today: a thousand leads brought in are not a thousand leads overdue."""
        calendar = self._calendar.without(int(number) for number in lead.quiet_weekdays)
        new = new and stage.id == self._first
        planned_by = (stage.id, lead.quiet_weekdays, lead.every, lead.until, new)
        state = self._plans.get(planned_by)
        if state is None:
            rhythm = cadence.agreed_rhythm(stage.rhythm, lead.every, lead.until)
            if new:
                state = cadence.received(rhythm, calendar, self._today, after_cutoff=self._after_cutoff)
            else:
                state = cadence.entered(rhythm, calendar, self._today)
            self._plans[planned_by] = state
        state = state._replace(entered_on=place.entered_on or self._today)
        if place.due_on is not None:
            state = cadence.set_by_hand(state, calendar, place.next_step or state.step.text, place.due_on)
        elif place.next_step:
            state = state._replace(step=state.step._replace(text=place.next_step, source=cadence.MANUAL))
        return state

    def _return_day(self, place: NewPlace) -> date | None:
        if place.status != NOT_YET or place.return_on is None or place.return_on <= self._today:
            return None
        return self._calendar.forward(place.return_on)

    def _visit(self, lead_id: int, place: NewPlace) -> tuple[Any, ...] | None:
        """The stay that is known; none for a closed lead when nobody knows which stage it left: a guess would be counted."""
        if place.status == OPEN:
            return lead_id, place.stage_id, place.entered_on, None, OPEN, None, None, self._today
        if place.closed_from is None:
            return None
        left = place.closed_on
        days = (left - place.entered_on).days if left and place.entered_on else None
        return lead_id, place.closed_from, place.entered_on, left, place.status, place.stage_id, days, self._today

    def _touch(self, lead_id: int, note: str) -> tuple[Any, ...]:
        return lead_id, self._moment, self._today, self._author, "other", note, True

    def _owner(self, name: str) -> int | None:
        key = fold(name)
        if key not in self._owners:
            self._owners[key] = owner_id(self._journal, name)
        return self._owners[key]

    def _correct(self, correction: Correction) -> None:
        journal, lead_id = self._journal, correction.lead_id
        if correction.contact:
            change_addresses(journal, Contact.get_by_id(correction.contact_id), correction.contact)
            journal.update(Contact, correction.contact_id, **correction.contact)
        changed = dict(correction.lead)
        if "name" in changed:
            changed["name_key"] = casefold_key(changed["name"])
        if correction.owner is not None:
            changed["owner"] = self._owner(correction.owner)
        if correction.place:
            self._end_stay(lead_id, correction.place)
            changed |= dict(zip(_PLACED, self._placed(correction.place, correction), strict=True))
            visit = self._visit(lead_id, correction.place) if correction.place.status == OPEN else None
            journal.insert_many(StageVisit, _VISIT, [visit] if visit else [])
        if changed:
            journal.update(Lead, lead_id, **changed)
        if correction.note:
            journal.insert_many(Touch, _TOUCH, [self._touch(lead_id, correction.note)])
        if correction.contact or "name" in changed:
            keep_findable(journal, correction.contact_id)

    def _end_stay(self, lead_id: int, place: NewPlace) -> None:
        """The stay the lead was in is over, on the day the file names, else today."""
        visit: Any = StageVisit.select().where((StageVisit.lead == lead_id) & StageVisit.left_on.is_null()).first()
        if visit is None:
            return
        target = self._stages[place.stage_id]
        left = (place.entered_on if place.status == OPEN else place.closed_on) or self._today
        if visit.entered_on:
            left = max(left, visit.entered_on)
        left_from = self._stages.get(visit.stage_id)
        outcome = place.status
        if outcome == OPEN:
            outcome = "back" if left_from and target.position < left_from.position else "forward"
        days = (left - visit.entered_on).days if visit.entered_on else None
        self._journal.update(StageVisit, visit.id, left_on=left, outcome=outcome, left_to=target.id, days=days)
