"""`coach where`: where the records are, and how they are kept."""

from pathlib import Path
from typing import Any

import click

from coach.commands.front_door import default_place, named_place, open_desk
from coach.commands.telling import as_json, say, say_columns, say_json
from coach.commands.verb import Verb
from coach.records.desk import Desk
from coach.records.drivers import on_sqlite
from coach.views.keeping import Keeping, keeping

_LABELS = {
    "database": "Database",
    "kind": "Kept in",
    "size_bytes": "Size",
    "schema": "Schema",
    "journal_mode": "Journal",
    "backups": "Backups",
    "leads": "Leads",
}


@click.command(cls=Verb)
def where() -> None:
    """Say where the records are, how large they are and how they are kept; or where they would be, before there are any."""
    if (unbegun := _unbegun()) is not None:
        _say_unbegun(unbegun)
        return
    desk = open_desk()
    kept = keeping(desk)
    known = _of_file(desk, kept) if on_sqlite(desk.database) else _of_server(kept)
    known["leads"] = kept.leads
    if as_json():
        say_json(known)
        return
    shown = {**known, "size_bytes": f"{known['size_bytes']:,} bytes", "leads": f"{known['leads']:,}"}
    say_columns([(_LABELS[key], str(value)) for key, value in shown.items() if value is not None])


def _unbegun() -> Path | None:
    """The file of this user's records while it is not there. A place that was named and has none may be mistyped: an error."""
    path = Path(default_place())
    return None if named_place() or path.exists() else path


def _say_unbegun(path: Path) -> None:
    if as_json():
        nothing = dict.fromkeys(_LABELS) | {"size_bytes": 0, "leads": 0}
        say_json({**nothing, "database": str(path), "backups": str(path.parent / "backups")})
        return
    say_columns([(_LABELS["database"], str(path))])
    say("It is not there yet. Run coach to begin your pipeline in it, or coach add NAME.")


def _of_file(desk: Desk, kept: Keeping) -> dict[str, Any]:
    path = Path(desk.database.database).resolve()
    return {
        "database": str(path),
        "kind": f"SQLite {kept.version}",
        "size_bytes": path.stat().st_size,
        "schema": kept.schema,
        "journal_mode": kept.journal_mode,
        "backups": str(path.parent / "backups"),
    }


def _of_server(kept: Keeping) -> dict[str, Any]:
    from coach.records.database import shown

    return {
        "database": shown(named_place()),
        "kind": f"PostgreSQL {kept.version}",
        "size_bytes": kept.size_bytes,
        "schema": kept.schema,
        "journal_mode": None,
        "backups": None,
    }
