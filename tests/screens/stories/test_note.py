"""Notes: written in the form or in the owner's editor, opened again from the lead, rewritten, deleted."""

from typing import Any

import pytest

from coach.actions.leads import add_lead
from coach.actions.notes import add_note, rewrite_note
from coach.records.desk import Desk
from coach.views.lead_card import lead_card
from coach.views.timeline import NOTE

from ..story import Clock, last_sentence, the_lead, told
from .people import ben, newcomers
from .test_hostile_names import HOSTILE, harmless


def notes_of(desk: Desk, name: str) -> list[str]:
    return [entry.note for entry in the_lead(desk, name).timeline if entry.kind == NOTE]


async def test_a_note_of_several_lines_is_written_and_shown(
    either_desk: Desk, clock: Clock, size: tuple[int, int]
) -> None:
    ben(either_desk, clock)
    async with told(either_desk, size) as story:
        await story.press("enter", "o")
        await story.type("He dislikes phone calls.")
        await story.press("enter")
        await story.type("Ask for Ada.")
        assert story.asking == "WriteNote"
        await story.press("ctrl+s")
        assert "Wrote a note about Ben Adeyemi. u takes it back." in story.words
        assert "Note: He dislikes phone calls." in story.seen
        assert "Ask for Ada." in story.seen
        assert notes_of(either_desk, "Ben") == ["He dislikes phone calls.\nAsk for Ada."]
        assert the_lead(either_desk, "Ben").next_step == "Answer them"
        await story.press("u")
    assert notes_of(either_desk, "Ben") == []


async def test_an_empty_note_is_asked_for_and_what_is_typed_stays(desk: Desk) -> None:
    newcomers(desk, 1)
    async with told(desk) as story:
        await story.press("o", "space", "enter", "ctrl+s")
        assert story.asking == "WriteNote"
        assert "The note is empty." in story.words
        await story.type("x")
        assert "The note is empty." not in story.words
        await story.press("ctrl+s")
    assert notes_of(desk, "Newcomer") == ["x"]


async def test_a_note_that_was_begun_is_there_the_next_time_for_its_lead_alone(desk: Desk) -> None:
    newcomers(desk, 2)
    async with told(desk, start="leads") as story:
        await story.press("o")
        await story.type("half a thought")
        await story.press("escape", "j", "o")
        assert "half a thought" not in story.seen
        await story.press("escape", "k", "o")
        assert "half a thought" in story.seen
        assert "This is the note you began." in story.seen
        await story.press("ctrl+s", "o")
        assert "This is the note you began." not in story.seen
    assert notes_of(desk, "Newcomer 01") == ["half a thought"]


async def test_a_note_of_before_is_opened_and_rewritten(either_desk: Desk, clock: Clock, size: tuple[int, int]) -> None:
    lead = newcomers(either_desk, 1)[0]
    add_note(either_desk, lead, "the older")
    clock.set("2026-11-26T10:00")
    add_note(either_desk, lead, "the newer")
    async with told(either_desk, size) as story:
        await story.press("enter", "o", "tab", "right")
        assert "the newer" in story.seen
        assert "Written on Thu 26 Nov by Maya." in story.words
        await story.press("right")
        assert "Written on Tue 24 Nov by Maya." in story.words
        await story.press("shift+tab")
        await story.type(" one, corrected")
        await story.press("ctrl+s")
        assert "Rewrote a note about Newcomer 01." in story.words
        assert notes_of(either_desk, "Newcomer") == ["the newer", "the older one, corrected"]
        await story.press("u")
    assert notes_of(either_desk, "Newcomer") == ["the newer", "the older"]


async def test_a_note_of_before_is_deleted_and_comes_back(desk: Desk) -> None:
    add_note(desk, newcomers(desk, 1)[0], "to be forgotten")
    async with told(desk) as story:
        await story.press("o", "f9")
        assert "This note is not written down yet." in story.words
        await story.press("tab", "right", "f9")
        assert "Deleted a note about Newcomer 01. u takes it back." in story.words
        assert notes_of(desk, "Newcomer") == []
        await story.press("u")
    assert notes_of(desk, "Newcomer") == ["to be forgotten"]


