"""The assignment left at every page, whatever is typed there: the same page, the same text, and nothing steers a terminal."""

import sqlite3
from contextlib import closing

from textual import events
from textual.widgets import Input, TextArea

from coach.actions.assignment_pages import keep_page, read_stop
from coach.actions.pipeline import edit_stage
from coach.records.desk import Desk
from coach.records.pipeline_on_file import pipeline_on_file
from coach.views.assignment_pages import proposed
from screens.assignment_pages import ReadPage

from ..story import Story, stage, told
from .the_assignment import (
    AFRESH,
    LEAD_STAGE,
    PAGES,
    field,
    go_to,
    page_kept,
    page_of,
    running,
    shown,
    text_in,
    typed_on,
)

HOSTILE = (
    "\x1b[2J\x1b]0;x\x07[red]a[/x] \u202eb\u200b 田中 \U0001f469\u200d\U0001f692 e\u0301\u0301 \x00\u2028\ud800 \\"
)
STEERING = "\x1b\x07\x00\u202e\u200b\u2028\ud800"


def fields_to_write_in(story: Story) -> list[str]:
    return [key for key, each in shown(story).fields().items() if isinstance(each, Input | TextArea)]


async def paste(story: Story, key: str, text: str) -> None:
    story.app.screen.set_focus(field(story, key))
    await story.press("end")
    story.app.post_message(events.Paste(text))
    await story.pilot.pause()


def is_harmless(text: str) -> bool:
    return not any(sign in text for sign in STEERING)


async def test_left_at_every_page_with_anything_in_every_field_it_goes_on_with_the_same(
    either_desk: Desk, size: tuple[int, int]
) -> None:
    pages = [*PAGES]
    for page in pages:
        keep_page(either_desk, page, {})
        async with told(either_desk, size, start=AFRESH) as story:
            assert page_of(story) == page
            if isinstance(shown(story), ReadPage):
                await story.press("e")
            for key in fields_to_write_in(story):
                await paste(story, key, HOSTILE)
                assert is_harmless(story.seen)
            typed = {key: text_in(story, key) for key in fields_to_write_in(story)}
            assert all("[red]a[/x]" in text and is_harmless(text) for text in typed.values())
            await story.press("ctrl+q")
        assert page_kept(either_desk) == page
        async with told(either_desk, size, start=AFRESH) as story:
            assert page_of(story) == page
            assert {key: text_in(story, key) for key in fields_to_write_in(story)} == typed
            assert is_harmless(story.seen)


async def test_what_stands_in_the_records_is_shown_harmless_and_stays_as_it_is(
    either_desk: Desk, size: tuple[int, int]
) -> None:
    words = HOSTILE.replace("\ud800", "").replace("\x00", "")
    edit_stage(
        either_desk, stage(either_desk, "Lead received"), meaning=words, questions={"fit": words.replace("\n", " ")}
    )
    before = pipeline_on_file(either_desk).stages[0]
    async with told(either_desk, size, start=AFRESH) as story:
        await go_to(story, LEAD_STAGE)
        assert "[red]a[/x]" in story.seen
        assert is_harmless(story.seen)
        await story.press("e", "end")
        await story.type("!")
        await story.press("ctrl+s", "enter")
    after = pipeline_on_file(either_desk).stages[0]
    assert after.name == f"{before.name}!"
    assert (after.meaning, after.questions) == (before.meaning, before.questions)


async def test_a_draft_that_another_door_left_is_shown_harmless_in_every_field(
    either_desk: Desk, size: tuple[int, int]
) -> None:
    drafts = {page: dict.fromkeys(proposed(either_desk, page), HOSTILE) for page in PAGES}
    for page in PAGES[1:]:
        keep_page(either_desk, page, {page: drafts[page]})
        async with told(either_desk, size, start=AFRESH) as story:
            assert page_of(story) == page
            assert is_harmless(story.seen)
            for key in fields_to_write_in(story):
                assert "[red]a[/x]" in text_in(story, key)
            await story.press("enter")


async def test_a_pause_in_typing_keeps_the_text_and_so_does_typing_on(desk: Desk, sqlite_url: str) -> None:
    async with told(desk, start=AFRESH) as story:
        await go_to(story, "stuck")
        await story.press("tab")
        on_file = ""
        for letter in "I wait too long " * 20:  # never half a second without a key
            await story.press("space" if letter == " " else letter)
            with closing(sqlite3.connect(sqlite_url)) as elsewhere:  # what is left when this process is gone
                on_file = elsewhere.execute("SELECT value FROM setting WHERE key = 'setup-step'").fetchone()[0]
            if "I wait" in on_file:
                break
        assert read_stop(on_file).typed["stuck"]["why"].startswith("I wait")


async def test_a_database_that_cannot_be_written_is_told_and_nothing_typed_is_lost(desk: Desk) -> None:
    async with told(desk, start=AFRESH) as story:
        await go_to(story, "owner")
        await story.press("enter")
        await story.type("Tom")
        desk.database.execute_sql("PRAGMA query_only = 1")
        await story.press("enter")
        assert page_of(story) == "owner"
        assert "may not be written to" in running(story)
        assert text_in(story, "stand_in") == "Tom"
        await story.press("escape")
        assert page_of(story) == "follow_up"
        assert "may not be written to" in running(story)
        desk.database.execute_sql("PRAGMA query_only = 0")
        await story.press(*["enter"] * 4)
        assert page_of(story) == "owner"
        assert text_in(story, "stand_in") == "Tom"
        await story.press("enter", "enter")
        assert page_of(story) == "reviewed"
    assert typed_on(desk, "owner") == {}


async def test_f1_leads_to_what_there_is_to_read_about_a_page_and_back_to_the_same_text(
    desk: Desk, size: tuple[int, int]
) -> None:
    async with told(desk, size, start=AFRESH) as story:
        await go_to(story, "stuck")
        await story.press("tab")
        await story.type("I wait")
        await story.press("f1")
        assert story.asking == "ReadLesson"
        assert "stuck" in story.seen.lower()
        await story.press("escape")
        assert page_of(story) == "stuck"
        await story.type(" long")
        assert text_in(story, "why") == "I wait long"
        await story.press("f1", "ctrl+q")
    assert typed_on(desk, "stuck") == {"why": "I wait long"}
