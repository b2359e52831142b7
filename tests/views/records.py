"""Rows for the tests of the views, written straight into the tables: what is asked is tested here, not how it came about."""

import json
from datetime import UTC, date, datetime
from typing import Any, Self

from coach.records import models
from coach.records.desk import Desk
from coach.records.models import Contact, Lead, Owner, Stage, StageVisit
from coach.records.stages import stored_rhythm
from coach.rules.cadence import TOUCH, Beat, Rhythm
from coach.rules.day_order import precedence
from coach.rules.returns import Follow
from coach.rules.text import casefold_key, fold

TODAY = date(2026, 12, 3)
"""A Thursday."""
CLOSED_DAYS = (date(2026, 12, 25), date(2026, 12, 28), date(2027, 1, 1))
STAGES = (
    ("lead", "Lead received", "open", 5),
    ("discovery", "Discovery conversation", "open", 10),
    ("proposal", "Proposal / trial / consultation", "open", 15),
    ("decision", "Decision support", "open", 20),
    ("won", "Won", "won", None),
    ("not_yet", "Not yet", "not_yet", None),
)
FOLLOWS = {
    "won": (
        Follow(5, "business", "Check in", "won_check_in"),
        Follow(30, "days", "Ask about the result", "won_result"),
    ),
    "not_yet": (
        Follow(60, "days", "Ask what has changed", "return_later"),
        Follow(90, "days", "Send one thing", "value"),
    ),
}


def on(month_and_day: str) -> date:
    """A day of the winter of the worked examples: November and December are in 2026, the rest in 2027."""
    month, number = map(int, month_and_day.split("-"))
    return date(2026 if month > 6 else 2027, month, number)


class Records:
    """An open database with the six stages, and a desk whose day is `TODAY` until `go_to`."""

    def __init__(self, database: Any, author: str = "Maya") -> None:
        self.database = database
        self.now = datetime(TODAY.year, TODAY.month, TODAY.day, 10, tzinfo=UTC)
        self.desk = Desk(database, author, lambda: self.now)
        rhythm = Rhythm(tuple(Beat(gap, f"beat {gap}", "") for gap in (0, 2, 3, 5)))
        self.stages = {
            key: Stage.insert(
                key=key,
                name=name,
                kind=kind,
                position=position,
                normal_stay=stay,
                exit_evidence=f"evidence of {key}" if kind == "open" else "",
                rhythm=stored_rhythm(rhythm, FOLLOWS.get(key, ())),
            ).execute()
            for position, (key, name, kind, stay) in enumerate(STAGES)
        }

    def go_to(self, day: date) -> None:
        """Another day at the desk."""
        self.now = datetime(day.year, day.month, day.day, 10, tzinfo=UTC)

    def setting(self, key: str, value: str) -> None:
        """Write a setting."""
        models.Setting.insert(key=key, value=value).execute()
        self.desk.forget()

    def close_days(self, *days: date) -> None:
        """Take days off."""
        self.setting("days-off", json.dumps([day.isoformat() for day in days]))

    def owner(self, name: str) -> int:
        """An owner, new if need be."""
        found = Owner.get_or_none(Owner.name_key == fold(name))
        return int(found.id if found else Owner.insert(name=name, name_key=fold(name)).execute())

    def contact(self, name: str, *, company: str = "", email: str = "", phone: str = "", **fields: Any) -> int:
        """A person."""
        return int(
            Contact.insert(
                name=name,
                company=company,
                email=email,
                phone=phone,
                name_key=fold(name),
                company_key=fold(company),
                **fields,
            ).execute()
        )

    def lead(
        self,
        name: str,
        *,
        stage: str = "lead",
        due: date | None = TODAY,
        kind: str = TOUCH,
        contact: int | None = None,
        company: str = "",
        email: str = "",
        phone: str = "",
        owner: str = "",
        **fields: Any,
    ) -> int:
        """An open lead with its step; with a person of its own unless `contact` is given."""
        person = contact if contact is not None else self.contact(name, company=company, email=email, phone=phone)
        digits = "".join(character for character in phone if character.isdigit())
        values: dict[str, Any] = {
            "name": name,
            "name_key": casefold_key(name),
            "search_key": " ".join(part for part in (fold(name), fold(company), email.casefold(), digits) if part),
            "contact": person,
            "owner": self.owner(owner) if owner else None,
            "stage": self.stages[stage],
            "stage_position": list(self.stages).index(stage),
            "received_on": on("11-02"),
            "entered_on": on("12-01"),
            "next_step": "Call about the offer",
            "step_kind": kind,
            "precedence": precedence(kind),
            "due_on": due,
            **fields,
        }
        return int(Lead.insert(**values).execute())

    def closed(self, name: str, status: str = "not_yet", *, back: date | None = None, **fields: Any) -> int:
        """A closed lead, which comes back on `back` or rests."""
        values = {
            "stage": status,
            "due": None,
            "status": status,
            "next_step": None,
            "reason": "timing" if status == "not_yet" else "",
            "closed_on": on("11-20"),
            "return_on": back,
            **fields,
        }
        return self.lead(name, **values)

    def visit(self, lead: int, stage: str, entered: str, left: str = "", outcome: str = "open", **fields: Any) -> int:
        """One stay of a lead in a stage."""
        return int(
            StageVisit.insert(
                lead=lead,
                stage=self.stages[stage],
                entered_on=on(entered),
                left_on=on(left) if left else None,
                outcome=outcome,
                **fields,
            ).execute()
        )

    def empty(self) -> None:
        """Take all leads, people and owners out again."""
        for model in (StageVisit, Lead, Contact, Owner):
            model.delete().execute()


class Counted:
    """Counts the statements sent to a database while it is entered."""

    def __init__(self, database: Any) -> None:
        self.database = database
        self.statements: list[str] = []

    def __enter__(self) -> Self:
        self._send = self.database.execute_sql
        self.database.execute_sql = self._count
        return self

    def __exit__(self, *_: object) -> None:
        del self.database.execute_sql

    def _count(self, sql: str, params: Any = None) -> Any:
        self.statements.append(sql)
        return self._send(sql, params)
