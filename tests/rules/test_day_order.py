"""The order of the day: who comes first, decided the same way every time, and one touch a person."""

import random
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.rules import cadence
from coach.rules.cadence import ANSWER, CHECK_IN, CLOSE_LOOP, DECIDE, END_OF_DAY, PROMISE, TOUCH
from coach.rules.day_order import (
    COMING,
    DECISION,
    LOOP,
    OVERDUE,
    PROMISED,
    REPAIR,
    THEIR_PROMISE,
    THEY_WAIT,
    TIMED,
    TODAY,
    Entry,
    day_key,
    one_touch_a_day,
    precedence,
    rank,
)

THURSDAY = date(2026, 12, 3)
YESTERDAY, TOMORROW = THURSDAY - timedelta(days=1), THURSDAY + timedelta(days=1)
LEAD, DISCOVERY, PROPOSAL, DECISION_SUPPORT = range(4)


def entry(
    id_: int,
    kind: str,
    due_on: date | None,
    *,
    contact: int | None = None,
    time: str = END_OF_DAY,
    stage: int = LEAD,
    value: int = 0,
    name: str = "",
    last_touch_on: date | None = None,
) -> Entry:
    who = id_ if contact is None else contact
    return Entry(id_, who, name, precedence(kind), due_on, time, stage, value, last_touch_on)


def test_the_day_of_the_worked_example_is_in_its_order() -> None:
    day = {
        "A": entry(1, ANSWER, THURSDAY, stage=LEAD),
        "B": entry(2, ANSWER, date(2026, 12, 2), stage=PROPOSAL),
        "C": entry(3, PROMISE, THURSDAY, stage=PROPOSAL, value=500),
        "D": entry(4, PROMISE, date(2026, 11, 30), stage=LEAD),
        "E": entry(5, TOUCH, THURSDAY, time="15:00", stage=DISCOVERY),
        "F": entry(6, TOUCH, date(2026, 11, 27), stage=DISCOVERY, value=9000),
        "G": entry(7, TOUCH, THURSDAY, stage=DECISION_SUPPORT, value=100),
        "H": entry(8, TOUCH, THURSDAY, stage=DISCOVERY, value=99999),
        "K": entry(9, TOUCH, THURSDAY, stage=DECISION_SUPPORT, value=2000),
        "I": entry(10, CLOSE_LOOP, THURSDAY, stage=LEAD),
    }
    in_order = sorted(day, key=lambda name: day_key(day[name], THURSDAY))
    assert "".join(in_order) == "BADCEFKGHI"


@pytest.mark.parametrize(
    ("kind", "due_on", "time", "expected"),
    [
        (ANSWER, THURSDAY, END_OF_DAY, THEY_WAIT),
        (ANSWER, YESTERDAY, END_OF_DAY, THEY_WAIT),
        (ANSWER, THURSDAY, "09:00", THEY_WAIT),
        (PROMISE, THURSDAY, END_OF_DAY, PROMISED),
        (PROMISE, YESTERDAY, "10:00", PROMISED),
        (TOUCH, THURSDAY, "15:00", TIMED),
        (CHECK_IN, THURSDAY, "15:00", TIMED),
        (TOUCH, YESTERDAY, "15:00", OVERDUE),
        (CHECK_IN, THURSDAY, END_OF_DAY, THEIR_PROMISE),
        (CHECK_IN, YESTERDAY, END_OF_DAY, THEIR_PROMISE),
        (TOUCH, YESTERDAY, END_OF_DAY, OVERDUE),
        (TOUCH, THURSDAY, END_OF_DAY, TODAY),
        (CLOSE_LOOP, YESTERDAY, END_OF_DAY, LOOP),
        (DECIDE, YESTERDAY, END_OF_DAY, DECISION),
        (TOUCH, None, END_OF_DAY, REPAIR),
        (ANSWER, TOMORROW, END_OF_DAY, COMING),
        (PROMISE, TOMORROW, "10:00", COMING),
    ],
)
def test_what_a_step_is_and_when_it_is_due_give_its_rank(
    kind: str, due_on: date | None, time: str, expected: int
) -> None:
    assert rank(precedence(kind), due_on, time, THURSDAY) == expected


def test_the_ranks_stand_in_the_written_order() -> None:
    written = [THEY_WAIT, PROMISED, TIMED, THEIR_PROMISE, OVERDUE, TODAY, LOOP, DECISION, REPAIR]
    assert written == list(range(1, 10))
    assert COMING > REPAIR


