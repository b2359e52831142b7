"""A stage asks in the owner's own words: everywhere it asks, on its page, and until undo takes them back."""

from datetime import date

import pytest

from coach import playbook
from coach.actions.lenses import answer_lens
from coach.actions.moves import move_lead
from coach.actions.pipeline import add_stage, edit_stage
from coach.actions.undo import undo
from coach.errors import Misused, Refused
from coach.records.models import StageQuestion
from coach.views.lead_card import lead_card
from coach.views.questions import own_questions, stage_questions
from coach.views.recap import recap
from coach.views.written_pipeline import written_pipeline

from ..records.desks import dump
from .diary import Diary

OURS = {each.lens: each.text for each in playbook.questions_for("discovery", ())}
MINE = "Where does it hurt on a Monday?"


def asked(diary: Diary, key: str = "discovery") -> dict[str, str]:
    return {each.lens: each.text for each in stage_questions(diary, diary.stage(key), key)}


def test_a_stage_asks_what_the_owner_wrote_and_else_what_the_playbook_has(diary: Diary) -> None:
    done = edit_stage(diary, diary.stage("discovery"), questions={"impact": f"  {MINE} "})
    assert done.sentence == "changed the stage Discovery conversation"
    assert asked(diary) == {**OURS, "impact": MINE}
    assert asked(diary, "lead") == {each.lens: each.text for each in playbook.questions_for("lead", ())}
    edit_stage(diary, diary.stage("discovery"), questions={"fit": "Who decides?"})
    assert asked(diary) == {**OURS, "impact": MINE, "fit": "Who decides?"}


@pytest.mark.parametrize("back", ["", "  ", OURS["impact"]])
def test_an_empty_question_and_the_playbooks_own_are_no_longer_the_owners(diary: Diary, back: str) -> None:
    edit_stage(diary, diary.stage("discovery"), questions={"impact": MINE})
    edit_stage(diary, diary.stage("discovery"), questions={"impact": back})
    assert asked(diary) == OURS
    assert own_questions(diary, diary.stage("discovery")) == {}
    assert StageQuestion.select().count() == 0


def test_wherever_a_stage_asks_it_asks_in_these_words(diary: Diary) -> None:
    ben = diary.add(stage="discovery")
    edit_stage(diary, diary.stage("discovery"), questions={"problem": "What woke you up?", "impact": MINE})
    card = lead_card(diary, ben)
    assert card.question is not None
    assert card.question.text == "What woke you up?"
    assert [each.lens for each in card.questions] == [each.lens for each in playbook.questions_for("discovery", ())]
    answer_lens(diary, ben, "problem", "The roof")
    assert lead_card(diary, ben).question == ("impact", MINE)
    assert MINE in recap(diary, ben).text
    assert f"Impact: {MINE}" in written_pipeline(diary).text
    move_lead(diary, ben, diary.stage("proposal"), evidence="asked for it")
    assert MINE not in {each.text for each in lead_card(diary, ben).questions}


def test_a_stage_of_ones_own_has_questions_of_its_own(diary: Diary) -> None:
    add_stage(diary, "Trial", after=diary.stage("discovery"), entry="They began.", gaps=(1, 2), questions={"fit": MINE})
    trial = next(each for each in written_pipeline(diary).stages if each.name == "Trial")
    assert trial.entry == "They began."
    assert {each.lens: each.question for each in trial.questions}["Fit"] == MINE
    assert [line.when for line in trial.rhythm][:2] == ["after 1 business day", "after 2 more business days"]


def test_a_lens_there_is_not_and_a_question_without_end_are_refused(diary: Diary) -> None:
    before = dump(diary)
    for wrong in ({"budget": MINE}, {"fit": "x" * 5000}, {"fit": MINE, "money": "?"}):
        with pytest.raises(Misused):
            edit_stage(diary, diary.stage("discovery"), questions=wrong)
    assert dump(diary) == before


def test_name_words_rhythm_and_questions_are_one_change_and_one_undo(diary: Diary) -> None:
    ben = diary.add(stage="discovery")
    before = dump(diary)
    done = edit_stage(
        diary,
        diary.stage("discovery"),
        name="First talk",
        meaning="We talk.",
        normal_stay=7,
        gaps=(4, 4),
        questions={"fit": MINE, "impact": "What does it cost?"},
    )
    assert done.sentence == "changed the stage First talk"
    assert done.warning == "One step planned anew."
    assert diary.step(ben) == ("11-30", "touch")
    assert undo(diary).sentence == "changed the stage First talk"
    assert dump(diary) == before


def test_a_name_alone_is_a_renaming_and_a_taken_one_is_refused_whole(diary: Diary) -> None:
    assert edit_stage(diary, diary.stage("lead"), name="Asked").sentence == "renamed the stage Lead received to Asked"
    before = dump(diary)
    with pytest.raises(Refused, match="already"):
        edit_stage(diary, diary.stage("lead"), name="won", meaning="x", questions={"fit": MINE})
    assert dump(diary) == before


def test_the_page_knows_the_day_on_which_a_question_changed(diary: Diary) -> None:
    diary.goes("12-01")
    edit_stage(diary, diary.stage("lead"), questions={"fit": MINE})
    assert written_pipeline(diary).as_of == date(2026, 12, 1)


def test_stages_with_own_questions_are_no_longer_as_they_came(diary: Diary) -> None:
    gap = next(each.gap for each in playbook.assignment().questions if each.key == "stages")
    assert gap in written_pipeline(diary).open
    edit_stage(diary, diary.stage("lead"), questions={"fit": MINE})
    assert gap not in written_pipeline(diary).open
