"""Opening the records: one SQLite file, or a PostgreSQL database named by URL, with the durability we promise."""

import os
import sqlite3
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import peewee

from coach.errors import Broken
from coach.records.migrate import APPLICATION_ID, bring_up_to_date
from coach.records.models import MODELS

BUSY_SECONDS = 5


def is_server(where: str) -> bool:
    """Whether `where` names a database server and not a file."""
    return "://" in where


def shown(where: str) -> str:
    """`where` fit for eyes and logs: a URL without its password and query."""
    if not is_server(where):
        return where
    parts = urlsplit(where)
    user = f"{parts.username}@" if parts.username else ""
    port = f":{parts.port}" if parts.port else ""
    return f"{parts.scheme}://{user}{parts.hostname or ''}{port}{parts.path}"


def journal_settings(version: tuple[int, ...] = sqlite3.sqlite_version_info) -> tuple[str, str]:
    """The journal mode and synchronous level that lose nothing on this SQLite.

    Versions 3.7.0 to 3.51.2 can lose committed data in WAL mode (sqlite.org/wal.html#walresetbug), save the
    backports 3.44.6 and 3.50.7; those get a rollback journal instead.
    """
    fixed = version >= (3, 51, 3) or (3, 50, 7) <= version < (3, 51) or (3, 44, 6) <= version < (3, 45)
    return ("wal", "full") if fixed else ("delete", "extra")


def open_database(where: str, *, create: bool = False) -> Any:
    """Open, bring up to date, and bind the models. Raises Broken when it cannot be opened or was written by a newer coach.

    Without `create`, a file that does not exist is an error: a typo must never look like an empty pipeline.
    """
    database = _open_server(where) if is_server(where) else _open_file(Path(where), create=create)
    try:
        bring_up_to_date(database)
    except BaseException:
        database.close()
        raise
    database.bind(MODELS)
    return database


def _open_file(path: Path, *, create: bool) -> Any:
    if not path.exists():
        if not create:
            raise Broken(
                f"There is no database at {path}.",
                "Check --db or COACH_DB, or run coach to begin a new pipeline there.",
            )
        _create_private(path)
    elif path.is_dir():
        raise Broken(f"{path} is a folder, not a database.", "Name a file in --db or COACH_DB.")
    journal, synchronous = journal_settings()
    database = peewee.SqliteDatabase(
        str(path),
        timeout=BUSY_SECONDS,
        lock_type="IMMEDIATE",
        pragmas={
            "foreign_keys": 1,
            "synchronous": synchronous,
            "trusted_schema": 0,
            "cell_size_check": 1,
        },
    )
    try:
        found = database.pragma("application_id")
        foreign = found not in (0, APPLICATION_ID) or (found == 0 and database.get_tables())
        if not foreign and database.pragma("journal_mode") != journal:
            database.pragma("journal_mode", journal)
    except peewee.DatabaseError as error:
        database.close()
        raise Broken(
            f"{path} cannot be read as a database ({error}).",
            "Nothing was changed. If it was damaged, put a backup in its place; if it is another kind of file, check --db.",
        ) from error
    if foreign:
        database.close()
        raise Broken(f"{path} is an SQLite file of another program.", "Name coach's own file in --db or COACH_DB.")
    return database


def _create_private(path: Path) -> None:
    """A new empty file only its owner can read, in a folder only its owner can enter; SQLite's side files inherit this."""
    missing = [folder for folder in (path.parent, *path.parent.parents) if not folder.exists()]
    for folder in reversed(missing):
        folder.mkdir(mode=0o700, exist_ok=True)
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except FileExistsError:
        return  # another coach began it in the same moment
    except OSError as error:
        raise Broken(
            f"{path} cannot be created: {error.strerror}.", "Choose another place with --db or COACH_DB."
        ) from error


def _open_server(where: str) -> Any:
    from playhouse.db_url import connect  # noqa: PLC0415  # only those with a server pay for it

    try:
        database = connect(where, unquote_password=True)
        database.connect()
    except peewee.ImproperlyConfigured as error:
        raise Broken("The PostgreSQL driver is not installed.", "Install it with: pip install 'coach[team]'") from error
    except RuntimeError as error:
        raise Broken(
            f"{shown(where)} is not a database address coach knows.", "Use postgresql://user@host/name."
        ) from error
    except peewee.PeeweeException as error:
        reason = str(error).strip().splitlines()[-1] if str(error).strip() else "no reason given"
        raise Broken(
            f"The server at {shown(where)} does not answer: {reason}", "Check the address and that it runs."
        ) from error
    if not isinstance(database, peewee.PostgresqlDatabase):
        raise Broken(
            f"{shown(where)} is not a PostgreSQL database.", "coach keeps its records in SQLite or PostgreSQL."
        )
    return database
