"""How SQLite keeps what it writes, by what is known of each version of it."""

import sqlite3


def journal_settings(version: tuple[int, ...] = sqlite3.sqlite_version_info) -> tuple[str, str]:
    """The journal mode and synchronous level that lose nothing on this SQLite.

    Versions 3.7.0 to 3.51.2 can lose committed data in WAL mode (sqlite.org/wal.html#walresetbug), save the
    backports 3.44.6 and 3.50.7; those get a rollback journal instead.
    """
    fixed = version >= (3, 51, 3) or (3, 50, 7) <= version < (3, 51) or (3, 44, 6) <= version < (3, 45)
    return ("wal", "full") if fixed else ("delete", "extra")
