"""The five lenses: every stage has its question for each, and the next question is one that is still open."""

import itertools

import pytest

from coach.playbook import LENSES, Question, lenses, next_question, questions_for, stages

STAGE_KEYS = [stage.key for stage in stages()]
SUBSETS = [set(some) for n in range(6) for some in itertools.combinations(LENSES, n)]


def test_there_are_five_lenses() -> None:
    assert tuple(lens.key for lens in lenses()) == LENSES


@pytest.mark.parametrize("stage", STAGE_KEYS)
def test_every_stage_has_a_question_of_its_own_for_every_lens(stage: str) -> None:
    asked = [lens.stage_questions[stage] for lens in lenses()]
    assert len(set(asked)) == len(LENSES)
    assert all(question[-1] in "?." for question in asked)


def test_the_questions_are_written_for_the_six_stages_and_no_other() -> None:
    assert all(list(lens.stage_questions) == STAGE_KEYS for lens in lenses())


def test_no_two_stages_ask_the_same_question() -> None:
    asked = [question for lens in lenses() for question in lens.stage_questions.values()]
    assert len(set(asked)) == len(asked) == len(LENSES) * len(STAGE_KEYS)


@pytest.mark.parametrize(
    ("key", "questions"), [("problem", 6), ("impact", 7), ("urgency", 6), ("outcome", 7), ("fit", 7)]
)
def test_the_bank_of_each_lens_is_whole(key: str, questions: int) -> None:
    lens = next(lens for lens in lenses() if lens.key == key)
    assert len(lens.questions) == questions
    assert len(lens.probes) >= 2
    assert len(lens.good) >= 2
    assert len(lens.red_flags) >= 3


def test_the_fields_beside_an_answer_are_those_of_its_lens() -> None:
    assert {lens.key: [field.key for field in lens.fields] for lens in lenses()} == {
        "problem": ["since", "workaround"],
        "impact": ["amount", "unit", "per", "basis"],
        "urgency": ["date", "kind", "reason"],
        "outcome": ["measure", "good_enough", "by_when"],
        "fit": ["deciders", "range", "alternative", "our_view", "because"],
    }


def test_only_a_choice_has_choices() -> None:
    fields = [field for lens in lenses() for field in lens.fields]
    assert all(bool(field.choices) == (field.form == "choice") for field in fields)
    assert next(field.choices for field in fields if field.key == "our_view") == ("yes", "maybe", "no")


def test_a_new_lead_is_first_asked_what_made_them_write() -> None:
    assert next_question("lead", ()) == Question("problem", "What made you write to us this week?")


def test_when_they_decide_the_worry_comes_first_and_then_what_would_feel_safe() -> None:
    assert next_question("decision", ()) == Question("fit", "What worries you about choosing us?")
    assert next_question("decision", {"fit"}) == Question("outcome", "What would make this feel safe to try?")


@pytest.mark.parametrize("stage", [*STAGE_KEYS, "site-visit"])
@pytest.mark.parametrize("clear", SUBSETS, ids=lambda clear: "+".join(sorted(clear)) or "none")
def test_the_next_question_belongs_to_a_lens_that_is_not_clear(stage: str, clear: set[str]) -> None:
    open_questions = questions_for(stage, clear)
    assert {question.lens for question in open_questions} == set(LENSES) - clear
    assert next_question(stage, clear) == (open_questions[0] if open_questions else None)


def test_nothing_is_asked_when_all_is_clear() -> None:
    assert next_question("proposal", LENSES) is None


def test_a_stage_the_owner_added_asks_the_first_question_of_the_bank_in_the_usual_order() -> None:
    assert questions_for("site-visit", ()) == tuple(Question(lens.key, lens.questions[0]) for lens in lenses())
