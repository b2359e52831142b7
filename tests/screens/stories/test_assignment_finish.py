"""The last page: the pipeline in writing, its review as a file for a calendar, and Today behind it."""

import stat
from pathlib import Path

import pytest
from icalendar import Calendar

from coach.actions.assignment_pages import DONE
from coach.records.desk import Desk
from coach.views.written_pipeline import written_pipeline

from ..story import Story, told
from .the_assignment import AFRESH, field, go_to, page_kept, page_of, running, text_in, typed_on, write


def unbroken(story: Story) -> str:
    """The screen without its spaces and the ends of its lines: a path may be cut anywhere."""
    return "".join(story.seen.split())


def files_in(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir())


def take_away(folder: Path) -> None:
    folder.rmdir()


def bring_back(folder: Path) -> None:
    folder.mkdir()


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to be in."""
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


async def test_the_pipeline_is_read_in_writing_and_enter_leads_to_today(
    either_desk: Desk, size: tuple[int, int]
) -> None:
    async with told(either_desk, size, start=AFRESH) as story:
        await go_to(story, "finish")
        assert "Pipeline of Maya" in story.seen
        assert "1. Lead received" in story.seen
        seen = ""
        for _ in range(20):
            seen += running(story)
            await story.press("pagedown")
        page = written_pipeline(either_desk)
        assert page.open
        for text in (*(each.meaning for each in page.stages[:1]), *page.open, page.review.words):
            assert text in seen
        await story.press("enter")
        assert page_of(story) == ""
        assert story.pane.place == "today"
    assert page_kept(either_desk) == DONE


async def test_one_key_saves_the_review_for_a_calendar_and_shows_where(
    either_desk: Desk, size: tuple[int, int], here: Path
) -> None:
    async with told(either_desk, size, start=AFRESH) as story:
        await go_to(story, "finish")
        assert "c calendar file" in story.seen
        await story.press("c")
        file = here / "weekly-review.ics"
        assert f"Savedas{file}:" in unbroken(story)
        assert "every Friday at 15:00, UTC" in running(story)
        assert "c calendar file" not in story.seen
        await story.press("c")
        assert files_in(here) == [file.name]
        await story.press("enter")
        assert story.pane.place == "today"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    (event,) = Calendar.from_ical(file.read_bytes()).events
    assert event.start.strftime("%A %H:%M") == "Friday 15:00"


async def test_a_file_that_is_there_stays(desk: Desk, here: Path) -> None:
    (here / "weekly-review.ics").write_text("mine", encoding="utf-8")
    async with told(desk, start=AFRESH) as story:
        await go_to(story, "finish")
        await story.press("c")
        assert "weekly-review-2.ics:" in unbroken(story)
    assert (here / "weekly-review.ics").read_text(encoding="utf-8") == "mine"


async def test_where_no_file_can_be_it_is_asked_for_another_place(
    desk: Desk, size: tuple[int, int], here: Path, tmp_path: Path
) -> None:
    take_away(here)
    async with told(desk, size, start=AFRESH) as story:
        await go_to(story, "finish")
        await story.press("c")
        assert story.app.focused is field(story, "calendar")
        assert "no folder" in running(story) or "not saved" in running(story)
        await story.type(f"{tmp_path}/not/there.ics")
        await story.press("enter")
        assert "There is no folder" in running(story)
        await story.press("ctrl+q")
    assert typed_on(desk, "finish") == {"calendar": f"{tmp_path}/not/there.ics"}
    bring_back(here)
    async with told(desk, size, start=AFRESH) as story:
        assert page_of(story) == "finish"
        assert text_in(story, "calendar") == f"{tmp_path}/not/there.ics"
        await write(story, "calendar", f"{tmp_path}/there.ics")
        await story.press("enter")
        assert page_of(story) == "finish"
        assert "Saved as" in story.seen
        await story.press("enter")
        assert story.pane.place == "today"
    assert (tmp_path / "there.ics").is_file()


async def test_esc_leaves_it_without_a_file(desk: Desk, here: Path) -> None:
    take_away(here)
    async with told(desk, start=AFRESH) as story:
        await go_to(story, "finish")
        await story.press("c", "x", "escape")
        assert page_of(story) == "finish"
        assert typed_on(desk, "finish") == {}
        await story.press("escape")
        assert page_of(story) == "first_leads"
