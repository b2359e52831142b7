"""What piled up, over the days ahead: in order, so many a day, promises first and never moved."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from coach.rules.spread import Waiting, spread
from coach.rules.workdays import Calendar

from .written_rhythms import WORKED, day

TODAY = day("12-03")
"""A Thursday."""
MOVABLE = Waiting(stays=False, calendar=WORKED)
PROMISE = Waiting(stays=False, calendar=WORKED, promised=True)
FIXED = Waiting(stays=True, calendar=WORKED)


def shown(days: list[date | None]) -> list[str]:
    return ["" if each is None else f"{each:%m-%d}" for each in days]


def test_a_day_takes_as_many_as_it_takes_in_the_order_of_the_list() -> None:
    days = spread([MOVABLE] * 7, WORKED, TODAY, 3, {})
    assert shown(days) == ["", "", "", "12-04", "12-04", "12-04", "12-07"]


def test_days_off_are_passed_over() -> None:
    days = spread([MOVABLE] * 4, WORKED, day("12-24"), 1, {})
    assert shown(days) == ["", "12-29", "12-30", "12-31"]


def test_on_a_day_off_everything_goes_to_the_days_that_are_worked() -> None:
    assert shown(spread([MOVABLE] * 3, WORKED, day("12-05"), 2, {})) == ["12-07", "12-07", "12-08"]


def test_promises_are_not_moved_and_take_their_room_before_all_others() -> None:
    days = spread([MOVABLE, MOVABLE, PROMISE, MOVABLE, PROMISE], WORKED, TODAY, 3, {})
    assert shown(days) == ["", "12-04", "", "12-04", ""]


def test_more_promises_than_a_day_takes_all_stay() -> None:
    assert shown(spread([PROMISE] * 5 + [MOVABLE], WORKED, TODAY, 3, {})) == [""] * 5 + ["12-04"]


def test_what_is_not_late_stays_and_takes_its_room_in_its_turn() -> None:
    assert shown(spread([MOVABLE, FIXED, MOVABLE], WORKED, TODAY, 2, {})) == ["", "", "12-04"]
    assert shown(spread([MOVABLE, MOVABLE, FIXED], WORKED, TODAY, 2, {})) == ["", "", ""]


def test_what_is_planned_already_takes_its_room_but_never_more_than_half_a_day() -> None:
    days = spread([MOVABLE] * 10, WORKED, TODAY, 4, {day("12-04"): 1, day("12-07"): 40})
    assert shown(days) == [""] * 4 + ["12-04"] * 3 + ["12-07"] * 2 + ["12-08"]


def test_a_day_a_person_wants_quiet_goes_to_the_next_in_the_list() -> None:
    quiet_on_friday = MOVABLE._replace(calendar=WORKED.without([4]))
    days = spread([MOVABLE, quiet_on_friday, MOVABLE, quiet_on_friday], WORKED, TODAY, 1, {})
    assert shown(days) == ["", "12-07", "12-04", "12-08"]


def test_nothing_is_put_before_a_day_they_named() -> None:
    days = spread([MOVABLE._replace(not_before=day("12-08")), MOVABLE], WORKED, TODAY, 2, {})
    assert shown(days) == ["12-08", ""]


def test_what_would_come_after_the_day_they_agreed_to_stays_and_takes_no_room() -> None:
    lines = [MOVABLE, MOVABLE._replace(until=day("12-03")), MOVABLE._replace(until=day("12-04"))]
    assert shown(spread(lines, WORKED, TODAY, 1, {})) == ["", "", "12-04"]


def test_a_day_that_takes_nobody_takes_one() -> None:
    assert shown(spread([MOVABLE] * 2, WORKED, TODAY, 0, {})) == ["", "12-04"]


LINES = st.lists(
    st.builds(
        Waiting,
        stays=st.booleans(),
        calendar=st.sampled_from([WORKED, WORKED.without([0]), WORKED.without([3, 4])]),
        promised=st.booleans(),
        not_before=st.sampled_from([date.min, day("12-08"), day("12-30")]),
        until=st.sampled_from([None, None, day("12-03"), day("12-09")]),
    ),
    max_size=60,
)


@given(lines=LINES, capacity=st.integers(1, 9), start=st.integers(0, 20))
def test_every_line_has_a_day_it_may_have_and_no_day_takes_too_many(
    lines: list[Waiting], capacity: int, start: int
) -> None:
    today = TODAY + timedelta(days=start)
    days = spread(lines, WORKED, today, capacity, {})
    taken: dict[date, int] = {}
    for line, on in zip(lines, days, strict=True):
        if on is None:
            continue
        assert not line.stays
        assert not line.promised
        assert on > today
        assert line.calendar.is_workday(on)
        assert on >= line.not_before
        assert line.until is None or on <= line.until
        taken[on] = taken.get(on, 0) + 1
    assert all(count <= capacity for count in taken.values())


@given(count=st.integers(0, 40), capacity=st.integers(1, 9))
def test_the_order_of_the_list_is_kept_and_no_room_is_left(count: int, capacity: int) -> None:
    days = spread([MOVABLE] * count, Calendar(), TODAY, capacity, {})
    on = [each or TODAY for each in days]
    assert on == sorted(on)
    assert all(on.count(each) == capacity for each in set(on[:-capacity]))
