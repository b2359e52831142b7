"""The written pipeline: read as it stands, with the owner's answers and with what is still open, part by part."""

import re

import pytest

from coach.actions.assignment import answer_question, book_review
from coach.actions.assignment_pages import DONE, keep_page, name_stand_in
from coach.actions.leads import add_lead
from coach.actions.pipeline import edit_stage, rename_stage
from coach.playbook import assignment
from coach.records.desk import Desk
from coach.views.stages import stage_list
from screens.pipeline import PipelinePane

from ..story import NARROW, WIDE, Clock, Story, in_another_terminal, stage, told
from .people import ben

Size = tuple[int, int]


def over(desk: Desk) -> None:
    keep_page(desk, DONE, {})


async def whole_page(story: Story) -> str:
    """All that can be read at the right, from the top to the end, as one line."""
    await story.press("home")
    seen: list[str] = []
    for _ in range(60):
        shown = right(story).splitlines()
        known = next(count for count in range(len(shown), -1, -1) if not count or seen[-count:] == shown[:count])
        if known == len(shown):
            break
        seen += shown[known:]
        await story.press("pagedown")
    return " ".join(" ".join(seen).split())


def right(story: Story) -> str:
    """The page at the right, without the list beside it."""
    lines = story.seen.splitlines()
    page = "\n".join(line.split("▏", 1)[1].rstrip() for line in lines if "▏" in line)
    return re.sub(r"[▁▂▃▄▅▆▇█▏ ]+$", "", page, flags=re.MULTILINE)


def under_cursor(story: Story) -> str:
    """What the list has under its cursor."""
    pane = story.pane
    assert isinstance(pane, PipelinePane)
    current = pane._list.current
    assert current is not None
    return current.label


async def test_stages_rhythm_owner_and_review_are_read_as_they_are_written(desk: Desk, size: Size) -> None:
    over(desk)
    answer_question(desk, "owner", "Maya")
    name_stand_in(desk, "Tom")
    book_review(desk, "friday", "15:00", "On Friday at 15:00, after lunch at the desk, I open the review.")
    first, second, *_ = stage_list(desk)
    rename_stage(desk, first.id, "Asked for us")
    edit_stage(desk, second.id, normal_stay=1, gaps=(1, 4), questions={"fit": "Who else [b]decides[/b]?"})
    add_lead(desk, "Ben Adeyemi")
    async with told(desk, size, start="pipeline") as story:
        page = await whole_page(story)
    assert "Owner Maya, named Tue 24 Nov" in page
    assert "Stand-in Tom" in page
    assert "On Friday at 15:00, after lunch at the desk, I open the review." in page
    assert "Asked for us · 1 lead" in page
    assert "Normal stay 5 business days" in page
    assert "Means Someone asked for you, or was sent to you, and you have not talked yet." in page
    assert "Moves on They answered you and agreed to a conversation." in page
    assert "After 5 more business days: Close the loop: say you will stop writing" in page
    assert "Normal stay 1 business day " in page
    assert "Fit: Who else [b]decides[/b]?" in page
    assert "Comes back They wrote again" in page
    assert "Every open lead has one next step, and the step has a day." in page


async def test_answers_stand_with_their_dates_and_what_is_open_is_named(desk: Desk, size: Size) -> None:
    over(desk)
    answer_question(desk, "stuck", "In which stage: Decision support\nAnd why there: [/x] I [red]wait")
    answer_question(desk, "reviewed", "walk, commit")
    async with told(desk, size, start="pipeline") as story:
        await story.pilot.pause()
        assert "4 points are still open" in story.words
        page = await whole_page(story)
    assert "Where do leads get stuck today? Tue 24 Nov" in page
    assert "In which stage: Decision support And why there: [/x] I [red]wait" in page
    assert "- Every open lead, one decision each" in page
    assert "- One to three commitments for the week" in page
    assert "- One thing about how we work, to do better" not in page
    assert "? Who owns the pipeline: no name yet." in page
    assert "? When the review is: no time agreed yet." in page


