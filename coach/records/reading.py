"""Opening the records to be read and nothing else: for a local file Python's own driver does, and starts in half the time."""

import sqlite3
from collections.abc import Sequence
from typing import Any

from coach.records.drivers import is_server
from coach.records.journal_mode import journal_settings
from coach.records.schema import APPLICATION_ID, SCHEMA, address, read_header

PATIENCE = 5.0
"""Seconds to wait for a program that is writing."""


class ReadingFile:
    """A local file that can only be read: what views need of a database, and no more."""

    def __init__(self, path: str) -> None:
        self.database = path
        # To be read only, but opened to be written: what a program that was killed left half done is mended first.
        self._connection = sqlite3.connect(f"{address(path)}?mode=rw", uri=True, timeout=PATIENCE)

    @property
    def is_ours_and_current(self) -> bool:
        """Whether it is a file of ours with the tables this program knows. Raises sqlite3.DatabaseError."""
        for pragma in ("query_only = 1", "trusted_schema = 0", "cell_size_check = 1"):
            self._connection.execute(f"PRAGMA {pragma}")
        (application,) = self._connection.execute("PRAGMA application_id").fetchone()
        (version,) = self._connection.execute("PRAGMA user_version").fetchone()
        return bool(application == APPLICATION_ID and version == SCHEMA)

    def connection(self) -> sqlite3.Connection:
        """The connection itself."""
        return self._connection

    def execute_sql(self, sql: str, params: Sequence[Any] = ()) -> sqlite3.Cursor:
        """Run a query."""
        return self._connection.execute(sql, params)

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()


def _may_be_read(path: str) -> bool:
    """Whether the header says that it is ours and current, and its journal is one this SQLite is safe with.

    What is not ours is not opened here at all: closing it could fold another program's log into its file.
    """
    try:
        header = read_header(path)
    except OSError:
        return False
    if header is None or (header.application, header.version) != (APPLICATION_ID, SCHEMA):
        return False
    return not header.logged or journal_settings()[0] == "wal"


def open_to_read(where: str) -> Any:
    """The records for views. What is not a current file of ours is opened in full instead, which mends it or tells what is wrong.

    Raises Broken as `open_database` does.
    """
    if not is_server(where) and _may_be_read(where):
        file = ReadingFile(where)
        try:
            if file.is_ours_and_current:
                return file
        except sqlite3.DatabaseError:
            pass  # opening it in full says what is the matter
        file.close()
    from coach.records.database import open_database  # noqa: PLC0415  # Peewee is what this saves

    return open_database(where)
