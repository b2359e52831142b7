"""The stages, one a page: read, changed where they stand, half changed and gone on with."""

from datetime import date

from coach.actions.leads import add_lead
from coach.actions.pipeline import add_stage, place_stage
from coach.actions.touches import log_touch
from coach.records.desk import Desk
from coach.records.pipeline_on_file import pipeline_on_file
from coach.rules.assignment_pages import stage_fields
from coach.views.assignment import answers
from coach.views.stages import stage_list
from screens.assignment import AssignmentScreen

from ..story import Clock, in_another_terminal, stage, the_lead, told
from .the_assignment import (
    AFRESH,
    LEAD_STAGE,
    PROPOSAL,
    field,
    go_to,
    page_kept,
    page_of,
    running,
    shown,
    text_in,
    typed_on,
    write,
)

DISCOVERY = "stage:discovery"


def fields_of(desk: Desk, name: str) -> dict[str, str]:
    return next(stage_fields(each) for each in pipeline_on_file(desk).stages if each.name == name)


async def test_each_open_stage_is_read_on_a_page_of_its_own_and_both_ends_on_one(
    desk: Desk, size: tuple[int, int]
) -> None:
    async with told(desk, size, start=AFRESH) as story:
        for number, each in enumerate(stage_list(desk)[:4], 1):
            await go_to(story, f"stage:{each.key}")
            assert f"Stage {number} of 4: {each.name}" in story.seen
            whole = f"{running(story)} "
            await story.press("end")
            whole += running(story)
            told_of = [each.meaning, each.entry, each.exit_evidence, f"{each.normal_stay} business days"]
            asked = [text for key, text in fields_of(desk, each.name).items() if key.startswith("ask.")]
            assert len(asked) == 5
            for text in (*told_of, *asked, "Close the loop"):
                assert text in whole
        await story.press("enter")
        assert page_of(story) == "ends"
        for each in stage_list(desk)[4:]:
            for text in (each.name, each.meaning, each.entry):
                assert text in running(story)


async def test_e_changes_all_there_is_to_a_stage_in_its_place(either_desk: Desk, size: tuple[int, int]) -> None:
    changed = {
        "name": "First talk",
        "meaning": "We find out [b]together[/b] what is going on.",
        "entry": "They have time for us.",
        "exit_evidence": "They told us what it costs them.",
        "normal_stay": "8",
        "gaps": "1, 2, 3",
        "ask.problem": "What happened last?",
        "ask.impact": "What did it cost?",
        "ask.outcome": "What would you count?",
        "ask.urgency": "Why this month?",
        "ask.fit": "Who else?",
    }
    async with told(either_desk, size, start=AFRESH) as story:
        await go_to(story, DISCOVERY)
        await story.press("e")
        assert list(shown(story).fields()) == list(changed)
        for key, text in changed.items():
            await write(story, key, text)
            assert story.app.screen.region.contains_region(field(story, key).region)  # what is written in is in sight
            await story.press("enter")
        assert page_of(story) == DISCOVERY
        assert not shown(story).fields()
        assert "Stage 2 of 4: First talk" in story.seen
        assert "Changed the stage First talk." in story.seen
        assert "We find out [b]together[/b] what is going on." in running(story)
        await story.press("enter")
        assert page_of(story) == PROPOSAL
        await go_to(story, "commit")
    assert fields_of(either_desk, "First talk") == changed
    assert answers(either_desk)["stages"].text == "Read, and put into our own words."


async def test_what_is_wrong_is_refused_where_it_stands_and_nothing_is_changed(
    desk: Desk, size: tuple[int, int]
) -> None:
    async with told(desk, size, start=AFRESH) as story:
        await go_to(story, DISCOVERY)
        await story.press("e")
        await write(story, "name", "First talk")
        await write(story, "normal_stay", "x")
        await story.press("ctrl+s")
        assert "is not a number of business days" in running(story)
        assert story.app.focused is field(story, "normal_stay")
        assert stage_list(desk)[1].name == "Discovery conversation"
        await write(story, "normal_stay", "12")
        await write(story, "name", "won")
        await story.press("ctrl+s")
        assert "There is a stage called Won already." in running(story)
        assert story.app.focused is field(story, "name")
        await write(story, "name", "First talk")
        await story.press("ctrl+s")
    assert (stage_list(desk)[1].name, stage_list(desk)[1].normal_stay) == ("First talk", 12)


