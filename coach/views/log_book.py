"""Who changed what, and when."""

from typing import Any, NamedTuple

from coach.records.desk import Desk


class Entry(NamedTuple):
    """One change. `at` is a UTC instant, `undone_at` too (None when it stands); `undoable` says that undo can take it back."""

    id: int
    at: str
    author: str
    verb: str
    sentence: str
    undone: bool
    undoable: bool
    lead_id: int | None
    undone_at: str | None
    undone_by: str | None


_COLUMNS = "id, at, author, verb, sentence, undoable, lead_id, undone_at, undone_by"


def log_book(desk: Desk, limit: int = 50, lead_id: int | None = None) -> list[Entry]:
    """The newest changes first; of one lead when it is named."""
    if lead_id is None:
        rows = desk.rows(f"SELECT {_COLUMNS} FROM change ORDER BY id DESC LIMIT ?", (limit,))
    else:
        rows = desk.rows(f"SELECT {_COLUMNS} FROM change WHERE lead_id = ? ORDER BY id DESC LIMIT ?", (lead_id, limit))
    return [_entry(row) for row in rows]


def undo_list(desk: Desk, limit: int = 50) -> list[Entry]:
    """What undo would take back, one after the other: the desk's own changes that stand, newest first."""
    rows = desk.rows(
        f"SELECT {_COLUMNS} FROM change WHERE author = ? AND undone_at IS NULL AND undoable ORDER BY id DESC LIMIT ?",
        (desk.author, limit),
    )
    return [_entry(row) for row in rows]


def _entry(row: tuple[Any, ...]) -> Entry:
    id_, at, author, verb, sentence, undoable, lead_id, undone_at, undone_by = row
    undone = undone_at is not None
    return Entry(id_, at, author, verb, sentence, undone, bool(undoable) and not undone, lead_id, undone_at, undone_by)
