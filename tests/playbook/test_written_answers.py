"""Answers of the assignment as text, and back."""

import pytest

from coach.playbook import assignment, written_plan
from coach.playbook.written_answers import answer_parts, answer_text, plan_parts, ticks_in, ticks_text

QUESTIONS = {each.key: each for each in assignment().questions}


def test_an_answer_is_a_line_for_each_part_and_comes_back_as_it_was_written() -> None:
    parts = {"first_answer": "next-day", "we_stopped": "4", "words": "we: always we"}
    text = answer_text(QUESTIONS["follow_up"], parts)
    assert text == (
        "How soon the first answer goes out: The next business day\n"
        "Of your last ten leads, how many ended because you stopped: Four of ten\n"
        "In your own words: we: always we"
    )
    assert answer_parts(QUESTIONS["follow_up"], text) == parts


def test_an_answer_from_before_there_were_choices_is_read_in_the_owners_own_words() -> None:
    before = "How soon the first answer goes out: the next day\nWho stops first, they or you: mostly us"
    assert answer_parts(QUESTIONS["follow_up"], before) == {
        "words": "How soon the first answer goes out: the next day; Who stops first, they or you: mostly us"
    }


def test_nothing_filled_in_is_no_answer() -> None:
    assert answer_text(QUESTIONS["stuck"], {"stage": "", "why": "  \n "}) == ""
    assert answer_parts(QUESTIONS["stuck"], "") == {}


def test_several_lines_of_one_part_become_one() -> None:
    text = answer_text(QUESTIONS["stuck"], {"why": "I wait\nand then\tI forget"})
    assert text == "And why there: I wait and then I forget"


def test_an_answer_written_another_way_is_not_lost() -> None:
    assert answer_parts(QUESTIONS["stuck"], "In the proposal.\nI wait.") == {"why": "In the proposal. I wait."}
    assert answer_parts(QUESTIONS["stuck"], "And why there: I wait.\nToo long.") == {"why": "I wait. Too long."}


def test_ticks_are_kept_by_their_keys_in_the_order_of_the_review() -> None:
    asked = QUESTIONS["reviewed"]
    assert ticks_text(asked, {"finish", "open", "walk"}) == "open, walk, finish"
    assert ticks_in(asked, "finish, walk, and something else") == ["walk", "finish"]
    assert ticks_text(asked, ()) == ""


@pytest.mark.parametrize(
    ("after", "place"),
    [("lunch", "the desk"), ("", "the desk"), ("lunch", ""), ("", ""), ("the walk, at last", "home")],
)
def test_a_plan_is_read_back_into_the_words_of_its_owner(after: str, place: str) -> None:
    words = {"weekday": "Friday", "time": "15:00", "after": after, "place": place}
    assert plan_parts(written_plan("Friday", "15:00", after, place)) == {
        key: word for key, word in words.items() if word
    }


def test_a_plan_written_another_way_has_no_parts() -> None:
    assert plan_parts("Fridays, I suppose.") == {}
