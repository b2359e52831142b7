"""The true cause of a database error, in words for its owner."""

from collections.abc import Iterator
from contextlib import contextmanager

import peewee

from coach.errors import Broken

_BUSY = "Another program has been writing to the database for several seconds."
_TRY_AGAIN = "Nothing was saved. Try again in a moment."
_CAUSES = (
    ("disk is full", "The disk is full.", "Nothing was saved. Free some space and do it again."),
    ("no space left", "The server's disk is full.", "Nothing was saved. Free some space there and do it again."),
    ("readonly database", "The database file may not be written to.", "Nothing was saved. Check who may write to it."),
    ("read-only", "The database may not be written to.", "Nothing was saved. Check who may write to it."),
    (
        "unable to open database file",
        "The database cannot be opened for writing.",
        "Nothing was saved. Check who may write to the file and to its folder.",
    ),
    ("database is locked", _BUSY, _TRY_AGAIN),
    ("due to lock timeout", _BUSY, _TRY_AGAIN),
    ("disk i/o error", "The disk reported an error.", "Nothing was saved. Check the disk, then look at your backups."),
    ("malformed", "The database file is damaged.", "Nothing was saved. Put a backup in its place: see coach where."),
    (
        "not a database",
        "The database file is damaged.",
        "Nothing was saved. Put a backup in its place: see coach where.",
    ),
)


def chain(error: BaseException | None) -> Iterator[BaseException]:
    """The error and what it came from: a rollback that failed hides the disk that was full."""
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def told(error: BaseException) -> Broken:
    """The error as Broken: the deepest cause we have words for, else what the driver said, on one line."""
    for each in reversed(list(chain(error))):
        for sign, what, do in _CAUSES:
            if sign in str(each).casefold():
                return Broken(what, do)
    said = " ".join(str(error).split()) or type(error).__name__
    return Broken(f"The database refused: {said}", "Nothing was saved. If it happens again, please report these words.")


@contextmanager
def telling_faults() -> Iterator[None]:
    """Raises Broken, with the true cause, for what the database driver raises inside."""
    try:
        yield
    except peewee.PeeweeException as error:
        raise told(error) from error
