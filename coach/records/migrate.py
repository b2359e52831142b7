"""Bringing the schema up to date: Peewee's numbered migrations, with the four things they leave out.

A lock, so that two first starts do not meet; a refusal of a schema newer than this program; a check of foreign keys
before the commit; and a verified copy of the file before anything in it is changed.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from coach.errors import Broken
from coach.records.drivers import on_sqlite
from coach.records.schema import APPLICATION_ID, SCHEMA

FOLDER = os.path.join(os.path.dirname(__file__), "migrations")
_HISTORY = "schema_migration"
_LOCK = APPLICATION_ID


def bring_up_to_date(database: Any) -> list[str]:
    """Apply what is missing and return its names; almost always nothing. Raises Broken for a newer schema or a failed step."""
    found = _version(database)
    if found == SCHEMA:
        return []
    if 0 < found < SCHEMA and on_sqlite(database):
        from coach.records.copies import verified_copy  # noqa: PLC0415  # only an upgrade pays for it

        verified_copy(database, f"before-schema-{SCHEMA}")
    with _alone(database):
        found = _version(database)  # another start may have done it while this one waited
        refuse_newer(found)
        return _apply(database) if found < SCHEMA else []


def refuse_newer(found: int) -> None:
    """Raises Broken when a schema of this number is one this program does not know."""
    if found > SCHEMA:
        raise Broken(
            f"This database was written by a newer coach (schema {found}; this one knows {SCHEMA}).",
            "Nothing was changed. Install the newer coach, or restore a backup made before the upgrade.",
        )


def _version(database: Any) -> int:
    if on_sqlite(database):
        return int(database.pragma("user_version"))
    if not database.table_exists(_HISTORY):
        return 0
    row = database.execute_sql(f"SELECT max(name) FROM {_HISTORY}").fetchone()
    return int(row[0].split("_")[0]) if row[0] else 0


@contextmanager
def _alone(database: Any) -> Iterator[None]:
    """One transaction under the one migration lock, so that a second start waits and then finds nothing to do."""
    if on_sqlite(database):
        database.pragma("foreign_keys", 0)  # has no effect inside a transaction
        try:
            with database.atomic("EXCLUSIVE"):
                yield
        finally:
            database.pragma("foreign_keys", 1)
        return
    database.execute_sql("SELECT pg_advisory_lock(%s)", (_LOCK,))
    try:
        with database.atomic():
            yield
    finally:
        database.execute_sql("SELECT pg_advisory_unlock(%s)", (_LOCK,))


def _apply(database: Any) -> list[str]:
    from playhouse.migrations import Runner  # noqa: PLC0415  # only a first start or an upgrade pays for it

    applied: list[str] = Runner(database, str(FOLDER), table_name=_HISTORY).up()
    if on_sqlite(database):
        broken = database.execute_sql("PRAGMA foreign_key_check").fetchall()
        if broken:
            rows = "1 row" if len(broken) == 1 else f"{len(broken)} rows"
            raise Broken(
                f"The upgrade would leave {rows} pointing at nothing.",
                "Nothing was changed. Please report this with the output of coach where.",
            )
        database.pragma("application_id", APPLICATION_ID)
        database.pragma("user_version", SCHEMA)
    return applied
