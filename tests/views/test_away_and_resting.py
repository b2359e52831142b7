"""After days away: whether to offer that what piled up is spread, and how. And who rests."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from coach.records.models import Change
from coach.views.away import Away, SpreadLine, away, spread_plan
from coach.views.resting import Resting, resting, yearly_day

from .records import TODAY, Counted, Records, on


def wrote(day: str, hour: int = 10, **fields: Any) -> None:
    """Somebody wrote something on a day, by UTC."""
    at = datetime(on(day).year, on(day).month, on(day).day, hour, tzinfo=UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    values = {"at": at, "author": "Maya", "verb": "log", "sentence": "logged a call", **fields}
    Change.insert(**values).execute()


def piled_up(records: Records, count: int, due: str = "11-26") -> list[int]:
    """So many leads of as many people, due on a day."""
    return [records.lead(f"Lead {number:02}", due=on(due)) for number in range(count)]


def test_three_business_days_without_a_word_and_more_than_a_day_takes_is_away(records: Records) -> None:
    wrote("11-27")
    piled_up(records, 20)
    assert away(records.desk) == Away(on("11-30"), 3, 20, 3)


@pytest.mark.parametrize(
    ("last", "count", "why"),
    [("11-30", 20, "only two business days"), ("11-27", 8, "a day takes them"), ("", 20, "nobody ever wrote")],
)
def test_nobody_was_away(records: Records, last: str, count: int, why: str) -> None:
    if last:
        wrote(last)
    piled_up(records, count)
    assert away(records.desk) is None, why


def test_what_is_written_on_the_day_of_return_makes_no_difference(records: Records) -> None:
    wrote("11-27")
    wrote("12-03", hour=8)
    piled_up(records, 9)
    assert away(records.desk) == Away(on("11-30"), 3, 9, 2)


def test_what_coach_does_by_itself_is_nobodys_word(records: Records) -> None:
    wrote("11-27")
    wrote("12-02", undoable=False)
    piled_up(records, 9)
    assert away(records.desk) is not None


def test_what_was_undone_was_written_by_somebody(records: Records) -> None:
    wrote("11-27")
    wrote("12-02", undone_at="2026-12-02T11:00:00Z", undone_by="Maya")
    piled_up(records, 9)
    assert away(records.desk) is None


def test_days_off_are_not_away(records: Records) -> None:
    wrote("11-27")
    piled_up(records, 9)
    records.close_days(on("12-01"))
    assert away(records.desk) is None


def test_a_person_with_several_leads_is_one_of_them(records: Records) -> None:
    wrote("11-20")
    lin = records.contact("Lin")
    for number in range(9):
        records.lead(f"Lead {number}", due=on("11-26"), contact=lin)
    assert away(records.desk) is None
    assert spread_plan(records.desk) == ()


def test_promises_alone_are_not_offered_to_be_spread(records: Records) -> None:
    wrote("11-20")
    for number in range(9):
        records.lead(f"Lead {number}", due=on("11-26"), kind="promise", promise_on=on("11-26"), promise_by="ours")
    assert away(records.desk) is None


def test_the_plan_says_who_would_be_due_when_in_order(records: Records) -> None:
    records.setting("capacity", "2")
    ids = piled_up(records, 5)
    records.lead("Tomorrow", due=on("12-04"))
    plan = spread_plan(records.desk)
    assert plan == (
        SpreadLine(ids[2], "Lead 02", on("11-26"), on("12-04")),
        SpreadLine(ids[3], "Lead 03", on("11-26"), on("12-07")),
        SpreadLine(ids[4], "Lead 04", on("11-26"), on("12-07")),
    )
    assert spread_plan(records.desk) == plan


def test_it_is_asked_with_one_question_on_any_other_day(local_records: Records) -> None:
    piled_up(local_records, 30)
    wrote("12-02")
    local_records.desk.forget()
    with Counted(local_records.database) as counted:
        assert away(local_records.desk) is None
    assert len(counted.statements) == 2  # the settings, and the last word


def test_a_pile_is_read_from_the_index_of_the_day(local_records: Records) -> None:
    piled_up(local_records, 30)
    wrote("11-20")
    with Counted(local_records.database) as counted:
        assert away(local_records.desk) is not None
    plans = [
        step[3]
        for sql in counted.statements
        for step in local_records.desk.rows(f"EXPLAIN QUERY PLAN {sql}", ["2026-11-01"] * sql.count("?"))
    ]
    assert not [step for step in plans if step.startswith("SCAN lead")]


def test_who_rests_is_thought_of_once_a_year_the_nearest_first(records: Records) -> None:
    records.closed("Ben", closed_on=on("11-20"), company="Adeyemi Roofing")
    records.closed("Lin", closed_on=date(2025, 12, 20), reason="budget")
    records.closed("Tom", closed_on=date(2024, 1, 5), return_round=2, last_touch_on=date(2024, 9, 1))
    records.closed("Comes back", back=on("12-20"))
    records.closed("Won", "won")
    stop = records.contact("Eve", do_not_contact_on=TODAY, do_not_contact_reason="asked us to stop")
    records.closed("Eve", contact=stop)
    records.lead("Open")
    assert [each[1:] for each in resting(records.desk)] == [
        ("Lin", "", date(2025, 12, 20), "budget", date(2025, 12, 20), date(2026, 12, 20)),
        ("Tom", "", date(2024, 1, 5), "timing", date(2024, 9, 1), date(2027, 1, 5)),
        ("Ben", "Adeyemi Roofing", on("11-20"), "timing", on("11-20"), date(2027, 11, 20)),
    ]
    assert isinstance(resting(records.desk)[0], Resting)


@pytest.mark.parametrize(
    ("closed", "today", "remember"),
    [
        (date(2026, 12, 3), date(2026, 12, 3), date(2027, 12, 3)),
        (date(2025, 12, 3), date(2026, 12, 3), date(2026, 12, 3)),
        (date(2025, 12, 2), date(2026, 12, 3), date(2027, 12, 2)),
        (date(2024, 2, 29), date(2026, 12, 3), date(2027, 2, 28)),
        (date(2024, 2, 29), date(2027, 3, 1), date(2028, 2, 29)),
        (date(2020, 2, 29), date(2027, 2, 28), date(2027, 2, 28)),
    ],
)
def test_the_yearly_day_is_the_next_one_of_the_closing(closed: date, today: date, remember: date) -> None:
    assert yearly_day(closed, today) == remember