async def test_nothing_is_open_once_all_is_answered(desk: Desk) -> None:
    over(desk)
    for each in assignment().questions:
        answer_question(desk, each.key, "Maya")
    name_stand_in(desk, "Tom")
    async with told(desk, start="pipeline") as story:
        assert "it is all in writing." in story.words
        assert "Still open" not in await whole_page(story)


async def test_the_cursor_goes_from_part_to_part_and_what_is_in_sight_does_not_move(desk: Desk, size: Size) -> None:
    async with told(desk, size, start="pipeline") as story:
        labels = [under_cursor(story)]
        for _ in range(6):
            await story.press("j")
            labels.append(under_cursor(story))
            assert f"▌{labels[-1]}" in right(story)
        assert labels[1:] == [each.name for each in stage_list(desk)]
        await story.press("end")
        assert under_cursor(story) == "Still open"
        assert "▌Still open" in right(story)
        bottom = right(story).replace("▌", " ")
        await story.press("up")
        assert under_cursor(story) == "The rules of the rhythm"
        assert right(story).replace("▌", " ") == bottom
        await story.press("home", "pagedown")
        assert under_cursor(story) == "Our pipeline"
        assert "▌Our pipeline" not in right(story)


async def test_o_goes_through_the_assignment_again_and_esc_comes_back(desk: Desk, size: Size) -> None:
    over(desk)
    answer_question(desk, "owner", "Maya")
    async with told(desk, size, start="pipeline") as story:
        await story.press("o")
        assert story.asking == "AssignmentScreen"
        await story.press("escape", "escape")
        assert story.pane.place == "pipeline"
        await story.press("e")  # what is no stage is changed there, too
        assert story.asking == "AssignmentScreen"


async def test_on_a_stage_the_hints_are_those_of_a_stage(desk: Desk) -> None:
    async with told(desk, WIDE, start="pipeline") as story:
        assert "o assignment" in story.seen
        assert "x retire" not in story.seen
        await story.press("j")
        for hint in ("e edit", "b new below", "J down", "K up", "x retire", "l lesson", "y versions"):
            assert hint in story.seen


async def test_a_change_made_elsewhere_shows_and_the_cursor_stays_on_its_stage(sqlite_url: str, desk: Desk) -> None:
    async with told(desk, WIDE, start="pipeline") as story:
        await story.press("j", "j", "j")
        assert under_cursor(story).startswith("Proposal")
        in_another_terminal(
            sqlite_url,
            "from coach.actions.pipeline import add_stage, rename_stage\n"
            f"rename_stage(desk, {stage(desk, 'proposal')}, 'Offer')\n"
            f"add_stage(desk, 'Visit', after={stage(desk, 'lead rec')})",
        )
        story.main.look_around()
        await story.pilot.pause()
        assert "Visit" in story.seen
        assert under_cursor(story) == "Offer"


async def test_where_writing_and_doing_part_ways_the_stage_says_so_and_l_has_a_page_on_it(
    desk: Desk, clock: Clock, size: Size
) -> None:
    lead = ben(desk, clock)
    for _ in range(5):
        desk.database.execute_sql(
            "INSERT INTO stage_visit (lead_id, stage_id, entered_on, left_on, outcome, days)"
            f" VALUES ({lead}, {stage(desk, 'discovery')}, '2026-09-01', '2026-11-20', 'forward', 80)"
        )
    async with told(desk, size, start="pipeline") as story:
        await story.press("j", "j")
        said = "You wrote 10 business days for Discovery conversation; the last five stayed 59, 59, 59, 59 and 59."
        assert f"Coach: {said}" in story.words
        assert "! Discovery" in story.words
        assert f"! {said} l has a page on that." in await whole_page(story)
        await story.press("j", "j", "l")
        assert story.asking == "ReadLesson"
        assert "Stuck leads" in story.seen
        await story.press("escape")
        assert story.asking == ""


@pytest.mark.parametrize("size_again", [NARROW, (40, 20), (200, 60)])
async def test_it_is_drawn_in_any_size(desk: Desk, size_again: Size) -> None:
    async with told(desk, size_again, start="pipeline") as story:
        await story.press("end")
        await story.pilot.resize_terminal(100, 30)
        await story.pilot.pause()
        assert "▌Still open" in right(story)
