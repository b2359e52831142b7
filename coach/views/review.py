"""The weekly review as it stands: whether one is open or due, what comes next in it, and what came of it."""

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any, NamedTuple

from coach.records.desk import Desk, day, day_or_none
from coach.records.settings import REVIEW_DAY, REVIEW_NEXT
from coach.rules.dates import parse_weekday

SHORT_FORM_FROM = 7
"""Calendar days of lateness from which the short form of the review is offered."""

_WALKED = "(lead.status = 'open' OR item.step_then = '')"
"""Still to be walked: an open lead, or one that was closed when the review began. Any other was closed meanwhile."""


class ReviewState(NamedTuple):
    """The open review. `remaining` are the items still to decide, `changed` those whose lead was closed meanwhile."""

    id: int
    due_on: date
    started_at: str
    started_by: str
    decided: int
    total: int
    remaining: int
    changed: tuple[int, ...]


class ReviewItemShown(NamedTuple):
    """One lead of the walk. `place` counts from 1 among the `total`; what ends in `then` is how it stood at the beginning."""

    id: int
    lead_id: int
    place: int
    total: int
    name: str
    company: str
    why: str
    stage_then: str
    age_then: int
    step_then: str
    stage: str
    next_step: str
    due_on: date | None
    skipped: bool


class CommitmentShown(NamedTuple):
    """What the owner set out to do in a review, and what became of it: open, kept, moved or dropped."""

    id: int
    text: str
    lead_id: int | None
    lead_name: str
    due_on: date
    result: str
    why: str


class FinishedReview(NamedTuple):
    """A review that is over, `done` or `partial`. `finished_on` is the day at the desk; `counts` as they were kept with it."""

    id: int
    due_on: date
    finished_at: str
    finished_on: date
    started_by: str
    state: str
    improvement: str
    counts: Mapping[str, Any]


class ReviewDue(NamedTuple):
    """When the next review is due, or when the one under way (`open`) was. `late_by_days` in calendar days, 0 when it is not."""

    next_on: date
    is_due: bool
    late_by_days: int
    open: ReviewState | None
    last: FinishedReview | None

    @property
    def offers_short_form(self) -> bool:
        """Whether it is so late that ten minutes are better than none."""
        return self.late_by_days >= SHORT_FORM_FROM


def open_review_state(desk: Desk) -> ReviewState | None:
    """The review under way, None when there is none. At most one is open."""
    found = desk.rows("SELECT id, due_on, started_at, started_by FROM review WHERE state = 'open'")
    if not found:
        return None
    id_, due_on, started_at, started_by = found[0]
    items = desk.rows(
        f"SELECT item.id, item.decision, CASE WHEN {_WALKED} THEN 1 ELSE 0 END"
        " FROM review_item AS item JOIN lead ON lead.id = item.lead_id WHERE item.review_id = ? ORDER BY item.position",
        (id_,),
    )
    decided = sum(decision is not None for _, decision, _ in items)
    changed = tuple(item_id for item_id, decision, walked in items if decision is None and not walked)
    remaining = len(items) - decided - len(changed)
    return ReviewState(id_, day(due_on), started_at, started_by, decided, len(items), remaining, changed)


def next_item(desk: Desk, review_id: int) -> ReviewItemShown | None:
    """The first lead without a decision, None when all are decided. Skipped ones come last; leads closed meanwhile never come."""
    items = worklist(desk, review_id, limit=1)
    return items[0] if items else None


def worklist(desk: Desk, review_id: int, limit: int | None = None) -> list[ReviewItemShown]:
    """What is still to decide, in its order."""
    rows = desk.rows(
        "SELECT item.id, item.lead_id, item.position, lead.name, contact.company, item.why, item.stage_then, item.age_then,"
        " item.step_then, stage.name, lead.next_step, lead.due_on"
        " FROM review_item AS item JOIN lead ON lead.id = item.lead_id JOIN stage ON stage.id = lead.stage_id"
        " JOIN contact ON contact.id = lead.contact_id"
        f" WHERE item.review_id = ? AND item.decision IS NULL AND {_WALKED} ORDER BY item.position, item.id"
        + (" LIMIT ?" if limit is not None else ""),
        (review_id,) if limit is None else (review_id, limit),
    )
    total, decided = desk.rows("SELECT count(*), count(decision) FROM review_item WHERE review_id = ?", (review_id,))[0]
    return [_item(row, int(decided) + number, int(total)) for number, row in enumerate(rows, start=1)]


def _item(row: tuple[Any, ...], place: int, total: int) -> ReviewItemShown:
    id_, lead_id, position, name, company, why, stage_then, age_then, step_then, stage, step, due_on = row
    return ReviewItemShown(
        id_, lead_id, place, total, name, company, why, stage_then, age_then, step_then, stage, step or "",
        day_or_none(due_on), position >= total,
    )  # fmt: skip


def commitments(desk: Desk, review_id: int) -> list[CommitmentShown]:
    """What was committed to in a review, in the order it was said."""
    rows = desk.rows(
        "SELECT said.id, said.text, said.lead_id, lead.name, said.due_on, said.result, said.why"
        " FROM commitment AS said LEFT JOIN lead ON lead.id = said.lead_id WHERE said.review_id = ? ORDER BY said.id",
        (review_id,),
    )
    return [
        CommitmentShown(id_, text, lead_id, name or "", day(due_on), result, why)
        for id_, text, lead_id, name, due_on, result, why in rows
    ]


def last_finished(desk: Desk, before: int | None = None) -> FinishedReview | None:
    """The newest review that is over, or the one before the review `before`; None when there is none."""
    found = desk.rows(
        "SELECT id, due_on, finished_at, started_by, state, improvement, counts FROM review WHERE state <> 'open'"
        + (" AND id < ?" if before is not None else "")
        + " ORDER BY id DESC LIMIT 1",
        () if before is None else (before,),
    )
    if not found:
        return None
    id_, due_on, finished_at, started_by, state, improvement, counts = found[0]
    return FinishedReview(
        id_, day(due_on), finished_at, local_day(desk, finished_at), started_by, state, improvement, json.loads(counts)
    )


def review_due(desk: Desk) -> ReviewDue:
    """When the next review is due: the day named for it, else the review weekday after the last one, else the coming one.

    A week without a review adds nothing: the one that is late stands for all of them.
    """
    running, last = open_review_state(desk), last_finished(desk)
    if running is not None:
        next_on = running.due_on
    else:
        named = desk.setting(REVIEW_NEXT)
        if named and (last is None or date.fromisoformat(named) > last.finished_on):
            next_on = date.fromisoformat(named)
        else:
            next_on = _coming(desk, max(last.due_on, last.finished_on) + timedelta(days=1) if last else desk.today)
    late = (desk.today - next_on).days
    return ReviewDue(next_on, late >= 0, max(0, late), running, last)


def _coming(desk: Desk, on: date) -> date:
    """The first review weekday on or after a day."""
    return on + timedelta(days=(parse_weekday(desk.setting(REVIEW_DAY)) - on.weekday()) % 7)


def local_day(desk: Desk, moment: str) -> date:
    """The day at the desk of a UTC instant as it is kept."""
    return datetime.fromisoformat(moment.removesuffix("Z")).replace(tzinfo=UTC).astimezone(desk.now.tzinfo).date()
