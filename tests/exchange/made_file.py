"""A pipeline file of any size, made by the same numbers each time, in the shape other programs export."""

import csv
import io
import random
from collections import Counter
from datetime import date, timedelta
from typing import Any, NamedTuple

STAGES = {"New": "Lead received", "Talking": "Discovery", "Offer out": "Proposal", "Signed": "Won", "Gone": "Not yet"}
MAP: dict[str, Any] = {
    "from": "old-crm",
    "closed_from": "Offer out",
    "columns": {
        "id": "Deal ID",
        "name": "Title",
        "contact": ["First", "Last"],
        "company": "Account",
        "email": "E-mail",
        "phone": "Phone",
        "value": "Amount",
        "stage": "Stage",
        "owner": "Agent",
        "source": "Source",
        "entered": "Since",
        "closed": "Ended",
        "reason": "Why",
        "note": "Notes",
    },
    "stages": STAGES,
    "reasons": {"too dear": "budget", "other firm": "chose-other"},
    "defaults": {"reason": "went-quiet", "currency": "EUR"},
}
FIRST_DAY, LAST_DAY = date(2025, 1, 1), date(2026, 11, 20)


class Made(NamedTuple):
    """The text of the file and the figures an import of it must come to."""

    text: str
    stages: Counter[str]
    won_value: int
    owners: int
    notes: int
    without_day: int
    days: dict[str, int]


def made_file(rows: int) -> Made:
    """`rows` deals. Amounts in whole units, days as day.month.year, one note in five over two lines."""
    chance = random.Random(20261124)
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";")
    writer.writerow(
        ["Deal ID", "Title", "First", "Last", "Account", "E-mail", "Phone", "Amount", "Stage", "Agent", "Source", "Since",
         "Ended", "Why", "Notes", "Colour"]
    )  # fmt: skip
    stages: Counter[str] = Counter()
    days: Counter[str] = Counter()
    won_value = notes = without_day = 0
    for number in range(rows):
        stage = chance.choice(list(STAGES))
        since = FIRST_DAY + timedelta(days=chance.randrange((LAST_DAY - FIRST_DAY).days - 100))
        ended = since + timedelta(days=chance.randrange(100)) if stage in ("Signed", "Gone") else None
        amount = chance.randrange(1, 90_000)
        unknown = stage == "New"
        note = f"Line one of {number}\nline two, “quoted”" if number % 5 == 0 else ""
        writer.writerow(
            [f"D-{number:05}", f"Roof {number}", chance.choice("ABCDEF") + "nn", f"Lee {number}", f"Firm {number % 97}",
             f"Person{number}@example.com" if number % 3 else "", f"0151 {number:07}" if number % 2 else "-",
             "0" if stage == "Gone" else f"{amount:,}".replace(",", "."), stage.upper(), f"Agent {number % 7}", "fair",
             "" if unknown else f"{since:%d.%m.%Y}", f"{ended:%d.%m.%Y}" if ended else "",
             chance.choice(["Too dear", "other firm", ""]) if stage == "Gone" else "", note, "red"]
        )  # fmt: skip
        stages[STAGES[stage]] += 1
        won_value += amount * 100 if stage == "Signed" else 0
        notes += bool(note)
        without_day += unknown
        if ended:
            days[STAGES[stage]] += (ended - since).days
    return Made(out.getvalue(), stages, won_value, 7, notes, without_day, dict(days))
