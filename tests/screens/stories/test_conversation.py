"""The conversation: five lenses beside the lead, an answer written down in the middle of a call, what is unknown asked next."""

import json
from datetime import date

import pytest

from coach import playbook
from coach.actions.leads import add_lead
from coach.actions.lenses import answer_lens
from coach.actions.moves import move_lead, stop_contact
from coach.records.desk import Desk
from coach.views.answers import answers_of
from coach.views.lead_card import LensKnown
from screens import keys
from screens.conversation import LensList
from screens.dialogs.answer_field import AnswerField
from screens.widgets.panel import Page

from ..screen_reader import screen_strips
from ..story import Clock, Story, last_sentence, stage, the_lead, told
from .people import ben, newcomers

LONG = (
    "The water comes in over the workshop each time it storms from the west, and then two of us stop and move the stock"
)
HOSTILE = (
    "[/x] [red]E[/red] [@click=app.quit]x[/] \x1b[31m \x1b]0;t\x07 \x9b2J \u202eevil\u202c 山田 👩\u200d👧 " + "W" * 300
)


def lens_under_cursor(story: Story) -> str:
    row = story.pane.query_one(LensList).current
    return row.id if row is not None else ""


def known(desk: Desk, name: str, lens: str) -> LensKnown:
    return next(each for each in the_lead(desk, name).lenses if each.lens == lens)


def fields(desk: Desk, name: str, lens: str) -> dict[str, object]:
    found: dict[str, object] = json.loads(known(desk, name, lens).fields)
    return found


async def typed(story: Story, *texts: str) -> None:
    """Each text in a line of the form; Tab goes to the next line."""
    for text in texts:
        await story.type(text)
        await story.press("tab")


async def test_a_call_through_all_five_lenses_is_worked_by_keys_alone(
    either_desk: Desk, clock: Clock, size: tuple[int, int]
) -> None:
    desk = either_desk
    ben(desk, clock)
    move_lead(desk, the_lead(desk, "Ben").id, stage(desk, "discovery"))
    async with told(desk, size) as story:
        await story.press("c")
        assert lens_under_cursor(story) == "impact"  # the problem is clear, and the impact a guess
        await story.press("k", "enter")
        assert story.asking == "AnswerLens"
        await story.type(LONG)
        await story.press("tab", "tab", "tab")
        await typed(story, "his partner", "last autumn", "they move the stock")
        await story.press("enter")
        assert lens_under_cursor(story) == "impact"
        await story.press("enter")
        await story.type("Three days in October")
        await story.press("tab", "h", "tab", "tab")  # shown; clear by itself
        await typed(story, "1.200")
        await story.press("m", "m", "t", "enter")  # money, a month, their own figure
        assert lens_under_cursor(story) == "outcome"  # the order of the stage
        await story.press("enter", "f2")
        assert lens_under_cursor(story) == "urgency"
        await story.press("enter")
        await story.type("No hurry at all")
        await story.press(*["tab"] * 5)
        await story.press("left", "enter")  # the kind of date: none
        assert lens_under_cursor(story) == "fit"
        await story.press("enter")
        await story.type("Perhaps a bit far away")
        await story.press("tab", "g")
        await story.press("tab", "tab")
        await typed(story, "Ana, Tom", "5 to 6 thousand", "do nothing")
        await story.press("m")
        await story.type("we have one crew")
        await story.press("enter")
        assert lens_under_cursor(story) == "outcome"  # nobody knows yet: asked again
        assert "Coach: still open" not in story.seen  # what was done is said there first
        assert "Kept what Ben Adeyemi said about fit. u takes it back." in story.words
    answered = {known.lens: known for known in the_lead(desk, "Ben").lenses}
    assert {lens: (each.basis, each.clarity) for lens, each in answered.items()} == {
        "problem": ("said", "clear"),
        "impact": ("shown", "clear"),
        "urgency": ("said", "clear"),
        "outcome": ("said", "unknown"),
        "fit": ("guessed", "partly"),
    }
    assert (answered["problem"].text, answered["problem"].said_by) == (LONG, "his partner")
    assert answered["outcome"].text == "We do not know yet"
    assert all((each.author, each.noted_on) == ("Maya", date(2026, 11, 24)) for each in answered.values())
    assert {lens: json.loads(each.fields) for lens, each in answered.items()} == {
        "problem": {"since": "last autumn", "workaround": "they move the stock"},
        "impact": {"amount": "1,200 EUR", "unit": "money", "per": "month", "basis": "theirs"},
        "urgency": {"kind": "none"},
        "outcome": {},
        "fit": {
            "deciders": ["Ana", "Tom"],
            "range": "5 to 6 thousand",
            "alternative": "do nothing",
            "our_view": "maybe",
            "because": "we have one crew",
        },
    }


