"""The weekly review in words: its steps, the questions for one lead, the decisions, and the reasons of a Not yet."""

from functools import cache
from pathlib import Path
from typing import NamedTuple

from coach.playbook.tables import FOLDER, Table, read_table

AGENDA = ("open", "clear", "repair", "walk", "look", "improve", "commit", "finish")
DECISIONS = ("advance", "keep", "step_back", "later", "not_yet", "won", "do_not_contact")
REASONS = (
    "timing", "budget", "chose-other", "do-nothing", "no-fit", "went-quiet", "we-stopped", "duplicate", "invalid",
)  # fmt: skip


class AgendaStep(NamedTuple):
    """One step of the review. `minutes` guide and never bind; `short_minutes` is 0 when the short form leaves the step out."""

    key: str
    name: str
    minutes: int
    what: str
    short_minutes: int
    short_what: str


class ReviewQuestion(NamedTuple):
    """A question for one lead in the review."""

    key: str
    text: str


class Decision(NamedTuple):
    """One way to decide on a lead: what must be given, what it does, and what is asked at the third time in a row ("" if not)."""

    key: str
    label: str
    needs: str
    does: str
    asks: str


class Reason(NamedTuple):
    """Why a lead ended as Not yet: its code as the command line takes it, and one line on what it means."""

    key: str
    label: str
    meaning: str


@cache
def review_agenda(folder: Path = FOLDER) -> tuple[AgendaStep, ...]:
    """The eight steps of the review, in their order. Raises BadContent."""
    rows = _review(folder).rows("step", AgendaStep._fields, exactly=AGENDA)
    return tuple(_step(row) for row in rows)


@cache
def review_questions(folder: Path = FOLDER) -> tuple[ReviewQuestion, ...]:
    """The questions for one lead: the first three are shown, the others on demand. Raises BadContent."""
    return tuple(
        ReviewQuestion(row.text("key"), row.text("text"))
        for row in _review(folder).rows("question", ReviewQuestion._fields)
    )


@cache
def decisions(folder: Path = FOLDER) -> tuple[Decision, ...]:
    """The decisions of a review, in the order they are offered. Raises BadContent."""
    rows = read_table(folder, "decisions.toml", ("decision",)).rows("decision", Decision._fields, exactly=DECISIONS)
    return tuple(
        Decision(
            row.text("key"), row.text("label"), row.text("needs"), row.text("does"), row.text("asks", required=False)
        )
        for row in rows
    )


@cache
def reasons(folder: Path = FOLDER) -> tuple[Reason, ...]:
    """The reasons of a Not yet, in the order they are offered. Raises BadContent."""
    rows = read_table(folder, "reasons.toml", ("reason",)).rows("reason", Reason._fields, exactly=REASONS)
    return tuple(Reason(row.text("key"), row.text("label"), row.text("meaning")) for row in rows)


@cache
def _review(folder: Path) -> Table:
    return read_table(folder, "review.toml", ("step", "question"))


def _step(row: Table) -> AgendaStep:
    short = row.has("short_minutes")
    if not short:
        row.refuse(("short_what",), "belongs to a step with 'short_minutes'")
    return AgendaStep(
        key=row.text("key"),
        name=row.text("name"),
        minutes=row.whole("minutes", above=0),
        what=row.text("what"),
        short_minutes=row.whole("short_minutes", above=0, required=short),
        short_what=row.text("short_what", required=short),
    )
