"""Finding leads by what one remembers of them: a part of the name, the company, the e-mail, the phone number."""

from datetime import date
from typing import Any, NamedTuple

from coach.records.desk import Desk, day_or_none
from coach.views.matching import words_match


class Found(NamedTuple):
    """One lead that was found. A closed one has no next step and no due day; `return_on` is when it comes back, if it does."""

    id: int
    name: str
    company: str
    email: str
    stage: str
    status: str
    next_step: str
    due_on: date | None
    return_on: date | None


def find(desk: Desk, text: str, limit: int = 50) -> list[Found]:
    """The leads in which every word of `text` occurs, by name; case, accents and the writing of a number make no difference."""
    matching = words_match(text)
    if matching is None:
        return []
    where, params = matching
    return _shown(desk, f"SELECT id FROM lead WHERE {where} ORDER BY name_key, id LIMIT ?", [*params, limit])


class AllLeads:
    """Every lead by name, open and closed, read as far as it is looked at."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def count(self) -> int:
        """How many leads there are."""
        return int(self._desk.rows("SELECT count(*) FROM lead")[0][0])

    def window(self, start: int, stop: int) -> list[Found]:
        """The leads from `start` up to and without `stop`."""
        page = "SELECT id FROM lead ORDER BY name_key, id LIMIT ? OFFSET ?"
        return _shown(self._desk, page, [max(stop - start, 0), start])


def _shown(desk: Desk, page: str, params: list[Any]) -> list[Found]:
    rows = desk.rows(
        "SELECT lead.name_key, lead.id, lead.name, contact.company, contact.email, stage.name, lead.status,"
        " lead.next_step, lead.due_on, lead.return_on"
        f" FROM ({page}) AS page LEFT JOIN lead ON lead.id = page.id"
        " LEFT JOIN contact ON contact.id = lead.contact_id LEFT JOIN stage ON stage.id = lead.stage_id",
        params,
    )
    rows.sort(key=lambda row: row[:2])
    return [
        Found(id_, name, company, email, stage, status, step or "", day_or_none(due_on), day_or_none(return_on))
        for _, id_, name, company, email, stage, status, step, due_on, return_on in rows
    ]
