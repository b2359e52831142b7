"""The end of a review: one improvement, what is committed to, the day of the next, as one change."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from coach.actions.done import Done, done
from coach.actions.reviews import commit_to, finish_review
from coach.records.desk import Desk
from coach.records.journal import changing


def end_review(
    desk: Desk,
    review_id: int,
    *,
    next_on: date,
    improvement: str = "",
    commitments: Sequence[tuple[str, date]] = (),
    counts: Mapping[str, Any] | None = None,
    partial: bool = False,
) -> Done:
    """Commit to each of these for its day, and finish the review: all of it or nothing. Raises what those raise."""
    with changing(desk, "review") as journal:
        for text, due in commitments:
            commit_to(desk, review_id, text, due)
        finish_review(desk, review_id, next_on=next_on, improvement=improvement, counts=counts, partial=partial)
    return done(journal)
