"""Which database the records are on, and keeping the drivers that a local file does not need out of the start of a command.

Peewee imports every driver it can find. Where the PostgreSQL driver is installed that alone costs more than the rest
of `coach due`, so the front door says first that the records are a local file.
"""

import sys
from importlib import import_module
from typing import Any

SERVER_DRIVERS = ("psycopg2cffi", "psycopg2", "psycopg", "pymysql", "MySQLdb", "pysqlite3")

_FILES = ("SqliteDatabase", "ReadingFile")


def import_peewee_for_a_local_file() -> None:
    """Import Peewee as if no server driver were installed. Does nothing when Peewee is already there."""
    if "peewee" in sys.modules:
        return
    hidden = [name for name in SERVER_DRIVERS if name not in sys.modules]
    for name in hidden:
        sys.modules[name] = None  # type: ignore[assignment]  # the documented way to make an import fail
    try:
        import_module("peewee")
    finally:
        for name in hidden:
            del sys.modules[name]


def on_sqlite(database: Any) -> bool:
    """Whether this database is a local SQLite file, not a server."""
    return type(database).__name__ in _FILES


def is_server(where: str) -> bool:
    """Whether `where` names a database server and not a file."""
    return "://" in where
