"""The written pipeline says what the owner wrote, with its days, and names what is still open."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from coach import playbook
from coach.rules.cadence import Beat, Rhythm
from coach.rules.returns import Follow
from coach.rules.rhythm_words import anchors_in_words, beats_in_words, follows_in_words
from coach.rules.written_pipeline import AnswerKept, PipelineKept, write_page

from .test_markdown import LINES, WORDS
from .written_worlds import PLAN, TUESDAY, kept, own_stage, stages_as_they_came

LATER = date(2026, 12, 1)
GAPS = {each.key: each.gap for each in playbook.assignment().questions}


def lines(held: PipelineKept) -> list[str]:
    return write_page(held, TUESDAY).text.split("\n")


def chapter(held: PipelineKept, title: str) -> list[str]:
    """The lines under a heading, until the next of its kind."""
    text = write_page(held, TUESDAY).text.split(f"\n## {title}\n", 1)
    return [] if len(text) == 1 else [line for line in text[1].split("\n## ", 1)[0].split("\n") if line]


def test_a_stage_says_what_it_means_what_moves_it_on_its_stay_its_rhythm_and_what_to_ask() -> None:
    text = write_page(kept(), TUESDAY).text
    stage = text.split("### 3. Proposal / trial / consultation\n\n")[1].split("\n\n")[0]
    assert stage.split("\n") == [
        "- **Means:** Your recommendation is in their hands: to read, to try or to talk through.",
        "- **Begins:** They asked for a proposal, a trial or a consultation, knowing what it should do for them.",
        "- **Moves on:** They have read it or tried it, and said what they think.",
        "- **Normal stay:** 15 business days",
        "- **Rhythm:** while nobody answers",
        "  - The same day: Bring them the proposal or the trial and go through it",
        "  - After 2 more business days: Ask what they think and what is not right yet",
        "  - After 4 more business days: Send one useful thing for the result they want",
        "  - After 8 more business days: Close the loop: say you will stop writing",
        "  - After 5 more business days: Decide: not yet, or a new step",
        "- **Agreed day:** where there is one, the first touches keep to it: on that day, then 1 business day after it",
        "- **Ask:** one question through each lens that is not clear yet",
        "  - Fit: Which part of this is not right yet?",
        "  - Outcome: After the trial, which result would settle it?",
        "  - Problem: Have I described the problem the way you would?",
        "  - Impact: Which of its effects should this fix first?",
        "  - Urgency: Does the start date still suit what is coming up?",
    ]


def test_an_end_says_what_comes_afterwards() -> None:
    text = write_page(kept(), TUESDAY).text
    assert "- **Afterwards:** unless something else is agreed\n  - After 60 days: Ask what has changed" in text
    assert "  - After 90 more days: Send one useful thing" in text
    assert "- **Comes back:** They wrote again" in text
    assert text.count("**Normal stay:**") == text.count("**Moves on:**") == 4


def test_the_stages_stand_in_their_order_and_a_stage_of_ones_own_has_the_first_question_of_each_lens() -> None:
    first, *rest = stages_as_they_came()
    held = kept(stages=(first, own_stage(meaning="They try it."), *rest))
    page = write_page(held, TUESDAY)
    assert [line for line in page.text.split("\n") if line.startswith("### ")][:3] == [
        "### 1. Lead received", "### 2. Trial", "### 3. Discovery conversation",
    ]  # fmt: skip
    assert [each.lens for each in page.stages[1].questions] == ["Problem", "Impact", "Urgency", "Outcome", "Fit"]
    assert page.stages[1].questions[0].question == playbook.lenses()[0].questions[0]
    assert "- **Normal stay:** 1 business day\n" in page.text


def test_the_page_is_dated_and_named_after_its_owner() -> None:
    held = kept(("owner", "Maya Okoro"), ("stand_in", "Tom"), new_leads_to="maya okoro")
    assert lines(held)[:6] == [
        "# Pipeline of Maya Okoro", "", "As it stands since Tue 24 Nov 2026.", "",
        "- **Owner:** Maya Okoro, named Tue 24 Nov 2026", "- **Stand-in:** Tom, named Tue 24 Nov 2026",
    ]  # fmt: skip
    assert write_page(held, None).text.split("\n")[2].startswith("- **Owner:**")


def test_new_leads_that_go_to_somebody_else_are_named() -> None:
    assert "- **New leads:** go to Ida" in lines(kept(("owner", "Maya"), new_leads_to="Ida"))
    assert "- **New leads:** go to Ida" in lines(kept(new_leads_to="Ida"))


def test_who_stood_in_and_became_the_owner_stands_in_no_more() -> None:
    page = write_page(kept(("stand_in", "Tom"), ("owner", "TOM")), TUESDAY)
    assert (page.owner, page.stand_in) == ("TOM", "")
    assert "Who stands in for TOM: no name yet." in page.open


def test_a_review_stands_as_it_was_agreed_with_what_is_looked_at() -> None:
    held = kept(("reviewed", "commit, walk, of another time"), ("commit", PLAN), review_is_set=True)
    assert chapter(held, "The weekly review") == [
        f"{PLAN}  ",
        "Agreed on Tue 24 Nov 2026.",
        "What we look at, chosen Tue 24 Nov 2026:",
        "- Every open lead, one decision each",
        "- One to three commitments for the week",
    ]


@pytest.mark.parametrize(("day", "time"), [("thursday", "15:00"), ("friday", "09:30")])
def test_a_review_that_was_set_to_another_time_says_both(day: str, time: str) -> None:
    held = kept(("commit", PLAN), review_day=day, review_time=time, review_is_set=True)
    assert chapter(held, "The weekly review") == [
        f"Every {day.capitalize()} at {time}.", "What was agreed on Tue 24 Nov 2026:  ", PLAN,
    ]  # fmt: skip


@pytest.mark.parametrize(
    "plan",
    [
        "Fridays, when the kettle is on",
        "On Blursday at 15:00, I open the review.",
        "On Friday at 25:00, I open the review.",
    ],
)
def test_a_plan_in_other_words_stands_beside_the_time_that_holds(plan: str) -> None:
    held = kept(("commit", plan), review_is_set=True)
    assert chapter(held, "The weekly review") == [
        "Every Friday at 15:00.", "What was agreed on Tue 24 Nov 2026:  ", plan,
    ]  # fmt: skip


def test_a_review_nobody_agreed_on_is_said_to_be_proposed_and_open() -> None:
    assert chapter(kept(), "The weekly review") == ["Until a time is agreed, coach proposes Friday at 15:00."]
    assert GAPS["commit"] in write_page(kept(), TUESDAY).open
    set_by_hand = kept(review_is_set=True)
    assert chapter(set_by_hand, "The weekly review") == ["Every Friday at 15:00."]
    assert GAPS["commit"] not in write_page(set_by_hand, TUESDAY).open


def test_the_rules_of_the_rhythm_are_three_lines_with_the_numbers_coach_works_with() -> None:
    told = chapter(kept(), "The rules of the rhythm")
    assert len(told) == 3
    assert "at most 4 times, 2 business days apart or more" in told[1]


def test_the_newest_answers_come_with_their_day_and_earlier_ones_under_their_own_heading() -> None:
    held = kept(("stuck", "In which stage: Proposal\nAnd why there: I wait"), ("owner", "Tom"), ("reviewed", "open"))
    held = held._replace(
        answers=(
            *held.answers,
            AnswerKept("stuck", "In which stage: Discovery", LATER),
            AnswerKept("owner", "Maya", LATER),
            AnswerKept("reviewed", "walk", LATER),
        )
    )
    assert chapter(held, "What we answered") == [
        "### Where do leads get stuck today?",
        "Tue 1 Dec 2026  ",
        "In which stage: Discovery",
        "### Earlier answers",
        "- Tue 24 Nov 2026, What is reviewed weekly?  ",
        "  What we committed to last week",
        "- Tue 24 Nov 2026, Who owns the pipeline?  ",
        "  Tom",
        "- Tue 24 Nov 2026, Where do leads get stuck today?  ",
        "  In which stage: Proposal  ",
        "  And why there: I wait",
    ]
    assert chapter(kept(), "What we answered") == []


def test_what_is_open_is_said_in_sentences_and_nothing_when_all_is_written() -> None:
    assert write_page(kept(), TUESDAY).open == tuple(GAPS.values())
    answered = [(key, "x") for key in GAPS if key != "stages"]
    changed = (stages_as_they_came()[0]._replace(normal_stay=6), *stages_as_they_came()[1:])
    whole = kept(*answered, ("stand_in", "Tom"), stages=changed)
    assert write_page(whole, TUESDAY).open == ()
    assert "## Still open" not in write_page(whole, TUESDAY).text
    bare = write_page(kept(*answered, ("stand_in", "Tom"), stages=(own_stage(), *changed)), TUESDAY)
    assert bare.open == (
        "Trial: what it means is not written yet.", "Trial: what moves a lead on is not written yet.",
    )  # fmt: skip


def test_a_pipeline_that_is_not_begun_is_a_page_and_no_error() -> None:
    page = write_page(kept(stages=()), None)
    assert page.text.startswith("# Our pipeline\n\n## The stages\n\nThe stages are not written down yet.\n")
    assert GAPS["stages"] not in page.open


def test_an_answer_to_a_question_of_another_time_is_no_error() -> None:
    held = kept(("of another time", "old"), ("of another time", "new"))
    assert chapter(held, "What we answered") == ["### Earlier answers", "- Tue 24 Nov 2026, of another time  ", "  old"]


@given(name=WORDS.filter(str.strip), text=LINES)
def test_whatever_the_owner_writes_the_page_keeps_its_shape(name: str, text: str) -> None:
    def page(named: str, said: str) -> str:
        stage = own_stage(named, meaning=said or "x", entry="x", exit_evidence=said or "x")
        return write_page(
            kept(
                ("stuck", said or "x"), ("stuck", said or "y"), ("owner", named), ("stand_in", f"not {named}"),
                ("commit", said or "x"), stages=(stage,), new_leads_to=f"{named} too",
            ),
            TUESDAY,
        ).text  # fmt: skip

    def shape(text: str) -> list[tuple[str, str]]:
        return [(token.type, token.tag) for token in MarkdownIt("gfm-like", {"linkify": False}).parse(text)]

    if name.strip("\ufeff\u200b ") and text.strip():
        assert shape(page(name, text)) == shape(page("Plain", "words"))


@given(st.data())
def test_the_same_records_give_the_same_page(data: st.DataObject) -> None:
    held = kept(("stuck", data.draw(LINES)), ("commit", PLAN))
    assert write_page(held, TUESDAY) == write_page(held, TUESDAY)


def test_a_rhythm_in_words_counts_from_the_touch_before() -> None:
    rhythm = Rhythm((Beat(1, "a", ""), Beat(0, "b", ""), Beat(2, "c", "")), (-3, 0, 1), 1, "d")
    assert [each.when for each in beats_in_words(rhythm)] == [
        "after 1 business day", "the same day", "after 2 more business days", "after 1 more business day",
    ]  # fmt: skip
    assert anchors_in_words(rhythm) == "3 business days before it, then on that day, then 1 business day after it"
    follows = (Follow(1, "days", "a", ""), Follow(5, "business", "b", ""))
    assert [each.when for each in follows_in_words(follows)] == ["after 1 day", "after 5 more business days"]
    assert beats_in_words(Rhythm(())) == ()
