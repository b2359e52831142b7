"""Where the business itself stopped: the lapses of a lead, of a month, and how each Not yet ended."""

from typing import Any

import pytest

from coach.errors import Misused
from coach.records.models import PastStep, Touch
from coach.views.lapses import Ending, Lapses, in_words, lapses, lead_lapses

from .records import TODAY, Counted, Records, on


def past(lead: int, due: str, ended: str, kind: str = "touch", by: str = "touch") -> None:
    """A step that is over."""
    PastStep.insert(
        lead=lead, text=f"{kind} of {due}", kind=kind, source="cadence", due_on=on(due), ended_on=on(ended), ended_by=by
    ).execute()


def touch(lead: int, day: str, **fields: Any) -> None:
    """A touch, ours unless it says otherwise."""
    values = {"at": f"{on(day)}T10:00:00Z", "day": on(day), "via": "call", **fields}
    Touch.insert(lead=lead, **values).execute()


def ended(records: Records, name: str, *, due: str = "12-02", kind: str = "touch", by: str = "not_yet") -> int:
    """A lead that became a Not yet on 2 December while this was its step."""
    lead = records.closed(name, closed_on=on("12-02"))
    past(lead, due, "12-02", kind, by)
    return lead


def test_the_lapses_of_a_lead_are_those_of_its_steps_and_of_the_one_it_has(records: Records) -> None:
    ben = records.lead("Ben", due=on("11-25"), kind="answer", next_step="Answer them")
    past(ben, "11-03", "11-10", "promise")
    past(ben, "11-11", "11-16")
    past(ben, "11-10", "11-20", "check_in")
    past(records.lead("Lin"), "11-03", "11-30")
    found = lead_lapses(records.desk, ben)
    assert [(span.text, span.business_days_late, span.ended_on) for span in found.spans] == [
        ("promise of 11-03", 5, on("11-10")),
        ("Answer them", 6, None),
    ]
    assert found.days == 11


def test_days_off_are_no_lapse(records: Records) -> None:
    ben = records.lead("Ben", due=on("11-27"))
    assert lead_lapses(records.desk, ben).days == 4
    records.close_days(on("12-01"), on("12-02"))
    assert lead_lapses(records.desk, ben) == (0, ())


def test_a_closed_lead_owes_nothing_now(records: Records) -> None:
    assert lead_lapses(records.desk, records.closed("Ben", back=on("11-20"))) == (0, ())
    with pytest.raises(Misused):
        lead_lapses(records.desk, 99)


def test_a_period_counts_the_leads_with_a_lapse_in_it_among_those_open_in_it(records: Records) -> None:
    late_before, late_then, late_now = (records.lead(name, due=on("12-10")) for name in ("A", "B", "C"))
    past(late_before, "10-01", "10-20")
    for due, over in (("11-02", "11-10"), ("11-11", "11-25")):
        past(late_then, due, over)
    past(late_now, "11-10", "11-12")
    records.lead("D", due=on("11-26"))
    records.lead("E", due=on("11-27"), kind="decide")
    records.lead("F", received_on=on("12-02"))
    records.closed("G", closed_on=on("11-20"), received_on=on("10-01"))
    records.closed("H", closed_on=on("10-20"), received_on=on("10-01"))
    november = lapses(records.desk, on("11-01"), on("11-30"))
    assert (november.with_lapse, november.open_leads) == (1, 6)
    until_today = lapses(records.desk, on("11-01"))
    assert (until_today.until, until_today.with_lapse, until_today.open_leads) == (TODAY, 2, 7)


def test_a_lapse_that_reaches_into_a_period_counts_in_it_once_it_is_one(records: Records) -> None:
    ben = records.lead("Ben", due=on("12-10"))
    past(ben, "11-27", "12-03")
    assert lapses(records.desk, on("11-23"), on("11-30")).with_lapse == 0
    assert lapses(records.desk, on("12-03"), on("12-03")).with_lapse == 1


