"""Keys: one table for all, the owner's own keys, nothing fires while something is typed or asked."""

from collections.abc import Iterable
from typing import Any

import pytest
from textual.app import App
from textual.binding import Binding
from textual.widgets import Input

from coach.actions.leads import add_lead
from coach.actions.settings import change_setting
from coach.errors import Misused
from coach.records.desk import Desk
from coach.views.lead_card import lead_card
from coach.views.search import find
from screens import keys
from screens.dialogs.fields import Choice
from screens.lead_page import LeadPane
from screens.lead_verbs import VERBS
from screens.main import PANES
from screens.widgets.bars import HINTS, HintBar
from screens.widgets.board import Board
from screens.widgets.line_list import LineList

from ..story import WIDE, told
from .people import newcomers

ON_THE_WAY = {"lead": ("enter",), "talk": ("c",)}
"""The keys that lead to the places without a tab."""
OF_THE_TOOLKIT = {"tab", "shift+tab", "ctrl+c", "ctrl+q", "super+c", "ctrl+p"}


def test_every_id_is_there_once() -> None:
    ids = [each.id for each in keys.ACTIONS]
    assert len(set(ids)) == len(ids)


def test_no_key_of_ours_stands_for_two_things() -> None:
    assert keys.read_keymap("") == {}


@pytest.mark.parametrize("widget", [LineList, Board])
def test_the_table_tells_the_keys_that_lists_and_the_board_really_have(widget: Any) -> None:
    in_table = {each.id: set(each.keys.split(",")) for each in keys.actions_for(keys.LIST, keys.CARDS, keys.MOVES)}
    for binding in _bindings(widget.BINDINGS):
        assert binding.id is not None
        assert set(binding.key.split(",")) == in_table[binding.id]


def _bindings(found: Iterable[Any]) -> list[Binding]:
    return [each for each in found if isinstance(each, Binding)]


@pytest.mark.parametrize(
    ("keymap", "what"),
    [
        ("tuch=T", "there is no action 'tuch'"),
        ("touch", "'touch' is not written as ACTION=KEY"),
        ("touch=", "is not written as ACTION=KEY"),
        ("touch=r", "the key 'r' stands for both touch and reply"),
        ("touch=j", "the key 'j' stands for both touch and cursor-down"),
        ("help=/", "the key 'slash' stands for both find and help"),
        ("touch=T, reply=T", "the key 'T' stands for both touch and reply"),
        ("form-save=f2", "there is no action 'form-save'"),
        ("filter=j", "the key 'j' stands for both filter and cursor-down"),
        ("talk-recap=k", "the key 'k' stands for both talk-recap and cursor-up"),
        ("talk-recap=t", "the key 't' stands for both touch and talk-recap"),
        ("talk-answer=escape", "the key 'escape' stands for both talk-answer and talk-back"),
        ("stage-retire=l", "the key 'l' stands for both stage-retire and stage-lesson"),
        ("pipeline-versions=q", "the key 'q' stands for both quit and pipeline-versions"),
        ("touch=space", "the key 'space' stands for both touch and"),
        ("leads-all=z", "the key 'z' stands for both snooze and leads-all"),
        ("touch=ctrl+p", "'ctrl+p' stands for everything by its name"),
        ("touch=ctrl+m", "'ctrl+m' stands for Enter, in a terminal"),
        ("touch=tt", "'tt' is no key"),
        ("touch=alt+t", "'alt+t' is no key"),
        ("touch=f99", "'f99' is no key"),
    ],
)
def test_a_keymap_that_cannot_hold_is_refused_with_its_reason(keymap: str, what: str) -> None:
    with pytest.raises(Misused) as error:
        keys.read_keymap(keymap)
    assert what in error.value.what


@pytest.mark.parametrize("key", ["T", "f4", "ctrl+t", "é", "comma", ";", "insert"])
def test_any_key_that_is_free_may_be_given(key: str) -> None:
    assert keys.read_keymap(f"touch={key}") == {"touch": key}


def test_keys_may_change_places() -> None:
    assert keys.read_keymap("touch=r, reply=t") == {"touch": "r", "reply": "t"}


async def test_an_owners_own_key_works_and_is_shown_and_the_usual_one_is_free(desk: Desk) -> None:
    newcomers(desk, 1)
    change_setting(desk, "keymap", "touch=T, undo=U")
    async with told(desk, WIDE) as story:
        assert "T touch" in story.seen
        await story.press("t")
        assert story.asking == ""
        await story.press("T")
        assert story.asking == "LogTouch"
        await story.press("enter")
        assert "U takes it back." in story.seen
        await story.press("question_mark")
        assert "  T  " in story.seen


