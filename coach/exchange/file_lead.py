"""One row of a file read as a lead: every cell cleaned, every word translated, or the first thing that cannot be kept."""

from datetime import date
from typing import Any, NamedTuple

from coach import playbook
from coach.actions.leads import contact_fields
from coach.errors import Misused
from coach.exchange.columns import Columns, header_key
from coach.exchange.csv_file import Row
from coach.exchange.mapping import DAYS, Mapping
from coach.exchange.stage_words import ReasonWords, StageWords
from coach.exchange.written_days import DayReader
from coach.records.stages import NOT_YET, OPEN, StageOnFile
from coach.rules.dates import show_day
from coach.rules.money import currency_in, parse_amount, parse_currency
from coach.rules.text import clean_line, clean_text, fold, quoted

EMPTY = frozenset({"-", "\u2013", "\u2014", "n/a", "#n/a", "na", "null", "none", "nan"})
"""What other programs write into a cell that is empty; not looked for in names and texts, where it may be meant."""

_REMEMBERED = 20_000


class FileLead(NamedTuple):
    """A lead as a file has it. `key` finds it again in a later file, whatever else has changed; `by_id` says what made the key.

    `person` are the fields of a contact's row; `value` in minor units, 0 when unknown. `placed` says that the file has a stage or
    a status for it, and `stage` is not just where new leads start. `closed_from` is the open stage a closed lead was in.
    """

    key: str
    by_id: bool
    name: str
    person: dict[str, Any]
    value: int
    currency: str
    source: str
    owner: str
    placed: bool
    status: str
    stage: StageOnFile
    closed_from: StageOnFile | None
    received_on: date | None
    entered_on: date | None
    closed_on: date | None
    reason: str
    reason_words: str
    return_on: date | None
    next_step: str
    due_on: date | None
    note: str


