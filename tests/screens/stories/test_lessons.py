"""Lessons: each is a digit away from the help of the place it belongs to, and is read as it is written."""

from importlib import import_module

import pytest

from coach.actions.leads import add_lead
from coach.actions.touches import log_touch
from coach.playbook import lessons
from coach.records.desk import Desk
from screens import keys
from screens.lead_verbs import VERBS
from screens.lessons import OF_FORMS, OF_PLACES, STUCK, of_stage
from screens.main import PANES
from screens.markdown_words import paragraphs_of
from screens.widgets.wrap import wrapped

from ..story import NARROW, WIDE, told

Size = tuple[int, int]


def read(text: str, width: int = 200) -> list[str]:
    return ["".join(span.text for span in line).rstrip() for line in wrapped(paragraphs_of(text), width)]


def test_every_lesson_belongs_to_a_place_and_every_place_to_a_pane() -> None:
    known = {each.key for each in lessons()}
    assert {key for each in OF_PLACES.values() for key in each} == known
    assert {key for each in OF_FORMS.values() for key in each} <= known
    assert {STUCK, *map(of_stage, ("lead", "discovery", "proposal", "decision", "won", "not_yet", ""))} <= known
    panes = [getattr(import_module(each.split(":")[0]), each.split(":")[1]) for each in PANES.values()]
    assert set(OF_PLACES) <= {place for pane in panes for place in pane.key_places}


def test_every_form_with_a_lesson_is_a_form() -> None:
    forms = {each.split(":")[1] for each in VERBS.values()}
    assert set(OF_FORMS) <= forms | {"EditStage", "NewStage", "RetireStage"}


def test_each_lesson_is_read_with_its_lists_and_without_marks_or_broken_lines() -> None:
    for each in lessons():
        shown = read(each.text, 400)
        assert shown
        assert shown[-1] != ""
        assert not [line for line in shown if line.startswith(("#", "*"))]
        assert " ".join(" ".join(shown).split()) == " ".join(each.text.split())


def test_markdown_becomes_text_and_nothing_else() -> None:
    text = "# Head\n\nOne \\*two\\*\nthree **four**  \nfive <b>six</b> [x](https://x.example)\n\n- a\n  - b\n- c\n\n    [/red]\n"
    assert read(text) == [
        "Head", "", "One *two* three four", "five <b>six</b> x", "", "- a", "  - b", "- c", "  [/red]",
    ]  # fmt: skip


def test_what_could_steer_a_terminal_is_drawn_as_a_sign() -> None:
    assert "\x1b" not in "".join(read("one \x1b[31m two"))


@pytest.mark.parametrize("place", ["today", "board", "leads", "review", "pipeline"])
async def test_from_the_help_of_each_pane_a_digit_opens_a_lesson_and_esc_leads_back(
    desk: Desk, size: Size, place: str
) -> None:
    add_lead(desk, "Ben")
    async with told(desk, size, start=place) as story:
        await story.press("question_mark")
        assert "To read" in story.seen
        belongs = [key for each in story.pane.key_places for key in OF_PLACES.get(each, ())]
        title = next(each.title for each in lessons() if each.key == belongs[1])
        assert title in story.seen
        await story.press("2")
        assert story.asking == "ReadLesson"
        assert f"{title}   2 of {len(belongs)}" in story.seen
        await story.press("left")
        assert f"   1 of {len(belongs)}" in story.seen
        await story.press("left", "escape")
        assert story.asking == "Help"
        await story.press("9")
        assert story.asking == "Help"
        await story.press("escape")
        assert story.asking == ""


async def test_from_a_form_f1_offers_the_page_that_belongs_to_it_and_the_form_is_as_it_was(desk: Desk) -> None:
    add_lead(desk, "Ben")
    async with told(desk, NARROW) as story:
        await story.press("x", "f1")
        assert "To read" in story.seen
        await story.press("1")
        assert "Not yet" in story.seen
        assert "A no today is often a" in story.words
        await story.press("escape", "escape")
        assert story.asking == "NotYet"


async def test_a_form_without_a_lesson_offers_none(desk: Desk) -> None:
    add_lead(desk, "Ben")
    async with told(desk, NARROW) as story:
        await story.press("a", "f1")
        assert "To read" not in story.seen
        await story.press("1")
        assert story.asking == "Help"


async def test_the_key_of_screen_six_reads_what_belongs_to_the_stage(desk: Desk) -> None:
    titles = {each.key: each.title for each in lessons()}
    async with told(desk, WIDE, start="pipeline") as story:
        for key in ("pipeline", "rhythm", "conversations", "silence", "decision-support", "promises", "not-yet"):
            await story.press(keys.action("stage-lesson").keys)
            assert f"{titles[key]}   1 of" in story.seen
            await story.press("escape", "down")
        await story.press("up", "up", "l")
        assert story.asking == "ReadLesson"


async def test_a_day_with_nobody_due_says_where_its_page_is_and_there_it_is(desk: Desk) -> None:
    lead = add_lead(desk, "Ben").lead_id
    assert lead is not None
    log_touch(desk, lead, via="call")
    async with told(desk, NARROW) as story:
        assert "? has a page to read on a day like this." in story.words
        await story.press("question_mark", "4")
        assert "Nothing due today" in story.seen
