"""The assignment: Enter alone, typed answers, resumed at the same page with the same text however it was left."""

import sqlite3
from contextlib import closing
from datetime import date

import pytest
from textual import events

from coach.actions.assignment_pages import DONE, read_stop
from coach.records.desk import Desk
from coach.views.assignment import answers, where_stopped
from coach.views.stages import stage_list
from screens.assignment import PAGES, AssignmentScreen
from screens.assignment_fields import Line, Writing

from ..story import Story, the_lead, told

TODAY = date(2026, 11, 24)
AFRESH = ""
"""Begin where an owner begins: nothing is there yet."""


def page_of(story: Story) -> str:
    """The page that is shown; empty when the assignment is over."""
    screen = story.app.screen
    return screen.page.key if isinstance(screen, AssignmentScreen) else ""


async def go_to(story: Story, page: str) -> None:
    """Enter until this page is shown."""
    for _ in range(40):
        if page_of(story) == page:
            return
        await story.press("enter")
    raise AssertionError(f"Forty keys do not lead to {page}.")


def running(story: Story) -> str:
    """The screen as one running text, wherever its lines end."""
    return " ".join(story.seen.split())


def stop_of(desk: Desk) -> str:
    return read_stop(where_stopped(desk)).page


async def test_enter_alone_gives_a_good_pipeline_in_fewer_than_forty_keys(desk: Desk, size: tuple[int, int]) -> None:
    async with told(desk, size, start=AFRESH) as story:
        await story.pilot.pause()
        assert page_of(story) == "opening"
        assert story.app.focused is None  # no field of a page that is not shown has the keys
        keys = 0
        while page_of(story) and keys < 40:
            await story.press("enter")
            keys += 1
        assert page_of(story) == ""
        assert keys < 40
        assert story.pane.place == "today"
        said = answers(desk)
        assert said["owner"].text == "Maya"
        assert said["owner"].answered_on == TODAY
        assert said["commit"].text == "On Friday at 15:00, after lunch at the desk, I open the review."
        assert said["reviewed"].text.split(", ") == [
            "open", "clear", "repair", "walk", "look", "improve", "commit", "finish",
        ]  # fmt: skip
        assert (desk.setting("pipeline-owner"), desk.setting("review-day")) == ("Maya", "friday")
        assert stage_list(desk)[0].name == "Lead received"
        assert len(stage_list(desk)) == 6
        assert stop_of(desk) == DONE
        assert {"stuck", "follow_up"}.isdisjoint(said)  # nobody knows these but the owner: gaps, not errors
        assert not desk.rows("SELECT 1 FROM lead")


async def test_each_page_says_where_one_is_why_it_matters_and_its_keys(desk: Desk, size: tuple[int, int]) -> None:
    async with told(desk, size, start=AFRESH) as story:
        for number, page in enumerate(PAGES):
            await go_to(story, page)
            shown = story.seen
            assert "Enter" in shown
            assert "it goes on here" in shown
            if number:
                assert f"{number} of 7" in shown
                assert "Esc back" in shown
        await go_to(story, "first_lead")
        assert "coach import" in running(story)


async def test_a_click_on_a_key_is_as_good_as_the_key(desk: Desk) -> None:
    async with told(desk, start=AFRESH) as story:

        async def click(key: str) -> None:
            await story.pilot.click("#page-keys", offset=(story.seen.splitlines()[-1].index(key) + 1, 0))
            for _ in range(3):  # the click is told to the screen, by it to the app, and the key is pressed
                await story.pilot.pause()

        await click("Enter")
        assert page_of(story) == "stuck"
        await click("Esc")
        assert page_of(story) == "opening"


