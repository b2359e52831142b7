"""The review in a calendar: read by another program's eyes it is the same hour of the same weekday, in every zone, all year."""

import re
from datetime import UTC, date, datetime, timedelta
from itertools import islice, pairwise
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

import icalendar
import pytest
from dateutil.rrule import rrulestr
from hypothesis import given
from hypothesis import strategies as st

from coach.actions.assignment import answer_question, book_review
from coach.actions.settings import change_setting
from coach.exchange.calendar_file import review_calendar
from coach.exchange.zone_rules import YEARS, zone_lines
from coach.rules.text import visible
from coach.views.written_pipeline import ReviewPlan, review_plan

from ..records.desks import DeskAt

PLAN = ReviewPlan(
    weekday=4,
    time="15:00",
    words="On Friday at 15:00, after lunch at the desk, I open the review.",
    agenda=("What we committed to last week", "Every open lead, one decision each"),
    since=date(2026, 11, 24),
    stamp="20261124T090000Z",
    changes=2,
    uid="d0ab6f49-32b0-58b4-ad7f-71d9333d9397",
)
ZONES = [
    "Europe/Berlin", "Europe/Dublin", "America/New_York", "America/St_Johns", "America/Santiago", "America/Nuuk", "Asia/Kolkata",
    "Asia/Kathmandu", "Asia/Jerusalem", "Asia/Gaza", "Africa/Casablanca", "Africa/Cairo", "Australia/Lord_Howe",
    "Pacific/Apia", "Pacific/Chatham", "Pacific/Kiritimati", "Antarctica/Troll", "Etc/UTC", "UTC",
]  # fmt: skip


def read(plan: ReviewPlan = PLAN, zone: str = "Europe/Berlin") -> tuple[icalendar.Calendar, Any]:
    """The calendar and its event, as the icalendar package reads them."""
    calendar = icalendar.Calendar.from_ical(review_calendar(plan, zone))
    assert isinstance(calendar, icalendar.Calendar)
    every = [calendar, *calendar.walk()]
    assert [part.errors for part in every] == [[]] * len(every)
    (event,) = calendar.walk("VEVENT")
    return calendar, event


def own_zone(name: str, first: datetime) -> Any:
    """The zone as our VTIMEZONE tells it, and not as the reader knows it by its name."""
    lines = ["BEGIN:VCALENDAR", *zone_lines(ZoneInfo(name), name, first), "END:VCALENDAR", ""]
    (told,) = icalendar.Calendar.from_ical("\r\n".join(lines)).walk("VTIMEZONE")
    assert isinstance(told, icalendar.Timezone)
    assert told.tz_name == name
    return told.to_tz(lookup_tzid=False)


