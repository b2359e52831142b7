"""What comes back after a close: a Not yet three times and then it rests, a Won for its check-ins."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.rules.returns import Follow, return_on
from coach.rules.workdays import Calendar

NOT_YET = tuple(Follow(days, "days", f"Ask again after {days} days", "not_yet") for days in (60, 90, 180))
WON = (Follow(5, "business", "Check in", "check_in"), Follow(30, "days", "Ask for the result", "result"))


@pytest.mark.parametrize(
    ("round_", "base", "expected"),
    [
        (0, "2026-10-01", "2026-11-30"),
        (0, "2026-10-26", "2026-12-29"),  # 60 days on is Friday 25 December, closed
        (1, "2026-11-30", "2027-03-01"),  # 90 days on is a Sunday
        (2, "2026-03-01", "2026-08-28"),
    ],
)
def test_a_not_yet_returns_after_so_many_calendar_days_on_a_business_day(
    worked: Calendar, round_: int, base: str, expected: str
) -> None:
    assert return_on(NOT_YET, round_, date.fromisoformat(base), worked) == date.fromisoformat(expected)


def test_after_three_silent_returns_a_not_yet_rests(worked: Calendar) -> None:
    assert return_on(NOT_YET, 3, date(2026, 12, 1), worked) is None


def test_a_won_is_checked_in_on_after_five_business_days_and_asked_for_its_result(worked: Calendar) -> None:
    assert return_on(WON, 0, date(2026, 12, 18), worked) == date(2026, 12, 29)
    assert return_on(WON, 1, date(2026, 12, 18), worked) == date(2027, 1, 18)  # 30 days on is a Sunday
    assert return_on(WON, 2, date(2026, 12, 18), worked) is None


def test_without_any_follow_up_written_a_closed_lead_rests_at_once(worked: Calendar) -> None:
    assert return_on((), 0, date(2026, 12, 1), worked) is None


@given(st.dates(date(2026, 1, 1), date(2028, 1, 1)), st.integers(0, 400), st.sampled_from(("days", "business")))
def test_a_return_is_never_early_and_always_on_a_business_day(base: date, after: int, unit: str) -> None:
    calendar = Calendar(closed=[date(2026, 12, 25), date(2027, 1, 1)])
    day = return_on((Follow(after, unit, "Ask", "ask"),), 0, base, calendar)
    assert day is not None
    assert day >= base + timedelta(days=after)
    assert calendar.is_workday(day)
