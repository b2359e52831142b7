"""The day's list: who is in it, in which order, and what is said of each."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coach.errors import Misused
from coach.records.models import Contact, Lead
from coach.rules.cadence import ANSWER, CHECK_IN, CLOSE_LOOP, DECIDE, END_OF_DAY, PROMISE, TOUCH
from coach.rules.day_order import Entry, one_touch_a_day, precedence
from coach.views.day import DueSource, due_list
from coach.views.reasons import Why

from .records import CLOSED_DAYS, TODAY, Records, on

YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)


def names(lines: Sequence[Any]) -> str:
    return " ".join(line.name for line in lines)


def test_the_day_of_the_worked_example_is_listed_in_its_order(records: Records) -> None:
    records.close_days(*CLOSED_DAYS)
    records.lead("A", kind=ANSWER)
    records.lead("B", kind=ANSWER, due=on("12-02"), stage="proposal")
    records.lead("C", kind=PROMISE, stage="proposal", value=500)
    records.lead("D", kind=PROMISE, due=on("11-30"))
    records.lead("E", due_time="15:00", stage="discovery")
    records.lead("F", due=on("11-27"), stage="discovery", value=9000)
    records.lead("G", stage="decision", value=100)
    records.lead("H", stage="discovery", value=99999)
    records.lead("K", stage="decision", value=2000)
    records.lead("I", kind=CLOSE_LOOP)
    lines = due_list(records.desk)
    assert names(lines) == "B A D C E F K G H I"
    assert [line.rank for line in lines] == [1, 1, 2, 2, 3, 5, 6, 6, 6, 7]
    assert [line.overdue_business_days for line in lines] == [1, 0, 3, 0, 0, 4, 0, 0, 0, 0]


def test_a_line_says_who_it_is_about_and_what_to_do(records: Records) -> None:
    contact = records.contact("Ben Adeyemi", company="Adeyemi Roofing")
    lead = records.lead(
        "Ben Adeyemi", contact=contact, stage="proposal", kind=ANSWER, due=YESTERDAY, owner="Maya", value=420_000,
        next_step="Answer his question", last_reply_on=on("12-01"), currency="GBP",
    )  # fmt: skip
    (line,) = due_list(records.desk)
    assert line == (
        lead, "Ben Adeyemi", "Adeyemi Roofing", contact, "Proposal / trial / consultation", "proposal", "Maya",
        "Answer his question", ANSWER, YESTERDAY, END_OF_DAY, 1, 1, "they wait for your answer", 420_000, "GBP", "open",
        Why(1, "open", YESTERDAY, END_OF_DAY, 1, heard=True, source="cadence", unanswered=0), (),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"kind": ANSWER}, "new lead, nobody has answered"),
        ({"kind": ANSWER, "last_reply_on": YESTERDAY}, "they wait for your answer"),
        ({"kind": PROMISE}, "you promised it for Thu 3 Dec"),
        ({"kind": PROMISE, "due": on("11-27")}, "you promised it for Fri 27 Nov"),
        ({"due_time": "15:00"}, "due today at 15:00"),
        ({"kind": CHECK_IN}, "their promise passed"),
        (
            {"kind": CHECK_IN, "promise_on": YESTERDAY, "promise_by": "theirs", "promise_text": "the size"},
            "their promise passed on Wed 2 Dec",
        ),
        ({"due": on("12-01")}, "late 2d"),
        ({}, "due today"),
        ({"kind": CLOSE_LOOP}, "close the loop"),
        ({"kind": DECIDE, "due": on("11-27")}, "decide"),
        ({"due": TOMORROW}, "due Fri 4 Dec"),
        ({"kind": ANSWER, "due": on("1-04")}, "due Mon 4 Jan 2027"),
    ],
)
def test_the_reason_is_in_the_owners_words(local_records: Records, fields: dict[str, Any], said: str) -> None:
    local_records.lead("Lin", **fields)
    (line,) = due_list(local_records.desk, within=60)
    assert line.reason == said


def test_a_step_that_was_due_on_a_free_day_is_late_from_the_next_business_day(records: Records) -> None:
    records.close_days(*CLOSED_DAYS)
    records.lead("Lin", due=on("12-25"))
    for day, late, said in (("12-27", 0, "due since Fri 25 Dec"), ("12-29", 1, "late 1d"), ("12-30", 2, "late 2d")):
        records.go_to(on(day))
        (line,) = due_list(records.desk)
        assert (line.rank, line.overdue_business_days, line.reason) == (5, late, said)


def test_a_closed_lead_comes_back_on_its_day_with_the_words_of_its_stage(records: Records) -> None:
    records.closed("Agreed", back=TODAY, return_agreed=True)
    records.closed("Routine", back=TODAY, return_round=1)
    records.closed("Past the last", back=TODAY, return_round=7)
    records.closed("Won", "won", back=TODAY)
    records.closed("Won and wrote", "won", back=TODAY, precedence=1)
    records.closed("Later", back=TOMORROW)
    records.closed("Resting")
    lines = {line.name: line for line in due_list(records.desk, within=1)}
    assert {name: (line.next_step, line.reason, line.kind, line.status) for name, line in lines.items()} == {
        "Won and wrote": ("Answer them", "they wait for your answer", "answer", "won"),
        "Won": ("Check in", "check-in after the win", "touch", "won"),
        "Agreed": ("Ask what has changed", "you agreed to come back now", "touch", "not_yet"),
        "Past the last": ("Send one thing", "time to ask again", "touch", "not_yet"),
        "Routine": ("Send one thing", "time to ask again", "touch", "not_yet"),
        "Later": ("Ask what has changed", "back Fri 4 Dec", "touch", "not_yet"),
    }
    assert [line.rank for line in lines.values()] == [1, 6, 6, 6, 6, 10]


def test_what_comes_is_listed_only_when_asked_for_and_by_its_day(records: Records) -> None:
    records.lead("Now")
    records.lead("In two days", due=on("12-05"), stage="decision", kind=DECIDE)
    records.lead("Tomorrow", due=TOMORROW)
    records.lead("Tomorrow early", due=TOMORROW, due_time="09:00", kind=ANSWER)
    records.lead("In ten days", due=on("12-13"))
    assert names(due_list(records.desk)) == "Now"
    assert names(due_list(records.desk, within=2)) == "Now Tomorrow early Tomorrow In two days"
    assert {line.rank for line in due_list(records.desk, within=2)[1:]} == {10}
    assert names(due_list(records.desk, within=-5)) == "Now"


def test_several_leads_of_one_person_are_one_line_that_names_the_others(records: Records) -> None:
    lin = records.contact("Lin Wei")
    roof = records.lead("Roof", contact=lin, kind=CLOSE_LOOP)
    door = records.lead("Door", contact=lin, due=YESTERDAY)
    yard = records.lead("Yard", contact=lin, due=TOMORROW)
    barn = records.lead("Barn", contact=lin, due=TOMORROW, kind=ANSWER)
    other = records.lead("Other")
    said = [(line.id, line.others) for line in due_list(records.desk, within=1)]
    assert said == [(door, (roof,)), (other, ()), (barn, (yard,))]
    assert [(line.id, line.others) for line in due_list(records.desk)] == [(door, (roof,)), (other, ())]


def test_a_limited_list_still_names_all_the_others_of_its_people(records: Records) -> None:
    lin = records.contact("Lin Wei")
    leads = [records.lead(f"Lead {number}", contact=lin, due=on("11-30")) for number in range(6)]
    last = records.lead("Last of Lin", contact=lin, kind=DECIDE)
    ben = records.lead("Ben")
    (line,) = due_list(records.desk, limit=1)
    assert (line.id, line.others) == (leads[0], (*leads[1:], last))
    assert [line.id for line in due_list(records.desk, limit=2)] == [leads[0], ben]
    assert due_list(records.desk, limit=0) == []


def test_the_list_of_an_owner_leaves_out_everyone_elses(records: Records) -> None:
    lin = records.contact("Lin Wei")
    for owner in ("Maya", "Jörg", ""):
        records.lead(f"of {owner}", contact=lin, owner=owner)
    assert [(line.name, line.owner, line.others) for line in due_list(records.desk, owner="  jorg ")] == [
        ("of Jörg", "Jörg", ())
    ]
    assert [len(line.others) for line in due_list(records.desk, owner="")] == [2]


def test_the_owner_of_the_setting_holds_unless_another_is_named(records: Records) -> None:
    records.lead("Mine", owner="Maya")
    records.lead("Yours", owner="Tom")
    records.setting("owner", "tom")
    assert names(due_list(records.desk)) == "Yours"
    assert names(due_list(records.desk, owner="Maya")) == "Mine"
    assert names(due_list(records.desk, owner="")) == "Mine Yours"


def test_an_unknown_owner_is_answered_with_the_owners_there_are(records: Records) -> None:
    with pytest.raises(Misused) as nobody:
        due_list(records.desk, owner="Eve")
    assert "no lead has an owner yet" in nobody.value.what
    records.owner("Maya\x1b[2J")
    records.owner("Tom")
    with pytest.raises(Misused) as wrong:
        due_list(records.desk, owner="Eve", limit=0)
    assert "'Eve'" in wrong.value.what
    assert wrong.value.do == "The owners are Maya\ufffd[2J, Tom."


class Row(NamedTuple):
    """A lead as the rule of the order sees it, with its owner and whether it is closed."""

    contact: int
    owner: int
    kind: str
    days: int
    time: str
    stage: int
    value: int
    touched: int | None
    name: str
    closed: bool


ROWS = st.builds(
    Row,
    contact=st.integers(1, 15),
    owner=st.integers(0, 2),
    kind=st.sampled_from((ANSWER, PROMISE, CHECK_IN, TOUCH, CLOSE_LOOP, DECIDE)),
    days=st.sampled_from((-3, -1, 0, 0, 0, 1, 3)),
    time=st.sampled_from((END_OF_DAY, END_OF_DAY, "09:00")),
    stage=st.integers(0, 1),
    value=st.sampled_from((0, 100)),
    touched=st.none() | st.integers(1, 2),
    name=st.sampled_from(("ann", "Ann", "ben", "ärzte", "\U0001d51enn")),
    closed=st.booleans(),
)
"""Drawn from so few values that many rows differ in one thing only."""


def written(records: Records, rows: Sequence[Row]) -> list[tuple[Row, Entry]]:
    """The rows as leads, and what the rule is to see of each."""
    records.empty()
    contacts = {number: records.contact(f"person {number}") for number in {row.contact for row in rows}}
    found = []
    stages = list(records.stages)
    for row in rows:
        day, touched = TODAY + timedelta(days=row.days), row.touched and TODAY - timedelta(days=row.touched)
        fields: dict[str, Any] = {
            "contact": contacts[row.contact],
            "owner": f"owner {row.owner}" if row.owner else "",
            "value": row.value,
            "last_touch_on": touched,
            "name_key": row.name.casefold(),
        }
        if row.closed:
            lead = records.closed(row.name, back=day, **fields)
            seen = ("touch", END_OF_DAY, 5)
        else:
            lead = records.lead(row.name, kind=row.kind, due=day, due_time=row.time, stage=stages[row.stage], **fields)
            seen = (row.kind, row.time, row.stage)
        kind, time, stage = seen
        entry = Entry(
            lead,
            contacts[row.contact],
            row.name.casefold(),
            precedence(kind),
            day,
            time,
            stage,
            row.value,
            touched or None,
        )
        found.append((row, entry))
    return found


def by_the_rule(leads: Sequence[tuple[Row, Entry]], owner: int, within: int) -> list[tuple[int, tuple[int, ...]]]:
    """The list as the rule alone makes it."""
    last = TODAY + timedelta(days=within)
    listed = [entry for row, entry in leads if (entry.due_on or last) <= last and owner in (0, row.owner)]
    return [(line.entry.id, tuple(other.id for other in line.others)) for line in one_touch_a_day(listed, TODAY)]


@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rows=st.lists(ROWS, min_size=8, max_size=40),
    owner=st.integers(0, 2),
    within=st.integers(0, 4),
    limit=st.integers(1, 12),
    step=st.integers(1, 5),
)
def test_the_list_is_the_rules_own_order_however_it_is_read(
    records: Records, rows: list[Row], owner: int, within: int, limit: int, step: int
) -> None:
    with records.database.atomic():
        leads = written(records, rows)
    expected = by_the_rule(leads, owner, within)
    if owner:
        records.owner(f"owner {owner}")
    whose = f"owner {owner}" if owner else ""
    listed = due_list(records.desk, owner=whose, within=within)
    assert [(line.id, line.others) for line in listed] == expected
    assert due_list(records.desk, owner=whose, within=within, limit=limit) == listed[:limit]
    source = DueSource(records.desk, whose, within)
    assert source.count() == len(expected)
    read = [line for start in range(0, len(expected) + step, step) for line in source.window(start, start + step)]
    assert read == listed
    assert source.count() == len(expected)


def test_a_source_counts_lines_without_reading_them(records: Records) -> None:
    lin = records.contact("Lin")
    for number in range(7):
        records.lead(f"Lead {number}", contact=lin if number < 3 else None, due=date(2026, 12, 1 + number))
    assert DueSource(records.desk, within=0).count() == 1
    assert DueSource(records.desk, within=2).count() == 3
    assert DueSource(records.desk, within=30).count() == 5
    assert DueSource(records.desk).window(5, 9) == []
    Lead.delete().execute()
    Contact.delete().execute()
    assert DueSource(records.desk).count() == 0
