"""A stage is changed where it stands: in the owner's words, what its rhythm plans anew is shown before it is saved; one undo."""

import pytest
from textual.widgets import Input, TextArea

from coach.actions.leads import add_lead
from coach.actions.pipeline import edit_stage
from coach.actions.touches import log_touch
from coach.records.desk import Desk
from coach.views.pipeline_versions import versions
from coach.views.questions import own_questions
from coach.views.stages import StageShown, stage_list
from screens.dialogs import stage as stage_dialog
from screens.pipeline import PipelinePane

from ...records.desks import dump
from ..story import NARROW, WIDE, Clock, Story, last_sentence, stage, the_lead, told

Size = tuple[int, int]
LINES = (
    "name",
    "meaning",
    "entry",
    "exit_evidence",
    "normal_stay",
    "gaps",
    "problem",
    "impact",
    "urgency",
    "outcome",
    "fit",
)


def shown(desk: Desk, name: str) -> StageShown:
    return next(each for each in stage_list(desk) if each.id == stage(desk, name))


async def to_line(story: Story, line: str) -> None:
    """The keys to a line of the form, by Tab from the first."""
    here = LINES.index(str(story.app.focused.parent.id)) if story.app.focused and story.app.focused.parent else 0
    step = LINES.index(line) - here
    await story.press(*["tab" if step > 0 else "shift+tab"] * abs(step))


async def rewrite(story: Story, line: str, text: str) -> None:
    """Another text in a line of the form."""
    await to_line(story, line)
    field = story.app.focused
    assert isinstance(field, Input | TextArea)
    await story.press("end", "ctrl+u") if isinstance(field, Input) else field.select_all()
    await story.type(text)


async def test_every_line_of_a_stage_is_changed_and_one_u_takes_it_all_back(either_desk: Desk, size: Size) -> None:
    desk = either_desk
    before = dump(desk)
    async with told(desk, size, start="pipeline") as story:
        await story.press("j", "j", "e")
        assert story.asking == "EditStage"
        assert "Stage: Discovery conversation" in story.seen
        await rewrite(story, "name", "First talk")
        await rewrite(story, "meaning", "We talk [b]and[/b] listen.")
        await rewrite(story, "entry", "They said yes to a talk.")
        await rewrite(story, "exit_evidence", "They named the problem.")
        await rewrite(story, "normal_stay", "7")
        await rewrite(story, "gaps", "0,3,6")
        await rewrite(story, "problem", "What hurts?")
        await rewrite(story, "fit", "Who decides?")
        await story.press("enter")
        assert story.asking == ""
        assert "Changed the stage First talk. u takes it back." in story.words
        assert "▌  First talk" in story.seen
        assert "We talk [b]and[/b] listen." in story.words
        now = shown(desk, "first talk")
        assert (now.meaning, now.entry) == ("We talk [b]and[/b] listen.", "They said yes to a talk.")
        assert (now.exit_evidence, now.normal_stay, now.gaps) == ("They named the problem.", 7, (0, 3, 6))
        assert own_questions(desk, now.id) == {"problem": "What hurts?", "fit": "Who decides?"}
        await story.press("u")
        assert "Undone: changed the stage First talk." in story.words
        assert "▌  Discovery conver" in story.seen
    assert dump(desk) == before


async def test_what_a_rhythm_plans_anew_is_seen_before_enter_saves_it_and_is_what_then_happens(
    either_desk: Desk, size: Size
) -> None:
    desk = either_desk
    for name in ("Ben Adeyemi", "Lin Wei"):
        lead = add_lead(desk, name).lead_id
        assert lead is not None
        log_touch(desk, lead, via="call")
    async with told(desk, size, start="pipeline") as story:
        await story.press("j", "enter")
        await rewrite(story, "gaps", "0,4,4,8")
        assert "Two steps would be planned anew: see above." in story.words
        assert "Ben Adeyemi Thu 26 Nov → Mon 30 Nov" in story.words
        assert "Lin Wei Thu 26 Nov → Mon 30 Nov" in story.words
        assert "Enter save" in story.seen
        assert str(the_lead(desk, "Ben").due_on) == "2026-11-26"
        await story.press("enter")
        assert "Changed the stage Lead received. Two steps planned anew. u takes it back." in story.words
        assert str(the_lead(desk, "Ben").due_on) == "2026-11-30"
        await story.press("u")
        assert str(the_lead(desk, "Ben").due_on) == "2026-11-26"


async def test_a_rhythm_as_it_was_and_one_that_cannot_be_read_show_nothing_to_plan(desk: Desk) -> None:
    lead = add_lead(desk, "Ben").lead_id
    assert lead is not None
    log_touch(desk, lead, via="call")
    async with told(desk, start="pipeline") as story:
        await story.press("j", "e")
        await rewrite(story, "gaps", "0,9")
        assert "→" in story.seen.replace("← →", "")
        await rewrite(story, "gaps", "0,2,3,5")
        assert "planned anew" not in story.words
        await rewrite(story, "gaps", "0,x")
        assert "planned anew" not in story.words
        await story.press("enter")
        assert "'0,x' is not a row of business days. Write it as 0,2,3,5." in story.words
        assert story.asking == "EditStage"
        await story.press("escape")
    assert last_sentence(desk).startswith("logged")


