"""A day with a time, as it is typed after --due."""

from datetime import date, datetime
from types import SimpleNamespace
from typing import Any, cast

import pytest

from coach.commands.given import day_and_time_given, due_given
from coach.errors import Misused
from coach.rules.workdays import Calendar

DESK = cast("Any", SimpleNamespace(today=datetime(2026, 11, 24).date(), calendar=Calendar()))  # noqa: DTZ001
FRIDAY = date(2026, 11, 27)


@pytest.mark.parametrize(
    ("typed", "day", "time"),
    [
        ("fri", FRIDAY, ""),
        ("fri 15:00", FRIDAY, "15:00"),
        (" fri  at 9 ", FRIDAY, "09:00"),
        ("fri 3pm", FRIDAY, "15:00"),
        ("Fri 3 PM", FRIDAY, "15:00"),
        ("2026-11-27T15:00", FRIDAY, "15:00"),
        ("2026-11-27 15:00", FRIDAY, "15:00"),
        ("27 nov at 9:30", FRIDAY, "09:30"),
        ("next fri 8am", date(2026, 12, 4), "08:00"),
        ("+3bd 10:15", FRIDAY, "10:15"),
        ("sat", date(2026, 11, 28), ""),
        ("27 nov 2027", date(2027, 11, 27), ""),
    ],
)
def test_a_day_may_carry_a_time(typed: str, day: date, time: str) -> None:
    assert day_and_time_given(DESK, typed) == (day, time)


@pytest.mark.parametrize(
    "typed", ["fri 25:00", "fri at 77", "fri 9", "12 dec 9", "15:00", "3pm", "", "at 9", "x" * 10_000]
)
def test_what_is_no_day_or_no_time_is_refused(typed: str) -> None:
    with pytest.raises(Misused):
        day_and_time_given(DESK, typed)


def test_nothing_may_be_given() -> None:
    assert due_given(DESK, None) == (None, "")
