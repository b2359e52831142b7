"""Which database the records are on, and keeping the drivers that a local file does not need out of the start of a command.

Peewee imports every driver it can find. Where the PostgreSQL driver is installed that alone costs more than the rest
of `coach add`, so the front door says first that the records are a local file.
"""

import sys
from importlib import import_module
from types import ModuleType
from typing import Any

SERVER_DRIVERS = ("psycopg2cffi", "psycopg2", "psycopg", "pymysql", "MySQLdb", "pysqlite3")
FOR_LATER = ("socket", "hashlib")
"""Modules that Peewee names at its top and a local file never uses; together a twentieth of a short command."""

_FILES = ("SqliteDatabase", "ReadingFile")


def import_peewee_for_a_local_file() -> None:
    """Import Peewee as if no server driver were installed. Does nothing when Peewee is already there.

    What is named `FOR_LATER` is given to it as a module that becomes the real one when something of it is used.
    """
    if "peewee" in sys.modules:
        return
    hidden = [name for name in (*SERVER_DRIVERS, *FOR_LATER) if name not in sys.modules]
    for name in hidden:
        # None is the documented way to make an import fail.
        sys.modules[name] = _later(name) if name in FOR_LATER else None  # type: ignore[assignment]
    try:
        import_module("peewee")
    finally:
        for name in hidden:
            del sys.modules[name]


def _later(name: str) -> ModuleType:
    stand_in = ModuleType(name)
    stand_in.__getattr__ = lambda wanted: getattr(import_module(name), wanted)  # type: ignore[method-assign]
    return stand_in


def on_sqlite(database: Any) -> bool:
    """Whether this database is a local SQLite file, not a server."""
    return type(database).__name__ in _FILES


def is_server(where: str) -> bool:
    """Whether `where` names a database server and not a file."""
    return "://" in where