async def test_with_very_many_leads_the_first_enter_shows_and_the_second_saves(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    lead = add_lead(desk, "Ben").lead_id
    assert lead is not None
    log_touch(desk, lead, via="call")
    monkeypatch.setattr(stage_dialog, "AT_ONCE", 0)
    async with told(desk, start="pipeline") as story:
        await story.press("j", "e")
        await rewrite(story, "gaps", "0,4,4,8")
        assert "→ Mon 30 Nov" not in story.words
        await story.press("enter")
        assert story.asking == "EditStage"
        assert "One step would be planned anew: see above. Enter again saves it" in story.words
        assert "→ Mon 30 Nov" in story.words
        assert str(the_lead(desk, "Ben").due_on) == "2026-11-26"
        await story.press("enter")
        assert story.asking == ""
    assert str(the_lead(desk, "Ben").due_on) == "2026-11-30"


async def test_what_changed_after_the_look_is_shown_before_it_is_saved(desk: Desk) -> None:
    lead = add_lead(desk, "Ben").lead_id
    assert lead is not None
    log_touch(desk, lead, via="call")
    async with told(desk, start="pipeline") as story:
        await story.press("j", "e")
        await rewrite(story, "gaps", "0,4,4,8")
        newcomer = add_lead(desk, "Ann").lead_id
        assert newcomer is not None
        log_touch(desk, newcomer, via="call")
        await story.press("enter")
        assert story.asking == "EditStage"
        assert "Two steps would be planned anew" in story.words
        assert "Ann" in story.words
        await story.press("enter")
        assert story.asking == ""


async def test_another_normal_stay_says_who_would_be_stuck(desk: Desk, size: Size) -> None:
    for name in ("Ann", "Ben", "Lin", "Sam", "Tom"):
        add_lead(desk, name)
    desk.database.execute_sql("UPDATE lead SET entered_on = '2026-11-18'")
    async with told(desk, size, start="pipeline") as story:
        await story.press("j", "e")
        await rewrite(story, "normal_stay", "4")
        assert (
            "With 4 business days five leads would count as stuck: Ann, Ben, Lin and 2 more. No leads count as stuck now."
            in story.words
        )
        await rewrite(story, "normal_stay", "9")
        assert "With 9 business days no leads would count as stuck." in story.words
        await rewrite(story, "normal_stay", "4.5")
        await story.press("enter")
        assert "'4.5' is not a number of business days." in story.words
        await rewrite(story, "normal_stay", "999")
        await story.press("enter")
        assert "A normal stay is 1 to 260 business days." in story.words
        await story.press("escape")
    assert shown(desk, "received").normal_stay == 5


async def test_what_somebody_else_wrote_meanwhile_is_shown_before_it_is_replaced(desk: Desk) -> None:
    async with told(desk, start="pipeline") as story:
        await story.press("j", "e")
        await rewrite(story, "meaning", "Mine.")
        edit_stage(desk, stage(desk, "received"), meaning="Theirs.", entry="Theirs, too.")
        await story.press("enter")
        assert "This was changed meanwhile: it is “Theirs.” now." in story.words
        await story.press("enter")
        assert story.asking == ""
    assert (shown(desk, "received").meaning, shown(desk, "received").entry) == ("Mine.", "Theirs, too.")


async def test_nothing_changed_writes_nothing_and_a_taken_name_is_refused_with_all_that_was_typed(desk: Desk) -> None:
    before = dump(desk)
    async with told(desk, start="pipeline") as story:
        await story.press("j", "e", "enter")
        assert "Nothing was changed." in story.words
        await story.press("e")
        await rewrite(story, "name", "won")
        await rewrite(story, "fit", "Who?")
        await story.press("enter")
        assert "There is a stage called Won already. Choose another name." in story.words
        await story.press("escape")
    assert dump(desk) == before


async def test_where_leads_end_there_is_no_rhythm_and_no_stay(desk: Desk, size: Size) -> None:
    async with told(desk, size, start="pipeline") as story:
        await story.press("end", "up", "up", "up", "e")
        assert "Stage: Not yet" in story.seen
        assert "Comes back" in story.seen
        assert "Rhythm" not in story.seen.split("Stage: Not yet")[1].split("Enter save")[0]
        await story.press("tab")
        await story.type("Later. ")
        await story.press("enter")
        assert "Changed the stage Not yet." in story.words


async def test_a_new_stage_stands_below_the_one_under_the_cursor_and_has_the_cursor(
    either_desk: Desk, size: Size
) -> None:
    desk = either_desk
    before = dump(desk)
    async with told(desk, size, start="pipeline") as story:
        await story.press("j", "j", "b")
        assert story.asking == "NewStage"
        assert "A new stage after Discovery conversation" in story.seen
        await story.press("enter")
        assert "A stage needs a name." in story.words
        await story.type("Site visit")
        await rewrite(story, "meaning", "We look at the roof.")
        await rewrite(story, "gaps", "1,2")
        await rewrite(story, "fit", "Who holds the ladder?")
        await story.press("enter")
        assert "Added the stage Site visit. u takes it back." in story.words
        assert "▌  Site visit" in story.seen
        made = shown(desk, "site visit")
        assert (made.position, made.meaning, made.gaps, made.normal_stay) == (2, "We look at the roof.", (1, 2), 10)
        assert own_questions(desk, made.id) == {"fit": "Who holds the ladder?"}
        await story.press("u")
        assert "Site visit" not in story.seen.replace("Undone: added the stage Site visit", "")
    assert dump(desk) == before


async def test_a_stage_goes_up_and_down_with_the_cursor_on_it_and_stays_at_the_ends(desk: Desk, size: Size) -> None:
    def names() -> list[str]:
        return [each.key for each in stage_list(desk)]

    async with told(desk, size, start="pipeline") as story:
        await story.press("j", "J")
        assert names()[:2] == ["discovery", "lead"]
        assert "▌  Lead received" in story.seen
        await story.press("J", "J", "J", "J")
        assert names() == ["discovery", "proposal", "decision", "lead", "won", "not_yet"]
        assert "▌  Lead received" in story.seen
        await story.press("K", "u", "u")
        assert names() == ["discovery", "proposal", "lead", "decision", "won", "not_yet"]
        await story.press("end", "up", "up", "up", "K")  # where leads end, the order stays
        assert names()[-1] == "not_yet"


async def test_an_empty_stage_is_retired_at_once_and_one_with_leads_asks_where_they_go(
    either_desk: Desk, size: Size
) -> None:
    desk = either_desk
    add_lead(desk, "Ben Adeyemi")
    add_lead(desk, "Lin Wei")
    before = dump(desk)
    async with told(desk, size, start="pipeline") as story:
        await story.press("j", "j", "x")
        assert story.asking == ""
        assert "Retired the stage Discovery conversation. u takes it back." in story.words
        assert "Discovery" not in story.seen.splitlines()[3]
        await story.press("u")
        await story.press("home", "j", "x")
        assert story.asking == "RetireStage"
        assert "Two leads are in it. They go where you say" in story.words
        await story.press("enter")
        assert "Where do its leads go?" in story.words
        await story.press("right", "right")
        assert "They go to Proposal / trial / consultation" in story.words
        await story.press("enter")
        assert "Retired the stage Lead received. u takes it back." in story.words
        assert the_lead(desk, "Ben").stage.key == "proposal"
        assert "Lead received" not in [each.name for each in stage_list(desk)]
        await story.press("u")
        assert the_lead(desk, "Lin").stage.key == "lead"
    assert dump(desk) == before


async def test_what_cannot_be_retired_says_why(desk: Desk) -> None:
    async with told(desk, WIDE, start="pipeline") as story:
        await story.press("end", "up", "up", "up", "x")
        assert "Not yet is where leads end up; it cannot be retired. Rename it if you like." in story.words
        await story.press("home", "x")
        assert story.asking == ""
        await story.press("j")
        await story.press("x", "x", "x", "x")
        assert "Decision support is the last open stage. Add another one first." in story.words
        await story.press("up")
        assert "last open stage" not in story.words


async def test_the_versions_tell_what_each_changed_and_how_the_page_read(desk: Desk, clock: Clock, size: Size) -> None:
    edit_stage(desk, stage(desk, "received"), meaning="They [/x] wrote.", normal_stay=6)
    clock.set("2026-11-26T09:00")
    edit_stage(desk, stage(desk, "discovery"), questions={"fit": "Who decides?"})
    assert len(versions(desk)) == 2
    async with told(desk, size, start="pipeline") as story:
        await story.press("y")
        assert story.asking == "Versions"
        assert "now Fit: Who decides?" in story.words.replace("▏ ", "")
        await story.press("down")
        assert "The first version." in story.seen
        await story.press("enter")
        assert "They [/x] wrote." in story.words.replace("▏ ", "")
        await story.press("escape")
        assert story.asking == ""


async def test_before_the_first_version_the_place_says_so(desk: Desk) -> None:
    desk.database.execute_sql("DELETE FROM pipeline_version")
    async with told(desk, NARROW, start="pipeline") as story:
        await story.press("y")
        assert "No version is kept yet." in story.words


async def test_a_second_key_in_the_same_moment_opens_no_second_form(desk: Desk) -> None:
    add_lead(desk, "Ben")
    async with told(desk, start="pipeline") as story:
        await story.press("j")
        await story.type("exby")
        assert len(story.app.screen_stack) <= 3
        while story.asking:
            await story.press("escape")
        assert isinstance(story.pane, PipelinePane)
        assert shown(desk, "received").leads == 1
