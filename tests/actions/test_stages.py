"""The written pipeline changes in its owner's hands, and leads and rhythm follow."""

from typing import Any

import pytest

from coach.actions.moves import close_not_yet, move_lead, reopen_lead, win_lead
from coach.actions.pipeline import add_stage, edit_stage, place_stage, rename_stage, retire_stage
from coach.actions.steps import set_next, snooze_lead
from coach.actions.touches import log_touch, note_reply
from coach.actions.undo import undo
from coach.errors import Misused, Refused
from coach.records.models import Stage, StageVisit
from coach.records.stages import stages_on_file

from ..records.desks import dump
from .diary import Diary


def order(diary: Diary) -> list[str]:
    """The stages in use, in their order, by key or by name."""
    return [stage.key or stage.name for stage in stages_on_file(diary)]


def places_agree(diary: Diary) -> bool:
    """Whether every lead knows the place of its stage."""
    return not diary.rows(
        "SELECT lead.id FROM lead JOIN stage ON stage.id = lead.stage_id WHERE lead.stage_position <> stage.position"
    )


@pytest.fixture
def peopled(diary: Diary) -> Diary:
    """One lead in every stage, in their order."""
    for stage in ("lead", "discovery", "proposal", "decision"):
        diary.add(stage, stage=stage)
    win_lead(diary, diary.add("won"))
    close_not_yet(diary, diary.add("not yet"), reason="timing")
    return diary


def test_a_stage_is_renamed_and_its_history_stays(diary: Diary) -> None:
    ben = diary.add()
    move_lead(diary, ben, diary.stage("discovery"), evidence="yes")
    done = rename_stage(diary, diary.stage("lead"), " First  contact ")
    assert done.sentence == "renamed the stage Lead received to First  contact"
    assert diary.visits(ben) == [("lead", "forward"), ("discovery", "open")]
    rename_stage(diary, diary.stage("won"), "Yes")
    for name in ("", "discovery CONVERSATION", "x" * 61):
        with pytest.raises((Misused, Refused)):
            rename_stage(diary, diary.stage("lead"), name)
    with pytest.raises(Misused, match="There is no stage 99"):
        rename_stage(diary, 99, "Nowhere")
    assert rename_stage(diary, diary.stage("lead"), "first  contact").change_id is not None


def test_a_stage_added_in_the_middle_pushes_the_others_and_their_leads_follow(peopled: Diary) -> None:
    done = add_stage(peopled, "Trial", after=peopled.stage("discovery"), meaning="They try it.", normal_stay=7)
    assert done.sentence == "added the stage Trial"
    assert order(peopled) == ["lead", "discovery", "Trial", "proposal", "decision", "won", "not_yet"]
    assert [stage.position for stage in stages_on_file(peopled)] == list(range(7))
    assert places_agree(peopled)
    trial: Any = Stage.get(Stage.name == "Trial")
    assert (trial.kind, trial.normal_stay, trial.meaning, trial.exit_evidence) == ("open", 7, "They try it.", "")
    move_lead(peopled, 2, trial.id, evidence="yes")
    move_lead(peopled, 2, peopled.stage("proposal"))
    assert places_agree(peopled)


def test_a_stage_added_without_a_place_comes_last_among_the_open_ones(diary: Diary) -> None:
    add_stage(diary, "Contract")
    assert order(diary) == ["lead", "discovery", "proposal", "decision", "Contract", "won", "not_yet"]
    for after in (diary.stage("won"), 99):
        with pytest.raises((Refused, Misused)):
            add_stage(diary, "Nowhere", after=after)
    for stay in (0, 261):
        with pytest.raises(Misused, match="1 to 260 business days"):
            add_stage(diary, "Too long", normal_stay=stay)
    with pytest.raises(Refused, match="There is a stage called Contract already"):
        add_stage(diary, "CONTRACT")


@pytest.mark.parametrize(
    ("key", "place", "after"),
    [
        ("decision", 0, ["decision", "lead", "discovery", "proposal"]),
        ("lead", 3, ["discovery", "proposal", "decision", "lead"]),
        ("discovery", 2, ["lead", "proposal", "discovery", "decision"]),
        ("lead", 0, ["lead", "discovery", "proposal", "decision"]),
    ],
)
def test_a_stage_is_placed_among_the_open_ones_and_leads_follow(
    peopled: Diary, key: str, place: int, after: list[str]
) -> None:
    done = place_stage(peopled, peopled.stage(key), place)
    assert done.sentence.endswith(f"to place {place + 1}")
    assert order(peopled) == [*after, "won", "not_yet"]
    assert places_agree(peopled)


