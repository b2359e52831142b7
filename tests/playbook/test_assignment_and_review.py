"""The assignment gives a good pipeline by Enter alone; the review fits its half hour; decisions and reasons are all there."""

import pytest

from coach.playbook import (
    Lesson,
    assignment,
    decisions,
    lesson,
    lessons,
    owner_is_shared,
    reasons,
    reframes,
    review_agenda,
    review_questions,
    written_plan,
)
from coach.rules.dates import parse_time, parse_weekday

QUESTIONS = {question.key: question for question in assignment().questions}


def test_the_assignment_asks_its_six_questions_in_order() -> None:
    assert [(question.key, question.title) for question in assignment().questions] == [
        ("stuck", "Where do leads get stuck today?"),
        ("follow_up", "What follow-up happens now?"),
        ("owner", "Who owns the pipeline?"),
        ("reviewed", "What is reviewed weekly?"),
        ("stages", "Your pipeline in writing"),
        ("commit", "When do you open the review?"),
    ]


def test_every_question_has_why_in_two_lines_an_example_and_words_for_the_gap_it_leaves() -> None:
    for question in assignment().questions:
        assert len(question.why) == 2
        assert question.example
        assert question.gap


def test_enter_alone_books_a_review_that_can_be_read_back() -> None:
    booked = {part.key: part.default for part in QUESTIONS["commit"].parts}
    assert parse_weekday(booked["weekday"]) == 4
    assert parse_time(booked["time"]) == "15:00"
    assert list(booked) == ["weekday", "time", "after", "place"]
    assert written_plan(*booked.values()) == "On Friday at 15:00, after lunch at the desk, I open the review."


def test_enter_alone_takes_every_step_of_the_review() -> None:
    ticks = QUESTIONS["reviewed"].ticks
    assert [tick.key for tick in ticks] == [step.key for step in review_agenda()]
    assert all(tick.ticked for tick in ticks)


def test_what_only_the_owner_can_know_is_left_open() -> None:
    parts = [part for key in ("stuck", "follow_up", "owner") for part in QUESTIONS[key].parts]
    assert [part.key for part in parts] == [
        "stage",
        "why",
        "first_answer",
        "touches",
        "we_stopped",
        "words",
        "owner",
        "stand_in",
    ]
    assert not any(part.default for part in parts)


def test_what_follow_up_happens_is_chosen_and_may_be_left_open() -> None:
    chosen = {part.key: [choice.key for choice in part.choices] for part in QUESTIONS["follow_up"].parts}
    assert chosen == {
        "first_answer": ["same-day", "next-day", "within-week", "later"],
        "touches": ["1", "2", "3", "4"],
        "we_stopped": [str(number) for number in range(11)],
        "words": [],
    }
    assert assignment().cannot_say == "I cannot say yet"


def test_the_pages_that_are_no_question_have_what_stands_on_them() -> None:
    assert [page.key for page in assignment().pages] == ["stage", "ends", "first_leads", "finish"]
    titled = next(page for page in assignment().pages if page.key == "stage").title
    assert titled.format(name="Proposal", number=3, count=4) == "Stage 3 of 4: Proposal"


def test_the_guess_about_stuck_leads_is_asked_again_each_quarter_and_nothing_else_is() -> None:
    again = {question.key: question.ask_again_after for question in assignment().questions if question.ask_again_after}
    assert again == {"stuck": 91}


@pytest.mark.parametrize(
    ("after", "place", "sentence"),
    [
        ("", "", "On Monday at 08:30, I open the review."),
        ("coffee", "", "On Monday at 08:30, after coffee, I open the review."),
        ("", "the bench", "On Monday at 08:30, at the bench, I open the review."),
        ("{time}", "{0!r} %s", "On Monday at 08:30, after {time} at {0!r} %s, I open the review."),
    ],
)
def test_the_plan_is_one_sentence_with_the_words_of_the_owner_as_they_are(
    after: str, place: str, sentence: str
) -> None:
    assert written_plan("Monday", "08:30", after, place) == sentence


@pytest.mark.parametrize("name", ["everyone", "Everyone", "  ALL of   us ", "the team", "We"])
def test_what_everyone_owns_is_owned_by_nobody(name: str) -> None:
    assert owner_is_shared(name)


@pytest.mark.parametrize("name", ["Maya", "Teamer", "Wes", "Maya and Tom"])
def test_a_name_may_own_the_pipeline(name: str) -> None:
    assert not owner_is_shared(name)


def test_the_review_has_eight_steps_in_half_an_hour() -> None:
    assert [(step.key, step.minutes) for step in review_agenda()] == [
        ("open", 1),
        ("clear", 5),
        ("repair", 3),
        ("walk", 12),
        ("look", 4),
        ("improve", 2),
        ("commit", 2),
        ("finish", 1),
    ]
    assert sum(step.minutes for step in review_agenda()) == 30


def test_the_short_form_takes_ten_minutes_for_promises_the_longest_stuck_and_one_commitment() -> None:
    short = [step for step in review_agenda() if step.short_minutes]
    assert [step.key for step in short] == ["repair", "walk", "commit", "finish"]
    assert sum(step.short_minutes for step in short) == 10
    assert all(step.short_what for step in short)


def test_the_review_has_its_six_questions_for_a_lead() -> None:
    asked = review_questions()
    assert [question.key for question in asked] == ["news", "lens", "evidence", "step", "help", "told"]
    assert all(question.text.endswith("?") for question in asked)


def test_there_are_seven_decisions_and_only_keep_asks_something_more() -> None:
    assert [decision.key for decision in decisions()] == [
        "advance",
        "keep",
        "step_back",
        "later",
        "not_yet",
        "won",
        "do_not_contact",
    ]
    assert {decision.key for decision in decisions() if decision.asks} == {"keep"}


def test_the_reasons_of_not_yet_are_the_codes_of_the_command_line() -> None:
    codes = "timing budget chose-other do-nothing no-fit went-quiet we-stopped duplicate invalid"
    assert [reason.key for reason in reasons()] == codes.split()
    assert len({reason.meaning for reason in reasons()}) == 9


def test_there_is_a_lesson_on_each_part_of_the_work() -> None:
    assert [each.key for each in lessons()] == [
        "pipeline",
        "conversations",
        "rhythm",
        "silence",
        "promises",
        "close-the-loop",
        "not-yet",
        "decision-support",
        "stuck-leads",
        "weekly-review",
        "nothing-due",
        "do-not-contact",
    ]
    assert lesson("silence").title == "Silence"
    with pytest.raises(KeyError):
        lesson("magic")


@pytest.mark.parametrize("each", lessons(), ids=lambda each: each.key)
def test_a_lesson_is_short(each: Lesson) -> None:
    assert 60 <= len(each.text.split()) <= 150


def test_the_one_liners_are_one_short_line_each() -> None:
    assert "Silence is also a message, and not the one you meant." in reframes()
    assert "Not yet with a date is a good result." in reframes()
    assert all(len(line) <= 70 and "\n" not in line for line in reframes())
