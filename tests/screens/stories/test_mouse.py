"""All that a key does where one points at it: a row, a tab, a hint, a lens, a choice, a field, and the wheel."""

from textual.events import MouseScrollDown
from textual.widgets import Input

from coach.actions.leads import add_lead
from coach.actions.lenses import answer_lens
from coach.records.desk import Desk
from screens.dialogs.answer_field import AnswerField
from screens.dialogs.fields import ChoiceRow, TextField
from screens.widgets.line_list import LineList
from screens.widgets.panel import Page

from ..story import NARROW, Clock, Story, the_lead, told
from .people import ben, newcomers


async def click(story: Story, text: str, *, line: int | None = None, times: int = 1, on: int = 0) -> None:
    """Click on a text of the screen, at its letter `on`; in the last line that has it unless one is named."""
    lines = story.seen.splitlines()
    row = line if line is not None else max(at for at, each in enumerate(lines) if text in each)
    await story.pilot.click(offset=(lines[row].index(text) + on, row), times=times)
    await story.pilot.pause()


async def test_a_tab_leads_to_its_place(desk: Desk, size: tuple[int, int]) -> None:
    newcomers(desk, 2)
    async with told(desk, size) as story:
        for tab, place in (("2 Board", "board"), ("3 Leads", "leads"), ("4 Review", "review"), ("1 Today", "today")):
            await click(story, tab, line=0)
            assert story.pane.place == place


async def test_a_row_gets_the_cursor_and_opens_at_the_second_click(desk: Desk, size: tuple[int, int]) -> None:
    newcomers(desk, 5)
    async with told(desk, size) as story:
        for key, place in (("1", "today"), ("3", "leads")):
            await story.press(key)
            await click(story, "Newcomer 04", line=_line_of(story, "Newcomer 04"))
            assert (story.pane.place, story.under_cursor) == (place, "Newcomer 04")
            await click(story, "Newcomer 02", line=_line_of(story, "Newcomer 02"), times=2)
            assert story.pane.place == "lead"
            assert story.under_cursor == "Newcomer 02"


async def test_the_wheel_scrolls_and_leaves_the_cursor_where_it_is(desk: Desk) -> None:
    newcomers(desk, 60)
    async with told(desk) as story:
        await story.press("3")
        await story.pilot._post_mouse_events([MouseScrollDown], "#all-leads", button=0)
        await story.pilot.pause()
        lines = story.pane.query_one(LineList)
        assert lines.scroll_offset.y > 0
        assert story.under_cursor == "Newcomer 01"
        await story.press("j")
        assert story.under_cursor == "Newcomer 02"
        assert "▌ Newcomer 02" in story.seen


async def test_a_hint_is_its_key_in_a_pane_a_form_and_on_help(desk: Desk, size: tuple[int, int]) -> None:
    newcomers(desk, 2)
    async with told(desk, size) as story:
        await click(story, "t touch")
        assert story.asking == "LogTouch"
        await click(story, "F1 help")
        assert story.asking == "Help"
        await click(story, "Esc back")
        assert story.asking == "LogTouch"
        await click(story, "Tab next")
        assert story.app.screen.query_one("#outcome", ChoiceRow).has_focus_within
        await click(story, "Enter save")
        assert story.asking == ""
        assert "u takes it back" in story.words
        await click(story, "/ find")
        await click(story, "Esc leave")
        assert story.asking == ""


async def test_each_of_two_keys_that_share_a_hint_is_its_own(desk: Desk) -> None:
    newcomers(desk, 2)
    async with told(desk) as story:
        await story.press("t")
        via = story.app.screen.query_one("#via", ChoiceRow)
        before = via.value
        await click(story, "← → choose", on=2)
        assert via.value != before
        await click(story, "← → choose", on=0)
        assert via.value == before
        await click(story, "← → choose", on=6)
        assert via.value != before


async def test_a_choice_and_a_field_of_a_form_are_pointed_at(desk: Desk, size: tuple[int, int]) -> None:
    newcomers(desk, 1)
    async with told(desk, size) as story:
        await story.press("t")
        await click(story, "e-mail")
        await click(story, "replied", line=_line_of(story, "Outcome"))
        await story.pilot.click("#note Input", offset=(3, 0))
        await story.type("wants the sketch")
        await click(story, "Enter save")
    card = the_lead(desk, "Newcomer 01")
    assert card.timeline[0].note == "wants the sketch"
    assert card.timeline[0].kind == "reply"


async def test_a_click_puts_the_text_cursor_where_it_points(desk: Desk) -> None:
    add_lead(desk, "Ada Brook")
    async with told(desk) as story:
        await story.press("i")
        await story.pilot.click("#company Input", offset=(0, 0))
        await story.type("Brook Ltd")
        await story.pilot.click("#name Input", offset=(3, 0))
        await story.type("lie")
        assert [each.value for each in story.app.screen.query(Input)][:2] == ["Adalie Brook", "Brook Ltd"]


async def test_a_lens_is_pointed_at_and_answered(desk: Desk, clock: Clock, size: tuple[int, int]) -> None:
    ben(desk, clock)
    async with told(desk, size) as story:
        await story.press("c")
        await click(story, "Fit  ")
        assert "Fit: " in story.seen
        await click(story, "Urgency", times=2)
        assert story.asking == "AnswerLens"
        await click(story, "shown")
        await story.pilot.click(AnswerField, offset=(1, 1))
        await story.type("The lease ends in May")
        await click(story, "Enter save")
        assert story.asking == ""
    assert "The lease ends in May" in {known.text for known in the_lead(desk, "Ben").lenses}


async def test_the_wheel_scrolls_what_is_read(desk: Desk) -> None:
    lead = add_lead(desk, "Ada Brook").lead_id
    assert lead is not None
    for number in range(40):
        answer_lens(desk, lead, "problem", f"It leaks, for the {number}th time")
    async with told(desk) as story:
        await story.press("enter")
        await story.pilot._post_mouse_events([MouseScrollDown], "#lead-story", button=0)
        await story.pilot.pause()
        assert story.pane.query_one("#lead-story", Page).scroll_offset.y > 0


async def test_a_hit_of_find_is_opened_by_two_clicks(desk: Desk, size: tuple[int, int]) -> None:
    newcomers(desk, 5)
    async with told(desk, size) as story:
        await story.press("slash")
        await story.type("newc")
        await click(story, "Newcomer 03", times=2)
        assert story.pane.place == "lead"
        assert story.under_cursor == "Newcomer 03"


async def test_a_click_beside_everything_changes_nothing(desk: Desk) -> None:
    newcomers(desk, 2)
    async with told(desk, NARROW) as story:
        before = story.seen
        await story.pilot.click(offset=(40, 15))
        await story.pilot.click(offset=(78, 1))
        assert story.seen == before
        await story.press("t")
        form = story.seen
        await story.pilot.click(offset=(40, 0))
        assert story.seen == form
        assert isinstance(story.app.screen.query(TextField).first(), TextField)


def _line_of(story: Story, text: str) -> int:
    return next(at for at, each in enumerate(story.seen.splitlines()) if text in each)