def test_each_not_yet_is_told_apart_by_what_happened(records: Records) -> None:
    said_no = ended(records, "Said no")
    touch(said_no, "12-01", inbound=True)
    touch(said_no, "12-02")
    met = ended(records, "Met")
    touch(met, "12-01", via="meeting")
    ended(records, "Quiet", due="12-01", kind="decide")
    ended(records, "Late with an answer", due="11-25", kind="answer")
    in_time = ended(records, "Given up in time")
    touch(in_time, "11-20", inbound=True)
    touch(in_time, "11-24")
    touch(in_time, "11-26")
    ended(records, "Asked to stop", due="11-20", by="do_not_contact")
    records.closed("Brought in", closed_on=on("12-02"))
    told = lapses(records.desk, on("12-01"))
    assert told.not_yet == 6
    assert (told.said_no, told.went_quiet, told.we_stopped, told.we_ended) == (3, 1, 1, 1)
    assert told.endings == ()
    assert in_words(told) == "Of 6 Not yet, 1 ended with us owing the next move."


def test_what_was_written_after_the_end_or_in_a_file_says_nothing_of_it(records: Records) -> None:
    ben = ended(records, "Ben")
    touch(ben, "12-01", inbound=True, imported=True)
    touch(ben, "12-03", inbound=True)
    assert lapses(records.desk, on("12-01")).we_ended == 1


def test_a_few_not_yets_are_named(records: Records) -> None:
    assert in_words(lapses(records.desk, on("12-01"))) == "Nobody became a Not yet in this time."
    lin = ended(records, "Lin", kind="decide")
    told = lapses(records.desk, on("12-01"))
    assert told.endings == (Ending(lin, "Lin", on("12-02"), "went_quiet"),)
    assert in_words(told) == "The one Not yet did not end with us owing the next move."
    ended(records, "Tom", kind="decide")
    assert in_words(lapses(records.desk, on("12-01"))) == "None of 2 Not yet ended with us owing the next move."
    ended(records, "Ben", due="11-20")
    ended(records, "Eve", due="11-20", kind="promise")
    said = in_words(lapses(records.desk, on("12-01")))
    assert said == "Ben and Eve became a Not yet while we owed the next move."


@pytest.mark.parametrize(("stopped", "said"), [(0, "none"), (5, "5")])
def test_many_not_yets_are_counted(stopped: int, said: str) -> None:
    told = Lapses(TODAY, TODAY, 0, 0, 14, 14 - stopped, 0, stopped, 0, ())
    assert in_words(told) == f"Of 14 Not yet, {said} ended with us owing the next move."


def test_an_end_before_or_after_the_period_does_not_count(records: Records) -> None:
    ended(records, "Ben")
    assert lapses(records.desk, on("12-03")).not_yet == 0
    assert lapses(records.desk, on("11-01"), on("12-01")).not_yet == 0
    assert lapses(records.desk, on("12-02"), on("12-02")).not_yet == 1


def test_a_period_asks_few_questions_however_much_there_is(local_records: Records) -> None:
    for number in range(40):
        ended(local_records, f"Lead {number}", due="11-20")
    local_records.desk.forget()
    with Counted(local_records.database) as counted:
        lapses(local_records.desk, on("11-01"))
    assert len(counted.statements) == 4  # the settings among them


def test_a_period_looks_through_past_steps_and_leads_once_and_finds_the_rest_in_an_index(
    local_records: Records,
) -> None:
    ben = ended(local_records, "Ben", due="11-20")
    with Counted(local_records.database) as counted:
        lead_lapses(local_records.desk, ben)
        lapses(local_records.desk, on("11-01"))
    plans = [
        step[3]
        for sql in counted.statements
        for step in local_records.desk.rows(f"EXPLAIN QUERY PLAN {sql}", ["2026-11-01"] * sql.count("?"))
    ]
    scanned = [step for step in plans if step.startswith("SCAN") and "latest" not in step and "setting" not in step]
    assert scanned == ["SCAN past_step", "SCAN lead"]
    for index in ("past_step_lead", "touch_lead", "lead_day"):
        assert any(f"INDEX {index}" in step for step in plans), plans
