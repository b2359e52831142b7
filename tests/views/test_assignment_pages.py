"""The pages of the assignment as both doors show them, what is asked anew, and the baseline beside what was measured."""

import json
from datetime import date

import pytest

from coach.records.models import AssignmentAnswer, PastStep, Setting, Stage
from coach.records.settings import SETUP_STEP
from coach.rules.assignment_pages import DONE
from coach.views.assignment import AskedAgain, answer_history, asked_again
from coach.views.assignment_pages import CHOICE, LEADS, LINE, TEXT, TICKS, FieldShown, page_shown, pages, proposed, stop
from coach.views.baseline import Baseline, baseline, beside

from .records import TODAY, Records, on


def said(question: str, text: str, day: date) -> None:
    AssignmentAnswer.insert(question=question, text=text, answered_on=day, author="Maya").execute()


def left_at(page: str, **typed: dict[str, str]) -> None:
    Setting.insert(key=SETUP_STEP, value=json.dumps({"page": page, "typed": typed})).execute()


def follow_up(first: str = "", touches: str = "", stopped: str = "", words: str = "") -> str:
    lines = (
        ("How soon the first answer goes out", first), ("How often you write before it ends", touches),
        ("Of your last ten leads, how many ended because you stopped", stopped), ("In your own words", words),
    )  # fmt: skip
    return "\n".join(f"{label}: {text}" for label, text in lines if text)


def ended(records: Records, name: str, *, late: bool) -> None:
    """A lead that became a Not yet today, we owing the next move for long or not at all."""
    lead = records.closed(name, closed_on=TODAY)
    PastStep.insert(
        lead=lead, text="Answer them", kind="touch", source="cadence", due_on=on("11-16") if late else TODAY,
        ended_on=TODAY, ended_by="not_yet",
    ).execute()  # fmt: skip


def test_before_a_pipeline_is_laid_down_the_pages_are_those_of_the_playbook(records: Records) -> None:
    with_stages = pages(records.desk)
    Stage.delete().execute()
    assert pages(records.desk) == with_stages
    shown = page_shown(records.desk, "stage:proposal")
    assert (shown.title, shown.number, shown.total) == ("Stage 3 of 4: Proposal / trial / consultation", 7, 12)
    assert shown.is_read
    assert shown.told[3] == ("Normal stay", "15 business days")
    assert shown.told[4][1].split("\n")[0] == "The same day: Bring them the proposal or the trial and go through it."
    assert [label for label, _ in shown.told[5:]] == [
        f"Question about the {lens}" for lens in ("fit", "outcome", "problem", "impact", "urgency")
    ]


def test_every_page_has_its_words_and_every_field_its_form(records: Records) -> None:
    forms: dict[str, list[str]] = {}
    for number, page in enumerate(pages(records.desk)):
        shown = page_shown(records.desk, page)
        assert (shown.key, shown.number) == (page, number)
        assert len(shown.words) == 2
        assert bool(shown.title) == (number > 0)
        assert {field.key: field.proposed for field in shown.fields} == proposed(records.desk, page)
        forms[page] = [field.form for field in shown.fields]
    assert forms["stuck"] == [CHOICE, TEXT]
    assert forms["follow_up"] == [CHOICE, CHOICE, CHOICE, TEXT]
    assert forms["owner"] == [LINE, LINE]
    assert forms["reviewed"] == [TICKS]
    assert forms["stage:lead"] == [LINE, TEXT, TEXT, TEXT, LINE, LINE, *[TEXT] * 5]
    assert len(forms["ends"]) == 8
    assert forms["first_leads"] == [LEADS, LINE]
    assert forms["finish"] == [LINE]


def test_a_choice_can_always_be_left_open_and_a_stage_is_chosen_by_its_name(records: Records) -> None:
    stage, why = page_shown(records.desk, "stuck").fields
    assert stage.choices[0] == ("", "I cannot say yet")
    assert stage.choices[1] == ("Lead received", "Lead received")
    assert len(stage.choices) == 5
    assert why == FieldShown("why", "And why there", TEXT, "", "")