def test_within_a_rank_the_older_day_then_the_hour_then_the_later_stage_then_the_value_decide() -> None:
    def first_of(one: Entry, other: Entry) -> int:
        return min((one, other), key=lambda e: day_key(e, THURSDAY)).id

    older = entry(1, TOUCH, YESTERDAY - timedelta(days=1))
    assert first_of(older, entry(2, TOUCH, YESTERDAY, stage=3, value=9)) == 1
    assert first_of(entry(1, TOUCH, THURSDAY, time="09:30"), entry(2, TOUCH, THURSDAY, time="10:00", stage=3)) == 1
    assert first_of(entry(1, TOUCH, THURSDAY, stage=2), entry(2, TOUCH, THURSDAY, stage=1, value=9)) == 1
    assert first_of(entry(1, TOUCH, THURSDAY, value=1), entry(2, TOUCH, THURSDAY)) == 1
    assert first_of(entry(1, TOUCH, THURSDAY), entry(2, TOUCH, THURSDAY, last_touch_on=YESTERDAY)) == 1
    assert first_of(entry(1, TOUCH, THURSDAY, name="ann"), entry(2, TOUCH, THURSDAY, name="ben")) == 1
    assert first_of(entry(1, TOUCH, THURSDAY), entry(2, TOUCH, THURSDAY)) == 1


ENTRIES = st.builds(
    entry,
    st.integers(1, 10**6),
    st.sampled_from(cadence.KINDS),
    st.none() | st.dates(THURSDAY - timedelta(days=3), THURSDAY + timedelta(days=2)),
    contact=st.integers(1, 5),
    time=st.sampled_from((END_OF_DAY, "09:00", "15:00")),
    stage=st.integers(0, 2),
    value=st.sampled_from((0, 100, 10**9)),
    name=st.sampled_from(("ann", "ben")),
    last_touch_on=st.none() | st.dates(date(2026, 11, 1), THURSDAY),
)
LISTS = st.lists(ENTRIES, max_size=30, unique_by=lambda e: e.id)


@given(LISTS, st.randoms(use_true_random=False))
def test_the_order_is_total_and_the_same_however_the_list_came(entries: list[Entry], shuffle: random.Random) -> None:
    keys = [day_key(e, THURSDAY) for e in entries]
    assert len(set(keys)) == len(entries)
    shuffled = list(entries)
    shuffle.shuffle(shuffled)
    assert one_touch_a_day(shuffled, THURSDAY) == one_touch_a_day(entries, THURSDAY)


@given(ENTRIES, ENTRIES, st.integers(0, 10**12), st.integers(0, 10**12))
def test_value_never_outranks_lateness(one: Entry, other: Entry, value: int, other_value: int) -> None:
    def lateness(e: Entry) -> tuple[int, date]:
        return rank(e.precedence, e.due_on, e.due_time, THURSDAY), e.due_on or date.min

    rich, poor = one._replace(value=value), other._replace(value=other_value)
    if lateness(rich) < lateness(poor):
        assert day_key(rich, THURSDAY) < day_key(poor, THURSDAY)
    if lateness(rich) > lateness(poor):
        assert day_key(rich, THURSDAY) > day_key(poor, THURSDAY)


@given(LISTS)
def test_one_person_is_touched_once_a_day_and_no_lead_is_lost(entries: list[Entry]) -> None:
    lines = one_touch_a_day(entries, THURSDAY)
    said = [(line.entry.contact_id, max(line.entry.due_on or THURSDAY, THURSDAY)) for line in lines]
    assert len(said) == len(set(said))
    covered = [e.id for line in lines for e in (line.entry, *line.others)]
    assert sorted(covered) == sorted(e.id for e in entries)


@given(LISTS)
def test_a_line_stands_where_its_most_pressing_lead_would(entries: list[Entry]) -> None:
    lines = one_touch_a_day(entries, THURSDAY)
    leading = [day_key(line.entry, THURSDAY) for line in lines]
    assert leading == sorted(leading)
    for line in lines:
        assert all(day_key(line.entry, THURSDAY) < day_key(other, THURSDAY) for other in line.others)


def test_an_overdue_and_a_due_lead_of_one_person_share_one_touch() -> None:
    late, due = entry(1, TOUCH, YESTERDAY, contact=7), entry(2, ANSWER, THURSDAY, contact=7)
    stranger = entry(3, TOUCH, THURSDAY)
    lines = one_touch_a_day([late, due, stranger], THURSDAY)
    assert [(line.entry.id, [other.id for other in line.others]) for line in lines] == [(2, [1]), (3, [])]


def test_a_lead_that_comes_later_is_not_covered_by_the_touch_of_today() -> None:
    today, later = entry(1, TOUCH, THURSDAY, contact=7), entry(2, TOUCH, TOMORROW, contact=7)
    with_later = entry(3, TOUCH, TOMORROW, contact=7)
    lines = one_touch_a_day([later, today, with_later], THURSDAY)
    assert [(line.entry.id, [other.id for other in line.others]) for line in lines] == [(1, []), (2, [3])]