def test_the_event_is_every_friday_at_three_for_half_an_hour_with_an_alarm_before_it() -> None:
    calendar, event = read()
    assert (calendar["VERSION"], calendar["CALSCALE"]) == ("2.0", "GREGORIAN")
    assert calendar["PRODID"]
    assert event["DTSTART"].dt.replace(tzinfo=None) == datetime(2026, 11, 27, 15)  # noqa: DTZ001
    assert event["DTSTART"].params["TZID"] == "Europe/Berlin"
    assert event["DURATION"].dt == timedelta(minutes=30)
    assert event["RRULE"] == {"FREQ": ["WEEKLY"], "BYDAY": ["FR"]}
    assert event["SUMMARY"] == "Weekly review of the pipeline"
    assert event["DESCRIPTION"].split("\n") == [
        PLAN.words,
        *(f"- {each}" for each in PLAN.agenda),
        "Begin it with: coach review",
    ]
    assert event["DTSTAMP"].dt == event["LAST-MODIFIED"].dt == datetime(2026, 11, 24, 9, tzinfo=UTC)
    assert (event["UID"], event["SEQUENCE"]) == (PLAN.uid, 2)
    (alarm,) = event.walk("VALARM")
    assert (alarm["ACTION"], alarm["TRIGGER"].dt) == ("DISPLAY", timedelta(minutes=-10))
    assert alarm["DESCRIPTION"] == "The weekly review begins in 10 minutes."


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("weekday", [0, 6])
def test_the_hour_is_the_same_all_year_by_the_rules_the_file_itself_gives(zone: str, weekday: int) -> None:
    _, event = read(PLAN._replace(weekday=weekday), zone)
    first = event["DTSTART"].dt.replace(tzinfo=None)
    told, known = own_zone(zone, first), ZoneInfo(zone)
    rule = rrulestr(event["RRULE"].to_ical().decode(), dtstart=first)
    meetings = list(islice(rule, 52 * 12))
    assert {each.weekday() for each in meetings} == {weekday}
    assert [each.replace(tzinfo=told).utcoffset() for each in meetings] == [
        each.replace(tzinfo=known).utcoffset() for each in meetings
    ]


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("first", [datetime(2026, 1, 2, 15), datetime(2026, 7, 31, 9)])  # noqa: DTZ001
def test_a_zone_is_told_to_the_hour(zone: str, first: datetime) -> None:
    """One hour before and after each change that the system knows of, and on every tenth day, seen from UTC."""
    told, known = own_zone(zone, first), ZoneInfo(zone)
    begin = first.replace(tzinfo=UTC)
    hours = [begin + timedelta(hours=hour) for hour in range(24 * 366 * 3)]
    changes = [
        moment
        for before, moment in pairwise(hours)
        if before.astimezone(known).utcoffset() != moment.astimezone(known).utcoffset()
    ]
    for moment in (*changes, *(hour - timedelta(hours=1) for hour in changes), *hours[:: 24 * 10]):
        local = moment.astimezone(known).replace(tzinfo=None)
        if local.replace(tzinfo=known, fold=0).utcoffset() == local.replace(tzinfo=known, fold=1).utcoffset():
            assert local.replace(tzinfo=told).utcoffset() == moment.astimezone(known).utcoffset(), moment


@pytest.mark.parametrize("zone", ZONES)
def test_each_change_stands_at_the_local_time_the_clocks_had_come_to(zone: str) -> None:
    calendar, _ = read(zone=zone)
    (told,) = calendar.walk("VTIMEZONE")
    known = ZoneInfo(zone)
    part: Any
    for part in told.subcomponents:
        before, after = part["TZOFFSETFROM"].td, part["TZOFFSETTO"].td
        again = [each.dt for each in part["RDATE"].dts] if "RDATE" in part else []
        for local in (part["DTSTART"].dt, *again):
            moment = local.replace(tzinfo=UTC) - before
            assert (moment - timedelta(seconds=1)).astimezone(known).utcoffset() == before
            assert moment.astimezone(known).utcoffset() == after


@pytest.mark.parametrize(
    ("zone", "rules"),
    [
        ("Europe/Berlin", ["BYMONTH=10;BYDAY=-1SU", "BYMONTH=3;BYDAY=-1SU"]),
        ("America/New_York", ["BYMONTH=11;BYDAY=1SU", "BYMONTH=3;BYDAY=2SU"]),
        ("Asia/Jerusalem", ["BYMONTH=10;BYDAY=-1SU", "BYMONTH=3;BYMONTHDAY=23,24,25,26,27,28,29;BYDAY=FR"]),
        ("Asia/Kolkata", []),
    ],
)
def test_a_change_that_follows_a_rule_is_told_as_the_rule_and_so_for_good(zone: str, rules: list[str]) -> None:
    lines = zone_lines(ZoneInfo(zone), zone, datetime(2026, 11, 27, 15))  # noqa: DTZ001
    found = sorted(line.removeprefix("RRULE:FREQ=YEARLY;") for line in lines if line.startswith("RRULE:"))
    assert found == rules
    assert not [line for line in lines if line.startswith("RDATE")]


def test_changes_that_follow_no_rule_are_told_one_by_one() -> None:
    lines = zone_lines(ZoneInfo("Africa/Casablanca"), "Africa/Casablanca", datetime(2026, 11, 27, 15))  # noqa: DTZ001
    dates = [line for line in lines if line.startswith("RDATE:")]
    assert len(dates) == 2
    assert all(len(line.split(",")) > YEARS - 3 for line in dates)


def test_every_zone_there_is_can_be_told() -> None:
    for name in sorted(available_timezones())[::25]:
        read(zone=name)


