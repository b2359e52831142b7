"""Everything the records hold but the journal of changes, to compare a database with itself."""

import sqlite3
from contextlib import closing
from typing import Any

LEFT_OUT = ("change", "change_row", "sqlite_sequence", "schema_migration")


def dump(where: str) -> dict[str, list[tuple[Any, ...]]]:
    """The rows of every table, in order."""
    if "://" in where:
        return _of_server(where)
    with closing(sqlite3.connect(where)) as db:
        tables = [
            name
            for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
            if "_words" not in name  # an index: the same words may lie in it in several ways
        ]
        return {
            name: list(map(tuple, db.execute(f"SELECT * FROM {name} ORDER BY id")))
            for name in tables
            if name not in LEFT_OUT
        }


def _of_server(where: str) -> dict[str, list[tuple[Any, ...]]]:
    import psycopg

    with psycopg.connect(where) as db:
        tables = [
            name
            for (name,) in db.execute(
                "SELECT table_name::text FROM information_schema.tables WHERE table_schema = 'public' ORDER BY 1"
            )
        ]
        found = {}
        for name in tables:
            if name not in LEFT_OUT:
                found[name] = db.execute(f"SELECT * FROM {name} ORDER BY id".encode()).fetchall()
        return found
