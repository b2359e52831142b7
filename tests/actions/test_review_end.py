"""The end of a review is one change: the commitments, the improvement and the next day stand or fall together."""

import pytest

from coach.actions.review_end import end_review
from coach.actions.reviews import KEEP, WorkItem, decide, open_review
from coach.actions.undo import undo
from coach.errors import CoachError, Misused, Refused
from coach.views.review import commitments, last_finished, open_review_state, review_due

from .diary import Diary, on


def begun(diary: Diary, *names: str) -> int:
    """A review of these new leads; its id."""
    leads = [diary.add(name) for name in names]
    open_review(diary, on("11-27"), [WorkItem(lead, "due today", "Lead received", 1, "Answer them") for lead in leads])
    running = open_review_state(diary)
    assert running is not None
    return running.id


def test_all_of_it_is_one_change_and_one_undo(diary: Diary) -> None:
    review = begun(diary, "Ben")
    decide(diary, 1, KEEP)
    before = diary.changes()
    done = end_review(
        diary,
        review,
        next_on=on("12-04"),
        improvement="Send the recap the same day",
        commitments=[("Call Ben", on("11-26")), ("Write the price list", on("12-04"))],
        counts={"open": 1},
    )
    assert done.sentence == "finished the review"
    assert diary.changes() == before + 1
    assert [(each.text, each.due_on) for each in commitments(diary, review)] == [
        ("Call Ben", on("11-26")),
        ("Write the price list", on("12-04")),
    ]
    last = last_finished(diary)
    assert last is not None
    assert (last.state, last.improvement, last.counts) == ("done", "Send the recap the same day", {"open": 1})
    assert review_due(diary).next_on == on("12-04")
    undo(diary)
    assert open_review_state(diary) is not None
    assert commitments(diary, review) == []


@pytest.mark.parametrize(
    ("next_day", "said", "error"),
    [
        ("12-04", ["one", "two", "three", "four"], Refused),  # more than three is not committed to
        ("11-24", ["one"], Misused),  # the next review is not ahead
        ("12-04", ["one", "  "], Misused),  # a commitment has words
        ("12-04", ["one"], Refused),  # a lead has no decision yet
    ],
)
def test_what_is_refused_writes_nothing_at_all(
    diary: Diary, next_day: str, said: list[str], error: type[CoachError]
) -> None:
    review = begun(diary, "Ben")
    before = diary.changes()
    with pytest.raises(error):
        end_review(diary, review, next_on=on(next_day), commitments=[(text, on("11-30")) for text in said])
    assert diary.changes() == before
    assert commitments(diary, review) == []
    assert open_review_state(diary) is not None


def test_a_review_may_end_before_its_last_lead(diary: Diary) -> None:
    review = begun(diary, "Ben", "Lin")
    decide(diary, 1, KEEP)
    done = end_review(diary, review, next_on=on("12-04"), partial=True)
    assert done.sentence == "finished the review with 1 lead left over"
    last = last_finished(diary)
    assert last is not None
    assert last.state == "partial"