def test_a_draft_stands_in_its_field_and_what_enter_takes_beside_it(records: Records) -> None:
    left_at("owner", owner={"owner": "Ma"}, stuck={"why": "half"})
    owner, stand_in = page_shown(records.desk, "owner").fields
    assert (owner.value, owner.proposed) == ("Ma", "Maya")
    assert (stand_in.value, stand_in.proposed) == ("", "")
    assert page_shown(records.desk, "stuck").fields[1].value == "half"
    assert stop(records.desk).page == "owner"


@pytest.mark.parametrize(
    ("kept", "goes_on"),
    [
        ("", ""),
        (DONE, DONE),
        ("first_lead", "first_leads"),
        ("stages", "stage:lead"),
        ("stage:99", "stage:lead"),
        ("x", "opening"),
    ],
)
def test_it_goes_on_at_a_page_that_is_there(local_records: Records, kept: str, goes_on: str) -> None:
    Setting.insert(key=SETUP_STEP, value=kept).execute()
    assert stop(local_records.desk).page == goes_on


def test_the_answers_of_earlier_days_stand_beside_their_question_newest_first(records: Records) -> None:
    said("reviewed", "open, walk", on("11-24"))
    said("reviewed", "walk", on("11-25"))
    said("reviewed", "finish", TODAY)
    shown = page_shown(records.desk, "reviewed")
    assert shown.earlier == (
        ("Every open lead, one decision each", on("11-25")),
        ("What we committed to last week\nEvery open lead, one decision each", on("11-24")),
    )
    assert shown.fields[0].value == "finish"
    assert [each.text for each in answer_history(records.desk, "reviewed")] == ["finish", "walk", "open, walk"]
    assert page_shown(records.desk, "stage:lead").earlier == ()


def test_the_guess_is_asked_again_after_a_quarter_and_a_gap_is_not(records: Records) -> None:
    assert asked_again(records.desk) == []
    said("stuck", "In which stage: Decision support", on("09-04"))
    said("owner", "Maya", on("09-01"))
    assert asked_again(records.desk) == []
    records.go_to(on("12-04"))
    title = "Where do leads get stuck today?"
    assert asked_again(records.desk) == [
        AskedAgain("stuck", title, "In which stage: Decision support", on("09-04"), 91)
    ]
    said("stuck", "In which stage: Decision support", on("12-04"))
    assert asked_again(records.desk) == []


def test_the_baseline_is_what_was_remembered_first_as_it_was_put_right_on_that_day(records: Records) -> None:
    assert baseline(records.desk) is None
    said("follow_up", follow_up(words="Not much."), on("11-20"))
    assert baseline(records.desk) == Baseline(on("11-20"), "", "", None, "Not much.")
    assert beside(records.desk) is None
    said("follow_up", follow_up("Later", stopped="Seven of ten"), on("11-24"))
    said("follow_up", follow_up("Within a week", "Twice", "Four of ten"), on("11-24"))
    said("follow_up", follow_up("The same day", stopped="None of ten"), on("12-01"))
    assert baseline(records.desk) == Baseline(on("11-24"), "Within a week", "Twice", 4, "")


def test_the_baseline_stands_beside_what_was_measured_since_with_its_count(records: Records) -> None:
    said("follow_up", follow_up(stopped="Four of ten"), on("11-24"))
    for number in range(14):
        ended(records, f"Lead {number}", late=number < 5)
    shown = beside(records.desk)
    assert shown is not None
    assert shown.sentence == ("On Tue 24 Nov you thought 4 of 10 ended with you; of 14 Not yet since then, 5 did.")
    assert (shown.measured.since, shown.measured.not_yet, shown.measured.we_stopped) == (on("11-24"), 14, 5)


def test_too_few_to_count_are_named(records: Records) -> None:
    said("follow_up", follow_up(stopped="None of ten"), on("11-24"))
    thought = "On Tue 24 Nov you thought none of 10 ended with you"
    none_yet = beside(records.desk)
    assert none_yet is not None
    assert none_yet.sentence == f"{thought}. Nobody became a Not yet since then."
    ended(records, "Ben", late=True)
    ended(records, "Lin", late=False)
    one = beside(records.desk)
    assert one is not None
    assert one.sentence == f"{thought}. Too few since then to say. Ben became a Not yet while we owed the next move."
