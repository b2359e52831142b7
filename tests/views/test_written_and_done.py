"""Where the written rule and what was done part ways, in business days, and said with every number."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest

from coach.records.models import Touch
from coach.views.coach_line import coach_line
from coach.views.written_and_done import PartedWays, written_and_done

from .records import TODAY, Counted, Records, on

FIFTEEN = 15


def stays(records: Records, stage: str, days: Sequence[int], **more: Any) -> None:
    """Stays that are over, each of so many business days, one ending the day after the other, today the last."""
    calendar = records.desk.calendar
    for number, length in enumerate(days):
        left = calendar.add(TODAY, number - len(days))
        lead = records.lead(f"{stage} {number}", stage="decision")
        entered = calendar.add(left, 1 - length)
        records.visit(lead, stage, "12-01", "12-01", "forward", **more)
        records.database.execute_sql(
            f"UPDATE stage_visit SET entered_on = '{entered}', left_on = '{left}' WHERE lead_id = {lead}"
        )


def answered(records: Records, after: Sequence[int], **more: Any) -> None:
    """New leads of the second of November, each first answered after so many business days."""
    for number, days in enumerate(after):
        lead = records.lead(f"New {number}")
        records.visit(lead, "lead", "11-02")
        day = records.desk.calendar.add(on("11-02"), days)
        touch: dict[str, Any] = {"lead": lead, "at": f"{day}T09:00:00Z", "day": day, "via": "call", **more}
        Touch.insert(**touch).execute()


def only(records: Records) -> PartedWays:
    (found,) = written_and_done(records.desk)
    return found


def test_leads_that_stay_longer_than_is_written_are_told_with_each_of_their_stays(records: Records) -> None:
    stays(records, "proposal", [40, 31, 22, 28, 35])
    found = only(records)
    assert found.text == "You wrote 15 business days for Proposal; the last five stayed 22, 28, 31, 35 and 40."
    assert found[:4] == (
        records.stages["proposal"], "Proposal / trial / consultation", FIFTEEN, (22, 28, 31, 35, 40)
    )  # fmt: skip


def test_leads_that_are_through_much_sooner_are_told_too(records: Records) -> None:
    stays(records, "proposal", [1, 2, 4, 4, 12])
    assert only(records).text == (
        "You wrote 15 business days for Proposal; the last five needed 1, 2, 4, 4 and 12."
        " A shorter stay would show sooner who is stuck."
    )


@pytest.mark.parametrize(
    "days",
    [
        [40, 31, 22, 28],
        [16, 16, 16, 15, 15],
        [15, 15, 15, 15, 15],
        [5, 5, 5, 5, 5],
        [4, 4, 4, 5, 5],
        [99, 99, 99, 99, 99, 8, 9, 10, 11, 12],
    ],
)
def test_nothing_is_said_of_few_of_mixed_ones_and_of_those_long_ago(records: Records, days: list[int]) -> None:
    stays(records, "proposal", days)
    assert written_and_done(records.desk) == ()


def test_four_of_five_are_enough_and_weekends_and_closed_days_do_not_count(records: Records) -> None:
    records.close_days(on("11-30"), on("12-01"))
    stays(records, "lead", [6, 6, 6, 6, 1])
    assert only(records).done == (1, 6, 6, 6, 6)


def test_stays_that_came_with_an_import_say_nothing(records: Records) -> None:
    stays(records, "proposal", [40, 40, 40, 40, 40], imported_on=TODAY)
    assert written_and_done(records.desk) == ()


def test_a_first_answer_that_comes_late_is_told_with_a_day_of_grace(records: Records) -> None:
    answered(records, [1, 1, 1, 1, 1])
    assert written_and_done(records.desk) == ()
    answered(records, [9, 3, 4, 1, 5])
    found = only(records)
    assert found.text == (
        "You wrote that a new lead is answered on the same day; the last five waited 1, 3, 4, 5 and 9 business days."
    )
    assert found.stage_id == records.stages["lead"]


@pytest.mark.parametrize("more", [{"inbound": True}, {"imported": True}])
def test_their_own_words_and_imported_touches_are_no_first_answer(records: Records, more: dict[str, bool]) -> None:
    answered(records, [9, 9, 9, 9, 9], **more)
    assert written_and_done(records.desk) == ()


def test_of_several_the_coach_tells_the_one_that_matters_most(records: Records) -> None:
    records.go_to(TODAY - timedelta(days=1))
    stays(records, "discovery", [11, 11, 11, 11, 11])
    stays(records, "proposal", [40, 40, 40, 40, 40])
    assert [each.stage_id for each in written_and_done(records.desk)] == [
        records.stages["discovery"], records.stages["proposal"],
    ]  # fmt: skip
    records.setting("review-next", "2027-01-08")
    for lead in records.desk.rows("SELECT id FROM lead"):
        records.database.execute_sql(f"UPDATE lead SET due_on = '2027-01-07' WHERE id = {lead[0]}")
    assert coach_line(records.desk).startswith("You wrote 15 business days for Proposal; the last five stayed")


def test_it_takes_few_questions_and_no_sorting_of_all_stays(local_records: Records) -> None:
    stays(local_records, "proposal", range(1, 9))
    written_and_done(local_records.desk)
    with Counted(local_records.database) as counted:
        written_and_done(local_records.desk)
    assert len(counted.statements) == 3
    statement = next(each for each in counted.statements if "left_on" in each)
    ids = list(local_records.stages.values())[:4]
    plan = [row[3] for row in local_records.desk.rows(f"EXPLAIN QUERY PLAN {statement}", ids)]
    assert sum("stage_visit_left" in step for step in plan) == 4
    assert not [step for step in plan if "TEMP B-TREE" in step]
