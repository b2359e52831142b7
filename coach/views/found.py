"""A lead as it is listed: who it is, where it stands, what comes next."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from coach.records.desk import Desk, day_or_none

_AT_ONCE = 500
"""Leads asked for in one statement."""


class Found(NamedTuple):
    """One lead of a list. A closed one has no next step and no due day; `return_on` is when it comes back, if it does.

    `where` tells what was found when it is not in the lead's own words: `in a note of 3 Nov: …what about the gutters…`.
    """

    id: int
    name: str
    company: str
    email: str
    stage: str
    status: str
    next_step: str
    due_on: date | None
    return_on: date | None
    where: str = ""


def shown(desk: Desk, lead_ids: Sequence[int]) -> list[Found]:
    """These leads, in this order; those that are not there are left out."""
    found: dict[int, Found] = {}
    for start in range(0, len(lead_ids), _AT_ONCE):
        asked = lead_ids[start : start + _AT_ONCE]
        marks = ", ".join("?" * len(asked))
        rows = desk.rows(
            "SELECT lead.id, lead.name, contact.company, contact.email, stage.name, lead.status, lead.next_step,"
            " lead.due_on, lead.return_on"
            " FROM lead LEFT JOIN contact ON contact.id = lead.contact_id LEFT JOIN stage ON stage.id = lead.stage_id"
            f" WHERE lead.id IN ({marks})",
            asked,
        )
        for id_, name, company, email, stage, status, step, due_on, back in rows:
            found[id_] = Found(
                id_, name, company, email, stage, status, step or "", day_or_none(due_on), day_or_none(back)
            )
    return [found[id_] for id_ in lead_ids if id_ in found]
