"""Days and times as people type them: every form of the contract, seen from one Tuesday, and what is refused."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.errors import Misused
from coach.rules.dates import (
    FIRST_YEAR,
    LAST_YEAR,
    MONTHS,
    WEEKDAYS,
    parse_day,
    parse_moment,
    parse_time,
    parse_weekday,
    show_day,
    show_days_late,
)
from coach.rules.text import visible_line
from coach.rules.workdays import Calendar

TUESDAY = date(2026, 11, 24)
TODAYS = st.dates(date(1990, 1, 1), date(2100, 12, 31))
CALENDARS = st.builds(
    Calendar,
    st.sets(st.integers(0, 6), min_size=1),
    st.sets(st.dates(date(2026, 11, 1), date(2027, 3, 31)), max_size=40),
)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("2026-12-01", date(2026, 12, 1)),
        ("today", TUESDAY),
        ("tomorrow", date(2026, 11, 25)),
        ("yesterday", date(2026, 11, 23)),
        ("fri", date(2026, 11, 27)),
        ("friday", date(2026, 11, 27)),
        ("tue", date(2026, 12, 1)),
        ("mon", date(2026, 11, 30)),
        ("thurs", date(2026, 11, 26)),
        ("next fri", date(2026, 12, 4)),
        ("next monday", date(2026, 11, 30)),
        ("next sun", date(2026, 12, 6)),
        ("+0d", TUESDAY),
        ("+3d", date(2026, 11, 27)),
        ("+2w", date(2026, 12, 8)),
        ("+1m", date(2026, 12, 24)),
        ("+14m", date(2028, 1, 24)),
        ("+3bd", date(2026, 11, 27)),
        ("+4bd", date(2026, 11, 30)),
        ("12 dec", date(2026, 12, 12)),
        ("dec 12", date(2026, 12, 12)),
        ("12 december", date(2026, 12, 12)),
        ("12 dec 2027", date(2027, 12, 12)),
        ("dec 12 2027", date(2027, 12, 12)),
        ("24 nov", TUESDAY),
        ("23 nov", date(2027, 11, 23)),
        ("9 sept", date(2027, 9, 9)),
        ("29 feb", date(2028, 2, 29)),
        ("fri 27 nov", date(2026, 11, 27)),
        ("sat 27 nov 2027", date(2027, 11, 27)),
        ("23 nov 2026", date(2026, 11, 23)),
        ("march", date(2027, 3, 1)),
        ("in March", date(2027, 3, 1)),
        ("dec", date(2026, 12, 1)),
        ("nov", date(2027, 11, 1)),
        ("january 2028", date(2028, 1, 1)),
        ("in mar 2026", date(2026, 3, 1)),
    ],
)
def test_a_day_is_understood_in_every_form_people_use(typed: str, meant: date) -> None:
    assert parse_day(typed, TUESDAY) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("  FRI ", date(2026, 11, 27)),
        ("Next   Fri", date(2026, 12, 4)),
        ("NEXT\tFRI", date(2026, 12, 4)),
        ("+ 3 BD", date(2026, 11, 27)),
        ("12Dec", date(2026, 12, 12)),
        ("dec12", date(2026, 12, 12)),
        (" 12  DECEMBER  2027", date(2027, 12, 12)),
        ("2026 - 12 - 01", date(2026, 12, 1)),
    ],
)
def test_case_and_spaces_do_not_matter(typed: str, meant: date) -> None:
    assert parse_day(typed, TUESDAY) == meant


def test_a_weekday_on_that_very_day_is_a_week_away() -> None:
    friday = date(2026, 11, 27)
    assert parse_day("fri", friday) == parse_day("next fri", friday) == date(2026, 12, 4)


def test_next_weekday_is_in_next_week_even_on_a_sunday() -> None:
    sunday = date(2026, 11, 29)
    assert parse_day("mon", sunday) == parse_day("next mon", sunday) == date(2026, 11, 30)
    assert parse_day("next sun", sunday) == date(2026, 12, 6)


def test_a_month_alone_is_its_first_day_the_next_one_from_today_on() -> None:
    first, second = date(2027, 3, 1), date(2027, 3, 2)
    assert parse_day("march", first) == first
    assert parse_day("march", second) == date(2028, 3, 1)


@given(TODAYS, st.integers(0, 11))
def test_every_month_is_understood_alone_and_never_lies_behind(today: date, month: int) -> None:
    found = parse_day(MONTHS[month][:3], today)
    assert (found.month, found.day) == (month + 1, 1)
    assert today <= found <= today + timedelta(days=366)
    assert parse_day(f"in {MONTHS[month]}", today) == found == parse_day(f"{MONTHS[month]} {found.year}", today)


@pytest.mark.parametrize(
    ("today", "typed", "meant"),
    [
        (date(2027, 1, 31), "+1m", date(2027, 2, 28)),
        (date(2028, 1, 31), "+1m", date(2028, 2, 29)),
        (date(2026, 8, 31), "+1m", date(2026, 9, 30)),
        (date(2026, 12, 31), "+1m", date(2027, 1, 31)),
        (date(2026, 10, 31), "+2m", date(2026, 12, 31)),
        (date(2028, 2, 29), "+12m", date(2029, 2, 28)),
    ],
)
def test_months_stay_in_their_month(today: date, typed: str, meant: date) -> None:
    assert parse_day(typed, today) == meant


@pytest.mark.parametrize(
    ("today", "meant"),
    [
        (date(2028, 2, 29), date(2028, 2, 29)),
        (date(2028, 3, 1), date(2032, 2, 29)),
        (date(2096, 3, 1), date(2104, 2, 29)),
    ],
)
def test_29_february_without_a_year_is_the_next_leap_day(today: date, meant: date) -> None:
    assert parse_day("29 feb", today) == meant


def test_business_days_are_counted_by_the_calendar_given() -> None:
    closed_till_friday = Calendar(closed=[date(2026, 11, 25), date(2026, 11, 26)])
    assert parse_day("+1bd", TUESDAY, closed_till_friday) == date(2026, 11, 27)


def test_a_calendar_without_open_days_is_a_sentence_not_a_traceback() -> None:
    with pytest.raises(Misused, match="no open day") as refusal:
        parse_day("+1bd", TUESDAY, Calendar(weekdays=()))
    assert "days-off" in refusal.value.do


@given(CALENDARS, st.integers(0, 400))
def test_every_number_of_business_days_is_what_the_calendar_says(calendar: Calendar, n: int) -> None:
    assert parse_day(f"+{n}bd", TUESDAY, calendar) == calendar.add(TUESDAY, n)


@given(st.dates(date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31)), TODAYS)
def test_every_day_kept_is_read_back_from_its_iso_form(day: date, today: date) -> None:
    assert parse_day(day.isoformat(), today) == day


@given(st.dates(date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31)), TODAYS)
def test_a_day_shown_by_coach_is_understood_by_coach(day: date, today: date) -> None:
    if day.year == today.year and day < today:
        day = today
    assert parse_day(show_day(day, today), today) == day
    assert parse_day(show_day(day, today).upper(), today) == day


@given(TODAYS, st.integers(0, 364))
def test_a_day_of_the_year_to_come_is_read_back_without_its_year(today: date, ahead: int) -> None:
    day = today + timedelta(days=ahead)
    month = MONTHS[day.month - 1]
    assert parse_day(f"{day.day} {month}", today) == parse_day(f"{month[:3]} {day.day}", today) == day


@given(TODAYS, st.integers(0, 6))
def test_a_bare_weekday_falls_within_the_seven_days_to_come(today: date, weekday: int) -> None:
    coming = parse_day(WEEKDAYS[weekday][:3], today)
    following = parse_day(f"next {WEEKDAYS[weekday]}", today)
    assert coming.weekday() == following.weekday() == weekday
    assert 1 <= (coming - today).days <= 7
    assert following.isocalendar()[:2] == (today + timedelta(days=7)).isocalendar()[:2]


@pytest.mark.parametrize(
    "typed",
    [
        "", "   ", "soon", "fr", "next", "next week", "fri fri", "fri 27", "+d", "+3", "+3x", "-3d", "3d",
        "++3d", "+1.5d",
        "+3bdx", "12", "in", "in 12 dec", "in fri", "fri march", "next march", "march 02027",
        "12 dez", "12 dec 27", "12 dec 02027", "1 2 dec", "12th dec", "dec dec",
        "2026-1-5", "2026/12/01",
        "20261201", "2026-12", "2026-W49-1", "2026-12-01T10:00", "2026-12-01x", "+٣d", "٣ dec", "²⁰²⁶-12-01",
        "today\0", "\x1b[31m", "\ud800",
        "next fri" * 20, "9" * 5000, "+" + "9" * 5000 + "d",
    ],
)  # fmt: skip
def test_anything_else_is_refused_with_the_forms_to_use(typed: str) -> None:
    with pytest.raises(Misused) as refusal:
        parse_day(typed, TUESDAY)
    assert "next fri" in refusal.value.do
    assert "+3bd" in refusal.value.do


def test_the_refusal_names_what_was_typed() -> None:
    with pytest.raises(Misused) as refusal:
        parse_day("soonish", TUESDAY)
    assert refusal.value.what == "'soonish' is not a day I can read."


@pytest.mark.parametrize(
    ("typed", "readings"),
    [
        ("3/4", "3 April or 4 March"),
        ("3.4.", "3 April or 4 March"),
        ("3-4-2027", "3 April or 4 March"),
        ("03/04/27", "3 April or 4 March"),
        ("3/15/2024", "15 March"),
        ("15.3", "15 March"),
        ("4/4", "4 April"),
    ],
)
def test_a_month_told_by_a_number_is_refused_with_its_readings(typed: str, readings: str) -> None:
    with pytest.raises(Misused) as refusal:
        parse_day(typed, TUESDAY)
    assert refusal.value.what == f"'{typed}' names the month by a number: {readings}?"
    assert refusal.value.do.startswith("Write the month as a word: ")
    assert parse_day(refusal.value.do.removeprefix("Write the month as a word: ").rstrip("."), TUESDAY) >= TUESDAY


@pytest.mark.parametrize(
    "typed", ["2026-02-30", "2026-13-01", "2026-00-10", "31 feb", "30 feb 2028", "29 feb 2027", "0 dec", "99 dec"]
)
def test_a_day_no_calendar_has_is_refused(typed: str) -> None:
    with pytest.raises(Misused, match="There is no"):
        parse_day(typed, TUESDAY)


def test_a_weekday_that_contradicts_its_date_is_refused() -> None:
    with pytest.raises(Misused, match="27 November 2026 is a Friday, not a Monday"):
        parse_day("mon 27 nov", TUESDAY)


@pytest.mark.parametrize(
    "typed",
    [
        "1899-12-31",
        "2201-01-01",
        "0000-01-01",
        "9999-12-31",
        "1 jan 1899",
        "1 jan 2201",
        "+99999d",
        "+9999m",
        "+999999w",
        "+99999bd",
    ],
)
def test_a_day_too_far_away_is_refused(typed: str) -> None:
    with pytest.raises(Misused, match="too far away") as refusal:
        parse_day(typed, TUESDAY)
    assert "1900 to 2200" in refusal.value.do


def day_or_refusal(typed: str, today: date) -> date | Misused:
    try:
        return parse_day(typed, today)
    except Misused as refusal:
        return refusal


@given(st.text(max_size=30) | st.text("0123456789 -+/.:dwmbnextfriTamp", max_size=20), TODAYS)
def test_any_text_is_a_day_or_a_sentence_fit_to_print(typed: str, today: date) -> None:
    found = day_or_refusal(typed, today)
    if isinstance(found, Misused):
        assert found.do
        assert visible_line(found.what) == found.what
    else:
        assert FIRST_YEAR <= found.year <= LAST_YEAR


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("2026-12-01", datetime(2026, 12, 1, 9)),  # noqa: DTZ001  (local wall time has no zone)
        ("2026-12-01T10:00", datetime(2026, 12, 1, 10)),  # noqa: DTZ001
        (" 2026-12-01T23:59:58 ", datetime(2026, 12, 1, 23, 59, 58)),  # noqa: DTZ001
    ],
)
def test_a_moment_is_a_day_at_nine_or_a_day_with_its_time(typed: str, meant: datetime) -> None:
    assert parse_moment(typed) == meant
    assert parse_moment(typed).tzinfo is None


@pytest.mark.parametrize(
    "typed",
    [
        "", "tomorrow", "2026-12-1", "20261201", "2026-W49-2", "2026-12-01T", "2026-12-01T10",
        "2026-12-01 10:00",
        "2026-12-01T10:00Z", "2026-12-01T10:00+01:00", "2026-12-01T24:00", "2026-12-01T10:60", "2026-02-30",
        "1899-12-31",
        "2201-01-01", "2026-12-01T10:00:00.5", "٢٠٢٦-12-01",
    ],
)  # fmt: skip
def test_any_other_moment_is_refused(typed: str) -> None:
    with pytest.raises(Misused):
        parse_moment(typed)


@given(st.datetimes(datetime(FIRST_YEAR, 1, 1), datetime(LAST_YEAR, 12, 31)))  # noqa: DTZ001
def test_every_moment_is_read_back_from_its_iso_form(moment: datetime) -> None:
    moment = moment.replace(microsecond=0)
    assert parse_moment(moment.isoformat()) == moment
    assert parse_moment(moment.isoformat(timespec="minutes")) == moment.replace(second=0)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("9", "09:00"), ("09", "09:00"), ("9:30", "09:30"), ("15:00", "15:00"), ("3pm", "15:00"), ("3 PM",
        "15:00"),
        ("3:05pm", "15:05"), ("12am", "00:00"), ("12pm", "12:00"), ("12:30 am", "00:30"), ("0:00", "00:00"),
        ("23:59", "23:59"), (" 0 ", "00:00"),
    ],
)  # fmt: skip
def test_a_time_is_understood_by_either_clock(typed: str, meant: str) -> None:
    assert parse_time(typed) == meant


@pytest.mark.parametrize(
    "typed",
    ["", "24", "24:00", "9:60", "9:5", "9:005", "0pm", "13pm", "-9", "9.30", "0930", "930", "noon", "9:30:00", "٩"],
)
def test_any_other_time_is_refused(typed: str) -> None:
    with pytest.raises(Misused) as refusal:
        parse_time(typed)
    assert "3pm" in refusal.value.do


def test_a_weekday_is_read_by_name_or_its_first_letters() -> None:
    assert [parse_weekday(name) for name in WEEKDAYS] == list(range(7))
    assert [parse_weekday(f" {name[:3].upper()} ") for name in WEEKDAYS] == list(range(7))
    for other in ("", "fr", "frx", "fridays", "dec"):
        with pytest.raises(Misused):
            parse_weekday(other)


def test_a_day_is_shown_with_its_year_only_when_it_is_another_one() -> None:
    assert show_day(date(2026, 11, 27), TUESDAY) == "Fri 27 Nov"
    assert show_day(date(2026, 1, 1), TUESDAY) == "Thu 1 Jan"
    assert show_day(date(2027, 11, 27), TUESDAY) == "Sat 27 Nov 2027"


def test_being_late_is_told_in_days_and_being_in_time_not_at_all() -> None:
    assert [show_days_late(days) for days in (2, 1, 0, -3)] == ["late 2d", "late 1d", "", ""]