async def test_what_was_changed_in_a_note_is_not_thrown_away_by_one_escape(desk: Desk) -> None:
    add_note(desk, newcomers(desk, 1)[0], "as it was")
    async with told(desk) as story:
        await story.press("o", "tab", "right", "shift+tab", "x", "escape")
        assert story.asking == "WriteNote"
        assert "What you changed in the note is not saved." in story.words
        await story.press("escape")
        assert story.asking == ""
    assert notes_of(desk, "Newcomer") == ["as it was"]


async def test_what_somebody_else_wrote_meanwhile_is_seen_before_it_is_replaced(either_desk: Desk) -> None:
    lead = newcomers(either_desk, 1)[0]
    add_note(either_desk, lead, "as it was")
    note_id = lead_card(either_desk, lead).timeline[0].row_id
    async with told(either_desk) as story:
        await story.press("o", "tab", "right", "shift+tab")
        await story.type(", and mine")
        rewrite_note(either_desk, note_id, "theirs, and new")
        await story.press("ctrl+s")
        assert "Somebody rewrote this note meanwhile: “theirs, and new” Ctrl+S again puts yours" in story.words
        assert notes_of(either_desk, "Newcomer") == ["theirs, and new"]
        await story.press("ctrl+s")
    assert notes_of(either_desk, "Newcomer") == ["as it was, and mine"]


async def test_the_same_note_is_written_about_several_leads_as_one_change(desk: Desk) -> None:
    newcomers(desk, 3)
    async with told(desk, start="leads") as story:
        await story.press("space", "j", "space", "o")
        await story.type("met at the fair")
        await story.press("ctrl+s")
        assert last_sentence(desk) == "wrote a note about 2 leads"
        assert [len(notes_of(desk, f"Newcomer 0{number}")) for number in (1, 2, 3)] == [1, 1, 0]
        await story.press("u")
    assert notes_of(desk, "Newcomer 01") == []


async def test_the_editor_gets_the_note_as_it_is_kept_and_its_text_comes_back(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept, given = "👩\u200d👩\u200d👧 at the fair", []

    def editor(app: Any, text: str) -> str:
        given.append(text)
        return f"{text}, from outside"

    monkeypatch.setattr("screens.dialogs.note.edit_outside", editor)
    add_note(desk, newcomers(desk, 1)[0], kept)
    async with told(desk) as story:
        await story.press("o", "tab", "right", "f5")
        assert "at the fair, from outside" in story.seen
        await story.press("ctrl+s")
    assert given == [kept]
    assert notes_of(desk, "Newcomer")[0].endswith("at the fair, from outside")


async def test_without_an_editor_it_is_said_what_to_do(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.delenv("EDITOR", raising=False)
    newcomers(desk, 1)
    async with told(desk) as story:
        await story.press("o")
        await story.type("kept")
        await story.press("f5")
        assert "No editor is named." in story.words
        await story.press("ctrl+s")
    assert notes_of(desk, "Newcomer") == ["kept"]


async def test_lines_nobody_changed_stay_as_they_are_kept(desk: Desk) -> None:
    kept = "\u202eturned\u202c and \ttabbed\nplain\n👩\u200d👩\u200d👧"
    add_note(desk, newcomers(desk, 1)[0], kept)
    async with told(desk) as story:
        await story.press("o", "tab", "right", "ctrl+s")
        assert "The note stays as it was." in story.words
        await story.press("o", "tab", "right", "shift+tab", "up", "end")
        await story.type(" line")
        await story.press("ctrl+s")
    assert notes_of(desk, "Newcomer") == [kept.replace("plain", "plain line")]


async def test_hostile_notes_are_harmless(desk: Desk, size: tuple[int, int]) -> None:
    lead = add_lead(desk, " ".join(HOSTILE)[:500]).lead_id
    assert lead is not None
    for text in (*HOSTILE, "\n".join(HOSTILE), "W" * 100_000):
        add_note(desk, lead, text)
    async with told(desk, size) as story:
        await story.press("enter")
        for _ in range(4):
            harmless(story)
            await story.press("pagedown")
        await story.press("G")
        harmless(story)
        await story.press("o", "tab")
        for _ in range(8):
            await story.press("right")
            harmless(story)