async def test_the_page_shows_who_what_to_ask_and_what_is_known(
    desk: Desk, clock: Clock, size: tuple[int, int]
) -> None:
    lead = ben(desk, clock)
    answer_lens(desk, lead, "problem", "The gutters, too", said_by="Ana", fields={"since": "March"})
    async with told(desk, size) as story:
        await story.press("c")
        assert "Ben Adeyemi · Adeyemi Roofing · Proposal" in story.words
        assert "Fine with not asked yet: “How may I keep in touch" in story.words
        assert "◐ Impact" in story.seen
        assert "○ Outcome" in story.seen
        await story.press("g")
        assert "Have I described the problem the way you would?" in story.words
        page = story.pane.query_one(Page)
        text = " ".join("".join(span.text for line in page._lines for span in line).split())
        problem = playbook.lenses()[0]
        for part in (
            *problem.questions, *problem.probes, *problem.good, *problem.red_flags, "Since when: March",
            "“The gutters, too” (said by Ana, clear, Tue 24 Nov, noted by Maya)", "Before that",
            "“The roof leaks over the workshop” (said, clear, Mon 16 Nov, noted by Maya)",
        ):  # fmt: skip
            assert part in text


async def test_the_sheet_scrolls_and_another_lens_begins_at_its_top_while_nothing_else_moves(
    desk: Desk, clock: Clock
) -> None:
    ben(desk, clock)
    async with told(desk) as story:
        await story.press("c", "g")
        page, lenses = story.pane.query_one(Page), story.pane.query_one(LensList)
        places = (lenses.region, page.region)
        await story.press("pagedown")
        assert page.scroll_offset.y > 0
        assert lens_under_cursor(story) == "problem"
        for lens in ("impact", "urgency", "outcome", "fit"):
            await story.press("j")
            assert lens_under_cursor(story) == lens
            assert page.scroll_offset.y == 0
            assert (lenses.region, page.region) == places
        await story.press("j", "c")
        assert lens_under_cursor(story) == the_lead(desk, "Ben").question.lens  # type: ignore[union-attr]
        assert story.asking == ""


async def test_esc_leads_back_to_where_the_conversation_was_begun(
    desk: Desk, clock: Clock, size: tuple[int, int]
) -> None:
    ben(desk, clock)
    async with told(desk, size) as story:
        await story.press("3", "c", "escape")
        assert story.pane.place == "leads"
        await story.press("1", "enter", "c")
        assert story.pane.place == "talk"
        await story.press("c", "escape")
        assert (story.pane.place, story.under_cursor) == ("lead", "Ben Adeyemi")


@pytest.mark.parametrize("enough", [80, 120])
async def test_the_questions_stay_in_sight_while_an_answer_is_typed(desk: Desk, clock: Clock, enough: int) -> None:
    ben(desk, clock)
    async with told(desk, (enough, 24 if enough == 80 else 40)) as story:
        await story.press("c", "G", "enter")
        await story.type(LONG)
        assert "“Which part of this is not right yet?”" in story.seen
        assert "What would make us the wrong choice?" in story.seen
        assert "Say more about the doubt." in story.seen
        assert " ".join(story.words.split()).count("move the stock") == 1
        assert story.app.screen.query_one("#form").region.bottom <= story.app.size.height
        for line in ("They said", "How we know", "Because", "Enter save", "F2 not known yet"):
            assert line in story.seen


