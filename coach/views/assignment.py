"""The coaching assignment: what the owner has answered, and how far it has come."""

import json
from datetime import date
from typing import NamedTuple

from coach.records.desk import Desk, day
from coach.records.settings import SETUP_STEP

DONE = "done"
"""The step of an assignment that has come to its end."""


class AnswerShown(NamedTuple):
    """An answer of the owner to a question, and when it was given."""

    text: str
    answered_on: date


class AskedAgain(NamedTuple):
    """A question whose newest answer is as old as it may become: the answer, its day, and the calendar days since."""

    question: str
    title: str
    text: str
    answered_on: date
    days: int


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


def answer_history(desk: Desk, question: str) -> list[AnswerShown]:
    """Every answer there was to a question, newest first."""
    found = desk.rows(
        "SELECT text, answered_on FROM assignment_answer WHERE question = ? ORDER BY id DESC", (question,)
    )
    return [AnswerShown(text, day(answered_on)) for text, answered_on in found]


def asked_again(desk: Desk) -> list[AskedAgain]:
    """The questions it is time to ask anew, in their order. One that was never answered is a gap, and not among them."""
    from coach import playbook  # noqa: PLC0415  # the first frame asks this module whether to begin, and nothing it teaches

    known = answers(desk)
    again = []
    for asked in playbook.assignment().questions:
        if asked.ask_again_after and asked.key in known:
            said = known[asked.key]
            days = (desk.today - said.answered_on).days
            if days >= asked.ask_again_after:
                again.append(AskedAgain(asked.key, asked.title, said.text, said.answered_on, days))
    return again


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
