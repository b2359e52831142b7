"""How many are due, in numbers and in words."""

from datetime import timedelta

import pytest

from coach.errors import Misused
from coach.rules.cadence import ANSWER, CHECK_IN, CLOSE_LOOP, DECIDE, PROMISE
from coach.views.day import DueCounts, due_counts, in_words

from .records import TODAY, Records, on


def test_each_lead_is_counted_once_under_what_it_is_about(records: Records) -> None:
    for number, (kind, due) in enumerate(
        [
            (ANSWER, TODAY), (ANSWER, on("11-30")), (PROMISE, TODAY), ("touch", on("12-02")), ("touch", TODAY),
            (CHECK_IN, TODAY), (CLOSE_LOOP, on("11-30")), (DECIDE, TODAY), ("touch", on("12-04")), (ANSWER, on("12-06")),
            ("touch", on("12-07")),
        ]
    ):  # fmt: skip
        records.lead(f"Lead {number}", kind=kind, due=due)
    records.closed("Back", back=on("11-30"))
    records.closed("Resting")
    counts = due_counts(records.desk)
    assert counts == DueCounts(they_wait=2, promised=1, overdue=2, today=1, other=3, coming=2, within=3)
    assert counts.due == 9
    assert due_counts(records.desk, within=4).coming == 3
    assert due_counts(records.desk, within=0).coming == 0


def test_a_timed_touch_of_today_is_among_todays(records: Records) -> None:
    records.lead("Timed", due_time="15:00")
    records.lead("Timed yesterday", due_time="15:00", due=TODAY - timedelta(days=1))
    assert due_counts(records.desk)[:5] == (0, 0, 1, 1, 0)


def test_the_counts_of_an_owner_are_those_of_the_list(records: Records) -> None:
    records.lead("Mine", owner="Maya")
    records.lead("Yours", owner="Tom")
    records.setting("owner", "Maya")
    assert due_counts(records.desk).today == 1
    assert due_counts(records.desk, "").today == 2
    with pytest.raises(Misused):
        due_counts(records.desk, "Eve")


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        (DueCounts(1, 1, 3, 4, 0, 6), "They wait for you 1 · Promised 1 · Overdue 3 · Today 4 · next 3 days 6"),
        (DueCounts(0, 0, 0, 0, 2, 0), "Also due 2"),
        (DueCounts(0, 0, 0, 0, 0, 3, 1), "Nobody is due · tomorrow 3"),
        (DueCounts(0, 0, 0, 0, 0, 0), "Nobody is due"),
    ],
)
def test_nothing_is_said_of_what_there_is_none_of(counts: DueCounts, said: str) -> None:
    assert in_words(counts) == said
