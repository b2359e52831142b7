"""Finding as one types."""

from collections.abc import Sequence
from typing import Any

import pytest

from coach.actions.leads import add_lead
from coach.records.desk import Desk

from ..story import Clock, told
from .people import ben, lin, newcomers


async def test_letters_narrow_the_list_and_enter_opens_the_lead(
    either_desk: Desk, clock: Clock, size: tuple[int, int]
) -> None:
    ben(either_desk, clock)
    lin(either_desk, clock)
    newcomers(either_desk, 3)
    async with told(either_desk, size) as story:
        await story.press("slash")
        assert "Type a name, a company" in story.seen
        await story.type("harb")
        assert "Lin Wei" in story.seen
        await story.press("enter")
        assert story.asking == ""
        assert story.pane.place == "lead"
        assert "Lin Wei · Harbour Dental" in story.seen


async def test_down_and_up_move_while_the_field_keeps_the_letters(desk: Desk) -> None:
    newcomers(desk, 4)
    async with told(desk) as story:
        await story.press("slash")
        await story.type("new")
        await story.press("down", "down", "up")
        await story.type("c")
        await story.press("down", "enter")
        assert "Newcomer 02" in story.seen.splitlines()[1]


async def test_nothing_found_is_said_and_enter_opens_nothing(desk: Desk) -> None:
    newcomers(desk, 1)
    async with told(desk) as story:
        await story.press("slash")
        await story.type("zz[/x]")
        assert "No lead has “zz[/x]” in it." in story.seen
        await story.press("enter")
        assert story.asking == "FindLead"
        await story.press("escape")
        assert story.pane.place == "today"


async def test_esc_leads_back_from_the_found_lead_to_where_one_was(desk: Desk) -> None:
    add_lead(desk, "Ada Brook")
    async with told(desk, start="leads") as story:
        await story.press("slash")
        await story.type("ada")
        await story.press("enter")
        assert story.pane.place == "lead"
        await story.press("escape")
        assert story.pane.place == "leads"


async def test_a_phone_number_finds_its_lead_however_it_is_written(desk: Desk) -> None:
    add_lead(desk, "Ada Brook", phone="+44 20 7946 0958")
    async with told(desk) as story:
        await story.press("slash")
        await story.type("7946-0958")
        assert "Ada Brook" in story.seen


async def test_what_was_written_is_found_with_the_passage_after_names(
    either_desk: Desk, clock: Clock, size: tuple[int, int]
) -> None:
    ben(either_desk, clock)
    add_lead(either_desk, "Gutte Olsen")
    async with told(either_desk, size) as story:
        await story.press("slash")
        await story.type("gutt")
        lines = [line for line in story.seen.splitlines() if "Olsen" in line or "Ben Adeyemi" in line]
        in_dialog = [line for line in lines if "in their reply" in line or "Olsen" in line]
        assert "Olsen" in in_dialog[0]
        assert "in their reply of 20 Nov: what about the gutters?" in in_dialog[-1]
        await story.press("down", "enter")
        assert "Ben Adeyemi · Adeyemi Roofing" in story.seen


async def test_after_a_text_in_vain_more_letters_ask_nothing_and_fewer_ask_again(desk: Desk) -> None:
    newcomers(desk, 1)
    async with told(desk) as story:
        await story.press("slash")
        await story.type("newx")
        asked: list[str] = []
        rows = desk.rows

        def watched(sql: str, params: Sequence[Any] = ()) -> list[Any]:
            asked.append(sql)
            return rows(sql, params)

        desk.rows = watched  # type: ignore[method-assign]
        await story.type("yz")
        assert "No lead has “newxyz” in it." in story.seen
        assert asked == []
        await story.press("backspace", "backspace", "backspace")
        assert asked
        assert "Newcomer 01" in story.seen


@pytest.mark.parametrize("text", ['"', "*", "a OR", "NEAR(", "[/x]", "-", "漢字", "🏠", "\u202ex", "'"])
async def test_hostile_letters_are_only_looked_for(desk: Desk, text: str) -> None:
    newcomers(desk, 1)
    async with told(desk) as story:
        await story.press("slash")
        await story.type(text)
        assert story.asking == "FindLead"
        await story.press("escape")
        assert story.pane.place == "today"
