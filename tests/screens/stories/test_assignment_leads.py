"""The first leads: one typed with its next step, lines that are pasted, a file whose counts are shown before it is brought in."""

from datetime import date
from pathlib import Path

import pytest
from textual import events

from coach.actions.undo import undo
from coach.records.desk import Desk

from ..story import Story, last_sentence, the_lead, told
from .the_assignment import AFRESH, field, go_to, page_kept, page_of, running, text_in, typed_on, write

TODAY = date(2026, 11, 24)
BULLETS = (
    "- Ben Adeyemi, Adeyemi Roofing, ben@adeyemi.example\r- Lin Wei; Harbour Dental\r\n• Sara Novak\t\t+49 30 1234567\r"
)
FILE = "name,company,email\nBen Adeyemi,Adeyemi Roofing,ben@adeyemi.example\nLin Wei,Harbour Dental,\nSara Novak,,nowhere\n"


def names(desk: Desk) -> list[str]:
    return [row[0] for row in desk.rows("SELECT name FROM lead ORDER BY id")]


async def paste(story: Story, text: str) -> None:
    story.app.post_message(events.Paste(text))
    await story.pilot.pause()


@pytest.fixture
def leads_file(tmp_path: Path) -> Path:
    file = tmp_path / "my leads.csv"
    file.write_text(FILE, encoding="utf-8")
    return file


async def test_one_lead_is_typed_with_its_next_step(either_desk: Desk, size: tuple[int, int]) -> None:
    async with told(either_desk, size, start=AFRESH) as story:
        await go_to(story, "first_leads")
        await story.type("Ben Adeyemi, Adeyemi Roofing, ben@adeyemi.example")
        assert "on an empty one" in story.seen.splitlines()[-1]
        await story.press("enter", "enter")
        assert "1 lead: Ben Adeyemi." in story.seen
        assert story.app.focused is field(story, "next_step")
        await story.type("Answer his question")
        assert names(either_desk) == []
        await story.press("enter")
        assert page_of(story) == "finish"
        assert "Added Ben Adeyemi" in running(story)
        await story.press("enter")
        assert "Ben Adeyemi" in story.seen
    lead = the_lead(either_desk, "Ben")
    assert (lead.company, lead.email) == ("Adeyemi Roofing", "ben@adeyemi.example")
    assert (lead.next_step, lead.due_on, lead.owner) == ("Answer his question", TODAY, "Maya")


async def test_pasted_lines_are_named_before_they_are_added_as_one_change(
    either_desk: Desk, size: tuple[int, int]
) -> None:
    async with told(either_desk, size, start=AFRESH) as story:
        await go_to(story, "first_leads")
        await paste(story, BULLETS)
        assert "Lin Wei; Harbour Dental" in story.seen
        await story.press("enter")
        assert "3 leads: Ben Adeyemi, Lin Wei, Sara Novak." in running(story)
        assert "What comes next" not in story.seen  # a step is one lead's own
        assert "Enter bring them in" in story.seen
        assert names(either_desk) == []
        await story.press("enter")
        assert page_of(story) == "finish"
        assert "Added 3 leads." in running(story)
    assert names(either_desk) == ["Ben Adeyemi", "Lin Wei", "Sara Novak"]
    assert the_lead(either_desk, "Sara").phone == "+49 30 1234567"
    assert the_lead(either_desk, "Lin").company == "Harbour Dental"
    undo(either_desk)
    assert names(either_desk) == []


async def test_lines_that_cannot_be_read_are_told_by_their_number_and_none_is_added(
    desk: Desk, size: tuple[int, int]
) -> None:
    async with told(desk, size, start=AFRESH) as story:
        await go_to(story, "first_leads")
        await paste(story, "Ben Adeyemi\nlin@wei.example\nSara Novak, Novak & Co, Novak Ltd\n")
        await story.press("enter")
        assert page_of(story) == "first_leads"
        assert "Line 2: 'lin@wei.example' is no name" in running(story)
        assert "Line 3:" in running(story)
        assert story.app.focused is field(story, "leads")
        assert names(desk) == []
        await write(story, "leads", "Ben Adeyemi")
        assert "Line 2" not in running(story)
        await story.press("enter", "enter", "enter")
        assert page_of(story) == "finish"
    assert names(desk) == ["Ben Adeyemi"]


