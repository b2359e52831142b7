"""What they said through each lens, the newest first, with what was kept beside it; and what follows from it all."""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from coach.records.desk import Desk, day
from coach.rules.dates import show_day

if TYPE_CHECKING:
    from coach.playbook import LensField

GUESSED, UNKNOWN = "guessed", "unknown"
HOURS, ONCE = "hours", "once"
_WHOSE = {"theirs": ", their own figure", "together": ", worked out together"}


class FieldShown(NamedTuple):
    """Something kept beside an answer: its key, its label, and what is kept, as people read it."""

    key: str
    label: str
    text: str


class AnswerShown(NamedTuple):
    """One answer. `fields` are what was kept beside it, in the order of the lens, a figure in one piece."""

    id: int
    lens: str
    text: str
    basis: str
    clarity: str
    said_by: str
    noted_on: date
    author: str
    fields: tuple[FieldShown, ...]
    kept: Mapping[str, Any]
    """The fields as they are stored: names as a list, a day as ISO text."""


def answers_of(desk: Desk, lead_id: int) -> dict[str, tuple[AnswerShown, ...]]:
    """The answers of a lead by lens, the newest first; a lens nobody spoke of is not there."""
    rows = desk.rows(
        "SELECT id, lens, text, basis, clarity, said_by, noted_on, author, fields FROM answer WHERE lead_id = ?"
        " ORDER BY id DESC",
        (lead_id,),
    )
    found: dict[str, list[AnswerShown]] = {}
    for id_, lens, text, basis, clarity, said_by, on, author, fields in rows:
        kept = json.loads(fields)
        shown = fields_in_words(lens, kept, desk.today)
        answer = AnswerShown(id_, lens, text, basis, clarity, said_by, day(on), author, shown, kept)
        found.setdefault(lens, []).append(answer)
    return {lens: tuple(each) for lens, each in found.items()}


def fields_so_far(answers: Sequence[AnswerShown], *, guesses: bool = True) -> dict[str, Any]:
    """What is kept beside the answers of one lens, given with the newest first: of each field the newest.

    Without `guesses` only what came from them counts.
    """
    kept: dict[str, Any] = {}
    for answer in reversed(answers):
        if guesses or answer.basis != GUESSED:
            kept.update(answer.kept)
    return kept


def fields_in_words(lens: str, kept: Mapping[str, Any], today: date) -> tuple[FieldShown, ...]:
    """Stored fields as people read them. The parts of a figure are one: `3 hours a month, their own figure`."""
    from coach import playbook  # noqa: PLC0415  # a lead without answers does without the playbook

    known = next((each.fields for each in playbook.lenses() if each.key == lens), ())
    shown = []
    for field in known:
        if field.key not in kept or ("amount" in kept and field.key in ("unit", "per", "basis")):
            continue
        value = kept[field.key]
        text = (
            figure(kept) + _WHOSE.get(str(kept.get("basis")), "")
            if field.key == "amount"
            else _in_words(field, value, today)
        )
        shown.append(FieldShown(field.key, field.label, text))
    return tuple(shown)


def figure(kept: Mapping[str, Any]) -> str:
    """The figure among stored fields with what it is counted in and how often: `3 hours a month`, `450 EUR once`."""
    unit = " hours" if kept.get("unit") == HOURS else ""
    per = kept.get("per", "")
    return f"{kept['amount']}{unit}{f' {per}' if per == ONCE else f' a {per}' if per else ''}"


def _in_words(field: "LensField", value: Any, today: date) -> str:
    if field.form == "day":
        return show_day(date.fromisoformat(value), today)
    return ", ".join(value) if isinstance(value, list) else str(value)
