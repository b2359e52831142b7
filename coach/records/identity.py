"""Whose file is this? Read from its header, so that what is not ours, or is newer than this program, is never touched."""

import os
import sqlite3
from contextlib import closing

from coach.errors import Broken
from coach.records.migrate import refuse_newer
from coach.records.schema import APPLICATION_ID, address, read_header


def identify(path: str, patience: float) -> None:
    """Nothing, for a file of ours or an empty one. Raises Broken for another program's, a newer coach's, or no database at all.

    `patience` is how many seconds to wait for a program that is writing to it.
    """
    try:
        header = read_header(path)
    except OSError as error:
        raise Broken(f"{path} cannot be read: {error.strerror}.", "Check who may read it.") from error
    if header is None:
        return
    version, application = header.version, header.application
    if not header.is_sqlite or application == 0:
        closed_log = header.logged and not os.path.exists(f"{path}-wal")
        version, application = _asked(path, "immutable=1" if closed_log else "mode=ro", patience)
    if application not in (0, APPLICATION_ID):
        raise Broken(f"{path} is an SQLite file of another program.", "Name coach's own file in --db or COACH_DB.")
    refuse_newer(version)


def _asked(path: str, how: str, patience: float) -> tuple[int, int]:
    """What SQLite says, reading only: the header can be behind when the last program was killed, and is for SQLite to judge.

    A file whose log was folded in is read as one that nobody writes to, or SQLite would begin a log beside it.
    """
    try:
        with closing(sqlite3.connect(f"{address(path)}?{how}", uri=True, timeout=patience)) as reader:
            (version,) = reader.execute("PRAGMA user_version").fetchone()
            (application,) = reader.execute("PRAGMA application_id").fetchone()
            (tables,) = reader.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.OperationalError:
        return 0, 0  # it is being written, or was left half written: opening it for writing waits, and mends it
    except sqlite3.DatabaseError as error:
        raise Broken(
            f"{path} cannot be read as a database ({error}).",
            "Nothing was changed. If it was damaged, put a backup in its place; if it is another kind of file, check --db.",
        ) from error
    if application == 0 and tables:
        return version, -1
    return version, application
