"""Where the assignment was left, and who stands in for the owner."""

import pytest

from coach.actions.assignment import answer_question, set_step
from coach.actions.assignment_pages import DONE, STAND_IN, Stop, keep_page, name_stand_in, read_stop
from coach.actions.undo import undo
from coach.errors import Refused
from coach.records.models import AssignmentAnswer
from coach.views.assignment import answers, where_stopped

from .diary import Diary, on

TYPED = {"stuck": {"stage": "Decision support", "why": "I “wait”\n[/x] \x00 \ud800 田中"}, "owner": {"owner": "Ma"}}


def test_the_page_and_what_is_typed_on_all_of_them_come_back_letter_by_letter(diary: Diary) -> None:
    keep_page(diary, "owner", TYPED)
    assert read_stop(where_stopped(diary)) == Stop("owner", TYPED)
    keep_page(diary, DONE, {})
    assert read_stop(where_stopped(diary)) == Stop(DONE, {})


def test_a_page_that_was_kept_by_its_name_alone_is_read_too(diary: Diary) -> None:
    set_step(diary, "stuck")
    assert read_stop(where_stopped(diary)) == Stop("stuck", {})
    assert read_stop("") == Stop("", {})


def test_undo_passes_a_kept_page_by(diary: Diary) -> None:
    answer_question(diary, "owner", "Maya")
    keep_page(diary, "reviewed", {})
    undo(diary)
    assert "owner" not in answers(diary)
    assert read_stop(where_stopped(diary)).page == "reviewed"


def test_a_kept_page_stands_in_no_journal(diary: Diary) -> None:
    before = diary.changes()
    keep_page(diary, "stuck", TYPED)
    keep_page(diary, "owner", TYPED)
    set_step(diary, "reviewed")
    assert diary.changes() == before
    assert diary.rows("SELECT count(*) FROM change_row WHERE in_table = 'setting'") == [(0,)]


def test_a_stand_in_is_an_answer_with_its_date_and_earlier_ones_stay(diary: Diary) -> None:
    answer_question(diary, "owner", "Maya")
    name_stand_in(diary, "  Tom ")
    name_stand_in(diary.goes("12-01"), "Ida")
    name_stand_in(diary.goes("12-02"), "Ida")
    assert answers(diary)[STAND_IN] == ("Ida", on("12-01"))
    said = AssignmentAnswer.select().where(AssignmentAnswer.question == STAND_IN).order_by(AssignmentAnswer.id)
    assert [each.text for each in said] == ["Tom", "Ida"]
    undo(diary)  # naming her once more changed nothing
    assert answers(diary)[STAND_IN].text == "Tom"


def test_no_name_is_no_answer(local: Diary) -> None:
    before = local.changes()
    assert name_stand_in(local, "  ").sentence == ""
    assert STAND_IN not in answers(local)
    assert local.changes() == before


@pytest.mark.parametrize("name", ["everyone", " Nobody ", "maya", "MAYA"])
def test_neither_everyone_nor_the_owner_stands_in(local: Diary, name: str) -> None:
    answer_question(local, "owner", "Maya")
    before = local.changes()
    with pytest.raises(Refused):
        name_stand_in(local, name)
    assert local.changes() == before
