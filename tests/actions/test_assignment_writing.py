"""One page of the assignment is written down the same for every door: what is kept, what is refused and where, how it goes on."""

from typing import Any

import pytest

from coach.actions.assignment import answer_question
from coach.actions.assignment_pages import DONE, keep_page, leave_page, read_stop
from coach.actions.assignment_writing import WrongField, write_page
from coach.actions.pipeline import edit_stage, rename_stage, retire_stage
from coach.actions.undo import undo
from coach.errors import Misused, Refused
from coach.records.models import AssignmentAnswer
from coach.records.pipeline_on_file import pipeline_on_file
from coach.views.assignment import answer_history, answers, where_stopped
from coach.views.assignment_pages import pages, proposed, stop

from ..records.desks import DeskAt
from .diary import Diary, on


@pytest.fixture
def empty(database: Any) -> DeskAt:
    """A desk with nothing on it, not even stages."""
    return DeskAt(database)


def wrong(desk: Any, page: str, **values: str) -> WrongField:
    """What is refused, with nothing written and the page kept as it was."""
    keep_page(desk, page, {page: values})
    before = desk.rows("SELECT count(*) FROM change")
    with pytest.raises(WrongField) as raised:
        write_page(desk, page, values)
    assert desk.rows("SELECT count(*) FROM change") == before
    assert read_stop(where_stopped(desk)) == (page, {page: values})
    return raised.value


def test_what_is_proposed_on_every_page_gives_a_good_pipeline(empty: DeskAt) -> None:
    walked = []
    page = pages(empty)[0]
    while page != DONE:
        walked.append(page)
        write_page(empty, page, proposed(empty, page))
        page = stop(empty).page
    assert walked == [
        "opening", "stuck", "follow_up", "owner", "reviewed", "stage:lead", "stage:discovery", "stage:proposal",
        "stage:decision", "ends", "commit", "first_leads", "finish",
    ]  # fmt: skip
    said = {key: answer.text for key, answer in answers(empty).items()}
    assert said == {
        "owner": "Maya",
        "reviewed": "open, clear, repair, walk, look, improve, commit, finish",
        "stages": "Read, and taken as it stands.",
        "commit": "On Friday at 15:00, after lunch at the desk, I open the review.",
    }
    assert (empty.setting("pipeline-owner"), empty.setting("review-day")) == ("Maya", "friday")
    assert len(pipeline_on_file(empty).stages) == 6
    assert len(empty.rows("SELECT 1 FROM pipeline_version")) == 1


def test_a_page_is_written_and_left_at_one_stroke_and_the_drafts_of_the_others_stay(diary: Diary) -> None:
    keep_page(diary, "stuck", {"stuck": {"why": "half a wo"}, "owner": {"owner": "Ma"}})
    write_page(diary, "stuck", {"stage": "proposal", "why": "I  wait\nand wait"})
    assert answers(diary)["stuck"] == (
        "In which stage: Proposal / trial / consultation\nAnd why there: I wait and wait",
        on("11-24"),
    )
    assert read_stop(where_stopped(diary)) == ("follow_up", {"owner": {"owner": "Ma"}})


def test_the_last_page_ends_it_and_leaves_no_draft_behind(diary: Diary) -> None:
    keep_page(diary, "finish", {"stuck": {"why": "x"}})
    leave_page(diary, "finish")
    assert read_stop(where_stopped(diary)) == (DONE, {})


def test_a_page_or_a_field_there_is_not_is_refused(local: Diary) -> None:
    with pytest.raises(Misused):
        write_page(local, "stages", {})
    with pytest.raises(Misused):
        write_page(local, "stage:7", {})
    assert wrong(local, "owner", boss="Maya").field == "boss"
    assert wrong(local, "stage:lead", colour="red").field == "colour"
    assert wrong(local, "opening", name="x").field == "name"


def test_leads_that_nobody_read_cannot_be_written(local: Diary) -> None:
    with pytest.raises(ValueError, match="assignment_page"):
        write_page(local, "first_leads", {"leads": "Ben"})
    write_page(local, "first_leads", {"leads": " ", "next_step": ""})
    assert stop(local).page == "finish"


@pytest.mark.parametrize("words", ["Proposal / trial / consultation", "trial", "PROPOSAL"])
def test_a_guess_names_its_stage_by_any_part_that_only_it_has(local: Diary, words: str) -> None:
    write_page(local, "stuck", {"stage": words})
    assert answers(local)["stuck"].text == "In which stage: Proposal / trial / consultation"


@pytest.mark.parametrize("words", ["o", "won", "nowhere"])
def test_a_guess_is_about_one_open_stage(local: Diary, words: str) -> None:
    refused = wrong(local, "stuck", stage=words, why="I wait")
    assert refused.field == "stage"
    assert refused.exit_code == Misused.exit_code


