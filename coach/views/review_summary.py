"""What came of a review: its decisions, and how the leads have moved since the one before."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from coach.records.desk import Desk, day
from coach.views.review import CommitmentShown, commitments, last_finished, local_day

NAMED = 5
"""Fewer leads than this are named rather than counted: a percentage of them would say nothing."""

_KINDS = ("advance", "keep", "step_back", "later", "not_yet", "won", "do_not_contact", "changed")


class Leads(NamedTuple):
    """Some leads: how many, and their names as long as they are fewer than `NAMED`."""

    number: int
    names: tuple[str, ...]


class Flows(NamedTuple):
    """How leads moved after the day `since` (None: from the beginning) until and with `until`, by the day it happened."""

    since: date | None
    until: date
    new: Leads
    forward: Leads
    back: Leads
    not_yet: Leads
    won: Leads
    reopened: Leads
    open_now: int


class ReviewSummary(NamedTuple):
    """One review. `decisions` holds those that were made, in the order of the glossary; `undecided` is what was left."""

    review_id: int
    due_on: date
    decisions: dict[str, Leads]
    undecided: Leads
    improvement: str
    commitments: tuple[CommitmentShown, ...]
    flows: Flows


def review_summary(desk: Desk, review_id: int) -> ReviewSummary:
    """What a review has come to so far, or came to in the end."""
    due_on, finished_at, improvement = desk.rows(
        "SELECT due_on, finished_at, improvement FROM review WHERE id = ?", (review_id,)
    )[0]
    rows = desk.rows(
        "SELECT item.decision, lead.name FROM review_item AS item JOIN lead ON lead.id = item.lead_id"
        " WHERE item.review_id = ? ORDER BY item.position, item.id",
        (review_id,),
    )
    made = {kind: _leads(name for decision, name in rows if decision == kind) for kind in _KINDS}
    before = last_finished(desk, before=review_id)
    until = local_day(desk, finished_at) if finished_at else desk.today
    return ReviewSummary(
        review_id,
        day(due_on),
        {kind: leads for kind, leads in made.items() if leads.number},
        _leads(name for decision, name in rows if decision is None),
        improvement,
        tuple(commitments(desk, review_id)),
        flows(desk, before.finished_on if before else None, until),
    )


def flows(desk: Desk, since: date | None, until: date) -> Flows:
    """How leads moved after the day `since` until and with `until`."""
    span = ((since or date.min).isoformat(), until.isoformat())
    left = desk.rows(
        "SELECT visit.outcome, lead.name FROM stage_visit AS visit JOIN lead ON lead.id = visit.lead_id"
        " WHERE visit.left_on > ? AND visit.left_on <= ? ORDER BY visit.id",
        span,
    )
    new = desk.rows("SELECT name FROM lead WHERE received_on > ? AND received_on <= ? ORDER BY id", span)
    again = desk.rows(
        "SELECT lead.name FROM stage_visit AS visit JOIN lead ON lead.id = visit.lead_id"
        " JOIN stage_visit AS earlier ON earlier.id ="
        " (SELECT max(id) FROM stage_visit AS any_before WHERE any_before.lead_id = visit.lead_id AND any_before.id < visit.id)"
        " WHERE visit.entered_on > ? AND visit.entered_on <= ? AND earlier.outcome IN ('won', 'not_yet') ORDER BY visit.id",
        span,
    )

    def ended(outcome: str) -> Leads:
        return _leads(name for kind, name in left if kind == outcome)

    open_now = int(desk.rows("SELECT count(*) FROM lead WHERE status = 'open'")[0][0])
    return Flows(
        since, until, _leads(name for (name,) in new), ended("forward"), ended("back"), ended("not_yet"), ended("won"),
        _leads(name for (name,) in again), open_now,
    )  # fmt: skip


def _leads(names: Iterable[str]) -> Leads:
    found = tuple(names)
    return Leads(len(found), found if len(found) < NAMED else ())
