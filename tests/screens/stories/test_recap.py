"""What was heard, on one page: read over, handed over, logged by nobody but the owner."""

from coach.actions.lenses import answer_lens
from coach.records.desk import Desk
from coach.views.recap import recap

from ..story import Clock, Story, last_sentence, told
from .people import ben, newcomers


def written(story: Story) -> str:
    """The whole text that is worked on."""
    text: str = story.app.screen.query_one("#write-text").text  # type: ignore[attr-defined]
    return text


async def test_the_recap_of_a_call_is_ready_to_be_worked_on(
    either_desk: Desk, clock: Clock, size: tuple[int, int]
) -> None:
    lead = ben(either_desk, clock)
    answer_lens(either_desk, lead, "outcome", "A dry workshop", fields={"by_when": "12 dec"})
    before = last_sentence(either_desk)
    async with told(either_desk, size) as story:
        await story.press("c", "y")
        assert "Recap for Ben Adeyemi" in story.seen
        assert "fit, impact, urgency" in story.seen
        assert written(story) == recap(either_desk, lead).text
        for line in ("“The roof leaks over the workshop”", "“A dry workshop”", "By when: Sat 12 Dec"):
            assert line in written(story)
        await story.press("escape")
        assert (story.asking, story.pane.place) == ("", "talk")
    assert last_sentence(either_desk) == before


async def test_what_is_heard_after_that_stands_in_the_next_recap(desk: Desk, clock: Clock) -> None:
    ben(desk, clock)
    async with told(desk) as story:
        await story.press("c", "y", "escape", "G", "enter")
        await story.type("You are the only ones who called back")
        await story.press("enter", "y")
        assert "“You are the only ones who called back”" in written(story)


async def test_a_recap_that_was_sent_is_logged_by_the_owner(desk: Desk, clock: Clock) -> None:
    ben(desk, clock)
    async with told(desk) as story:
        await story.press("c", "y", "ctrl+s")
        assert story.asking == "LogRecap"
        assert "sent the recap" in story.seen
        assert "[e-mail]" in story.seen
        await story.press("enter")
        assert (story.asking, story.pane.place) == ("", "talk")
    found = desk.rows("SELECT via, note FROM touch WHERE NOT inbound ORDER BY id DESC LIMIT 1")
    assert tuple(found[0]) == ("email", "sent the recap")


async def test_of_a_conversation_nobody_had_there_is_no_recap(desk: Desk) -> None:
    newcomers(desk, 1)
    async with told(desk) as story:
        await story.press("c", "y")
        assert story.asking == ""
        assert "Nothing Newcomer 01 said is written down yet." in story.words


async def test_hostile_words_are_harmless_in_the_recap(desk: Desk, clock: Clock, size: tuple[int, int]) -> None:
    lead = ben(desk, clock)
    answer_lens(desk, lead, "fit", "[@click=app.quit]x[/] \x1b[31m \u202eevil {words}", said_by="[/x]")
    async with told(desk, size) as story:
        await story.press("c", "y")
        assert "\x1b" not in story.seen
        assert "\x1b" not in written(story)
        assert "[/x] said: “[@click=app.quit]x[/] [31m" in written(story)
        await story.press("escape")
        assert story.pane.place == "talk"
