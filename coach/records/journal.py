"""The journal: each change is one transaction, one sentence and the rows it touched, so that undo can take all of it back."""

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any

import peewee

from coach.errors import Refused
from coach.records.desk import Desk
from coach.records.drivers import on_sqlite
from coach.records.faults import telling_faults
from coach.records.models import MODELS, Change, ChangeRow, Record, described
from coach.rules.workdays import NoWorkday

_BY_TABLE = {described(model).table_name: model for model in MODELS}
_LARGEST_BATCH = 900
"""Values bound in one statement at most: older SQLite takes 999."""
_WRITER = 0x636F6164
"""The server's lock that a writer holds, so that there is one at a time as in a local file."""
_PATIENCE = "5s"


class Journal:
    """One change under way. Every row is written through it; nothing else writes."""

    def __init__(self, desk: Desk, verb: str, *, upkeep: bool = False) -> None:
        self.desk = desk
        self.verb = verb
        self.undoable = not upkeep
        self.sentence = ""
        self.lead_id: int | None = None
        self.change_id: int | None = None
        self._noted: list[dict[str, Any]] = []

    def say(self, sentence: str, lead_id: int | None = None) -> None:
        """What this change did, in a few words that undo and the log-book repeat: `moved Ben Adeyemi to Proposal`."""
        self.sentence = sentence
        self.lead_id = lead_id

    def insert(self, model: type[Record], **values: Any) -> int:
        """Write a new row; its id."""
        row_id: int = model.insert(**values).execute()
        self._note(model, row_id, row_id, None, {})
        return row_id

    def insert_many(self, model: type[Record], fields: Sequence[str], rows: Iterable[Sequence[Any]]) -> range:
        """Write rows that follow each other, with as few statements as the database allows; their ids."""
        values = list(rows)
        if not values:
            return range(0)
        table = described(model).table_name
        columns = ", ".join(described(model).fields[name].column_name for name in fields)
        first = self._next_ids(table, len(values))
        marks = ", ".join("?" * (len(fields) + 1))
        statement = f"INSERT INTO {table} (id, {columns}) VALUES ({marks})"
        numbered = [(first + i, *map(_plain, row)) for i, row in enumerate(values)]
        cursor = self.desk.database.cursor()
        with peewee.__exception_wrapper__:  # type: ignore[attr-defined]  # as Peewee wraps its own
            cursor.executemany(statement if on_sqlite(self.desk.database) else statement.replace("?", "%s"), numbered)
        self._note(model, first, first + len(values) - 1, None, {})
        return range(first, first + len(values))

    def update(self, model: type[Record], row_id: int, **values: Any) -> None:
        """Change some fields of a row. Fields that already hold the value are left alone."""
        fields = [described(model).fields[name] for name in values]
        row: Any = model.select(*fields).where(model.id == row_id).tuples().get()
        before = dict(zip(values, row, strict=True))
        changed = {name: value for name, value in values.items() if before[name] != value}
        if not changed:
            return
        model.update(**changed).where(model.id == row_id).execute()
        self._note(model, row_id, row_id, {name: before[name] for name in changed}, changed)

    def update_all(self, model: type[Record], row_ids: Sequence[int], **values: Any) -> None:
        """Give the same values to many rows, with few statements. Rows that already hold them are left alone."""
        fields = [described(model).fields[name] for name in values]
        step = _LARGEST_BATCH - len(values)
        for start in range(0, len(row_ids), step):
            query: Any = model.select(model.id, *fields).where(model.id.in_(row_ids[start : start + step])).tuples()
            befores = {row_id: dict(zip(values, row, strict=True)) for row_id, *row in query}
            changed = {row_id: before for row_id, before in befores.items() if before != values}
            if changed:
                model.update(**values).where(model.id.in_(list(changed))).execute()
            for row_id, before in changed.items():
                self._note(model, row_id, row_id, before, values)

    def delete(self, model: type[Record], row_id: int) -> None:
        """Take a row out."""
        names = [name for name in described(model).sorted_field_names if name != "id"]
        fields = [described(model).fields[name] for name in names]
        row: Any = model.select(*fields).where(model.id == row_id).tuples().get()
        model.delete().where(model.id == row_id).execute()
        self._note(model, row_id, row_id, dict(zip(names, row, strict=True)), None)

    def forget_since(self, mark: int) -> None:
        """Drop what was noted after the first `mark` rows: it was rolled back."""
        del self._noted[mark:]

    @property
    def noted(self) -> int:
        """How many rows, or runs of rows, this change has touched so far."""
        return len(self._noted)

    def close(self) -> int | None:
        """Write the entry itself; its id, or None when nothing was touched."""
        if not self._noted:
            return None
        change_id: int = Change.insert(
            at=self.desk.moment,
            author=self.desk.author,
            verb=self.verb,
            sentence=self.sentence,
            lead_id=self.lead_id,
            undoable=self.undoable,
        ).execute()
        for start in range(0, len(self._noted), _LARGEST_BATCH // 6):
            batch = self._noted[start : start + _LARGEST_BATCH // 6]
            ChangeRow.insert_many([{**row, "change": change_id} for row in batch]).execute()
        return change_id

    def _next_ids(self, table: str, count: int) -> int:
        if on_sqlite(self.desk.database):
            row = self.desk.rows("SELECT seq FROM sqlite_sequence WHERE name = ?", (table,))
            return (row[0][0] if row else 0) + 1
        # There is no second writer, see `writing`: nobody takes ids between the two calls.
        sequence = f"pg_get_serial_sequence('{table}', 'id')"
        return int(
            self.desk.rows(
                f"SELECT setval({sequence}, nextval({sequence}) + ? - 1) - ? + 1",
                (count, count),
            )[0][0]
        )

    def _note(
        self, model: type[Record], first: int, last: int, before: dict[str, Any] | None, after: dict[str, Any] | None
    ) -> None:
        self._noted.append(
            {
                "in_table": described(model).table_name,
                "row_id": first,
                "last_row_id": last,
                "before": None if before is None else _kept(before),
                "after": None if after is None else _kept(after),
            }
        )


@contextmanager
def writing(desk: Desk) -> Iterator[None]:
    """One transaction with no other writer beside it, on both databases alike. Raises Broken, with the true cause."""
    try:
        with telling_faults(), desk.database.atomic():
            if not on_sqlite(desk.database):
                desk.rows("SELECT set_config('lock_timeout', ?, true), pg_advisory_xact_lock(?)", (_PATIENCE, _WRITER))
            desk.forget()  # what another terminal wrote counts from here on
            yield
    finally:
        desk.forget()


@contextmanager
def changing(desk: Desk, verb: str, *, upkeep: bool = False) -> Iterator[Journal]:
    """One change: all of it or nothing. An error on the way leaves the records as they were.

    Inside another change it joins that one, so that several verbs become one entry with the sentence said last. `upkeep` is
    what coach does by itself: undo passes it by, and it never stands in the way of one.
    Raises Broken, with the true cause, when the database cannot take it, and Refused when the calendar has no working day left.
    """
    if desk.journal is not None:
        with _joined(desk) as journal:
            yield journal
        return
    journal = Journal(desk, verb, upkeep=upkeep)
    desk.journal = journal
    try:
        with writing(desk):
            yield journal
            journal.change_id = journal.close()
    except NoWorkday as error:
        raise Refused(
            "That leaves no working day for more than a year.", "Open some days first: coach days-off lists them."
        ) from error
    finally:
        desk.journal = None


@contextmanager
def _joined(desk: Desk) -> Iterator[Journal]:
    """The change under way; what was written in here goes again if it fails, should the larger change go on without it."""
    journal: Journal = desk.journal
    sentence, lead_id, undoable, mark = journal.sentence, journal.lead_id, journal.undoable, journal.noted
    try:
        with desk.database.atomic():
            yield journal
    except BaseException:
        journal.forget_since(mark)
        journal.say(sentence, lead_id)
        desk.forget()
        raise
    finally:
        journal.undoable = undoable  # it is the larger change that is undone


def last_change(author: str) -> Any | None:
    """The newest change of this author that undo can still take back, as a row of `Change`."""
    return (
        Change.select()
        .where((Change.author == author) & Change.undone_at.is_null() & Change.undoable)
        .order_by(Change.id.desc())
        .first()
    )


_TOUCHED_LATER = """
    SELECT min(theirs.change_id) FROM change_row mine
    JOIN change_row theirs ON theirs.in_table = mine.in_table AND theirs.change_id > mine.change_id AND {overlap}
    JOIN change ON change.id = theirs.change_id
    WHERE mine.change_id = ? AND change.undone_at IS NULL AND change.undoable
"""
_OVERLAPS = (
    "theirs.row_id BETWEEN mine.row_id AND mine.last_row_id",
    "theirs.last_row_id > theirs.row_id AND theirs.last_row_id >= mine.row_id AND theirs.row_id < mine.row_id",
)
"""Two runs of rows meet when the second begins within the first, or, being more than one row, reaches into it."""


def stands_on(desk: Desk, change_id: int) -> Any | None:
    """The oldest later change, not undone, that touched a row of this one: it must be taken back first."""
    found = [desk.rows(_TOUCHED_LATER.format(overlap=overlap), (change_id,))[0][0] for overlap in _OVERLAPS]
    later = [each for each in found if each is not None]
    return Change.get_by_id(min(later)) if later else None


def take_back(desk: Desk, change: Any) -> None:
    """Put every row of this change back as it was, newest first, and mark the change undone. To be called in `writing`.

    Raises Refused when something newer stands on it.
    """
    later = stands_on(desk, change.id)
    if later is not None:
        raise Refused(
            f"“{change.sentence}” cannot be undone: {later.author} {later.sentence} since then.",
            "Undo that first, or put this right by hand.",
        )
    for row in ChangeRow.select().where(ChangeRow.change == change.id).order_by(ChangeRow.id.desc()):
        _restore(_BY_TABLE[row.in_table], row)
    Change.update(undone_at=desk.moment, undone_by=desk.author).where(Change.id == change.id).execute()


def _restore(model: type[Record], row: Any) -> None:
    key = model.id
    if row.before is None:
        model.delete().where(key.between(row.row_id, row.last_row_id)).execute()
        return
    before = json.loads(row.before)
    if row.after is None:
        model.insert(id=row.row_id, **before).execute()
    else:
        model.update(**before).where(key == row.row_id).execute()


def _kept(values: dict[str, Any]) -> str:
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"), default=_plain)


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
