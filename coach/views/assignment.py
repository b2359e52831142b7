"""The coaching assignment: what the owner has answered, and how far it has come."""

import json
from datetime import date
from typing import NamedTuple

from coach.records.desk import Desk, day
from coach.records.settings import SETUP_STEP

DONE = "done"
"""The step of an assignment that has come to its end."""


class AnswerShown(NamedTuple):
    """The owner's newest answer to a question, and when it was given."""

    text: str
    answered_on: date


def where_stopped(desk: Desk) -> str:
    """The step of the assignment that was reached, as the action kept it; empty before its beginning."""
    return desk.setting(SETUP_STEP)


def answers(desk: Desk) -> dict[str, AnswerShown]:
    """The newest answer to each question that has one, by the question's key."""
    found = desk.rows(
        "SELECT question, text, answered_on FROM assignment_answer"
        " WHERE id IN (SELECT max(id) FROM assignment_answer GROUP BY question) ORDER BY id"
    )
    return {question: AnswerShown(text, day(answered_on)) for question, text, answered_on in found}


def is_empty(desk: Desk) -> bool:
    """Whether there is nothing of the owner's yet: no lead, and no question of the assignment answered."""
    return not desk.rows(
        "SELECT 1 WHERE EXISTS (SELECT 1 FROM lead) OR EXISTS (SELECT 1 FROM assignment_answer)",
    )


def comes_first(desk: Desk) -> bool:
    """Whether the assignment comes before anything else: nothing has begun, or it was left half-way."""
    step = where_stopped(desk)
    page = json.loads(step)["page"] if step.startswith("{") else step
    return is_empty(desk) if not page else page != DONE
