"""Keys that come in one burst do what they do one by one: what is typed stands where it was meant."""

import pytest
from textual.events import Paste
from textual.widgets import Input

from coach.actions.leads import add_lead
from coach.records.desk import Desk
from screens.dialogs.answer_field import AnswerField

from ..story import last_sentence, the_lead, told
from .people import newcomers


def _typed(text: str) -> tuple[str, ...]:
    return tuple("space" if letter == " " else letter for letter in text)


async def test_letters_after_tab_stand_in_the_next_line(desk: Desk, size: tuple[int, int]) -> None:
    newcomers(desk, 1)
    async with told(desk, size) as story:
        await story.press("a")
        await story.burst(*"Ada", "tab", *"Brook", "tab", *"ada@brook.example", "shift+tab", "end", *"ers")
        values = [field.value for field in story.app.screen.query(Input)]
        assert values[:3] == ["Ada", "Brookers", "ada@brook.example"]


async def test_a_lead_is_added_and_its_step_set_in_one_burst(desk: Desk, size: tuple[int, int]) -> None:
    newcomers(desk, 1)
    async with told(desk, size) as story:
        await story.burst("a", *"Ada", "tab", *"Harbour", "enter", "n", "home", *"Well", "tab", "tab", "enter")
        assert story.asking == ""
    card = the_lead(desk, "Ada")
    assert (card.name, card.company) == ("Ada", "Harbour")
    assert card.next_step.startswith("Well")


async def test_a_letter_that_chooses_leads_on_before_the_next_is_read(desk: Desk) -> None:
    newcomers(desk, 1)
    async with told(desk) as story:
        await story.burst("t", "c", "r", "enter")
        assert story.asking == ""
        assert story.pane.place == "today"
    assert the_lead(desk, "Newcomer 01").last_touch_on == desk.today


async def test_what_is_open_by_the_first_key_gets_the_second(desk: Desk, size: tuple[int, int]) -> None:
    newcomers(desk, 3)
    async with told(desk, size) as story:
        await story.burst("j", "enter", "z", "escape", "escape", "j", "t", "enter")
        assert story.pane.place == "today"
    assert last_sentence(desk).startswith("logged")
    assert the_lead(desk, "Newcomer 03").last_touch_on == desk.today


async def test_what_is_pasted_after_tab_stands_in_the_next_line(desk: Desk) -> None:
    async with told(desk) as story:
        await story.press("a")
        await story.burst(*"Ada", "tab")
        story.app.post_message(Paste("Brook & Sons"))
        await story.burst("tab", "x")
        values = [field.value for field in story.app.screen.query(Input)]
        assert values[:3] == ["Ada", "Brook & Sons", "x"]


async def test_an_answer_is_written_and_its_fields_filled_in_one_burst(desk: Desk) -> None:
    lead = add_lead(desk, "Ada Brook").lead_id
    assert lead is not None
    async with told(desk) as story:
        await story.burst("enter", "c", "enter", *_typed("The roof leaks"), "tab", "s", "tab", *"Ben")
        assert story.asking == "AnswerLens"
        assert story.app.screen.query_one(AnswerField).text == "The roof leaks"
        assert story.app.screen.query_one("#said-by Input", Input).value == "Ben"


@pytest.mark.parametrize("count", [40])
async def test_a_held_key_goes_as_far_as_it_was_pressed(desk: Desk, count: int) -> None:
    newcomers(desk, 60)
    async with told(desk) as story:
        await story.press("3")
        await story.burst(*["j"] * count)
        assert story.under_cursor == f"Newcomer {count + 1:02}"