async def test_what_is_typed_survives_a_refusal_and_the_line_at_fault_has_the_keys(
    desk: Desk, clock: Clock, size: tuple[int, int]
) -> None:
    ben(desk, clock)
    async with told(desk, size) as story:
        await story.press("c", "g", "j", "enter", "enter")
        assert "The answer is empty." in story.words
        await story.type("A lot")
        assert "The answer is empty." not in story.words
        await story.press("tab", "tab", "tab", "tab")
        await typed(story, "lots")
        await story.press("m", "enter")
        assert "How much: 'lots' is not an amount I can read." in story.words
        assert story.asking == "AnswerLens"
        await story.press("ctrl+u")
        await story.type("80")
        await story.press("enter")
        assert story.asking == ""
    assert known(desk, "Ben", "impact").text == "A lot"
    assert fields(desk, "Ben", "impact") == {"amount": "80 EUR", "unit": "money"}


async def test_a_day_says_what_it_means_and_a_wrong_one_is_refused(desk: Desk, clock: Clock) -> None:
    ben(desk, clock)
    async with told(desk) as story:
        await story.press("c", "g", "j", "j", "enter")
        await story.type("Before the lease ends")
        await story.press("tab", "tab", "tab", "tab")
        await story.type("12 decc")
        await story.press("enter")
        assert story.asking == "AnswerLens"
        assert "is not a day I can read" in story.words
        await story.press("backspace")
        assert "Sat 12 Dec, in 18 days" in story.words
        await story.press("tab", "e", "enter")
    assert fields(desk, "Ben", "urgency") == {"date": "2026-12-12", "kind": "event"}


async def test_a_guess_is_partly_clear_by_itself_and_never_clear(desk: Desk, clock: Clock) -> None:
    ben(desk, clock)
    async with told(desk) as story:
        await story.press("c", "G", "enter")
        await story.type("They like us")
        await story.press("tab", "g")
        assert "[partly]" in story.seen
        await story.press("left", "enter")
        assert "A guess is never clear." in story.words
        await story.press("tab")
        assert "They like us" in story.seen
        await story.press("escape")
    assert known(desk, "Ben", "fit").text == ""


async def test_how_clear_it_is_follows_the_answer_until_the_owner_says_otherwise(desk: Desk, clock: Clock) -> None:
    ben(desk, clock)
    async with told(desk) as story:
        await story.press("c", "G", "enter")
        await story.type("?")
        assert "[not known]" in story.seen
        await story.type(" no")
        assert "[clear]" in story.seen
        await story.press("tab", "tab", "p", "shift+tab", "shift+tab", "shift+tab")
        await story.type(", not yet")
        assert "[partly]" in story.seen
        await story.press("ctrl+s")
    assert known(desk, "Ben", "fit").clarity == "partly"


async def test_not_known_yet_keeps_what_was_typed(desk: Desk, clock: Clock) -> None:
    ben(desk, clock)
    async with told(desk) as story:
        await story.press("c", "G", "enter")
        await story.type("Ana will ask her partner")
        await story.press("f2")
        assert story.asking == ""
        assert "○ Fit" in story.seen
    assert (known(desk, "Ben", "fit").text, known(desk, "Ben", "fit").clarity) == (
        "Ana will ask her partner",
        "unknown",
    )


async def test_up_and_down_go_through_the_lines_of_an_answer_and_then_through_the_form(desk: Desk) -> None:
    newcomers(desk, 1)
    async with told(desk) as story:
        await story.press("c", "enter")
        await story.type(LONG)
        area = story.app.screen.query_one(AnswerField)
        assert area.wrapped_document.height > 1
        await story.press("up")
        assert area.has_focus
        await story.press("down", "down")
        assert not area.has_focus
        await story.press("up")
        assert area.has_focus


async def test_our_own_no_is_said_with_what_to_do_about_it(desk: Desk, clock: Clock, size: tuple[int, int]) -> None:
    ben(desk, clock)
    no = playbook.lenses()[-1].fields[3].told["no"]
    async with told(desk, size) as story:
        await story.press("c")
        assert no not in story.words
        await story.press("G", "enter")
        await story.type("It is too far for us")
        await story.press(*["tab"] * 7, "left")
        assert "[no]" in story.seen
        assert no in story.words
        await story.press("enter")
        assert story.asking == ""
        assert no in story.words  # whichever lens is under the cursor
    assert known(desk, "Ben", "fit").clarity == "clear"  # a no is a finding, not a gap