def test_the_same_guess_is_no_new_one_when_its_stage_is_called_otherwise_by_now(diary: Diary) -> None:
    write_page(diary, "stuck", {"stage": "proposal", "why": "I wait"})
    rename_stage(diary, diary.stage("proposal"), "Offer")
    assert proposed(diary, "stuck") == {"stage": "Offer", "why": "I wait"}
    write_page(diary, "stuck", proposed(diary, "stuck"))
    assert len(answer_history(diary, "stuck")) == 1
    write_page(diary, "stuck", {"stage": "Offer", "why": "I forget"})
    assert answers(diary)["stuck"].text == "In which stage: Offer\nAnd why there: I forget"
    retire_stage(diary, diary.stage("proposal"))
    assert proposed(diary, "stuck") == {"stage": "", "why": "I forget"}


def test_the_guess_is_asked_again_each_quarter_and_then_the_same_one_counts_anew(diary: Diary) -> None:
    guess = {"stage": "proposal", "why": "I wait"}
    write_page(diary, "stuck", guess)
    write_page(diary.goes("2027-02-22"), "stuck", guess)
    assert len(answer_history(diary, "stuck")) == 1
    write_page(diary.goes("2027-02-23"), "stuck", guess)
    assert [each.answered_on for each in answer_history(diary, "stuck")] == [on("2027-02-23"), on("11-24")]


def test_what_follow_up_happens_is_kept_by_the_words_of_what_was_chosen(diary: Diary) -> None:
    values = {"first_answer": "next-day", "touches": "2", "we_stopped": "0", "words": "Then a busy week comes."}
    write_page(diary, "follow_up", values)
    assert answers(diary)["follow_up"].text == (
        "How soon the first answer goes out: The next business day\n"
        "How often you write before it ends: Twice\n"
        "Of your last ten leads, how many ended because you stopped: None of ten\n"
        "In your own words: Then a busy week comes."
    )
    assert proposed(diary, "follow_up") == values


@pytest.mark.parametrize(
    ("field", "value"), [("first_answer", "soon"), ("touches", "0"), ("touches", "5"), ("we_stopped", "11")]
)
def test_what_is_no_choice_is_refused_for_its_field(local: Diary, field: str, value: str) -> None:
    refused = wrong(local, "follow_up", **{"words": "x", field: value})
    assert refused.field == field
    assert "leave it open" in refused.do


def test_an_answer_from_before_there_were_choices_stands_in_the_owners_own_words(diary: Diary) -> None:
    answer_question(diary, "follow_up", "How soon the first answer goes out: the next day\nWho stops first: us")
    there = "How soon the first answer goes out: the next day; Who stops first: us"
    assert proposed(diary, "follow_up") == {"first_answer": "", "touches": "", "we_stopped": "", "words": there}


def test_owner_and_stand_in_are_one_change(diary: Diary) -> None:
    before = diary.changes()
    write_page(diary, "owner", {"owner": "Maya", "stand_in": "Tom"})
    assert diary.changes() == before + 1
    assert (answers(diary)["owner"].text, answers(diary)["stand_in"].text) == ("Maya", "Tom")
    undo(diary)
    assert answers(diary) == {}


@pytest.mark.parametrize(
    ("owner", "stand_in", "field"),
    [("Everyone", "", "owner"), ("Maya", "the team", "stand_in"), ("Maya", "maya", "stand_in")],
)
def test_neither_everyone_nor_one_person_twice_owns_the_pipeline(
    local: Diary, owner: str, stand_in: str, field: str
) -> None:
    refused = wrong(local, "owner", owner=owner, stand_in=stand_in)
    assert (refused.field, refused.exit_code) == (field, Refused.exit_code)
    assert answers(local) == {}


def test_a_stand_in_who_became_the_owner_is_not_proposed_as_stand_in(local: Diary) -> None:
    write_page(local, "owner", {"owner": "Maya", "stand_in": "Tom"})
    write_page(local, "owner", {"owner": "Tom", "stand_in": "Ida"})
    answer_question(local, "owner", "Ida")
    assert proposed(local, "owner") == {"owner": "Ida", "stand_in": ""}


def test_ticks_are_kept_in_the_order_of_the_review_and_none_is_a_gap(local: Diary) -> None:
    write_page(local, "reviewed", {"ticks": "none"})
    assert answers(local) == {}
    write_page(local, "reviewed", {"ticks": "walk, open"})
    assert answers(local)["reviewed"].text == "open, walk"
    assert wrong(local, "reviewed", ticks="open, talk").field == "ticks"


def test_a_stage_is_changed_field_by_field_in_one_change(diary: Diary) -> None:
    lead = diary.add(stage="proposal")
    before, due = diary.changes(), diary.step(lead)
    values = proposed(diary, "stage:proposal")
    values |= {
        "name": "Offer", "meaning": "They have it", "entry": "They asked", "exit_evidence": "They answered",
        "normal_stay": "12", "gaps": "3, 4 5", "ask.fit": "What is not right yet?", "ask.problem": "",
    }  # fmt: skip
    write_page(diary, "stage:proposal", values)
    assert diary.changes() == before + 1
    assert proposed(diary, "stage:proposal") == values | {
        "gaps": "3, 4, 5",
        "ask.problem": "Have I described the problem the way you would?",
    }
    assert diary.step(lead) != due
    undo(diary)
    assert proposed(diary, "stage:proposal")["name"] == "Proposal / trial / consultation"
    assert diary.step(lead) == due


