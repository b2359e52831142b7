"""A verified copy of the database file: made whole, opened again, checked, and sealed with its SHA-256."""

import hashlib
import os
import sqlite3
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
    with sqlite3.connect(f"file:{target}?mode=ro", uri=True) as copy:
        verdict = copy.execute("PRAGMA integrity_check").fetchone()[0]
    copy.close()
    if verdict != "ok":
        raise Broken(f"The backup {target} did not pass its check ({verdict}).", "Nothing was changed. Check the disk.")
    seal = target.with_suffix(".sha256")
    seal.write_text(f"{hashlib.sha256(target.read_bytes()).hexdigest()}  {target.name}\n", encoding="ascii")
    seal.chmod(0o600)
    return target


def _free_name(folder: Path, stem: str) -> Path:
    candidate = folder / f"{stem}.sqlite3"
    number = 2
    while candidate.exists():
        candidate = folder / f"{stem}.{number}.sqlite3"
        number += 1
    return candidate
