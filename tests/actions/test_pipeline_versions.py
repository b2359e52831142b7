"""A version of the written pipeline is kept with each change of it, one a day, and undo takes it back with the change."""

from collections.abc import Callable
from typing import Any

import pytest

from coach.actions.assignment import answer_question, book_review
from coach.actions.assignment_pages import keep_page, name_stand_in
from coach.actions.leads import add_lead
from coach.actions.pipeline import add_stage, edit_stage, place_stage, rename_stage, retire_stage
from coach.actions.pipeline_versions import changing_the_pipeline, keep_version
from coach.actions.settings import change_setting
from coach.actions.touches import log_touch
from coach.actions.undo import undo
from coach.errors import Misused, Refused
from coach.records.journal import changing
from coach.records.models import PipelineVersion
from coach.views.pipeline_versions import versions
from coach.views.written_pipeline import written_pipeline

from ..records.desks import dump
from .diary import Diary, on

PLAN = "On Friday at 15:00, after lunch at the desk, I open the review."
VERBS: dict[str, Callable[[Diary], Any]] = {
    "a name": lambda desk: rename_stage(desk, desk.stage("lead"), "First word"),
    "a meaning": lambda desk: edit_stage(desk, desk.stage("lead"), meaning="Somebody wrote."),
    "what begins it": lambda desk: edit_stage(desk, desk.stage("lead"), entry="A letter."),
    "exit evidence": lambda desk: edit_stage(desk, desk.stage("lead"), exit_evidence="They came."),
    "a normal stay": lambda desk: edit_stage(desk, desk.stage("lead"), normal_stay=6),
    "a rhythm": lambda desk: edit_stage(desk, desk.stage("lead"), gaps=(0, 4, 4)),
    "a stage more": lambda desk: add_stage(desk, "Trial"),
    "another order": lambda desk: place_stage(desk, desk.stage("lead"), 2),
    "a stage less": lambda desk: retire_stage(desk, desk.stage("lead"), desk.stage("discovery")),
    "an answer": lambda desk: answer_question(desk, "stuck", "In Proposal"),
    "an owner": lambda desk: answer_question(desk, "owner", "Maya"),
    "a stand-in": lambda desk: name_stand_in(desk, "Tom"),
    "a review": lambda desk: book_review(desk, "fri", "15:00", PLAN),
    "another day": lambda desk: change_setting(desk, "review-day", "mon"),
    "another hour": lambda desk: change_setting(desk, "review-time", "9:30"),
    "who has new leads": lambda desk: change_setting(desk, "pipeline-owner", "Ida"),
}


def days(desk: Diary) -> list[tuple[str, str]]:
    """Day and author of each version, oldest first."""
    return [(each.day.isoformat()[5:], each.author) for each in reversed(versions(desk))]


def is_kept(desk: Diary) -> bool:
    """Whether the newest version reads as the pipeline does now."""
    return versions(desk)[0].text == written_pipeline(desk).text


@pytest.mark.parametrize("verb", VERBS.values(), ids=VERBS)
def test_whatever_changes_the_written_pipeline_keeps_a_version_and_undo_takes_it_back(
    diary: Diary, verb: Callable[[Diary], Any]
) -> None:
    diary.add()
    before = dump(diary)
    assert days(diary) == [("11-24", "Maya")]
    verb(diary.goes("12-01"))
    assert days(diary) == [("11-24", "Maya"), ("12-01", "Maya")]
    assert is_kept(diary)
    assert "As it stands since Tue 1 Dec 2026." in versions(diary)[0].text
    undo(diary)
    assert dump(diary) == before
    assert is_kept(diary)


def test_what_changes_leads_or_drafts_keeps_no_version(diary: Diary) -> None:
    before = diary.rows("SELECT id, at, text FROM pipeline_version")
    diary.goes("12-01")
    add_lead(diary, "Ben")
    log_touch(diary, 1, via="call")
    keep_page(diary, "stuck", {"stuck": {"why": "half a sen"}})
    change_setting(diary, "capacity", "5")
    assert diary.rows("SELECT id, at, text FROM pipeline_version") == before


def test_several_changes_of_a_day_are_one_version_and_each_is_undone_exactly(diary: Diary) -> None:
    diary.goes("12-01")
    states = [dump(diary)]
    for verb in ("a name", "an answer", "a stage more", "a review", "another day"):
        VERBS[verb](diary)
        states.append(dump(diary))
        assert days(diary) == [("11-24", "Maya"), ("12-01", "Maya")]
        assert is_kept(diary)
    while len(states) > 1:
        assert dump(diary) == states.pop()
        undo(diary)
    assert dump(diary) == states[0]