async def test_typed_answers_are_kept_as_they_are_said(either_desk: Desk, size: tuple[int, int]) -> None:
    async with told(either_desk, size, start=AFRESH) as story:
        await go_to(story, "stuck")
        await story.press("right", "right", "right", "enter")
        await story.type("[red]I wait[/x]")
        await story.press("enter")
        await story.type("the next day")
        await go_to(story, "owner")
        await story.press("enter")
        await story.type("Tom")
        await story.press("enter", "down", "space", "enter")
        assert page_of(story) == "stages"
        await go_to(story, "commit")
        await story.type("mon")
        await story.press("enter")
        await story.type("9")
        await go_to(story, "first_lead")
        await story.type("Ben Adeyemi")
        await story.press("enter")
        await story.type("Adeyemi Roofing")
        await story.press("enter")
        await story.type("Answer his question")
        await story.press("enter")
        assert page_of(story) == ""
        assert "Ben Adeyemi" in story.seen
    said = {key: answer.text for key, answer in answers(either_desk).items()}
    assert said["stuck"] == ("In which stage: Proposal / trial / consultation\nAnd why there: [red]I wait[/x]")
    assert said["follow_up"] == "How soon the first answer goes out: the next day"
    assert said["stand_in"] == "Tom"
    assert "clear" not in said["reviewed"].split(", ")
    assert said["commit"].startswith("On Monday at 09:00, after lunch")
    lead = the_lead(either_desk, "Ben")
    assert (lead.company, lead.next_step, lead.due_on) == ("Adeyemi Roofing", "Answer his question", TODAY)
    assert either_desk.rows("SELECT owner.name FROM lead JOIN owner ON owner.id = lead.owner_id") == [("Maya",)]


@pytest.mark.parametrize("page", PAGES)
async def test_left_anywhere_it_goes_on_at_the_same_page_with_the_same_text(
    desk: Desk, size: tuple[int, int], page: str
) -> None:
    async with told(desk, size, start=AFRESH) as story:
        await go_to(story, page)
        has_field = isinstance(story.app.focused, Line)
        if has_field:
            await story.press("ctrl+u")
            await story.type("half a wo")
        await story.press("ctrl+q")
    async with told(desk, size, start=AFRESH) as story:
        assert page_of(story) == page
        assert ("half a wo" in story.seen) == has_field


async def test_a_pause_in_typing_keeps_the_text_even_if_the_program_is_killed(desk: Desk, sqlite_url: str) -> None:
    async with told(desk, start=AFRESH) as story:
        await go_to(story, "stuck")
        await story.press("tab")
        await story.type("I wait too long")
        on_file = ""
        for _ in range(100):  # as long as the pause lasts, and no longer
            await story.pilot.pause(0.05)
            with closing(sqlite3.connect(sqlite_url)) as elsewhere:  # what is left when this process is gone
                on_file = elsewhere.execute("SELECT value FROM setting WHERE key = 'setup-step'").fetchone()[0]
            if "I wait" in on_file:
                break
        assert read_stop(on_file).typed["stuck"]["why"] == "I wait too long"


async def test_q_leaves_a_page_without_a_field_and_is_a_letter_on_the_others(desk: Desk, size: tuple[int, int]) -> None:
    async with told(desk, size, start=AFRESH) as story:
        await go_to(story, "follow_up")
        await story.press("q")
        assert story.app.screen.query_one("#follow_up-first_answer", Line).value == "q"
        await go_to(story, "owner")
        await story.press("escape", "escape", "q")  # on the stage to choose, beside a place to write
        assert page_of(story) == "stuck"
        await go_to(story, "reviewed")
        await story.press("space", "q")
    async with told(desk, size, start=AFRESH) as story:
        await story.pilot.pause()
        assert page_of(story) == "reviewed"
        assert "[ ] What we committed to last week" in story.seen


async def test_everyone_owns_nothing_and_is_told_so(desk: Desk, size: tuple[int, int]) -> None:
    async with told(desk, size, start=AFRESH) as story:
        await go_to(story, "owner")
        await story.type("Everyone")
        await story.press("enter", "enter")
        assert page_of(story) == "owner"
        assert "Write one name." in running(story)
        assert "owner" not in answers(desk)
        await story.press("shift+tab", "ctrl+u")
        await story.type("Maya")
        await story.press("enter", "enter")
        assert page_of(story) == "reviewed"
        assert answers(desk)["owner"].text == "Maya"


async def test_who_owns_the_pipeline_cannot_stand_in_as_well(desk: Desk) -> None:
    async with told(desk, start=AFRESH) as story:
        await go_to(story, "owner")
        await story.press("enter")
        await story.type("maya")
        await story.press("enter")
        assert page_of(story) == "owner"
        assert "cannot stand in as well" in running(story)


