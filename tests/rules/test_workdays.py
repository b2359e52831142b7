"""Business days: counting in them agrees with plain enumeration, whatever the calendar."""

from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from coach.rules.workdays import HORIZON, Calendar, NoWorkday

DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))
START = date(2026, 11, 27)


@st.composite
def calendars_near_a_day(draw: st.DrawFn) -> tuple[Calendar, date]:
    """A calendar with some weekday left, closed days clustered around the day it is asked about, and that day."""
    day = draw(DAYS)
    weekdays = draw(st.sets(st.integers(0, 6), min_size=1))
    closed = {day + timedelta(days=n) for n in draw(st.sets(st.integers(-30, 30), max_size=25))}
    return Calendar(weekdays, closed), day


def workdays_from(calendar: Calendar, day: date, direction: int, wanted: int) -> list[date]:
    """The slow model: walk the days one by one, write down each that is a listed weekday and not closed."""
    found: list[date] = []
    while len(found) < wanted:
        if day.weekday() in calendar.weekdays and day not in calendar.closed:
            found.append(day)
        day += timedelta(days=direction)
    return found


@pytest.mark.parametrize(
    ("day", "n", "expected"),
    [
        ("2026-11-27", 0, "2026-11-27"),
        ("2026-11-28", 0, "2026-11-30"),
        ("2026-11-28", 1, "2026-12-01"),
        ("2026-11-27", 1, "2026-11-30"),
        ("2026-12-24", 1, "2026-12-29"),
        ("2026-12-24", 2, "2026-12-30"),
        ("2026-12-25", 0, "2026-12-29"),
        ("2026-12-31", 1, "2027-01-04"),
        ("2026-12-29", -1, "2026-12-24"),
        ("2026-12-27", -1, "2026-12-23"),
    ],
)
def test_days_are_added_as_in_the_worked_examples(worked: Calendar, day: str, n: int, expected: str) -> None:
    assert worked.add(date.fromisoformat(day), n) == date.fromisoformat(expected)


@pytest.mark.parametrize(
    ("day", "forward", "back"),
    [
        ("2026-11-27", "2026-11-27", "2026-11-27"),
        ("2026-11-28", "2026-11-30", "2026-11-27"),
        ("2026-12-25", "2026-12-29", "2026-12-24"),
        ("2026-12-27", "2026-12-29", "2026-12-24"),
        ("2027-01-01", "2027-01-04", "2026-12-31"),
    ],
)
def test_a_closed_day_rolls_to_its_nearest_business_day(worked: Calendar, day: str, forward: str, back: str) -> None:
    assert worked.forward(date.fromisoformat(day)) == date.fromisoformat(forward)
    assert worked.back(date.fromisoformat(day)) == date.fromisoformat(back)


@given(calendars_near_a_day(), st.integers(-40, 40))
def test_adding_days_is_picking_from_the_list_of_business_days(case: tuple[Calendar, date], n: int) -> None:
    calendar, day = case
    assert calendar.add(day, n) == workdays_from(calendar, day, 1 if n >= 0 else -1, abs(n) + 1)[-1]


@given(calendars_near_a_day())
def test_forward_and_back_find_the_first_business_day_each_way(case: tuple[Calendar, date]) -> None:
    calendar, day = case
    assert [calendar.forward(day)] == workdays_from(calendar, day, 1, 1)
    assert [calendar.back(day)] == workdays_from(calendar, day, -1, 1)


@given(calendars_near_a_day(), st.integers(-60, 60), st.integers(-60, 60))
def test_business_days_in_a_span_are_counted_as_by_hand(case: tuple[Calendar, date], a: int, b: int) -> None:
    calendar, day = case
    after, until = day + timedelta(days=a), day + timedelta(days=b)
    by_hand = sum(calendar.is_workday(after + timedelta(days=i)) for i in range(1, max(0, (until - after).days) + 1))
    assert calendar.count(after, until) == by_hand


@given(calendars_near_a_day(), st.integers(0, 40))
def test_counting_undoes_adding(case: tuple[Calendar, date], n: int) -> None:
    calendar, day = case
    assume(calendar.is_workday(day))
    assert calendar.count(day, calendar.add(day, n)) == n


def test_a_span_that_ends_where_it_starts_or_earlier_has_no_days(worked: Calendar) -> None:
    assert worked.count(START, START) == 0
    assert worked.count(START, START - timedelta(days=30)) == 0


@pytest.mark.parametrize(
    "calendar",
    [
        Calendar(weekdays=()),
        Calendar(closed=(START + timedelta(days=i) for i in range(-HORIZON, HORIZON + 1))),
        Calendar(weekdays={2}).without({2}),
    ],
    ids=["no weekday", "every date closed", "only quiet weekdays"],
)
def test_a_calendar_closed_for_good_is_an_error_both_ways(calendar: Calendar) -> None:
    for ask in (calendar.forward, calendar.back, lambda day: calendar.add(day, 1), lambda day: calendar.add(day, -1)):
        with pytest.raises(NoWorkday, match="no business day within 400 days of 2026-11-27"):
            ask(START)


def test_the_search_for_a_business_day_goes_exactly_as_far_as_it_says() -> None:
    every_day = range(7)
    ahead = [START + timedelta(days=i) for i in range(HORIZON)]
    assert Calendar(every_day, ahead[:-1]).forward(START) == ahead[-1]
    with pytest.raises(NoWorkday):
        Calendar(every_day, ahead).forward(START)


def test_the_quiet_weekdays_of_a_contact_are_closed_too(worked: Calendar) -> None:
    polite = worked.without({0, 4})
    assert polite.forward(date(2026, 11, 27)) == date(2026, 12, 1)
    assert polite.closed == worked.closed
    assert worked.is_workday(date(2026, 11, 27))


def test_a_contact_without_quiet_weekdays_has_the_calendar_of_the_owner(worked: Calendar) -> None:
    assert worked.without(()) is worked
