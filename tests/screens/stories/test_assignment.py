"""The assignment: Enter alone, typed answers, what is refused, and the way back."""

from datetime import date

from textual import events

from coach.actions.assignment_pages import DONE
from coach.playbook.first_run import question
from coach.records.desk import Desk
from coach.views.assignment import answers
from coach.views.stages import stage_list

from ..story import NARROW, told
from .the_assignment import (
    AFRESH,
    LEAD_STAGE,
    PAGES,
    field,
    go_to,
    label_of,
    page_kept,
    page_of,
    running,
    shown,
    text_in,
    write,
)

TODAY = date(2026, 11, 24)


async def test_enter_alone_gives_a_good_pipeline_in_fewer_than_forty_keys(
    either_desk: Desk, size: tuple[int, int]
) -> None:
    desk = either_desk
    async with told(desk, size, start=AFRESH) as story:
        assert page_of(story) == "opening"
        assert story.app.focused is None
        seen, keys = ["opening"], 0
        while page_of(story) and keys < 40:
            await story.press("enter")
            keys += 1
            if page_of(story) not in (seen[-1], ""):
                seen.append(page_of(story))
        assert page_of(story) == ""
        assert seen == list(PAGES)
        assert keys == 22
        assert story.pane.place == "today"
    said = answers(desk)
    assert said["owner"] == ("Maya", TODAY)
    assert said["commit"].text == "On Friday at 15:00, after lunch at the desk, I open the review."
    assert said["reviewed"].text.split(", ") == [tick.key for tick in question("reviewed").ticks]
    assert said["stages"].text == "Read, and taken as it stands."
    assert (desk.setting("pipeline-owner"), desk.setting("review-day")) == ("Maya", "friday")
    assert len(stage_list(desk)) == 6
    assert page_kept(desk) == DONE
    assert {"stuck", "follow_up"}.isdisjoint(said)  # nobody knows these but the owner: gaps, not errors
    assert not desk.rows("SELECT 1 FROM lead")


async def test_each_page_says_where_one_is_why_it_matters_and_its_keys(desk: Desk, size: tuple[int, int]) -> None:
    async with told(desk, size, start=AFRESH) as story:
        for number, page in enumerate(PAGES):
            await go_to(story, page)
            assert "Enter" in story.seen
            assert "it goes on here" in story.seen
            for words in shown(story).shown.words:
                assert words in running(story)
            if number:
                assert f"{number} of {len(PAGES) - 1}" in story.seen
                assert shown(story).shown.title in story.seen
                assert "Esc back" in story.seen


async def test_every_question_fits_in_a_small_terminal_and_every_stage_in_a_large_one(
    desk: Desk, size: tuple[int, int]
) -> None:
    async with told(desk, size, start=AFRESH) as story:
        for page in PAGES[:-1]:
            await go_to(story, page)
            hidden = {
                str(each): each.max_scroll_y for each in shown(story).query("*") if each.size and each.max_scroll_y
            }
            if page.startswith("stage:") and size == NARROW:
                assert max(hidden.values()) <= 8
                await story.press("end")
                assert shown(story).shown.told[-1][1] in running(story)
            else:
                assert not hidden, page


async def test_the_label_of_the_field_that_has_the_keys_stands_out_by_more_than_colour(desk: Desk) -> None:
    async with told(desk, start=AFRESH) as story:
        for page in ("follow_up", "commit"):
            await go_to(story, page)
            for key in shown(story).fields():
                rows = {each: label_of(story, each) for each in shown(story).fields()}
                assert [each for each, label in rows.items() if label.styles.text_style.bold] == [key]
                await story.press("enter")


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
        await story.press("right", "right", "enter", "t", *["right"] * 4, "enter")
        await story.type("A busy week comes")
        await go_to(story, "owner")
        await story.press("enter")
        await story.type("Tom")
        await story.press("enter", "down", "space", "enter")
        assert page_of(story) == LEAD_STAGE
        await go_to(story, "commit")
        await story.type("mon")
        await story.press("enter")
        await story.type("9")
        await go_to(story, "first_leads")
    said = {key: answer.text for key, answer in answers(either_desk).items()}
    assert said["stuck"] == "In which stage: Proposal / trial / consultation\nAnd why there: [red]I wait[/x]"
    assert said["follow_up"].split("\n") == [
        "How soon the first answer goes out: The next business day",
        "How often you write before it ends: Twice",
        "Of your last ten leads, how many ended because you stopped: Three of ten",
        "In your own words: A busy week comes",
    ]
    assert said["stand_in"] == "Tom"
    assert "clear" not in said["reviewed"].split(", ")
    assert said["commit"].startswith("On Monday at 09:00, after lunch")


