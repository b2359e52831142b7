"""The assignment asked again: earlier answers with their dates, the newest in the fields, and the way out at its beginning."""

from datetime import date

from coach.actions.assignment_pages import DONE, keep_page
from coach.records.desk import Desk
from coach.views.assignment import answer_history, answers
from screens.assignment import AssignmentScreen

from ..story import Clock, Story, told
from .the_assignment import AFRESH, PAGES, field, go_to, page_kept, page_of, running, text_in, typed_on, write

FIRST, LATER = date(2026, 11, 24), date(2027, 3, 1)
MARCH = "2027-03-01T10:00"


async def first_time(desk: Desk) -> None:
    """Answered once, on Tuesday 24 November."""
    async with told(desk, start=AFRESH) as story:
        await go_to(story, "stuck")
        await story.press("right", "right", "enter")
        await story.type("nobody [b]asks[/b]")
        await go_to(story, "follow_up")
        await story.press("t", "enter", "enter")
        await go_to(story, "commit")
        await story.type("thursday")
        await story.press("enter", "enter")
        await write(story, "after", "the school run")
        await go_to(story, "finish")
        await story.press("enter")
        assert page_of(story) == ""


async def ask_again(story: Story) -> None:
    await story.press("6")
    await story.app.push_screen(AssignmentScreen(story.app.gateway))
    await story.pilot.pause()
    assert page_of(story) == "opening"


async def test_earlier_answers_stand_with_their_dates_and_the_newest_in_the_fields(
    either_desk: Desk, clock: Clock, size: tuple[int, int]
) -> None:
    await first_time(either_desk)
    clock.set(MARCH)
    async with told(either_desk, size) as story:
        await ask_again(story)
        await go_to(story, "stuck")
        assert "You said on Tue 24 Nov 2026:" in story.seen
        assert running(story).count("nobody [b]asks[/b]") == 2
        assert text_in(story, "stage") == "Discovery conversation"
        await story.press("enter")
        await write(story, "why", "I do not ask for a date")
        await go_to(story, "owner")
        assert "You said on Tue 24 Nov 2026:" in story.seen
        assert text_in(story, "owner") == "Maya"
        await go_to(story, "reviewed")
        assert "You said on Tue 24 Nov 2026:" in story.seen
        await go_to(story, "commit")
        assert (text_in(story, "weekday"), text_in(story, "after")) == ("Thursday", "the school run")
        await go_to(story, "finish")
        await story.press("enter")
        assert story.pane.place == "today"
    said = answer_history(either_desk, "stuck")
    assert [(each.answered_on, each.text.split("\n")[1]) for each in said] == [
        (LATER, "And why there: I do not ask for a date"),
        (FIRST, "And why there: nobody [b]asks[/b]"),
    ]
    assert answers(either_desk)["owner"].answered_on == FIRST  # the same once more is no news
    clock.set("2027-06-01T10:00")
    async with told(either_desk, size) as story:
        await ask_again(story)
        await go_to(story, "stuck")
        assert "You said on Mon 1 Mar, and once before that:" in story.seen


async def test_what_was_said_today_is_not_told_as_earlier(desk: Desk) -> None:
    await first_time(desk)
    async with told(desk) as story:
        await ask_again(story)
        await go_to(story, "stuck")
        assert "You said" not in story.seen


async def test_esc_at_its_beginning_leads_back_and_keeps_what_was_typed(desk: Desk, clock: Clock) -> None:
    await first_time(desk)
    clock.set(MARCH)
    async with told(desk) as story:
        await ask_again(story)
        await go_to(story, "stuck")
        await write(story, "why", "half a guess")
        await story.press("escape", "escape")
        assert page_of(story) == ""
        assert story.pane.place == "pipeline"
        await ask_again(story)
        await go_to(story, "stuck")
        assert text_in(story, "why") == "half a guess"
        await story.press("escape", "escape")
    assert page_kept(desk) == DONE
    assert typed_on(desk, "stuck") == {"why": "half a guess"}
    assert len(answer_history(desk, "stuck")) == 1


async def test_left_half_way_it_opens_there_again_and_can_still_be_left_at_its_beginning(
    desk: Desk, clock: Clock
) -> None:
    await first_time(desk)
    clock.set(MARCH)
    async with told(desk) as story:
        await ask_again(story)
        await go_to(story, "owner")
        await story.press("ctrl+q")
    async with told(desk, start=AFRESH) as story:
        assert page_of(story) == "owner"
        await story.press(*["escape"] * 4)
        assert page_of(story) == ""
    async with told(desk, start=AFRESH) as story:
        assert page_of(story) == ""


async def test_a_page_that_is_there_no_more_begins_among_the_stages_or_anew(desk: Desk) -> None:
    keep_page(desk, "stage:gone", {"stage:gone": {"name": "half"}})
    async with told(desk, start=AFRESH) as story:
        assert page_of(story) == PAGES[5]
    keep_page(desk, "nonsense", {})
    async with told(desk, start=AFRESH) as story:
        assert page_of(story) == "opening"


async def test_a_draft_of_another_time_that_fits_no_choice_is_told_where_it_stands(desk: Desk) -> None:
    keep_page(desk, "follow_up", {"follow_up": {"first_answer": "the next day"}})
    async with told(desk, start=AFRESH) as story:
        await story.press("enter", "enter", "enter", "enter")
        assert page_of(story) == "follow_up"
        assert "is not one of the choices" in running(story)
        assert story.app.focused is field(story, "first_answer")
        await story.press("right", "right", "enter", "enter", "enter", "enter")
        assert page_of(story) == "owner"