@pytest.mark.parametrize("place", [*PANES])
async def test_all_keys_of_a_place_are_in_the_table_and_checked_for_clashes(desk: Desk, place: str) -> None:
    newcomers(desk, 1)
    async with told(desk, WIDE) as story:
        await story.press(*(ON_THE_WAY.get(place) or keys.shown(place, {})))
        assert story.pane.place == place
        here = {keys.EVERYWHERE, keys.MOVES, *story.pane.key_places}
        assert any(here <= set(group) for group in keys.TOGETHER)
        in_table = {each.id for each in keys.actions_for(*here, keys.READ, keys.LEAD)}
        bound = {
            active.binding.id or active.binding.key
            for active in story.app.screen.active_bindings.values()
            if not isinstance(active.node, App) and not active.binding.system
        }
        assert bound <= in_table | OF_THE_TOOLKIT, bound - in_table


@pytest.mark.parametrize("place", [*PANES])
async def test_help_of_a_place_tells_all_its_keys(desk: Desk, place: str) -> None:
    newcomers(desk, 1)
    async with told(desk, (78, 120)) as story:
        await story.press(*(ON_THE_WAY.get(place) or keys.shown(place, {})))
        pane = story.pane
        await story.press("question_mark")
        for each in keys.actions_for(*pane.key_places, keys.MOVES, keys.EVERYWHERE):
            assert each.help in story.words
            assert each.keys or f"{each.label}: {each.help}" in story.words
        assert " ".join(pane.purpose.split()) in story.words


@pytest.mark.parametrize("place", [*PANES])
async def test_at_most_eight_hints_of_which_some_fit_in_80_cells(desk: Desk, place: str, size: tuple[int, int]) -> None:
    newcomers(desk, 1)
    async with told(desk, size) as story:
        await story.press(*(ON_THE_WAY.get(place) or keys.shown(place, {})))
        assert 0 < len(story.pane.hints()) <= HINTS
        line = story.seen.splitlines()[-1]
        first = story.pane.hints()[0]
        assert f" {first.key} {first.label} " in line
        assert line.rstrip().endswith("? help")
        if story.pane.place in {"lead", "talk"}:
            assert "Esc back" in line


@pytest.mark.parametrize("verb", [verb for verb in VERBS if verb not in {"reopen", "their_day"}])
async def test_the_keys_of_a_form_are_all_shown_in_80_cells(desk: Desk, verb: str) -> None:
    newcomers(desk, 2)
    async with told(desk) as story:
        story.main.action_lead(verb)
        await story.pilot.pause()
        bar = story.app.screen.query_one(HintBar)
        shown = [piece.means for piece, _ in bar.placed(bar.size.width)]
        assert shown == [key for key, _ in bar._hints]
        assert {"Esc", "F1"} <= set(shown)
        assert ("← →" in shown) == bool(story.app.screen.query(Choice)) or verb == "note"


async def test_the_palette_leads_to_what_another_place_can_do(desk: Desk) -> None:
    newcomers(desk, 2)
    async with told(desk, WIDE) as story:
        await story.press("2", "ctrl+p")
        await story.type("filter")
        await story.pilot.pause(0.2)
        await story.press("enter")
        assert story.pane.place == "leads"
        assert "2 open leads, by name" in story.seen


async def test_the_palette_opens_and_selects_what_is_under_the_cursor(desk: Desk) -> None:
    newcomers(desk, 2)
    async with told(desk, WIDE) as story:
        commands = {each.title: each for each in story.app.get_system_commands(story.app.screen)}
        commands["Select"].callback()
        await story.pilot.pause()
        assert "*" in story.seen
        commands["Open"].callback()
        await story.pilot.pause()
        assert story.pane.place == "lead"
        titles = {each.title for each in story.app.get_system_commands(story.app.screen)}
        assert {"What they said", "Tag", "Merge", "Their day", "Conversation"} <= titles
        assert "Their other lead" not in titles


async def test_a_keymap_that_cannot_hold_is_told_at_the_start_and_the_usual_keys_hold(desk: Desk) -> None:
    newcomers(desk, 1)
    change_setting(desk, "keymap", "touch=r")
    async with told(desk, WIDE) as story:
        assert any("stands for both touch and reply" in said for said in story.toasts)
        await story.press("t")
        assert story.asking == "LogTouch"


async def test_letters_typed_in_a_form_go_into_its_field_and_nowhere_else(desk: Desk, size: tuple[int, int]) -> None:
    newcomers(desk, 1)
    everything = "123456a/u?qtrnzmwxcjkGgHL+. "
    async with told(desk, size) as story:
        await story.press("n", "home")
        await story.type(everything)
        assert story.asking == "SetNext"
        field = story.app.focused
        assert isinstance(field, Input)
        assert field.value == f"{everything}Answer them"
        await story.press("escape")
        assert story.asking == ""
        assert story.pane.place == "today"


async def test_the_palette_does_not_open_over_a_form(desk: Desk) -> None:
    newcomers(desk, 1)
    async with told(desk) as story:
        await story.press("t", "ctrl+p")
        assert story.asking == "LogTouch"