def test_a_stage_taken_as_it_stands_changes_nothing_however_its_lines_are_broken(diary: Diary) -> None:
    edit_stage(diary, diary.stage("lead"), meaning="Someone\nasked.")
    before = diary.changes()
    written = write_page(diary, "stage:lead", proposed(diary, "stage:lead") | {"meaning": "Someone asked."})
    assert written.change_id is None
    assert diary.changes() == before


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", " "), ("name", "Won"), ("normal_stay", "0"), ("normal_stay", "soon"), ("normal_stay", "²"),
        ("gaps", ""), ("gaps", "2, x"), ("gaps", "99"), ("ask.price", "?"), ("meaning", "\0"),
    ],
)  # fmt: skip
def test_what_a_stage_cannot_be_is_refused_for_its_field_and_nothing_of_the_page_is_written(
    local: Diary, field: str, value: str
) -> None:
    assert wrong(local, "stage:lead", **{"entry": "Otherwise", field: value}).field == field
    assert proposed(local, "stage:lead")["entry"] != "Otherwise"


def test_a_stage_of_the_owners_own_has_its_page_and_one_that_is_retired_has_none(diary: Diary) -> None:
    from coach.actions.pipeline import add_stage

    add_stage(diary, "Site visit", after=diary.stage("discovery"))
    own = next(each for each in pages(diary) if each.removeprefix("stage:").isdigit())
    assert pages(diary).index(own) == pages(diary).index("stage:discovery") + 1
    write_page(diary, own, {"meaning": "We look at it together."})
    assert proposed(diary, own)["meaning"] == "We look at it together."
    keep_page(diary, own, {own: {"meaning": "half"}})
    retire_stage(diary, int(own.removeprefix("stage:")))
    assert stop(diary).page == "stage:lead"
    with pytest.raises(Misused):
        write_page(diary, own, {})


def test_both_ends_are_read_and_put_into_ones_own_words_on_one_page(diary: Diary) -> None:
    assert proposed(diary, "ends")["won.name"] == "Won"
    write_page(diary, "ends", {"won.name": "Yes", "not_yet.meaning": "Later, perhaps."})
    assert proposed(diary, "ends") | {"won.name": "Yes", "not_yet.meaning": "Later, perhaps."} == proposed(
        diary, "ends"
    )
    assert answers(diary)["stages"].text == "Read, and put into our own words."
    assert wrong(diary, "ends", **{"won.name": "Decision support"}).field == "won.name"
    assert wrong(diary, "ends", **{"won.normal_stay": "5"}).field == "won.normal_stay"


@pytest.mark.parametrize(
    ("values", "plan"),
    [
        ({"weekday": "mon", "time": "9"}, "On Monday at 09:00, I open the review."),
        (
            {"weekday": "mon", "time": "9", "after": "After  the walk", "place": "at home"},
            "On Monday at 09:00, after the walk at home, I open the review.",
        ),
    ],
)
def test_the_plan_for_the_review_is_one_sentence(local: Diary, values: dict[str, str], plan: str) -> None:
    write_page(local, "commit", values)
    assert answers(local)["commit"].text == plan
    assert (local.setting("review-day"), local.setting("review-time")) == ("monday", "09:00")


def test_a_plan_without_a_day_or_an_hour_is_left_open(local: Diary) -> None:
    write_page(local, "commit", {"weekday": "", "time": "9"})
    assert answers(local) == {}
    assert wrong(local, "commit", weekday="someday", time="9").field == "weekday"
    assert wrong(local, "commit", weekday="fri", time="late").field == "time"


def test_the_day_and_hour_that_hold_are_proposed_even_when_the_plan_says_others(local: Diary) -> None:
    from coach.actions.settings import change_setting

    write_page(local, "commit", {"weekday": "fri", "time": "15:00", "after": "lunch", "place": "home"})
    change_setting(local, "review-day", "tuesday")
    assert proposed(local, "commit") == {"weekday": "Tuesday", "time": "15:00", "after": "lunch", "place": "home"}


def test_earlier_answers_are_never_written_over(diary: Diary) -> None:
    write_page(diary, "owner", {"owner": "Maya"})
    write_page(diary.goes("12-01"), "owner", {"owner": "Tom"})
    kept = AssignmentAnswer.select().where(AssignmentAnswer.question == "owner").order_by(AssignmentAnswer.id)
    assert [(each.text, each.answered_on) for each in kept] == [("Maya", on("11-24")), ("Tom", on("12-01"))]
