"""Tags: edited as they stand for one lead, given and taken off for several, completed from those there are."""

from coach.actions.tags import add_tags
from coach.records.desk import Desk
from coach.views.lead_card import lead_card
from coach.views.tags import all_tags
from screens import keys

from ..story import Story, last_sentence, the_lead, told
from .people import newcomers
from .test_hostile_names import HOSTILE, harmless


async def _ask_for_tags(story: Story) -> None:
    """Tags have no key: they are asked for by name, as the palette does."""
    await story.main.run_by_name(keys.action("tag"))
    await story.pilot.pause()
    assert story.asking == "Tags"


async def test_the_tags_of_one_lead_are_edited_as_they_stand(either_desk: Desk, size: tuple[int, int]) -> None:
    lead = newcomers(either_desk, 1)[0]
    add_tags(either_desk, lead, ["autumn", "roof"])
    async with told(either_desk, size) as story:
        await story.press("enter")
        await _ask_for_tags(story)
        assert "autumn, roof" in story.seen
        await story.press("end", *["backspace"] * 4)
        await story.type("referral")
        await story.press("enter")
        assert "Changed the tags of Newcomer 01: referral on, roof off." in story.words
        await story.press("G")
        assert "Tags      autumn, referral" in story.seen
        await story.press("u")
    assert the_lead(either_desk, "Newcomer").tags == ("autumn", "roof")


async def test_enter_without_a_change_changes_nothing(desk: Desk) -> None:
    lead = newcomers(desk, 1)[0]
    add_tags(desk, lead, ["autumn"])
    before = last_sentence(desk)
    async with told(desk) as story:
        await _ask_for_tags(story)
        await story.press("enter")
        assert story.asking == ""
        assert "The tags stay as they were." in story.seen
    assert last_sentence(desk) == before


async def test_several_leads_are_given_some_and_some_are_taken_off_as_one_change(either_desk: Desk) -> None:
    first, second, third = newcomers(either_desk, 3)
    add_tags(either_desk, first, ["old"])
    add_tags(either_desk, second, ["{braces}"])
    async with told(either_desk, start="leads") as story:
        await story.press("space", "j", "space")
        await _ask_for_tags(story)
        assert "In use: old (1), {braces} (1)." in story.seen or "In use: {braces} (1), old (1)." in story.seen
        await story.type("autumn, {new}")
        await story.press("tab")
        await story.type("old, {braces}")
        await story.press("enter")
        assert last_sentence(either_desk) == "changed the tags of 2 leads: autumn, {new} on, old, {braces} off"
        tags = [lead_card(either_desk, each).tags for each in (first, second, third)]
        assert tags == [("autumn", "{new}"), ("autumn", "{new}"), ()]
        await story.press("u")
    assert [lead_card(either_desk, each).tags for each in (first, second)] == [("old",), ("{braces}",)]


async def test_no_tag_at_all_is_asked_for(desk: Desk) -> None:
    newcomers(desk, 2)
    async with told(desk, start="leads") as story:
        await story.press("space", "j", "space")
        await _ask_for_tags(story)
        await story.type(" , ")
        await story.press("enter")
        assert story.asking == "Tags"
        assert "No tag was given. Write one to give, or one to take off." in story.words


async def test_a_tag_that_is_begun_is_completed_by_the_right_arrow(desk: Desk) -> None:
    first, second = newcomers(desk, 2)
    add_tags(desk, first, ["Autumn fair", "autumn", "roof"])
    async with told(desk, start="leads") as story:
        await story.press("j")
        await _ask_for_tags(story)
        await story.type("roof, autumn f")
        assert "In use: Autumn fair (1)." in story.words
        await story.press("right", "enter")
    assert lead_card(desk, second).tags == ("Autumn fair", "roof")


async def test_hostile_tags_are_harmless_and_stay_as_they_are(desk: Desk, size: tuple[int, int]) -> None:
    lead = newcomers(desk, 1)[0]
    add_tags(desk, lead, [name[:80] for name in HOSTILE])
    before = {tag.name for tag in all_tags(desk)}
    async with told(desk, size) as story:
        await story.press("enter", "G")
        harmless(story)
        await _ask_for_tags(story)
        harmless(story)
        await story.press("end")
        await story.type(", plain")
        harmless(story)
        await story.press("enter")
        harmless(story)
    assert {tag.name for tag in all_tags(desk)} == {*before, "plain"}
