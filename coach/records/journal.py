"""The journal: each change is one transaction, one sentence and the rows it touched, so that undo can take all of it back."""

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any

from coach.errors import Refused
from coach.records.desk import Desk
from coach.records.drivers import on_sqlite
from coach.records.faults import telling_faults
from coach.records.models import MODELS, Change, ChangeRow, Record, described
from coach.records.search_index import keep_in_step
from coach.records.statements import field_names, held, put, put_many, put_new, row_of, take_out
from coach.rules.workdays import NoWorkday

_BY_TABLE = {described(model).table_name: model for model in MODELS}
_NOTED = ("in_table", "row_id", "last_row_id", "before", "after")
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
        self._noted: list[tuple[Any, ...]] = []

    def say(self, sentence: str, lead_id: int | None = None) -> None:
        """What this change did, in a few words that undo and the log-book repeat: `moved Ben Adeyemi to Proposal`."""
        self.sentence = sentence
        self.lead_id = lead_id

    def insert(self, model: type[Record], **values: Any) -> int:
        """Write a new row; its id."""
        row_id = put_new(self.desk, model, values)
        self._note(model, row_id, row_id, None, {})
        return row_id

    def insert_many(self, model: type[Record], fields: Sequence[str], rows: Iterable[Sequence[Any]]) -> range:
        """Write rows that follow each other, with as few statements as the database allows; their ids."""
        values = list(rows)
        if not values:
            return range(0)
        first = self._next_ids(described(model).table_name, len(values))
        put_many(self.desk, model, ("id", *fields), [(first + i, *map(_plain, row)) for i, row in enumerate(values)])
        self._note(model, first, first + len(values) - 1, None, {})
        return range(first, first + len(values))

    def update(self, model: type[Record], row_id: int, **values: Any) -> None:
        """Change some fields of a row. Fields that already hold the value are left alone."""
        before = self._held(model, row_id, tuple(values))
        changed = {name: value for name, value in values.items() if before[name] != value}
        if not changed:
            return
        put(self.desk, model, row_id, changed)
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
        before = self._held(model, row_id, field_names(model))
        take_out(self.desk, model, row_id, row_id)
        self._note(model, row_id, row_id, before, None)

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
        entry = {"at": self.desk.moment, "author": self.desk.author, "verb": self.verb, "sentence": self.sentence}
        change_id = put_new(self.desk, Change, {**entry, "lead_id": self.lead_id, "undoable": self.undoable})
        put_many(self.desk, ChangeRow, ("change", *_NOTED), [(change_id, *row) for row in self._noted])
        return change_id

    def _held(self, model: type[Record], row_id: int, names: tuple[str, ...]) -> dict[str, Any]:
        found = held(self.desk, model, row_id, names)
        if found is None:
            raise LookupError(f"there is no {described(model).table_name} {row_id}")
        return found

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
        table = described(model).table_name
        self._noted.append(
            (table, first, last, *(None if values is None else _kept(values) for values in (before, after)))
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
            keep_in_step(desk.database)
    finally:
        desk.forget()


@contextmanager
def changing(desk: Desk, verb: str, *, upkeep: bool = False) -> Iterator[Journal]:
    """One change: all of it or nothing. An error on the way leaves the records as they were.

    Inside another change it joins that one, so that several verbs become one entry with the sentence said last. `upkeep` is
    what coach does by itself: undo passes it by, and it never stands in the way of one.
    Raises Broken, with the true cause, when the database cannot take it, and Refused when the calendar has no business day left.
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
            "That leaves no business day for more than a year.", "Open some days first: coach days-off lists them."
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


def last_change(desk: Desk) -> Any | None:
    """The newest change of the desk's author that undo can still take back, as a row of `Change`."""
    newest = desk.rows(
        "SELECT id FROM change WHERE author = ? AND undone_at IS NULL AND undoable ORDER BY id DESC LIMIT 1",
        (desk.author,),
    )
    return row_of(desk, Change, newest[0][0]) if newest else None


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
    return row_of(desk, Change, min(later)) if later else None


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
    touched = desk.rows(
        f"SELECT {', '.join(_NOTED)} FROM change_row WHERE change_id = ? ORDER BY id DESC", (change.id,)
    )
    for table, *row in touched:
        _restore(desk, _BY_TABLE[table], *row)
    put(desk, Change, change.id, {"undone_at": desk.moment, "undone_by": desk.author})


def _restore(desk: Desk, model: type[Record], first: int, last: int, before: str | None, after: str | None) -> None:
    if before is None:
        take_out(desk, model, first, last)
    elif after is None:
        put_new(desk, model, {"id": first, **json.loads(before)})
    else:
        put(desk, model, first, json.loads(before))


def _kept(values: dict[str, Any]) -> str:
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"), default=_plain)


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