async def test_what_is_chosen_can_be_left_open_again_before_it_is_kept(desk: Desk) -> None:
    async with told(desk, start=AFRESH) as story:
        await go_to(story, "stuck")
        await story.press("right", "right", "left", "left")
        assert text_in(story, "stage") == ""
        await story.press("enter", "enter")
        assert page_of(story) == "follow_up"
    assert "stuck" not in answers(desk)


async def test_all_ticks_can_be_taken_away_and_are_not_proposed_again_on_the_way_back(desk: Desk) -> None:
    async with told(desk, start=AFRESH) as story:
        await go_to(story, "reviewed")
        for _ in question("reviewed").ticks:
            await story.press("space", "down")
        await story.press("escape", "enter", "enter")
        assert page_of(story) == "reviewed"
        assert "[x]" not in story.seen
        await story.press("enter")
        assert page_of(story) == LEAD_STAGE
    assert "reviewed" not in answers(desk)


async def test_q_leaves_a_page_without_a_field_and_is_a_letter_on_the_others(desk: Desk, size: tuple[int, int]) -> None:
    async with told(desk, size, start=AFRESH) as story:
        await go_to(story, "owner")
        await story.press("q")
        assert text_in(story, "owner") == "q"
        await story.press("escape", "escape", "q")  # on the stage to choose, beside a place to write
        assert page_of(story) == "stuck"
        await go_to(story, "reviewed")
        await story.press("space", "q")
    async with told(desk, size, start=AFRESH) as story:
        assert page_of(story) == "reviewed"
        assert "[ ] What we committed to last week" in story.seen


async def test_everyone_owns_nothing_and_is_told_so_where_it_is_written(
    either_desk: Desk, size: tuple[int, int]
) -> None:
    async with told(either_desk, size, start=AFRESH) as story:
        await go_to(story, "owner")
        await story.type("Everyone")
        await story.press("enter", "enter")
        assert page_of(story) == "owner"
        assert "Write one name." in running(story)
        assert "owner" not in answers(either_desk)
        assert story.app.focused is field(story, "owner")
        await story.press("ctrl+u")
        assert "Write one name." not in running(story)  # what was wrong may be right now
        await story.type("Maya")
        await story.press("enter", "enter")
        assert page_of(story) == "reviewed"
    assert answers(either_desk)["owner"].text == "Maya"


async def test_who_owns_the_pipeline_cannot_stand_in_as_well_and_neither_is_kept(desk: Desk) -> None:
    async with told(desk, start=AFRESH) as story:
        await go_to(story, "owner")
        await story.press("enter")
        await story.type("maya")
        await story.press("enter")
        assert page_of(story) == "owner"
        assert "cannot stand in as well" in running(story)
        assert story.app.focused is field(story, "stand_in")
    assert "owner" not in answers(desk)


async def test_esc_goes_back_and_loses_nothing(desk: Desk, size: tuple[int, int]) -> None:
    async with told(desk, size, start=AFRESH) as story:
        await go_to(story, "stuck")
        await story.press("tab")
        await story.type("I do not ask")
        await story.press("enter", "escape")
        assert page_of(story) == "stuck"
        assert text_in(story, "why") == "I do not ask"
        await write(story, "why", "I ask too late")
        await story.press("escape")
        assert page_of(story) == "opening"
        await story.press("escape")
        assert page_of(story) == "opening"  # there is nothing behind it the first time
        await story.press("enter")
        assert text_in(story, "why") == "I ask too late"
    assert answers(desk)["stuck"].text == "And why there: I do not ask"


async def test_a_day_that_is_none_is_refused_on_its_page(desk: Desk) -> None:
    async with told(desk, start=AFRESH) as story:
        await go_to(story, "commit")
        await story.type("someday")
        await story.press("enter", "enter", "enter", "enter")
        assert page_of(story) == "commit"
        assert "is not a weekday" in story.seen
        assert story.app.focused is field(story, "weekday")
        assert "commit" not in answers(desk)


async def test_a_review_without_a_day_is_left_open(desk: Desk) -> None:
    async with told(desk, start=AFRESH) as story:
        await go_to(story, "commit")
        await write(story, "weekday", "")
        await go_to(story, "finish")
        assert "calendar" not in story.seen.splitlines()[-1]
        await story.press("c", "end")
        assert "When the review is: no time agreed yet." in running(story)
        assert "Saved" not in story.seen
    assert "commit" not in answers(desk)


async def test_what_is_pasted_cannot_steer_the_terminal(desk: Desk) -> None:
    async with told(desk, start=AFRESH) as story:
        await go_to(story, "owner")
        story.app.post_message(events.Paste("Ma\x1b[2Jya\nTom"))
        await story.pilot.pause()
        assert text_in(story, "owner") == "Ma\ufffd[2Jya Tom"
