"""The default stages: names and rhythms exactly as they were agreed, and words an owner understands."""

import pytest

from coach.playbook import TOUCH_KINDS, StageText, message, message_for, messages, stages
from coach.rules.cadence import CAP, DECIDE, KINDS, SPACING

BY_KEY = {stage.key: stage for stage in stages()}
MESSAGES = {each.key for each in messages()}
OPEN = [stage for stage in stages() if stage.kind == "open"]


def test_there_are_six_stages_with_their_names_and_kinds() -> None:
    assert [(stage.key, stage.name, stage.kind) for stage in stages()] == [
        ("lead", "Lead received", "open"),
        ("discovery", "Discovery conversation", "open"),
        ("proposal", "Proposal / trial / consultation", "open"),
        ("decision", "Decision support", "open"),
        ("won", "Won", "won"),
        ("not_yet", "Not yet", "not_yet"),
    ]


@pytest.mark.parametrize(
    ("key", "gaps", "anchors", "anchor_name", "decide_after", "normal_stay"),
    [
        ("lead", (0, 2, 3, 5), (), "", 5, 5),
        ("discovery", (0, 3, 5, 7), (), "", 5, 10),
        ("proposal", (0, 2, 4, 8), (0, 1), "review date", 5, 15),
        ("decision", (0, 4, 5, 10), (-3, 1), "decision day", 5, 20),
        ("won", (), (), "", 0, None),
        ("not_yet", (), (), "", 0, None),
    ],
)
def test_each_stage_has_the_rhythm_that_was_agreed(
    key: str,
    gaps: tuple[int, ...],
    anchors: tuple[int, ...],
    anchor_name: str,
    decide_after: int,
    normal_stay: int | None,
) -> None:
    stage = BY_KEY[key]
    assert tuple(beat.gap for beat in stage.beats) == gaps
    assert (stage.anchors, stage.anchor_name) == (anchors, anchor_name)
    assert (stage.decide_after, stage.normal_stay) == (decide_after, normal_stay)


def test_a_won_lead_is_checked_after_five_business_days_and_asked_for_the_result_after_thirty_days() -> None:
    assert [(follow.after, follow.unit, follow.message) for follow in BY_KEY["won"].follows] == [
        (5, "business", "won_check_in"),
        (30, "days", "won_result"),
    ]


def test_a_not_yet_without_a_date_comes_back_after_60_90_and_180_days() -> None:
    assert [(follow.after, follow.unit) for follow in BY_KEY["not_yet"].follows] == [
        (60, "days"),
        (90, "days"),
        (180, "days"),
    ]


@pytest.mark.parametrize("stage", OPEN, ids=lambda stage: stage.key)
def test_no_default_rhythm_breaks_the_rules_it_runs_under(stage: StageText) -> None:
    assert len(stage.beats) <= CAP
    assert all(beat.gap >= SPACING for beat in stage.beats[1:])
    assert stage.follows == ()


@pytest.mark.parametrize("stage", OPEN, ids=lambda stage: stage.key)
def test_an_open_stage_says_what_it_means_what_brings_a_lead_in_and_what_they_do_to_move_on(stage: StageText) -> None:
    assert stage.meaning
    assert stage.entry
    assert stage.exit_evidence.startswith("They ")
    assert stage.decide_text


def test_a_rhythm_starts_with_the_touch_that_fits_the_stage_and_ends_by_closing_the_loop() -> None:
    assert [(stage.beats[0].message, stage.beats[-1].message) for stage in OPEN] == [
        ("first_reply", "close_loop"),
        ("recap", "close_loop"),
        ("proposal_note", "close_loop"),
        ("decision_support", "close_loop"),
    ]


def test_every_beat_and_every_follow_names_a_message_that_exists() -> None:
    named = {beat.message for stage in stages() for beat in stage.beats}
    named |= {follow.message for stage in stages() for follow in stage.follows}
    assert len(named) >= 8
    assert named <= MESSAGES


def test_what_comes_back_without_an_agreed_day_does_not_claim_that_they_asked_for_it() -> None:
    assert "return_agreed" not in {follow.message for follow in BY_KEY["not_yet"].follows}


def test_every_kind_of_touch_has_its_message() -> None:
    assert set(KINDS) - {DECIDE} <= set(TOUCH_KINDS)
    found = {kind: message_for(kind) for kind in TOUCH_KINDS}
    assert {kind: each.key for kind, each in found.items() if each} == {
        "touch": "value_touch",
        "answer": "answer",
        "promise": "promise_kept",
        "promise_late": "promise_missed",
        "check_in": "their_promise_passed",
        "close_loop": "close_loop",
        "return": "return_agreed",
        "won": "won",
    }


def test_a_promise_that_is_late_has_the_message_for_that_and_other_kinds_do_not_change() -> None:
    for kind in KINDS:
        late, on_time = message_for(kind, late=True), message_for(kind)
        if kind == "promise":
            assert late is not None
            assert late.key == "promise_missed"
        else:
            assert late == on_time


def test_a_decision_writes_to_nobody_and_an_unknown_kind_is_refused() -> None:
    assert message_for(DECIDE) is None
    with pytest.raises(KeyError):
        message_for("party")


def test_a_message_is_found_by_the_key_a_beat_names() -> None:
    assert message("close_loop").name == "Close the loop"
    with pytest.raises(KeyError):
        message("poem")


def test_a_file_is_read_once() -> None:
    assert stages() is stages()
