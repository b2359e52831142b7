"""A coach database with as many leads as asked for: made by the same numbers each time, in the shape of a pipeline in use."""

import random
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from coach.actions.pipeline import write_pipeline
from coach.records.database import open_database
from coach.records.desk import Desk
from coach.records.search_index import keep_in_step
from coach.records.stages import stages_on_file

TODAY = date(2026, 11, 24)
CLOCK = "2026-11-24T10:00"
_FIRST = (
    "Ada",
    "Ben",
    "Chen",
    "Dora",
    "Emil",
    "Fay",
    "Goran",
    "Hana",
    "Ivo",
    "Jun",
    "Kaya",
    "Lin",
    "Mara",
    "Nils",
    "Oda",
    "Pia",
)
_LAST = ("Adeyemi", "Brandt", "Costa", "Dahl", "Evers", "Fontana", "Greve", "Haas", "Ito", "Jansen", "Kuhn", "Lund")
_COMPANY = ("Roofing", "Dental", "Print", "Garden", "Legal", "Bakery", "Travel", "Optics", "Music", "Motors")
_STEPS = ("Answer them", "Send a recap", "Call about the offer", "Send the sketch", "Ask about the start date")
_BATCH = 20_000


def seeded(path: Path, leads: int) -> Path:
    """A database of `leads` leads at `path`: two in a hundred are due today or late, three in ten are closed."""
    database = open_database(str(path), create=True)
    desk = Desk(database, "bench", lambda: datetime.fromisoformat(CLOCK).astimezone())
    write_pipeline(desk)
    stages = {stage.kind + str(stage.position): stage for stage in stages_on_file(desk)}
    chance = random.Random(7)
    with database.atomic():
        for start in range(0, leads, _BATCH):
            rows = list(_leads(chance, list(stages.values()), range(start, min(start + _BATCH, leads))))
            _write(database, "contact", [row[0] for row in rows])
            _write(database, "lead", [row[1] for row in rows])
            _write(database, "stage_visit", [row[2] for row in rows])
            keep_in_step(database)
    database.execute_sql("ANALYZE")
    database.close()
    return path


def _write(database: Any, table: str, rows: list[dict[str, Any]]) -> None:
    columns = list(rows[0])
    marks = ", ".join("?" * len(columns))
    database.cursor().executemany(
        f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})", [tuple(row.values()) for row in rows]
    )


def _leads(
    chance: random.Random, stages: list[Any], numbers: range
) -> Iterator[tuple[dict[str, Any], dict[str, Any], dict[str, Any]]]:
    opens = [stage for stage in stages if stage.kind == "open"]
    won = next(stage for stage in stages if stage.kind == "won")
    for number in numbers:
        name = f"{chance.choice(_FIRST)} {chance.choice(_LAST)} {number:06}"
        company = f"{chance.choice(_LAST)} {chance.choice(_COMPANY)}"
        stage = chance.choice(opens)
        entered = TODAY - timedelta(days=chance.randrange(60))
        is_open = chance.random() < 0.7
        contact = {
            "id": number + 1, "name": name, "company": company, "name_key": name.casefold(),
            "company_key": company.casefold(), "email": f"n{number}@example.com", "email_key": f"n{number}@example.com",
        }  # fmt: skip
        lead = {
            "id": number + 1, "contact_id": number + 1, "stage_id": stage.id if is_open else won.id,
            "stage_position": stage.position if is_open else won.position, "name": name, "name_key": name.casefold(),
            "search_key": f"{name} {company}".casefold(), "value": chance.randrange(1, 200) * 5000,
            "received_on": entered.isoformat(), "entered_on": entered.isoformat(),
            "status": "open" if is_open else "won",
            "closed_on": None if is_open else (entered + timedelta(days=chance.randrange(1, 20))).isoformat(),
            **_step(chance, is_open=is_open),
        }  # fmt: skip
        visit = {
            "lead_id": number + 1, "stage_id": stage.id, "entered_on": entered.isoformat(),
            "left_on": lead["closed_on"], "outcome": "open" if is_open else "won",
            "days": None if is_open else chance.randrange(1, 20),
        }  # fmt: skip
        yield contact, lead, visit


def _step(chance: random.Random, *, is_open: bool) -> dict[str, Any]:
    if not is_open:
        return {"next_step": None, "due_on": None, "step_kind": "touch", "precedence": 5}
    is_due = chance.random() < 0.03
    days = -chance.randrange(0, 6) if is_due else chance.randrange(1, 90)
    kind, precedence = chance.choice((("touch", 5), ("touch", 5), ("answer", 1), ("promise", 2), ("close_loop", 7)))
    return {
        "next_step": chance.choice(_STEPS),
        "due_on": (TODAY + timedelta(days=days)).isoformat(),
        "step_kind": kind,
        "precedence": precedence,
    }