class RowReader:
    """Reads the rows of one file. `days` has a reader for each column of days; `today` and `currency` are the desk's."""

    def __init__(
        self,
        columns: Columns,
        mapping: Mapping,
        stages: StageWords,
        days: dict[str, DayReader],
        *,
        today: date,
        currency: str,
    ) -> None:
        self._columns = columns
        self._defaults = mapping.defaults
        self._stages = stages
        self._reasons = ReasonWords(mapping)
        self._days = days
        self._today = today
        self._currency = mapping.defaults.get("currency", currency)
        closed = mapping.defaults.get("closed", "")
        self._closed = date.fromisoformat(closed) if closed else None
        self._origin = clean_line(mapping.origin, "from") or header_key(columns.names.get("id", ""))
        self._amounts: dict[tuple[str, str], tuple[int, str]] = {}
        self._owners: dict[str, str] = {}

    def read(self, row: Row) -> FileLead:
        """The lead of this row. Raises Misused for whatever cannot be kept as it is; its sentence is the reason to reject."""
        cells = self._whole(row.cells)
        name, person = self._who(cells)
        status, stage, placed = self._place(cells)
        days = {field: self._day(cells, field) for field in self._days}
        closed_on = self._closing_day(status, days)
        value, currency = self._amount(cells)
        reason, words = self._why(cells) if status == NOT_YET else ("", "")
        key, by_id = self._key(self._line(cells, "id"), person, name)
        return FileLead(
            key=key,
            by_id=by_id,
            name=name,
            person=person,
            value=value,
            currency=currency,
            source=self._line(cells, "source") or self._defaults.get("source", ""),
            owner=self._owner(self._columns.text(cells, "owner")),
            placed=placed,
            status=status,
            stage=stage if status == OPEN else self._stages.of_kind(status),
            closed_from=None
            if status == OPEN
            else stage
            if stage.kind == OPEN and placed
            else self._stages.closed_from,
            received_on=days.get("received"),
            entered_on=self._entry(days, stage, status),
            closed_on=closed_on,
            reason=reason,
            reason_words=words,
            return_on=days.get("return") if status == NOT_YET else None,
            next_step=self._line(cells, "next_step") if status == OPEN else "",
            due_on=days.get("due") if status == OPEN else None,
            note=clean_text(self._columns.text(cells, "note"), "note").strip(),
        )

    def _whole(self, cells: list[str]) -> list[str]:
        width = self._columns.width
        if len(cells) == width:
            return cells
        if len(cells) > width and not any(map(str.strip, cells[width:])):
            return cells  # a delimiter too many at the end of the line
        much = "only " if len(cells) < width else ""
        raise Misused(f"It has {much}{len(cells)} cells, and the header has {width}.")

    def _who(self, cells: list[str]) -> tuple[str, dict[str, Any]]:
        text = self._columns.text
        email, phone = self._filled(text(cells, "email")), self._filled(text(cells, "phone"))
        company, contact = text(cells, "company"), text(cells, "contact")
        name = clean_line(text(cells, "name") or contact or company or email, "name")
        if not name:
            raise Misused("It has no name.")
        return name, contact_fields(clean_line(contact, "contact") or name, company, email, phone)

    def _place(self, cells: list[str]) -> tuple[str, StageOnFile, bool]:
        """The status, the stage the row names, and whether it names any of the two."""
        word, outcome = self._columns.text(cells, "stage"), self._columns.text(cells, "status")
        stage = self._stages.stage(word) if word else self._stages.default
        status = self._stages.status(outcome) if outcome else stage.kind
        if stage.kind not in (OPEN, status):
            raise Misused(f"Its stage is {quoted(word)}, and its status {quoted(outcome)}.")
        return status, stage, bool(word or outcome)

    def _day(self, cells: list[str], field: str) -> date | None:
        written = self._filled(self._columns.text(cells, field))
        return self._days[field].read(written) if written else None

    def _entry(self, days: dict[str, date | None], stage: StageOnFile, status: str) -> date | None:
        """The day it entered its stage. Who is still where leads start has been there since they were received."""
        entered, received = days.get("entered"), days.get("received")
        for day in (entered, received):
            if day is not None and day > self._today:
                raise Misused(f"It came in on {show_day(day, self._today)}, which is still ahead.")
        if entered is None and received is not None and status == OPEN and stage == self._stages.first:
            return received
        return entered

    def _closing_day(self, status: str, days: dict[str, date | None]) -> date | None:
        if status == OPEN:
            return None
        closed = days.get("closed") or self._closed
        if closed is None:
            raise Misused("It is closed, and the file does not say since when.")
        if closed > self._today:
            raise Misused(f"It was closed on {show_day(closed, self._today)}, which is still ahead.")
        for day in (days.get("entered"), days.get("received")):
            if day is not None and closed < day:
                raise Misused(
                    f"It was closed on {show_day(closed, self._today)}, before it came in on {show_day(day, self._today)}."
                )
        return closed

    def _amount(self, cells: list[str]) -> tuple[int, str]:
        typed = self._filled(self._columns.text(cells, "value"))
        code = self._filled(self._columns.text(cells, "currency"))
        found = self._amounts.get((typed, code))
        if found is None:
            currency = parse_currency(code) if code else self._currency
            named = currency_in(typed, currency) if typed else currency
            if code and named != currency:
                raise Misused(f"Its value {quoted(typed)} is in {named}, and its currency {currency}.")
            found = parse_amount(typed, named) if typed else 0, named
            if len(self._amounts) < _REMEMBERED:
                self._amounts[typed, code] = found
        return found

    def _why(self, cells: list[str]) -> tuple[str, str]:
        code, word = self._reasons.reason(self._columns.text(cells, "reason"))
        words = clean_text(self._columns.text(cells, "words"), "reason").strip()
        return code, words or clean_text(word, "reason")

    def _owner(self, named: str) -> str:
        named = named or self._defaults.get("owner", "")
        found = self._owners.get(named)
        if found is None:
            found = clean_line(named, "owner")
            if playbook.owner_is_shared(found):
                raise Misused(f"Its owner is {quoted(found)}, and what everyone owns nobody does.")
            self._owners[named] = found
        return found

    def _key(self, number: str, person: dict[str, Any], name: str) -> tuple[str, bool]:
        if number:
            return f"id:{self._origin}:{number}", True
        titled = ":" + fold(name) if self._columns.has("contact") and self._columns.has("name") else ""
        if person["email_key"]:
            return f"email:{person['email_key']}{titled}", False
        return f"name:{person['name_key']}:{person['company_key']}{titled}", False

    def _line(self, cells: list[str], field: str) -> str:
        text = self._columns.text(cells, field)
        return clean_line(text, field.replace("_", " ")) if text else ""

    def _filled(self, text: str) -> str:
        return "" if text.casefold() in EMPTY else text


def day_fields(columns: Columns) -> list[str]:
    """The fields of this file that are days."""
    return [field for field in DAYS if columns.has(field)]