def test_without_a_zone_the_event_is_in_local_time_and_names_none() -> None:
    calendar, event = read(zone="")
    assert calendar.walk("VTIMEZONE") == []
    assert event["DTSTART"].dt == datetime(2026, 11, 27, 15)  # noqa: DTZ001
    assert "TZID" not in event["DTSTART"].params


@pytest.mark.parametrize(("weekday", "day"), [(0, 30), (1, 24), (2, 25), (4, 27), (6, 29)])
def test_the_first_review_is_the_first_such_weekday_from_the_day_of_the_plan_on(weekday: int, day: int) -> None:
    _, event = read(PLAN._replace(weekday=weekday))
    assert event["DTSTART"].dt.date() == date(2026, 11, day)
    assert event["DTSTART"].dt.weekday() == weekday


def test_lines_end_as_the_format_wants_and_none_is_longer_than_75_octets() -> None:
    raw = review_calendar(PLAN._replace(words="Überprüfung 田中 👩‍💻, " * 30), "Africa/Casablanca")
    lines = raw.split(b"\r\n")
    assert lines[-1] == b""
    assert b"\n" not in raw.replace(b"\r\n", b"")
    assert max(map(len, lines)) <= 75
    assert all(line.decode() for line in lines[:-1])


@given(st.text(), st.lists(st.text(max_size=30), max_size=3))
def test_whatever_a_plan_says_it_stays_one_text_of_one_event(words: str, agenda: list[str]) -> None:
    calendar, event = read(PLAN._replace(words=words, agenda=tuple(agenda)), "Etc/UTC")
    told = "\n".join(filter(None, [words, *(f"- {each}" for each in agenda), "Begin it with: coach review"]))
    assert event["DESCRIPTION"] == visible(told).replace("\t", " ")
    assert [part.name for part in calendar.walk()] == ["VCALENDAR", "VTIMEZONE", "STANDARD", "VEVENT", "VALARM"]
    assert len(event) == 10


@pytest.mark.parametrize(
    "words",
    [
        "END:VEVENT\nBEGIN:VEVENT\nSUMMARY:mine", "a\r\nATTACH:http://x.y", "\\n\\,\\;", "a;b,c:d\\", "\x00\x1b[31m",
        "\x0b\x0c\x85\u2028x", "BEGIN:VALARM", '"quoted"', "=?utf-8?q?x?=", "\u202egnp", " leading and trailing ",
    ],
)  # fmt: skip
def test_hostile_words_change_nothing_but_the_description(words: str) -> None:
    raw = review_calendar(PLAN._replace(words=words), "Europe/Berlin")
    plain = review_calendar(PLAN._replace(words="plain"), "Europe/Berlin")
    unfolded, usual = (re.sub(b"\r\n ", b"", each).split(b"\r\n") for each in (raw, plain))
    assert [line for line in unfolded if not line.startswith(b"DESCRIPTION:")] == [
        line for line in usual if not line.startswith(b"DESCRIPTION:")
    ]
    assert re.search(rb"[\x00-\x09\x0b-\x0c\x0e-\x1f\x7f]", raw) is None


def test_the_same_records_give_the_same_file_and_a_changed_plan_takes_the_place_of_the_old_one(desk: DeskAt) -> None:
    book_review(desk, "fri", "15:00", PLAN.words)
    answer_question(desk, "reviewed", "walk")
    first = review_plan(desk)
    assert first is not None
    raw = review_calendar(first, "Europe/Berlin")
    desk.at(date(2027, 3, 1))
    again = review_plan(desk)
    assert again is not None
    assert review_calendar(again, "Europe/Berlin") == raw
    change_setting(desk, "review-time", "9:30")
    moved = review_plan(desk)
    assert moved is not None
    (_, old), (_, new) = read(first), read(moved)
    assert old["UID"] == new["UID"]
    assert old["SEQUENCE"] < new["SEQUENCE"]
    assert old["DTSTAMP"].dt < new["DTSTAMP"].dt
    assert new["DTSTART"].dt.replace(tzinfo=None) == datetime(2027, 3, 5, 9, 30)  # noqa: DTZ001
