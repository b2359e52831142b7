"""One assignment, two doors: both give the same records, and what is left in one goes on in the other."""

import io
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from coach.commands.setup_asking import Leave
from coach.commands.setup_lines import LineAsker
from coach.commands.setup_walk import walk
from coach.records.desk import Desk
from coach.records.models import MODELS, described

from ..story import Clock, new_desk, told
from .the_assignment import AFRESH, LEAD_STAGE, field, go_to, page_kept, page_of, text_in, write

Lines = Callable[..., str]


@pytest.fixture
def prompts(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Lines:
    """`prompts(desk, "a", "b")` goes through the assignment line by line until the lines are over; what was shown."""

    def walked(desk: Desk, *lines: str) -> str:
        monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in lines)))
        with suppress(Leave):
            walk(desk, LineAsker(), lambda file: f"Wrote {file}.")
        return capsys.readouterr().out

    return walked


@pytest.fixture
def other(tmp_path: Path, clock: Clock) -> Iterator[Callable[[], Desk]]:
    """Opens another desk, as empty as the first. From then on that is the one that is written to."""
    opened: list[Desk] = []

    def begun() -> Desk:
        opened.append(new_desk(str(tmp_path / "other.sqlite3"), clock))
        return opened[-1]

    yield begun
    for desk in opened:
        desk.database.close()


def records(desk: Desk) -> dict[str, list[Any]]:
    """All rows but the journal's, and settings without the order they were first kept in."""
    tables = [described(model).table_name for model in MODELS]
    found = {
        table: desk.rows(f"SELECT * FROM {table} ORDER BY id") for table in tables if not table.startswith("change")
    }
    found["setting"] = sorted(row[1:] for row in found["setting"])
    return found


async def test_enter_alone_gives_the_same_records_through_both_doors(
    desk: Desk, other: Callable[[], Desk], prompts: Lines, size: tuple[int, int]
) -> None:
    async with told(desk, size, start=AFRESH) as story:
        for _ in range(40):
            if not page_of(story):
                break
            await story.press("enter")
    by_screen = records(desk)
    second = other()
    prompts(second, *[""] * 21)
    assert page_kept(second) == "done"
    assert records(second) == by_screen
    assert by_screen["pipeline_version"]


async def test_the_same_answers_give_the_same_records_through_both_doors(
    desk: Desk, other: Callable[[], Desk], prompts: Lines
) -> None:
    async with told(desk, start=AFRESH) as story:
        await go_to(story, "stuck")
        await story.press("right", "right", "right", "enter")
        await story.type("[red]I wait[/x]")
        await story.press("enter")
        await story.press("right", "right", "enter", "right", "right", "enter", *["right"] * 5, "enter")
        await story.type("A busy week comes")
        await go_to(story, "owner")
        await write(story, "owner", "Maja")
        await write(story, "stand_in", "Tom")
        await story.press("enter", "down", "space", "enter")
        assert page_of(story) == LEAD_STAGE
        await story.press("e")
        await write(story, "name", "Enquiry")
        await write(story, "gaps", "0, 3")
        await write(story, "ask.fit", "Why us?")
        await story.press("enter")
        await go_to(story, "commit")
        for key, text in (("weekday", "mon"), ("time", "9"), ("after", "the walk"), ("place", "home")):
            await write(story, key, text)
        await story.press("enter")
        assert page_of(story) == "first_leads"
        await story.type("Ben Adeyemi, Adeyemi Roofing, ben@adeyemi.example")
        await story.press("enter", "enter")
        await story.type("Call him")
        await story.press("enter")
        assert page_of(story) == "finish"
        await story.press("enter")
        assert page_of(story) == ""
    by_screen = records(desk)
    second = other()
    prompts(
        second,
        "", "3", "[red]I wait[/x]", "2", "2", "4", "A busy week comes", "Maja", "Tom", "2", "",
        "e", "Enquiry", "", "", "", "", "0, 3", "", "", "", "", "Why us?", "", "", "", "",
        "mon", "9", "the walk", "home", "Ben Adeyemi, Adeyemi Roofing, ben@adeyemi.example", "", "Call him", "",
    )  # fmt: skip
    assert records(second) == by_screen
    assert (len(by_screen["lead"]), len(by_screen["stage_question"])) == (1, 1)


async def test_what_is_left_on_the_full_screen_goes_on_at_the_prompts(
    desk: Desk, prompts: Lines, size: tuple[int, int]
) -> None:
    async with told(desk, size, start=AFRESH) as story:
        await go_to(story, "owner")
        await write(story, "owner", "Maj")
        await story.press("ctrl+q")
    shown = prompts(desk)
    assert "It goes on where you left it." in shown
    assert "Page 3 of 12\nWho owns the pipeline?" in shown
    assert "  (Enter: Maj)" in shown
    shown = prompts(desk, "", "Tom")
    assert "Page 4 of 12" in shown
    assert desk.rows("SELECT text FROM assignment_answer ORDER BY id") == [("Maj",), ("Tom",)]


async def test_what_is_left_at_the_prompts_goes_on_on_the_full_screen(
    desk: Desk, prompts: Lines, size: tuple[int, int]
) -> None:
    prompts(desk, "", "3", "I wait", "2")
    async with told(desk, size, start=AFRESH) as story:
        await story.pilot.pause()
        assert page_of(story) == "follow_up"
        assert text_in(story, "first_answer") == "next-day"
        assert text_in(story, "words") == ""
        await story.press("escape")
        assert text_in(story, "why") == "I wait"
        await go_to(story, "first_leads")
        await story.type("Ben")
        await story.press("ctrl+q")
    assert "So far: Ben" in prompts(desk)
    shown = prompts(desk, "", "")
    assert "Added Ben." in shown
    async with told(desk, size, start=AFRESH) as story:
        await story.pilot.pause()
        assert page_of(story) == "finish"
        await story.press("escape")
        assert page_of(story) == "first_leads"
        assert field(story, "leads") is not None
        assert text_in(story, "leads") == ""