async def test_esc_goes_back_and_loses_nothing(desk: Desk, size: tuple[int, int]) -> None:
    async with told(desk, size, start=AFRESH) as story:
        await go_to(story, "stuck")
        await story.press("tab")
        await story.type("I do not ask")
        await story.press("enter", "escape")
        assert page_of(story) == "stuck"
        assert story.app.screen.query_one(Writing).text == "I do not ask"
        await story.press("escape", "escape")
        assert page_of(story) == "opening"


async def test_a_stage_is_renamed_and_its_stay_changed_in_its_place(desk: Desk, size: tuple[int, int]) -> None:
    async with told(desk, size, start=AFRESH) as story:
        await go_to(story, "stages")
        await story.press("down", "e", "ctrl+u")
        await story.type("First talk")
        await story.press("enter", "ctrl+u")
        await story.type("x")
        await story.press("enter")
        assert "not a number of business days" in running(story)
        await story.press("ctrl+u")
        await story.type("8")
        await story.press("enter")
        assert page_of(story) == "stages"
        stage = stage_list(desk)[1]
        assert (stage.name, stage.normal_stay) == ("First talk", 8)
        assert "First talk" in story.seen
        await story.press("e")
        await story.type("Something else")
        await story.press("escape")
        assert page_of(story) == "stages"
        assert stage_list(desk)[1].name == "First talk"
        await story.press("enter")
        assert page_of(story) == "commit"
        assert answers(desk)["stages"].text == "Read, and put into our own words."


async def test_a_stage_half_changed_is_gone_on_with(desk: Desk) -> None:
    async with told(desk, start=AFRESH) as story:
        await go_to(story, "stages")
        await story.press("down", "down", "e", "ctrl+u")
        await story.type("Trial we")
        await story.press("ctrl+c")
    async with told(desk, start=AFRESH) as story:
        await story.pilot.pause()
        await story.type("ek")
        await story.press("enter", "enter")
        assert stage_list(desk)[2].name == "Trial week"


async def test_a_day_that_is_none_is_refused_on_its_page(desk: Desk) -> None:
    async with told(desk, start=AFRESH) as story:
        await go_to(story, "commit")
        await story.type("someday")
        await story.press("enter", "enter", "enter", "enter")
        assert page_of(story) == "commit"
        assert "is not a weekday" in story.seen
        assert "commit" not in answers(desk)


async def test_a_lead_without_a_name_is_not_added_and_stays_on_the_page(desk: Desk) -> None:
    async with told(desk, start=AFRESH) as story:
        await go_to(story, "first_lead")
        await story.press("enter")
        await story.type("Adeyemi Roofing")
        await story.press("enter", "enter")
        assert page_of(story) == "first_lead"
        assert "A lead needs a name" in running(story)
        await story.press("ctrl+q")
    assert stop_of(desk) == "first_lead"
    assert read_stop(where_stopped(desk)).typed["first_lead"]["company"] == "Adeyemi Roofing"
    assert not desk.rows("SELECT 1 FROM lead")


async def test_what_is_pasted_cannot_steer_the_terminal(desk: Desk) -> None:
    async with told(desk, start=AFRESH) as story:
        await go_to(story, "owner")
        story.app.post_message(events.Paste("Ma\x1b[2Jya\nTom"))
        await story.pilot.pause()
        assert story.app.screen.query_one("#owner-owner", Line).value == "Ma [2Jya Tom"


async def test_asked_again_it_begins_with_the_answers_of_the_last_time(desk: Desk) -> None:
    async with told(desk, start=AFRESH) as story:
        await go_to(story, "stuck")
        await story.press("right", "enter")
        await story.type("nobody asks")
        await go_to(story, "commit")
        await story.type("thursday")
        await story.press("enter", "enter", "ctrl+u")
        await story.type("the school run")
        await story.press("enter", "enter", "enter", "enter", "enter")
        assert page_of(story) == ""
        await story.app.push_screen(AssignmentScreen(story.app.gateway))
        await go_to(story, "stuck")
        assert story.app.screen.query_one(Writing).text == "nobody asks"
        assert "Lead received" in story.seen
        await go_to(story, "commit")
        assert story.app.screen.query_one("#commit-weekday", Line).value == "Thursday"
        assert story.app.screen.query_one("#commit-after", Line).value == "the school run"
