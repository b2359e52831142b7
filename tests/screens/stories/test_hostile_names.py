"""Names that would like to be markup, colours or commands are shown harmless, aligned, and change nothing."""

import pytest

from coach.actions.leads import add_lead, edit_lead
from coach.actions.lenses import answer_lens
from coach.actions.settings import change_setting
from coach.actions.touches import log_touch, note_reply
from coach.records.desk import Desk
from coach.views.day import due_list

from ..screen_reader import screen_strips
from ..story import Story, told

HOSTILE = (
    "[/x] Acme [urgent]",
    "[red]Evil[/red] [@click=app.quit]x[/]",
    "\x1b[31mred\x1b]0;title\x07 \x9b2J",
    "\u202eevil\u202c \u200fname",
    "山田太郎 👩\u200d👩\u200d👧 한국어",
    "Z\u0337\u0324\u033ea\u0334\u0354\u035dl\u0336\u0333\u0308g\u0335\u0330\u0308o" * 3,
    "W" * 500,
    "$(rm -rf ~) `x` %s {} \\",
    "مرحبا بالعالم",
    "tab\tand line\nbreak",
)


def _one_of_each_kind(desk: Desk, name: str) -> None:
    lead = add_lead(desk, name, company=name, source=name).lead_id
    assert lead is not None
    log_touch(desk, lead, via="call", note=name, gave=name)
    note_reply(desk, lead, note=name, next_step=name, due=desk.today)
    answer_lens(desk, lead, "problem", name, said_by=name)
    edit_lead(desk, lead, owner=f"Owner {name}"[:400])


def _harmless(story: Story) -> None:
    for strip in screen_strips(story.app):
        assert all(character.isprintable() for character in strip.text), repr(strip.text)
        for segment in strip:
            assert not segment.style or "@click" not in segment.style.meta
    assert story.seen


async def test_lists_show_every_hostile_name_harmless(desk: Desk, size: tuple[int, int]) -> None:
    for name in HOSTILE:
        _one_of_each_kind(desk, name)
    change_setting(desk, "capacity", "50")
    async with told(desk, size) as story:
        for _ in HOSTILE:
            _harmless(story)
            await story.press("j")
        await story.press("3", "G")
        _harmless(story)
        await story.press("slash")
        for letters in ("e", "[", "山"):
            await story.type(letters)
            _harmless(story)
            await story.press("ctrl+u")


@pytest.mark.parametrize("name", [" ".join(HOSTILE[:6]), HOSTILE[6], " ".join(HOSTILE[7:])], ids=("a", "b", "c"))
async def test_forms_and_pages_show_a_hostile_name_harmless(desk: Desk, size: tuple[int, int], name: str) -> None:
    _one_of_each_kind(desk, name)
    add_lead(desk, "Somebody Else")
    assert len(due_list(desk)) == 2
    async with told(desk, size) as story:
        for key in ("t", "r", "n", "z", "m", "w", "x"):
            await story.press(key)
            assert story.asking != ""
            _harmless(story)
            await story.press("escape")
        await story.press("space", "j", "space", "t")
        _harmless(story)
        await story.press("escape", "3", "enter")
        _harmless(story)
        await story.press("t", "enter")
        _harmless(story)
        await story.press("u", "a")
        await story.type("Somebody Else")
        await story.press("enter")
        assert "Here already" in story.seen
        _harmless(story)