async def test_the_palette_has_every_action_by_name_and_runs_it(desk: Desk) -> None:
    newcomers(desk, 1)
    async with told(desk, WIDE) as story:
        wanted = {each.label.casefold() for each in keys.actions_for(keys.EVERYWHERE, keys.LEAD)}
        offered = {command.title.casefold() for command in story.app.get_system_commands(story.app.screen)}
        assert wanted <= offered
        await story.press("ctrl+p")
        await story.type("snooze")
        await story.pilot.pause(0.2)
        await story.press("enter")
        assert story.asking == "Snooze"


async def test_the_palette_offers_no_verb_for_a_lead_where_there_is_none(desk: Desk) -> None:
    async with told(desk) as story:
        offered = {command.title for command in story.app.get_system_commands(story.app.screen)}
        assert "Snooze" not in offered
        assert "Add" in offered


async def test_the_palette_has_what_only_this_place_can_do(desk: Desk) -> None:
    newcomers(desk, 12)
    async with told(desk, WIDE) as story:
        command = next(each for each in story.app.get_system_commands(story.app.screen) if each.title == "All or few")
        command.callback()
        await story.pilot.pause()
        assert "press + to show the first few" in story.seen


async def test_help_says_what_the_place_is_for_and_its_keys(desk: Desk, size: tuple[int, int]) -> None:
    newcomers(desk, 1)
    async with told(desk, size) as story:
        await story.press("question_mark")
        assert story.asking == "Help"
        assert "Your follow-ups of today in their order: who waits for you" in story.words
        assert "Log a touch and agree the next step." in story.seen
        await story.press("end")
        assert "Leave coach. Everything is saved already." in story.seen
        await story.press("escape")
        assert story.asking == ""


async def test_f1_in_a_form_tells_its_keys_and_leads_back_to_it(desk: Desk) -> None:
    newcomers(desk, 1)
    async with told(desk) as story:
        await story.press("t", "f1")
        assert story.asking == "Help"
        assert "Leave; nothing is changed." in story.seen
        await story.press("escape")
        assert story.asking == "LogTouch"


async def test_a_second_key_in_the_same_moment_opens_no_second_form(desk: Desk) -> None:
    newcomers(desk, 1)
    async with told(desk) as story:
        await story.type("tzx")
        assert len(story.app.screen_stack) <= 3
        while story.asking:
            await story.press("escape")
        assert story.pane.place == "today"


async def test_numbers_go_to_their_places_and_the_tab_stands_in_brackets(desk: Desk, size: tuple[int, int]) -> None:
    newcomers(desk, 1)
    async with told(desk, size) as story:
        await story.press("3")
        assert "[3 Leads]" in story.seen
        await story.press("1")
        assert "[1 Today]" in story.seen


async def test_q_leaves(desk: Desk) -> None:
    async with told(desk) as story:
        await story.press("q")
        assert story.app.return_code == 0


async def test_undo_with_nothing_to_undo_says_so(desk: Desk) -> None:
    async with told(desk) as story:
        for _ in range(3):
            await story.press("u")
        assert "nothing of yours to undo" in story.words


async def test_undo_of_an_added_lead_on_its_own_page_says_that_it_is_gone(desk: Desk) -> None:
    add_lead(desk, "Ada Brook")
    async with told(desk) as story:
        await story.press("enter")
        assert isinstance(story.pane, LeadPane)
        await story.press("u")
        assert "Undone: added Ada Brook." in story.seen
        assert "There is no lead" in story.seen
        await story.press("t")
        assert story.asking == ""
        await story.press("escape")
        assert story.pane.place == "today"
    assert find(desk, "Ada") == []


async def test_a_click_on_a_hint_is_its_key(desk: Desk) -> None:
    newcomers(desk, 2)
    async with told(desk, WIDE) as story:
        line = story.seen.splitlines()[-1]
        await story.pilot.click(offset=(line.index("z snooze"), WIDE[1] - 1))
        await story.pilot.pause()
        assert story.asking == "Snooze"
        await story.press("escape")
        await story.pilot.click(offset=(line.index("/ find"), WIDE[1] - 1))
        await story.pilot.pause()
        assert story.asking == "FindLead"


async def test_a_double_click_opens_the_lead(desk: Desk) -> None:
    ids = newcomers(desk, 3)
    async with told(desk, WIDE) as story:
        await story.pilot.click("#due", offset=(5, 1))
        await story.pilot.pause()
        name = story.under_cursor
        await story.pilot.click("#due", offset=(5, 1), times=2)
        await story.pilot.pause()
        assert story.pane.place == "lead"
        assert name in story.seen.splitlines()[1]
    assert lead_card(desk, ids[0]).status == "open"


async def test_what_has_no_key_of_its_own_may_be_given_one(desk: Desk) -> None:
    newcomers(desk, 1)
    change_setting(desk, "keymap", "no-contact=f4")
    async with told(desk) as story:
        await story.press("f4")
        assert story.asking == "NoContact"
