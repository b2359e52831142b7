"""Opening the records: one SQLite file, or a PostgreSQL database named by URL, with the durability we promise."""

import os
from contextlib import suppress
from typing import Any

import peewee

from coach.errors import Broken
from coach.records.drivers import is_server
from coach.records.faults import telling_faults, told
from coach.records.identity import identify
from coach.records.journal_mode import journal_settings
from coach.records.migrate import bring_up_to_date
from coach.records.models import MODELS

BUSY_SECONDS = 5
"""How long a start, or a change, waits for another program that writes."""
SERVERS = ("postgresql", "postgres")


def shown(where: str) -> str:
    """`where` fit for eyes and logs: a URL without its password and query."""
    if not is_server(where):
        return where
    from urllib.parse import urlsplit  # noqa: PLC0415  # only those with a server pay for it

    try:
        parts = urlsplit(where)
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        return f"{where.partition('://')[0]}://…"  # it cannot be taken apart, so nothing in it is safe to show
    user = f"{parts.username}@" if parts.username else ""
    return f"{parts.scheme}://{user}{parts.hostname or ''}{port}{parts.path}"


def open_database(where: str, *, create: bool = False) -> Any:
    """Open, bring up to date, and bind the models. Raises Broken when it cannot be opened or was written by a newer coach.

    Without `create`, a file that does not exist or holds nothing is an error: a typo must never look like an empty pipeline.
    """
    database = _open_server(where) if is_server(where) else _open_file(os.path.abspath(where), create=create)
    try:
        with telling_faults():
            bring_up_to_date(database)
    except BaseException:
        database.close()
        raise
    database.bind(MODELS)
    return database


def _open_file(path: str, *, create: bool) -> Any:
    try:
        if create:
            _create_private(path)
        size = os.stat(path).st_size
    except FileNotFoundError as error:
        raise Broken(
            f"There is no database at {path}.", "Check --db or COACH_DB, or run coach to begin a new pipeline there."
        ) from error
    except OSError as error:
        raise Broken(
            f"{path} cannot be opened: {error.strerror}.", "Check --db or COACH_DB, and who may read and write there."
        ) from error
    if os.path.isdir(path):
        raise Broken(f"{path} is a folder, not a database.", "Name a file in --db or COACH_DB.")
    if not size and not create:
        raise Broken(
            f"{path} is empty: there is no pipeline in it.",
            "If there was one, put a backup in its place; else run coach to begin a new pipeline there.",
        )
    identify(path, BUSY_SECONDS)
    return _connected(path)


def _connected(path: str) -> Any:
    journal, synchronous = journal_settings()
    database = peewee.SqliteDatabase(
        path,
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
        if database.pragma("journal_mode") != journal:
            _change_journal(database, journal)
    except peewee.PeeweeException as error:
        database.close()
        raise told(error) from error
    return database


def _change_journal(database: Any, journal: str) -> None:
    """From the other journal to the one this SQLite is safe with. Only a rollback journal may be left as it is."""
    try:
        database.pragma("journal_mode", journal)
    except peewee.OperationalError:
        if journal != "wal":
            raise
        database.pragma("synchronous", "extra", permanent=True)  # somebody is at work there: it is changed another day


def _create_private(path: str) -> None:
    """A new empty file only its owner can read, in a folder only its owner can enter; SQLite's side files inherit this.

    A file that is there already is left as it is: another coach may have begun it in the same moment.
    """
    missing = []
    folder = os.path.dirname(path)
    while not os.path.exists(folder):
        missing.append(folder)
        folder = os.path.dirname(folder)
    for folder in reversed(missing):
        with suppress(FileExistsError):
            os.mkdir(folder, 0o700)
            os.chmod(folder, 0o700)  # a strict umask must not shut out the owner
    with suppress(FileExistsError):
        new = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        os.fchmod(new, 0o600)
        os.close(new)


def _open_server(where: str) -> Any:
    from playhouse.db_url import connect  # noqa: PLC0415  # only those with a server pay for it

    if where.partition("://")[0] not in SERVERS:
        raise Broken(
            f"{shown(where)} is not a database address coach knows.", "Use a file, or postgresql://user@host/name."
        )
    try:
        database = connect(where, unquote_password=True)
        database.connect()
    except peewee.ImproperlyConfigured as error:
        raise Broken("The PostgreSQL driver is not installed.", "Install it with: pip install 'coach[team]'") from error
    except ValueError as error:
        raise Broken(f"{shown(where)} is not a complete address.", "Use postgresql://user@host/name.") from error
    except peewee.PeeweeException as error:
        reason = " ".join(str(error).split()).partition(" Is the server running")[0] or "no reason given"
        raise Broken(
            f"The server at {shown(where)} does not answer: {reason}", "Check the address and that it runs."
        ) from error
    return database
