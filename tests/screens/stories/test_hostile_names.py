"""Names that would like to be markup, colours or commands are shown harmless and aligned wherever they stand."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date

import pytest
from rich.cells import cell_len

from coach.actions.leads import add_lead, edit_lead
from coach.actions.lenses import answer_lens
from coach.actions.moves import close_not_yet, move_lead, stop_contact
from coach.actions.notes import add_note
from coach.actions.own_fields import set_own_field
from coach.actions.permission import note_permission
from coach.actions.settings import change_setting
from coach.actions.tags import add_tags
from coach.actions.touches import log_touch, note_reply
from coach.records.desk import Desk
from coach.views.day import due_list
from coach.views.lead_card import lead_card
from screens import lead_verbs

from ..screen_reader import screen_strips
from ..story import Clock, Story, stage, told

HOSTILE = (
    "[/x] Acme [urgent]",
    "[red]Evil[/red] [@click=app.quit]x[/]",
    "\x1b[31mred\x1b]0;title\x07 \x9b2J",
    "\u202eevil\u202c \u200fname",
    "山田太郎 👩\u200d👩\u200d👧 한국어",
    "Z\u0337\u0324\u033ea\u0334\u0354\u035dl\u0336\u0333\u0308g\u0335\u0330\u0308o" * 3,
    "W" * 500,
    "$(rm -rf ~) `x` %s {} {0} {name} \\",
    "مرحبا بالعالم",
    "tab\tand line\nbreak",
)
SETS = (" ".join(HOSTILE[:6]), HOSTILE[6], " ".join(HOSTILE[7:]))
"""Three names made of them: what steers and paints, what is too long, and what is written otherwise."""
VERBS = tuple(verb for verb in lead_verbs.VERBS if verb not in {"reopen", "their_day"})
"""What may be asked about an open lead in its first stage."""
each_set = pytest.mark.parametrize("name", SETS, ids=("steering", "long", "other"))


def one_of_each_kind(desk: Desk, name: str) -> int:
    """A lead with this name in every place there is for words."""
    lead = add_lead(desk, name, company=name, source=name, email="evil@acme.example").lead_id
    assert lead is not None
    log_touch(desk, lead, via="call", note=name, gave=name)
    answer_lens(desk, lead, "problem", name, said_by=name, fields={"since": name, "workaround": name})
    answer_lens(desk, lead, "fit", f"{name} too", fields={"our_view": "no", "because": name, "deciders": name})
    edit_lead(desk, lead, owner=f"Owner {name}"[:400])
    add_note(desk, lead, f"{name}\n{name}")
    add_tags(desk, lead, [name.replace(",", " ")[:60]])
    set_own_field(desk, lead, name[:60], name)
    note_permission(desk, lead, via="email", every=2, words=name)
    note_reply(desk, lead, note=name, next_step=name, due=desk.today)
    return lead


def harmless(story: Story) -> None:
    """Nothing of it reaches the terminal but letters, no click does anything, and every line has its cells."""
    for strip in screen_strips(story.app):
        assert cell_len(strip.text) == story.app.size.width, repr(strip.text)
        for character in strip.text:
            assert character.isprintable(), repr(strip.text)
        for segment in strip:
            assert not segment.style or "@click" not in segment.style.meta
            assert not segment.style or segment.style.link is None


async def seen_through(story: Story, *keys: str) -> None:
    """Press these, one after the other, and look each time."""
    for key in keys:
        await story.press(key)
        harmless(story)


@asynccontextmanager
async def form_of(story: Story, verb: str) -> AsyncIterator[None]:
    """The form of a verb for what is under the cursor, whose lines are all gone through; Esc leaves it."""
    story.main.action_lead(verb)
    await story.pilot.pause()
    assert story.asking, verb
    await seen_through(story, *["tab"] * 3, "f1", "escape")
    yield
    while story.asking:
        await story.press("escape")
    harmless(story)


async def test_lists_show_every_hostile_name_harmless(desk: Desk, size: tuple[int, int]) -> None:
    for name in HOSTILE:
        one_of_each_kind(desk, name)
    change_setting(desk, "capacity", "50")
    async with told(desk, size) as story:
        for _ in HOSTILE:
            harmless(story)
            await story.press("j")
        await seen_through(story, "3", "G", *["f"] * (len(HOSTILE) + 4), "escape", "2", "j", "l")
        await story.press("slash")
        for letters in ("e", "[", "山", "\u202e", "\x1b", "W" * 90):
            await story.type(letters)
            harmless(story)
            await story.press("ctrl+u")


@each_set
async def test_every_form_shows_a_hostile_name_harmless(desk: Desk, size: tuple[int, int], name: str) -> None:
    one_of_each_kind(desk, name)
    add_lead(desk, f"{name[:100]} too", next_step=name, due=date(2026, 12, 1))
    async with told(desk, size) as story:
        for verb in VERBS:
            async with form_of(story, verb):
                if verb == "merge":
                    await seen_through(story, *"too", "enter")
                await seen_through(story, "pagedown", "end")


@each_set
async def test_a_hostile_name_far_on_and_after_the_end_is_harmless(
    desk: Desk, size: tuple[int, int], name: str
) -> None:
    lead = one_of_each_kind(desk, name)
    move_lead(desk, lead, stage(desk, "decision"), anyway=name)
    async with told(desk, size) as story:
        async with form_of(story, "their_day"):
            pass
        close_not_yet(desk, lead, reason="budget", words=name)
        await seen_through(story, "3")
        async with form_of(story, "reopen"):
            pass
        await seen_through(story, "enter", "t", "enter", "escape")


@each_set
async def test_the_page_and_the_conversation_of_a_hostile_name_are_harmless(
    desk: Desk, size: tuple[int, int], name: str
) -> None:
    lead = one_of_each_kind(desk, name)
    add_lead(desk, f"{name[:400]} again", company=name, email="evil@acme.example")
    async with told(desk, size) as story:
        await seen_through(story, "3", "enter", "tab", "end", "home", "tab", "end", "enter", "escape")
        await story.main.open_lead(lead)
        await seen_through(story, "c", *["j"] * 5, "pagedown", "k", "enter", "tab", "tab", "f1", "escape", "escape")
        await seen_through(story, "y", "tab", "f1", "escape", "f2", "escape")
        assert story.pane.place == "talk"


@each_set
async def test_what_is_said_of_a_hostile_name_is_harmless(desk: Desk, size: tuple[int, int], name: str) -> None:
    lead = one_of_each_kind(desk, name)
    add_lead(desk, "Somebody Else")
    async with told(desk, size) as story:
        await seen_through(story, "t", "enter", "u")
        story.app.notify(name, title=name, markup=False)
        await story.pilot.pause()
        harmless(story)
        await seen_through(story, "3", "space", "j", "space", "t", "escape", "w", "enter", "u")
        await seen_through(story, "a")
        await story.type("Somebody Else")
        await seen_through(story, "enter")
        assert "Here already" in story.seen
        await seen_through(story, "escape", "ctrl+p")
        await story.type("[/] \u202e")
        harmless(story)
        await seen_through(story, "escape", "6", "4", "enter", "3")
        stop_contact(desk, lead, reason=name)
        story.pane.reload()
        await seen_through(story, "g", "t", "n", "enter", "e", "escape")


@each_set
async def test_spreading_leads_of_a_hostile_name_is_harmless(
    desk: Desk, clock: Clock, size: tuple[int, int], name: str
) -> None:
    clock.set("2026-10-05T10:00")
    for number in range(12):
        add_lead(desk, f"{name[:400]} {number}", next_step=name, due=date(2026, 10, 5))
    clock.set("2026-11-24T10:00")
    async with told(desk, size) as story:
        await seen_through(story, "s")
        assert story.asking == "Spread"
        await seen_through(story, "enter")


async def test_a_hostile_name_stays_as_it_was_typed_after_all_that(desk: Desk) -> None:
    name = HOSTILE[1]
    lead = one_of_each_kind(desk, name)
    async with told(desk) as story:
        await seen_through(story, "enter", "i", "tab", "enter", "o", "ctrl+s", "escape")
        assert story.app.return_code is None
    card = lead_card(desk, lead)
    assert (card.name, card.company, card.tags) == (name, name, (name,))
    assert [line.name for line in due_list(desk)] == [name]
