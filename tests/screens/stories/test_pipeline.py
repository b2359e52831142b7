"""The written pipeline: read as it stands, with the owner's answers, and with what is still open."""

from coach.actions.assignment import answer_question, book_review
from coach.actions.assignment_pages import DONE, keep_page, name_stand_in
from coach.actions.leads import add_lead
from coach.actions.pipeline import edit_stage, rename_stage
from coach.playbook import assignment
from coach.records.desk import Desk
from coach.views.assignment import answers
from coach.views.stages import stage_list
from screens.assignment import AssignmentScreen
from screens.pipeline import gaps

from ..story import NARROW, WIDE, Story, told

Size = tuple[int, int]


def over(desk: Desk) -> None:
    keep_page(desk, DONE, {})


async def whole_page(story: Story) -> str:
    """All that can be read, from the top to the end."""
    seen = [story.seen]
    for _ in range(20):
        await story.press("pagedown")
        if story.seen == seen[-1]:
            break
        seen.append(story.seen)
    return "\n".join(seen)


async def test_stages_rhythm_owner_and_review_are_read_as_they_are_written(desk: Desk, size: Size) -> None:
    over(desk)
    answer_question(desk, "owner", "Maya")
    name_stand_in(desk, "Tom")
    book_review(desk, "friday", "15:00", "On Friday at 15:00, after lunch at the desk, I open the review.")
    first, second, *_ = stage_list(desk)
    rename_stage(desk, first.id, "Asked for us")
    edit_stage(desk, second.id, normal_stay=1, gaps=(1, 4))
    add_lead(desk, "Ben Adeyemi")
    async with told(desk, size, start="pipeline") as story:
        page = await whole_page(story)
    assert "Owner     Maya; Tom stands in" in page
    assert "Review    On Friday at 15:00, after lunch at the desk, I open the review." in page
    assert "Asked for us · normal stay 5 business days · 1 open" in page
    assert "Means     Someone asked for you, or was sent to you, and you have not talked" in page
    assert "Begins    They wrote, called, came by or were introduced." in page
    assert "Moves on  They answered you and agreed to a conversation." in page
    assert "Rhythm    While they are silent: the same day, then after 2, 3 and 5 business" in page
    assert "Discovery conversation · normal stay 1 business day" in page
    assert "after 1 business day, then after 4 business" in page
    assert "Not yet" in page


async def test_answers_stand_with_their_dates_and_what_is_open_is_named(desk: Desk, size: Size) -> None:
    over(desk)
    answer_question(desk, "stuck", "In which stage: Decision support\nAnd why there: [/x] I [red]wait")
    answer_question(desk, "reviewed", "walk, commit")
    async with told(desk, size, start="pipeline") as story:
        assert "4 questions are still open" in story.seen
        page = await whole_page(story)
    assert "Where do leads get stuck today?  Tue 24 Nov" in page
    assert "In which stage: Decision support" in page
    assert "And why there: [/x] I [red]wait" in page
    assert "- Every open lead, one decision each" in page
    assert "- One to three commitments for the week" in page
    assert "- One thing about how we work, to do better" not in page
    assert "Who owns the pipeline: no name yet." in page
    assert "When the review is: no time agreed yet." in page


async def test_nothing_is_open_once_all_is_answered(desk: Desk) -> None:
    over(desk)
    for each in assignment().questions:
        answer_question(desk, each.key, "Maya")
    assert gaps(answers(desk)) == []
    async with told(desk, start="pipeline") as story:
        assert "it is all in writing." in story.seen.replace("\n ", " ")
        assert "Still open" not in await whole_page(story)


async def test_e_goes_through_the_assignment_again_and_esc_comes_back(desk: Desk, size: Size) -> None:
    over(desk)
    answer_question(desk, "owner", "Maya")
    async with told(desk, size, start="pipeline") as story:
        await story.press("e")
        assert isinstance(story.app.screen, AssignmentScreen)
        await story.press("enter", "escape", "escape")
        assert story.pane.place == "pipeline"
        await story.press("e", "enter", "enter")
        await story.type("I never ask")
        await story.press("enter", "escape", "escape", "escape")
        assert story.pane.place == "pipeline"
        assert "And why there: I never ask" in await whole_page(story)
    async with told(desk, size, start="") as story:
        assert story.pane.place == "today"
        assert story.asking == ""  # it is over, not left half-way


async def test_a_stage_renamed_elsewhere_shows_and_the_page_stays_where_it_was(desk: Desk) -> None:
    over(desk)
    async with told(desk, NARROW, start="pipeline") as story:
        await story.press("pagedown")
        top = story.seen.splitlines()[3]
        rename_stage(desk, stage_list(desk)[2].id, "Trial week")
        story.pane.reload()
        await story.pilot.pause()
        assert "Trial week" in story.seen
        assert story.seen.splitlines()[3] == top


async def test_on_a_wide_screen_the_lines_are_no_longer_than_one_reads(desk: Desk) -> None:
    over(desk)
    async with told(desk, WIDE, start="pipeline") as story:
        assert all(len(line) <= 110 for line in story.seen.splitlines()[1:-3])
