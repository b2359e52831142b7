"""Permission to follow up: asked for in one form, shown on the page, and the rhythm goes by it."""

from datetime import date

import pytest

from coach.actions.leads import add_lead
from coach.actions.moves import stop_contact
from coach.actions.permission import note_permission
from coach.errors import Misused
from coach.records.desk import Desk
from coach.views.lead_card import Permission
from screens.dialogs.permission import read_every

from ..story import Clock, last_sentence, the_lead, told
from .people import ben, newcomers
from .test_hostile_names import HOSTILE, harmless

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("typed", "days"),
    [
        ("", None), (" ", None), ("10", 10), ("10 bd", 10), ("every 10 business days", 10), ("2w", 10), ("weekly", 5),
        ("3  weeks", 15),
    ],
)  # fmt: skip
def test_how_often_is_read_in_business_days(typed: str, days: int | None) -> None:
    assert read_every(typed) == days


@pytest.mark.parametrize("typed", ["often", "every", "1.5w", "-3", "10 x", "٣"])
def test_what_is_not_a_number_of_days_is_said(typed: str) -> None:
    with pytest.raises(Misused):
        read_every(typed)


async def test_what_they_are_fine_with_is_noted_and_shown(
    either_desk: Desk, clock: Clock, size: tuple[int, int]
) -> None:
    ben(either_desk, clock)
    async with told(either_desk, size) as story:
        await story.press("enter")
        assert "Fine with not asked yet: ask how, how often and until when" in story.seen
        assert "Coach: ask Ben Adeyemi how, how often and until when" in story.words
        await story.press("p", "e")
        await story.type("2w")
        await story.press("tab")
        await story.type("12 dec")
        assert "Sat 12 Dec, in 18 days" in story.seen
        assert "Fine with an e-mail every 10 business days until Sat 12 Dec." in story.words
        await story.press("tab")
        await story.type("Thursday by mail is fine")
        await story.press("enter")
        assert "Fine with an e-mail every 10 business days until Sat 12 Dec" in story.seen
        assert "Coach: ask Ben" not in story.seen
        assert the_lead(either_desk, "Ben").permission == Permission(
            TODAY, "email", 10, date(2026, 12, 12), "Thursday by mail is fine"
        )
        await story.press("G")
        assert "They said “Thursday by mail" in story.seen
        await story.press("u")
        assert the_lead(either_desk, "Ben").permission is None


async def test_enter_alone_notes_that_any_way_is_fine(desk: Desk) -> None:
    newcomers(desk, 1)
    async with told(desk) as story:
        await story.press("p", "enter")
        assert "Noted that Newcomer 01 is fine with hearing from you" in story.words
    assert the_lead(desk, "Newcomer").permission == Permission(TODAY, "", None, None, "")


async def test_what_was_noted_stands_there_and_stays_as_it_was_put(desk: Desk) -> None:
    lead = newcomers(desk, 1)[0]
    note_permission(desk, lead, via="other", every=7, until=date(2027, 1, 11), words="first line\nsecond line")
    before = the_lead(desk, "Newcomer").permission
    async with told(desk) as story:
        await story.press("p")
        assert "Mon 11 Jan 2027" in story.seen
        await story.press("enter")
    assert the_lead(desk, "Newcomer").permission == before


async def test_it_can_be_forgotten(desk: Desk) -> None:
    lead = newcomers(desk, 1)[0]
    note_permission(desk, lead, via="call")
    async with told(desk) as story:
        await story.press("p", "tab", "tab", "tab", "tab", "n")
        assert "the written rhythm holds again" in story.words
        await story.press("enter")
    assert the_lead(desk, "Newcomer").permission is None
    assert last_sentence(desk) == "forgot what Newcomer 01 is fine with"


@pytest.mark.parametrize(
    ("typed", "what"),
    [
        (("o", "f", "t", "e", "n"), "'often' is not how often I can read."),
        (("1",), "They can be fine with every 2 to 260 business days."),
        (("tab", "y", "e", "s", "t", "e", "r", "d", "a", "y"), "Mon 23 Nov is not ahead."),
        (("tab", "f", "r", "i", "space", "1", "5", "colon", "0", "0"), "A day is enough here, without a time."),
    ],
)
async def test_what_cannot_be_kept_is_said_with_everything_still_typed(
    desk: Desk, typed: tuple[str, ...], what: str
) -> None:
    newcomers(desk, 1)
    async with told(desk) as story:
        await story.press("p", "c", *typed, "enter")
        assert story.asking == "Permission"
        assert what in story.words
        assert "[call]" in story.seen
    assert the_lead(desk, "Newcomer").permission is None


async def test_several_people_are_noted_as_one_change(desk: Desk) -> None:
    newcomers(desk, 3)
    async with told(desk, start="leads") as story:
        await story.press("space", "j", "space", "p", "m", "enter")
        assert [the_lead(desk, f"Newcomer 0{n}").permission is not None for n in (1, 2, 3)] == [True, True, False]
        await story.press("u")
        assert the_lead(desk, "Newcomer 01").permission is None


async def test_nobody_who_asked_for_no_contact_is_asked(desk: Desk) -> None:
    stop_contact(desk, newcomers(desk, 1)[0], reason="asked us to stop")
    async with told(desk, start="leads") as story:
        await story.press("p")
        assert story.asking == ""
        assert "Newcomer 01 asked for no contact: asked us to stop." in story.words


async def test_hostile_words_are_harmless(desk: Desk, size: tuple[int, int]) -> None:
    lead = add_lead(desk, " ".join(HOSTILE)[:500]).lead_id
    assert lead is not None
    note_permission(desk, lead, words="\n".join(HOSTILE))
    async with told(desk, size) as story:
        await story.press("p")
        harmless(story)
        await story.press("escape", "enter", "G")
        harmless(story)
