"""A verified copy of the database file: made whole, opened again, checked, and sealed with its SHA-256."""

import hashlib
import os
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from coach.errors import Broken


def backups_folder(database_file: Path) -> Path:
    """Where copies of this file are kept: a folder beside it, closed to others."""
    folder = database_file.parent / "backups"
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder


def verified_copy(database: Any, label: str) -> Path:
    """Copy an open SQLite database to `backups/NAME.LABEL.sqlite3` and prove the copy. Raises Broken if it cannot be proved.

    The SHA-256 is written beside it, since SQLite's own check does not see a flipped bit.
    """
    source = Path(database.database)
    target = _free_name(backups_folder(source), f"{source.stem}.{label}")
    os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    database.execute_sql("VACUUM INTO ?", (str(target),))
    with closing(sqlite3.connect(f"{target.as_uri()}?mode=ro", uri=True)) as copy:
        verdict = copy.execute("PRAGMA integrity_check").fetchone()[0]
    if verdict != "ok":
        raise Broken(f"The backup {target} did not pass its check ({verdict}).", "Nothing was changed. Check the disk.")
    with target.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
        os.fsync(file.fileno())  # VACUUM INTO does not
    with open(target.with_suffix(".sha256"), "w", encoding="utf-8", opener=_private) as seal:
        seal.write(f"{digest}  {target.name}\n")
        seal.flush()
        os.fsync(seal.fileno())
    return target


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _free_name(folder: Path, stem: str) -> Path:
    candidate = folder / f"{stem}.sqlite3"
    number = 2
    while candidate.exists():
        candidate = folder / f"{stem}.{number}.sqlite3"
        number += 1
    return candidate
