"""How the records are kept: by which database, in how much room, with how many leads."""

from typing import NamedTuple

from coach.records.desk import Desk
from coach.records.drivers import on_sqlite
from coach.records.schema import SCHEMA


class Keeping(NamedTuple):
    """`version` is the database's own; `journal_mode` is None for a server, `size_bytes` for a file: it is asked of the disk."""

    version: str
    schema: int
    journal_mode: str | None
    size_bytes: int | None
    leads: int


def keeping(desk: Desk) -> Keeping:
    """How the records of this desk are kept."""
    leads = int(desk.rows("SELECT count(*) FROM lead")[0][0])
    if on_sqlite(desk.database):
        (version,) = desk.rows("SELECT sqlite_version()")[0]
        schema, journal = (desk.rows(f"PRAGMA {name}")[0][0] for name in ("user_version", "journal_mode"))
        return Keeping(version, int(schema), str(journal), None, leads)
    version, size = desk.rows("SELECT current_setting('server_version'), pg_database_size(current_database())")[0]
    return Keeping(version, SCHEMA, None, int(size), leads)