def test_a_stage_is_not_placed_where_there_is_no_place(diary: Diary) -> None:
    for place in (-1, 4):
        with pytest.raises(Misused, match=f"no place {place + 1}"):
            place_stage(diary, diary.stage("lead"), place)
    with pytest.raises(Refused, match="Leads end in Won"):
        place_stage(diary, diary.stage("won"), 0)


def test_an_empty_stage_is_retired_and_its_name_stays_taken(diary: Diary) -> None:
    done = retire_stage(diary, diary.stage("discovery"))
    assert done.sentence == "retired the stage Discovery conversation"
    assert order(diary) == ["lead", "proposal", "decision", "won", "not_yet"]
    with pytest.raises(Misused, match="There is no stage"):
        rename_stage(diary, diary.stage("discovery"), "Talk")
    with pytest.raises(Refused, match="already"):
        add_stage(diary, "Discovery conversation")


def test_a_stage_with_leads_is_retired_when_it_is_said_where_they_go(peopled: Diary) -> None:
    discovery, proposal = peopled.stage("discovery"), peopled.stage("proposal")
    before = dump(peopled)
    with pytest.raises(Refused, match="1 lead is in Discovery conversation") as refused:
        retire_stage(peopled, discovery)
    assert refused.value.do == "Say which stage they go to."
    for wrong in (discovery, peopled.stage("won"), 99):
        with pytest.raises((Refused, Misused)):
            retire_stage(peopled, discovery, leads_to=wrong)
    assert dump(peopled) == before
    retire_stage(peopled, discovery, leads_to=proposal)
    assert peopled.lead(2).stage_id == proposal
    assert peopled.visits(2) == [("discovery", "forward"), ("proposal", "open")]
    assert StageVisit.get(StageVisit.lead == 2).anyway_reason == "the stage Discovery conversation was retired"
    assert places_agree(peopled)


def test_a_lead_that_loses_its_stage_keeps_its_counts_and_what_was_agreed(diary: Diary) -> None:
    silent, promised, waiting, snoozed = (diary.add(name, stage="discovery") for name in ("Ann", "Ben", "Lin", "Sam"))
    for day in ("11-24", "11-27", "12-04"):
        log_touch(diary.goes(day), silent, via="call")
    log_touch(
        diary, promised, via="call", next_step="Send the offer", due=diary.calendar.add(diary.today, 3), promise="ours"
    )
    note_reply(diary, waiting)
    snooze_lead(diary, snoozed, diary.calendar.add(diary.today, 9))
    steps = {each: diary.step(each) for each in (promised, waiting, snoozed)}
    retire_stage(diary, diary.stage("discovery"), leads_to=diary.stage("proposal"))
    assert diary.lead(silent).unanswered == 3
    assert diary.step(silent) == ("12-08", "close_loop")
    assert {each: diary.step(each) for each in steps} == steps
    assert diary.lead(snoozed).entered_on == diary.today


def test_the_last_open_stage_and_those_that_close_leads_stay(diary: Diary) -> None:
    for key in ("won", "not_yet"):
        with pytest.raises(Refused, match="is where leads end up"):
            retire_stage(diary, diary.stage(key))
    for key in ("discovery", "proposal", "decision"):
        retire_stage(diary, diary.stage(key))
    with pytest.raises(Refused, match="is the last open stage"):
        retire_stage(diary, diary.stage("lead"))


def test_a_lead_whose_stage_was_retired_while_it_was_closed_is_taken_up_in_the_first_one(diary: Diary) -> None:
    ben = diary.add(stage="proposal")
    close_not_yet(diary, ben, reason="timing")
    retire_stage(diary, diary.stage("proposal"))
    reopen_lead(diary, ben)
    assert diary.lead(ben).stage_id == diary.stage("lead")
    assert places_agree(diary)