async def test_no_hurry_is_a_finding_and_is_not_asked_again(desk: Desk, clock: Clock) -> None:
    ben(desk, clock)
    async with told(desk) as story:
        await story.press("c", "g", "j", "j", "enter")
        await story.type("None")
        await story.press("enter")
        assert "● Urgency" in story.seen
    question = the_lead(desk, "Ben").question
    assert question is not None
    assert question.lens != "urgency"


async def test_an_answer_is_taken_back_from_the_page(desk: Desk, clock: Clock) -> None:
    ben(desk, clock)
    async with told(desk) as story:
        await story.press("c", "G", "enter")
        await story.type("They like us")
        await story.press("enter")
        assert "● Fit" in story.seen
        await story.press("u")
        assert "○ Fit" in story.seen
    assert known(desk, "Ben", "fit").text == ""


async def test_verbs_work_from_the_conversation(desk: Desk, clock: Clock) -> None:
    ben(desk, clock)
    async with told(desk) as story:
        await story.press("c", "t")
        assert story.asking == "LogTouch"
        await story.press("enter")
        assert story.pane.place == "talk"
    assert last_sentence(desk).startswith("logged")


async def test_nobody_is_asked_how_to_keep_in_touch_who_asked_for_no_contact(desk: Desk, clock: Clock) -> None:
    stop_contact(desk, ben(desk, clock), reason="asked us to stop")
    async with told(desk, start="leads") as story:
        await story.press("c")
        assert "No contact since Tue 24 Nov: asked us to stop" in story.words
        assert "How may I keep in touch" not in story.words
        await story.press("y")
        assert "Ben Adeyemi asked for no contact." in story.words


async def test_another_lead_has_a_conversation_of_its_own(desk: Desk) -> None:
    newcomers(desk, 2)
    async with told(desk) as story:
        await story.press("c", "G", "escape", "j", "c")
        assert story.under_cursor == "Newcomer 02"
        assert lens_under_cursor(story) == "problem"
        await story.press("G", "escape", "c")
        assert lens_under_cursor(story) == "fit"  # gone on with


async def test_the_form_asks_which_lens_when_nobody_said(desk: Desk, clock: Clock) -> None:
    ben(desk, clock)
    async with told(desk) as story:
        await story.main.run_by_name(keys.action("lens"))
        await story.pilot.pause()
        assert story.asking == "AnswerLens"
        assert "Which part of this is not right yet?" in story.words
        await story.type("Ana decides")
        await story.press("shift+tab", "i")
        assert "Which of its effects should this fix first?" in story.words
        assert "Counted in" in story.seen
        assert "Range in mind" not in story.seen
        await story.press("enter")
    assert known(desk, "Ben", "impact").text == "Ana decides"


async def test_an_answer_for_several_leads_is_refused(desk: Desk) -> None:
    newcomers(desk, 2)
    async with told(desk) as story:
        await story.press("space", "j", "space")
        await story.main.run_by_name(keys.action("lens"))
        await story.pilot.pause()
        assert story.asking == ""
        assert "An answer is one lead's own." in story.seen


async def test_hostile_answers_are_harmless_on_the_page_and_in_the_form(desk: Desk, size: tuple[int, int]) -> None:
    lead = add_lead(desk, "Ada").lead_id
    assert lead is not None
    for lens, beside in (("problem", "since"), ("fit", "deciders")):
        answer_lens(desk, lead, lens, HOSTILE, said_by=HOSTILE, fields={beside: HOSTILE})
        answer_lens(desk, lead, lens, HOSTILE * 3, basis="guessed")
    async with told(desk, size) as story:
        await story.press("c")
        for keys in (("g",), ("pagedown",), ("enter",), ("escape", "G"), ("enter",)):
            await story.press(*keys)
            for strip in screen_strips(story.app):
                assert all(character.isprintable() for character in strip.text), repr(strip.text)
                for segment in strip:
                    assert not segment.style or "@click" not in segment.style.meta
            assert story.seen
    assert answers_of(desk, lead)["problem"][1].text == HOSTILE
