"""The written pipeline as it is asked for: the day it is as of, its versions, and its review as a calendar needs it."""

from datetime import date

import pytest

from coach.actions.assignment import answer_question, book_review
from coach.actions.pipeline import edit_stage, rename_stage
from coach.actions.settings import change_setting
from coach.actions.undo import undo
from coach.errors import Misused, Refused
from coach.records.models import AssignmentAnswer, Change, ChangeRow, PipelineVersion, Setting
from coach.rules.written_difference import RENAMED
from coach.views.pipeline_versions import difference, version, version_at, versions
from coach.views.written_pipeline import review_plan, written_pipeline

from .records import Records, on

PLAN = "On Friday at 15:00, after lunch at the desk, I open the review."


def rows(records: Records) -> list[int]:
    """How many rows the tables hold that a question could write to."""
    return [model.select().count() for model in (PipelineVersion, Setting, Change, ChangeRow, AssignmentAnswer)]


def test_a_page_is_asked_for_and_nothing_is_written(records: Records) -> None:
    before = rows(records)
    page = written_pipeline(records.desk)
    assert page.stages[0].name == "Lead received"
    assert page.as_of is None
    assert versions(records.desk) == []
    assert review_plan(records.desk) is None
    assert rows(records) == before


def test_a_page_is_as_of_its_last_change_whenever_it_is_asked_for(records: Records) -> None:
    records.go_to(on("12-03"))
    answer_question(records.desk, "stuck", "In Proposal")
    text = written_pipeline(records.desk).text
    records.go_to(on("02-01"))
    change_setting(records.desk, "capacity", "5")
    assert written_pipeline(records.desk).text == text
    assert "As it stands since Thu 3 Dec 2026." in text


def test_without_a_version_a_page_is_as_of_the_journal_and_without_a_journal_as_of_the_answers(
    records: Records,
) -> None:
    records.go_to(on("12-04"))
    answer_question(records.desk, "stuck", "In Proposal")
    records.go_to(on("12-08"))
    rename_stage(records.desk, records.stages["lead"], "First word")
    records.go_to(on("12-09"))
    edit_stage(records.desk, records.stages["lead"], normal_stay=6)
    undo(records.desk)
    PipelineVersion.delete().execute()
    assert written_pipeline(records.desk).as_of == on("12-08")
    ChangeRow.delete().execute()
    Change.delete().execute()
    assert written_pipeline(records.desk).as_of == on("12-04")


def test_versions_are_listed_newest_first_and_found_by_number_and_by_day(records: Records) -> None:
    desk = records.desk
    for day, name in (("12-04", "First word"), ("12-08", "First letter")):
        records.go_to(on(day))
        rename_stage(desk, records.stages["lead"], name)
    kept = versions(desk)
    assert [each.day for each in kept] == [on("12-08"), on("12-04")]
    assert version(desk, kept[1].id) == kept[1]
    assert [version_at(desk, on(day)).day for day in ("12-04", "12-07", "12-08")] == [
        on("12-04"),
        on("12-04"),
        on("12-08"),
    ]
    (told,) = difference(desk, kept[1].id, kept[0].id)
    assert (told.where, told.what, told.before) == ("First letter", RENAMED, "First word")
    with pytest.raises(Misused, match="no version 99"):
        version(desk, 99)
    with pytest.raises(Refused, match="as of Thu 3 Dec 2026"):
        version_at(desk, on("12-03"))
    with pytest.raises(Misused, match="Wed 9 Dec 2026 has not come yet"):
        version_at(desk, on("12-09"))


def test_before_the_first_version_there_is_none_of_any_day(records: Records) -> None:
    with pytest.raises(Refused) as raised:
        version_at(records.desk, on("12-03"))
    assert raised.value.do == "No version is kept yet."


def test_a_plan_is_as_of_its_own_last_change_and_counts_what_changed_it(records: Records) -> None:
    desk = records.desk
    records.go_to(on("12-04"))
    book_review(desk, "fri", "15:00", PLAN)
    booked = review_plan(desk)
    assert booked is not None
    assert booked[:6] == (4, "15:00", PLAN, (), on("12-04"), "20261204T100000Z")
    records.go_to(on("12-08"))
    rename_stage(desk, records.stages["lead"], "First word")
    assert review_plan(desk) == booked
    change_setting(desk, "review-day", "tue")
    moved = review_plan(desk)
    assert moved is not None
    assert moved[:6] == (1, "15:00", "", (), on("12-08"), "20261208T100000Z")
    records.go_to(on("12-09"))
    undo(desk)
    back = review_plan(desk)
    assert back is not None
    assert back[:6] == (*booked[:5], "20261209T100000Z")
    assert booked.uid == moved.uid == back.uid
    assert booked.changes < moved.changes < back.changes


def test_a_day_that_was_set_is_a_plan_and_so_is_what_is_looked_at(records: Records) -> None:
    change_setting(records.desk, "review-time", "9:30")
    answer_question(records.desk, "reviewed", "walk")
    plan = review_plan(records.desk)
    assert plan is not None
    assert (plan.weekday, plan.time, plan.words, plan.agenda) == (
        4,
        "09:30",
        "",
        ("Every open lead, one decision each",),
    )


def test_a_plan_without_a_journal_is_as_of_the_day_it_was_agreed(records: Records) -> None:
    records.go_to(on("12-04"))
    book_review(records.desk, "fri", "15:00", PLAN)
    ChangeRow.delete().execute()
    Change.delete().execute()
    records.go_to(date(2027, 2, 1))
    plan = review_plan(records.desk)
    assert plan is not None
    assert (plan.since, plan.stamp, plan.changes) == (on("12-04"), "20261204T000000Z", 0)
    assert review_plan(records.desk) == plan