def test_new_gaps_plan_the_steps_of_that_stage_anew(diary: Diary) -> None:
    ben, by_hand, other = diary.add(), diary.add("Lin"), diary.add("Sam", stage="discovery")
    for lead in (ben, by_hand, other):
        log_touch(diary, lead, via="call")
    set_next(diary, by_hand, "Call", diary.calendar.add(diary.today, 2))
    assert diary.step(other) == ("11-27", "touch")
    done = edit_stage(diary, diary.stage("lead"), gaps=(0, 4, 4, 8))
    assert done.sentence == "changed the stage Lead received"
    assert diary.step(ben) == ("11-30", "touch")
    assert diary.step(by_hand) == ("11-26", "touch")
    assert diary.step(other) == ("11-27", "touch")
    log_touch(diary.goes("11-30"), ben, via="call")
    assert diary.step(ben) == ("12-04", "touch")


@pytest.mark.parametrize(
    ("gaps", "words"),
    [
        ((0, 2, 3, 5), ["a", "b", "c", "z"]),
        ((1, 2), ["a", "z"]),
        ((9,), ["z"]),
        ((0, 1, 1, 1, 1, 5), ["a", "b", "c", "c", "c", "z"]),
    ],
)
def test_a_rhythm_of_another_length_still_ends_by_closing_the_loop(
    diary: Diary, gaps: tuple[int, ...], words: list[str]
) -> None:
    lead = diary.stage("lead")
    kept = [beat.text for beat in next(stage for stage in stages_on_file(diary) if stage.id == lead).rhythm.beats]
    by_letter = dict(zip("abcz", kept, strict=True))
    edit_stage(diary, lead, gaps=gaps)
    beats = next(stage for stage in stages_on_file(diary) if stage.id == lead).rhythm.beats
    assert [beat.gap for beat in beats] == list(gaps)
    assert [beat.text for beat in beats] == [by_letter[letter] for letter in words]


def test_a_rhythm_cut_short_ends_in_a_decision(diary: Diary) -> None:
    ben = diary.add()
    for day in ("11-24", "11-26"):
        log_touch(diary.goes(day), ben, via="call")
    edit_stage(diary, diary.stage("lead"), gaps=(0, 2))
    assert diary.step(ben) == ("12-03", "decide")


@pytest.mark.parametrize(
    "wrong",
    [{"gaps": ()}, {"gaps": (0,) * 13}, {"gaps": (-1,)}, {"gaps": (61,)}, {"normal_stay": 0}, {"normal_stay": 300}],
)
def test_a_rhythm_that_cannot_be_kept_is_refused(diary: Diary, wrong: dict[str, Any]) -> None:
    before = dump(diary)
    with pytest.raises(Misused):
        edit_stage(diary, diary.stage("lead"), **wrong)
    assert dump(diary) == before


def test_what_a_stage_says_is_written_in_the_owners_words(diary: Diary) -> None:
    lead = diary.stage("lead")
    edit_stage(diary, lead, meaning=" They asked.\r\nWe answer. ", entry="They wrote.", exit_evidence="", normal_stay=3)
    stage: Any = Stage.get_by_id(lead)
    assert (stage.meaning, stage.entry, stage.exit_evidence, stage.normal_stay) == (
        "They asked.\nWe answer.",
        "They wrote.",
        "",
        3,
    )
    move_lead(diary, diary.add(), diary.stage("discovery"))
    edit_stage(diary, diary.stage("won"), meaning="They paid.")
    with pytest.raises(Refused, match="Leads end in Won"):
        edit_stage(diary, diary.stage("won"), gaps=(0, 2))
    with pytest.raises(Refused, match="Leads end in Not yet"):
        edit_stage(diary, diary.stage("not_yet"), normal_stay=3)


@pytest.mark.parametrize(
    "change",
    [
        lambda desk: rename_stage(desk, desk.stage("lead"), "First"),
        lambda desk: add_stage(desk, "Trial", after=desk.stage("lead")),
        lambda desk: place_stage(desk, desk.stage("decision"), 0),
        lambda desk: retire_stage(desk, desk.stage("discovery"), leads_to=desk.stage("lead")),
        lambda desk: edit_stage(desk, desk.stage("lead"), gaps=(3, 3), meaning="x"),
    ],
)
def test_every_change_of_the_pipeline_is_undone_whole(peopled: Diary, change: Any) -> None:
    before = dump(peopled)
    change(peopled)
    assert dump(peopled) != before
    undo(peopled)
    assert dump(peopled) == before
