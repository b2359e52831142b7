"""A lapse is a move of ours more than three business days late, and a Not yet ends by what happened."""

import pytest

from coach.rules.lapse import (
    SAID_NO,
    WE_ENDED,
    WE_STOPPED,
    WENT_QUIET,
    LapseSpan,
    Owing,
    how_it_ended,
    is_lapse,
    lapse_spans,
)

from .written_rhythms import WORKED, day

TODAY = day("12-22")


@pytest.mark.parametrize("kind", ["answer", "promise", "touch", "close_loop"])
def test_a_move_of_ours_is_a_lapse_after_more_than_three_business_days(kind: str) -> None:
    assert not is_lapse(kind, day("12-03"), day("12-08"), WORKED)
    assert is_lapse(kind, day("12-03"), day("12-09"), WORKED)
    assert not is_lapse(kind, day("12-24"), day("12-31"), WORKED)


@pytest.mark.parametrize("kind", ["check_in", "decide"])
def test_what_is_not_our_move_is_never_a_lapse(kind: str) -> None:
    assert not is_lapse(kind, day("12-01"), TODAY, WORKED)


def test_a_lapse_counts_from_the_day_it_was_due_until_it_was_done_or_until_today() -> None:
    done = Owing("Send the sketch", "promise", day("12-01"), day("12-08"))
    goes_on = Owing("Answer them", "answer", day("12-14"), None)
    in_time = Owing("Call", "touch", day("12-09"), day("12-10"))
    assert lapse_spans([done, in_time, goes_on], WORKED, TODAY) == (
        LapseSpan("Send the sketch", day("12-01"), day("12-08"), 5),
        LapseSpan("Answer them", day("12-14"), None, 6),
    )


def test_lapses_that_overlap_are_one() -> None:
    promise = Owing("Send the sketch", "promise", day("12-01"), day("12-15"))
    answer = Owing("Answer them", "answer", day("12-03"), day("12-10"))
    assert lapse_spans([answer, promise], WORKED, TODAY) == (
        LapseSpan("Send the sketch", day("12-01"), day("12-15"), 10),
    )
    still = promise._replace(due_on=day("12-04"), ended_on=None)
    assert lapse_spans([answer, still], WORKED, TODAY) == (LapseSpan("Answer them", day("12-03"), None, 13),)


def test_two_lapses_one_after_the_other_are_two() -> None:
    first = Owing("Call", "touch", day("12-01"), day("12-08"))
    second = Owing("Call", "touch", day("12-08"), day("12-15"))
    assert [span.business_days_late for span in lapse_spans([second, first], WORKED, TODAY)] == [5, 5]


@pytest.mark.parametrize(
    ("told", "how"),
    [
        ({"asked_to_stop": True, "kind": "touch", "lapsed": True, "they_spoke": False}, SAID_NO),
        ({"asked_to_stop": False, "kind": "answer", "lapsed": True, "they_spoke": True}, WE_STOPPED),
        ({"asked_to_stop": False, "kind": "decide", "lapsed": False, "they_spoke": False}, WENT_QUIET),
        ({"asked_to_stop": False, "kind": "touch", "lapsed": False, "they_spoke": True}, SAID_NO),
        ({"asked_to_stop": False, "kind": "touch", "lapsed": False, "they_spoke": False}, WE_ENDED),
    ],
)
def test_a_not_yet_ends_by_what_happened(told: dict[str, object], how: str) -> None:
    assert how_it_ended(**told) == how  # type: ignore[arg-type]