async def test_what_is_changed_after_it_was_looked_at_is_looked_at_again(desk: Desk) -> None:
    async with told(desk, start=AFRESH) as story:
        await go_to(story, "first_leads")
        await paste(story, "Ben Adeyemi\nLin Wei\n")
        await story.press("enter")
        assert "2 leads" in story.seen
        await story.type("Sara Novak")
        assert "2 leads" not in story.seen
        assert "What comes next" in story.seen
        await story.press("enter", "enter")
        assert page_of(story) == "first_leads"
        assert "3 leads: Ben Adeyemi, Lin Wei, Sara Novak." in running(story)
        await story.press("enter")
    assert len(names(desk)) == 3


async def test_a_file_is_counted_before_it_is_brought_in_as_one_change(
    either_desk: Desk, size: tuple[int, int], leads_file: Path
) -> None:
    async with told(either_desk, size, start=AFRESH) as story:
        await go_to(story, "first_leads")
        await paste(story, str(leads_file))
        await story.press("enter", "enter")
        assert "my leads.csv: 2 leads, 1 cannot be kept." in running(story)
        assert "Line 4:" in running(story)
        assert names(either_desk) == []
        await story.press("enter")
        assert page_of(story) == "finish"
        assert "Brought in 2 leads from my leads.csv." in running(story)
        assert "1 left out" in running(story)
    assert names(either_desk) == ["Ben Adeyemi", "Lin Wei"]
    assert "2 leads" in last_sentence(either_desk)
    undo(either_desk)
    assert names(either_desk) == []


async def test_a_file_that_cannot_be_read_says_why_and_what_to_do(desk: Desk, tmp_path: Path) -> None:
    strange = tmp_path / "strange.csv"
    strange.write_text("Klient,Betrag\nBen,12\n", encoding="utf-8")
    async with told(desk, start=AFRESH) as story:
        await go_to(story, "first_leads")
        await paste(story, f"{tmp_path}/not-there.csv\n")
        await story.press("enter")
        assert "There is no file" in running(story)
        await write(story, "leads", "")
        await paste(story, f"{strange}\n")
        await story.press("enter")
        assert "--map MAP.toml" in running(story)
        assert page_of(story) == "first_leads"
    assert names(desk) == []
    assert page_kept(desk) == "first_leads"


async def test_leads_half_typed_are_gone_on_with_tabs_and_all(desk: Desk, size: tuple[int, int]) -> None:
    async with told(desk, size, start=AFRESH) as story:
        await go_to(story, "first_leads")
        await paste(story, "Ben Adeyemi\tAdeyemi Roofing\nLin W")
        await story.press("ctrl+q")
    assert typed_on(desk, "first_leads") == {"leads": "Ben Adeyemi\tAdeyemi Roofing\nLin W"}
    async with told(desk, size, start=AFRESH) as story:
        assert page_of(story) == "first_leads"
        await story.type("ei")
        await story.press("enter", "enter", "enter")
        assert page_of(story) == "finish"
    assert [the_lead(desk, each).company for each in ("Ben", "Lin")] == ["Adeyemi Roofing", ""]
    assert typed_on(desk, "first_leads") == {}


async def test_leads_that_are_added_are_not_added_again_on_the_way_back(desk: Desk) -> None:
    async with told(desk, start=AFRESH) as story:
        await go_to(story, "first_leads")
        await story.type("Ben Adeyemi")
        await story.press("enter", "enter", "enter", "escape")
        assert page_of(story) == "first_leads"
        assert text_in(story, "leads") == ""
        await story.type("Ben Adeyemi")
        await story.press("enter", "enter", "enter")
        assert "not added once more: Ben Adeyemi." in running(story)
    assert names(desk) == ["Ben Adeyemi"]


async def test_a_next_step_alone_is_no_lead(desk: Desk) -> None:
    async with told(desk, start=AFRESH) as story:
        await go_to(story, "first_leads")
        await story.press("enter")
        await story.type("Answer his question")
        await story.press("enter")
        assert page_of(story) == "first_leads"
        assert "A lead needs a name." in running(story)
        assert story.app.focused is field(story, "leads")
    assert names(desk) == []