def test_a_change_that_is_taken_back_by_hand_the_same_day_leaves_no_version(diary: Diary) -> None:
    lead = diary.stage("lead")
    rename_stage(diary.goes("12-01"), lead, "First word")
    changed = dump(diary)
    rename_stage(diary, lead, "Lead received")
    assert days(diary) == [("11-24", "Maya")]
    assert is_kept(diary)
    undo(diary)
    assert dump(diary) == changed


def test_a_change_that_is_taken_back_on_another_day_is_a_version_of_its_own(diary: Diary) -> None:
    lead = diary.stage("lead")
    rename_stage(diary.goes("12-01"), lead, "First word")
    rename_stage(diary.goes("12-02"), lead, "Lead received")
    assert days(diary) == [("11-24", "Maya"), ("12-01", "Maya"), ("12-02", "Maya")]


def test_somebody_else_has_a_version_of_their_own_and_so_has_what_follows_it(diary: Diary) -> None:
    rename_stage(diary.goes("12-01"), diary.stage("lead"), "First word")
    tom = diary.beside("Tom")
    edit_stage(tom, diary.stage("discovery"), normal_stay=12)
    edit_stage(diary, diary.stage("decision"), normal_stay=21)
    assert days(diary) == [("11-24", "Maya"), ("12-01", "Maya"), ("12-01", "Tom"), ("12-01", "Maya")]
    undo(diary)
    undo(diary)
    assert days(diary) == [("11-24", "Maya"), ("12-01", "Tom")]
    assert (
        versions(diary)[0].text != written_pipeline(diary).text
    )  # Tom's holds the name that is undone; the next change tells


def test_a_change_that_changes_nothing_keeps_nothing(diary: Diary) -> None:
    answer_question(diary, "stuck", "In Proposal")
    PipelineVersion.delete().execute()
    before = dump(diary), diary.changes()
    assert answer_question(diary.goes("12-01"), "stuck", "In Proposal").change_id is None
    rename_stage(diary, diary.stage("lead"), "Lead received")
    edit_stage(diary, diary.stage("lead"), normal_stay=5)
    assert (dump(diary), diary.changes()) == before


def test_a_change_that_is_refused_keeps_nothing(diary: Diary) -> None:
    diary.add()
    before = dump(diary)
    with pytest.raises(Refused):
        retire_stage(diary.goes("12-01"), diary.stage("lead"))
    with pytest.raises(Misused):
        edit_stage(diary, diary.stage("lead"), meaning="x", normal_stay=0)
    assert dump(diary) == before


def test_a_part_of_a_larger_change_that_fails_leaves_neither_itself_nor_its_version(diary: Diary) -> None:
    before = dump(diary)

    def half_done() -> None:
        with changing_the_pipeline(diary.goes("12-01"), "stage"):
            rename_stage(diary, diary.stage("lead"), "First word")
            assert days(diary)[-1] == ("12-01", "Maya")
            raise RuntimeError("the power went")

    with pytest.raises(RuntimeError, match="the power went"):
        half_done()
    assert dump(diary) == before


def test_several_verbs_in_one_change_are_one_version_and_one_undo(diary: Diary) -> None:
    before = dump(diary)
    with changing(diary.goes("12-01"), "setup") as journal:
        rename_stage(diary, diary.stage("lead"), "First word")
        answer_question(diary, "owner", "Maya")
        journal.say("set up the pipeline")
    assert days(diary) == [("11-24", "Maya"), ("12-01", "Maya")]
    assert is_kept(diary)
    assert undo(diary).sentence == "set up the pipeline"
    assert dump(diary) == before


def test_a_version_can_be_kept_by_itself_and_stands_in_the_way_of_no_undo(diary: Diary) -> None:
    rename_stage(diary, diary.stage("lead"), "First word")
    assert keep_version(diary) is None
    PipelineVersion.delete().execute()
    done = keep_version(diary)
    assert done is not None
    assert done.sentence == "kept how the written pipeline reads"
    assert days(diary) == [("11-24", "Maya")]
    assert undo(diary).sentence == "renamed the stage Lead received to First word"


def test_a_version_is_of_the_local_day_and_of_who_changed_it(diary: Diary) -> None:
    tom = diary.beside("Tom").goes("12-31", 23)
    answer_question(tom, "stuck", "In Proposal")
    newest = versions(tom)[0]
    assert (newest.day, newest.author) == (on("12-31"), "Tom")
    assert diary.rows("SELECT at FROM pipeline_version ORDER BY id DESC LIMIT 1") == [("2026-12-31T23:00:00Z",)]