async def test_esc_leaves_a_stage_as_it_was(desk: Desk, size: tuple[int, int]) -> None:
    async with told(desk, size, start=AFRESH) as story:
        await go_to(story, DISCOVERY)
        await story.press("e")
        await story.type("Something else")
        await story.press("escape")
        assert page_of(story) == DISCOVERY
        assert "Stage 2 of 4: Discovery conversation" in story.seen
        await story.press("e")
        assert text_in(story, "name") == "Discovery conversation"
        await story.press("escape", "escape")
        assert page_of(story) == LEAD_STAGE
    assert stage_list(desk)[1].name == "Discovery conversation"
    assert typed_on(desk, DISCOVERY) == {}


async def test_a_stage_half_changed_is_gone_on_with(desk: Desk) -> None:
    async with told(desk, start=AFRESH) as story:
        await go_to(story, PROPOSAL)
        await story.press("e")
        await write(story, "name", "Trial we")
        await write(story, "ask.fit", "Does it")
        await story.press("ctrl+c")
    assert typed_on(desk, PROPOSAL) == {"name": "Trial we", "ask.fit": "Does it"}
    async with told(desk, start=AFRESH) as story:
        assert page_of(story) == PROPOSAL
        assert text_in(story, "ask.fit") == "Does it"
        await story.press("end")
        await story.type("ek")
        await story.press("ctrl+s")
        assert "Stage 3 of 4: Trial week" in story.seen
    assert fields_of(desk, "Trial week")["ask.fit"] == "Does it"


async def test_the_ends_are_changed_in_their_place_too(either_desk: Desk) -> None:
    async with told(either_desk, start=AFRESH) as story:
        await go_to(story, "ends")
        await story.press("e")
        await write(story, "won.name", "Yes")
        await write(story, "not_yet.exit_evidence", "They wrote again.")
        await story.press("ctrl+s")
        assert page_of(story) == "ends"
        assert "Comes back when They wrote again." in running(story)
    ends = stage_list(either_desk)[4:]
    assert [each.name for each in ends] == ["Yes", "Not yet"]
    assert ends[1].exit_evidence == "They wrote again."


async def test_only_what_was_changed_is_written_over_what_others_write(desk: Desk, sqlite_url: str) -> None:
    async with told(desk, start=AFRESH) as story:
        await go_to(story, DISCOVERY)
        await story.press("e")
        await write(story, "name", "First talk")
        in_another_terminal(
            sqlite_url,
            "from coach.actions.pipeline import edit_stage\n"
            "from coach.views.stages import find_stage\n"
            "edit_stage(desk, find_stage(desk, 'Discovery').id, meaning='Said by Sam.', normal_stay=30)",
        )
        await story.press("ctrl+s")
        assert "Said by Sam." in story.seen
    assert fields_of(desk, "First talk")["normal_stay"] == "30"


async def test_a_rhythm_that_is_changed_plans_the_steps_of_its_leads_anew(desk: Desk, clock: Clock) -> None:
    add_lead(desk, "Ben Adeyemi")
    log_touch(desk, the_lead(desk, "Ben").id, via="call")
    before = the_lead(desk, "Ben").due_on
    async with told(desk, start=AFRESH) as story:
        await story.app.push_screen(AssignmentScreen(story.app.gateway))
        await go_to(story, LEAD_STAGE)
        await story.press("e")
        await write(story, "gaps", "0, 4, 5, 6")
        await story.press("ctrl+s")
        assert page_of(story) == LEAD_STAGE
    assert before != the_lead(desk, "Ben").due_on == date(2026, 11, 30)


async def test_a_stage_of_ones_own_has_its_page_in_its_place(desk: Desk, size: tuple[int, int]) -> None:
    add_stage(desk, "Site visit 田中", after=stage(desk, "Lead received"), meaning="We look at the roof.")
    place_stage(desk, stage(desk, "Decision"), 0)
    async with told(desk, size, start=AFRESH) as story:
        await go_to(story, "stage:decision")
        assert "Stage 1 of 5: Decision support" in story.seen
        await story.press("enter", "enter")
        assert "Stage 3 of 5: Site visit 田中" in story.seen
        assert "We look at the roof." in story.seen


async def test_a_stage_that_is_retired_meanwhile_is_passed_by(desk: Desk, sqlite_url: str) -> None:
    async with told(desk, start=AFRESH) as story:
        await go_to(story, DISCOVERY)
        in_another_terminal(
            sqlite_url,
            "from coach.actions.pipeline import retire_stage\n"
            "from coach.views.stages import find_stage\n"
            "retire_stage(desk, find_stage(desk, 'Discovery').id)",
        )
        await story.press("enter")
        assert page_of(story) == LEAD_STAGE
        assert "was retired meanwhile" in story.seen
        await story.press("enter")
        assert page_of(story) == PROPOSAL
    assert page_kept(desk) == PROPOSAL
