"""What is known of a lead is put right where it stands: only what was changed is written, as one change."""

from datetime import date

import pytest

from coach.actions.leads import add_lead, edit_lead
from coach.actions.own_fields import set_own_field
from coach.actions.tags import add_tags
from coach.records.desk import Desk
from coach.views.lead_card import LeadCard, lead_card
from coach.views.log_book import log_book

from ..story import Clock, Story, last_sentence, the_lead, told
from .people import ben, newcomers
from .test_hostile_names import HOSTILE, harmless

_LINES = ("name", "company", "email", "phone", "value", "source", "owner", "tags", "quiet", "review")


async def _retype(story: Story, line: str, text: str) -> None:
    """Go to a line by its place and write another text there."""
    story.app.screen.query_one(f"#{line} Input").focus()
    await story.press("end", "ctrl+u")
    await story.type(text)


def known(card: LeadCard) -> tuple[object, ...]:
    return (card.name, card.company, card.email, card.phone, card.value, card.source, card.owner, card.tags)


async def test_everything_can_be_put_right_in_one_change_and_one_undo(
    either_desk: Desk, clock: Clock, size: tuple[int, int]
) -> None:
    lead = ben(either_desk, clock)
    set_own_field(either_desk, lead, "Roof", "slate")
    before = lead_card(either_desk, lead)
    changes = len(log_book(either_desk, 100))
    typed = (
        "Ben A.",
        "Roofs Ltd",
        "b@roofs.example",
        "0123 456789",
        "5k",
        "a fair",
        "Maya",
        "autumn",
        "mon, fri",
        "14",
    )
    async with told(either_desk, size) as story:
        await story.press("enter", "i")
        for line, text in zip(_LINES, typed, strict=True):
            await _retype(story, line, text)
        await _retype(story, "field-0", "tiles")
        await _retype(story, "another", "Heating: gas")
        await story.press("enter")
        assert story.asking == ""
        assert "Changed what is known of Ben A.; tagged Ben A. with autumn. u takes it back." in story.words
        assert "Ben A. · Roofs Ltd" in story.seen
        card = lead_card(either_desk, lead)
        assert known(card) == (
            "Ben A.", "Roofs Ltd", "b@roofs.example", "0123 456789", 500_000, "a fair", "Maya", ("autumn",)
        )  # fmt: skip
        assert (card.quiet_weekdays, card.review_every) == ((0, 4), 14)
        assert card.own_fields == (("Heating", "gas"), ("Roof", "tiles"))
        assert len(log_book(either_desk, 100)) == changes + 1
        await story.press("G")
        assert "Heating   gas" in story.seen
        assert "Quiet on  Mon, Fri" in story.seen
        await story.press("u")
    after = lead_card(either_desk, lead)
    assert (known(after), after.own_fields) == (known(before), before.own_fields)


async def test_only_what_was_changed_is_written(either_desk: Desk, clock: Clock) -> None:
    lead = ben(either_desk, clock)
    async with told(either_desk) as story:
        await story.press("i")
        await _retype(story, "phone", "0123 456789")
        assert "Changed: Phone." in story.seen
        edit_lead(either_desk, lead, company="Changed By Sam", source="Sam")
        await story.press("enter")
        assert story.asking == ""
    card = lead_card(either_desk, lead)
    assert (card.phone, card.company, card.source) == ("0123 456789", "Changed By Sam", "Sam")


async def test_enter_without_a_change_changes_nothing(desk: Desk, clock: Clock) -> None:
    ben(desk, clock)
    before = last_sentence(desk)
    async with told(desk) as story:
        await story.press("i", "enter")
        assert story.asking == ""
        assert "Nothing was changed." in story.seen
    assert last_sentence(desk) == before


async def test_what_somebody_else_changed_meanwhile_is_seen_before_it_is_replaced(
    either_desk: Desk, clock: Clock, size: tuple[int, int]
) -> None:
    lead = ben(either_desk, clock)
    async with told(either_desk, size) as story:
        await story.press("i")
        await _retype(story, "email", "mine@example.com")
        edit_lead(either_desk, lead, email="theirs@example.com")
        await story.press("enter")
        assert "E-mail was changed meanwhile: it is “theirs@example.com” now" in story.seen
        assert "“mine@example.com”. Enter again puts yours in its place" in story.seen
        assert lead_card(either_desk, lead).email == "theirs@example.com"
        edit_lead(either_desk, lead, email="newest@example.com")
        await story.press("enter")
        assert "it is “newest@example.com” now" in story.seen
        await story.press("enter")
        assert story.asking == ""
    assert lead_card(either_desk, lead).email == "mine@example.com"


async def test_a_field_of_ones_own_that_changed_meanwhile_is_seen_too(desk: Desk) -> None:
    lead = newcomers(desk, 1)[0]
    set_own_field(desk, lead, "Roof", "slate")
    async with told(desk) as story:
        await story.press("i")
        await _retype(story, "field-0", "tiles")
        set_own_field(desk, lead, "Roof", "")
        await story.press("enter")
        assert "'Roof' was changed meanwhile: it is empty now, and you wrote “tiles”." in story.words
        await story.press("escape")
    assert lead_card(desk, lead).own_fields == ()


@pytest.mark.parametrize(
    ("line", "typed", "what"),
    [
        ("name", "", "A lead needs a name."),
        ("email", "no address", "'no address' is not an e-mail address."),
        ("value", "much", "'much' is not an amount I can read."),
        ("owner", "everyone", "'everyone' is not one person."),
        ("quiet", "soon", "'soon' is not a weekday."),
        ("review", "x", "'x' is not a number of days."),
        ("review", "90", "A lead is reviewed every 1 to 60 days."),
        ("another", "Roof", "'Roof' does not say what the field holds."),
        ("another", "heating: oil", "'heating' stands above already."),
    ],
)
async def test_what_cannot_be_kept_is_said_and_nothing_is_written(desk: Desk, line: str, typed: str, what: str) -> None:
    lead = newcomers(desk, 1)[0]
    set_own_field(desk, lead, "Heating", "gas")
    before = last_sentence(desk)
    async with told(desk) as story:
        await story.press("i")
        await _retype(story, "phone", "0123 456789")
        await _retype(story, line, typed)
        await story.press("enter")
        assert story.asking == "EditLead"
        assert what in story.words
    assert last_sentence(desk) == before
    assert lead_card(desk, lead).phone == ""


async def test_several_leads_are_given_what_they_may_share(either_desk: Desk) -> None:
    first, second, third = newcomers(either_desk, 3)
    add_tags(either_desk, first, ["old"])
    edit_lead(either_desk, first, source="a fair")
    async with told(either_desk, start="leads") as story:
        await story.press("space", "j", "space", "i")
        assert "Edit: Newcomer 01 (and 1 more lead)" in story.seen
        assert "Phone" not in story.seen
        assert "as each has it" in story.seen
        await _retype(story, "owner", "Ada")
        await _retype(story, "tags", "autumn")
        await _retype(story, "review", "14")
        await story.press("enter")
        assert last_sentence(either_desk) == "changed what is known of 2 leads"
        cards = [lead_card(either_desk, each) for each in (first, second, third)]
        assert [card.owner for card in cards] == ["Ada", "Ada", ""]
        assert [card.tags for card in cards] == [("autumn", "old"), ("autumn",), ()]
        assert [card.review_every for card in cards] == [14, 14, 7]
        assert [card.source for card in cards] == ["a fair", "", ""]
        await story.press("u")
    assert [lead_card(either_desk, each).owner for each in (first, second)] == ["", ""]


async def test_quiet_weekdays_plan_the_steps_anew(desk: Desk) -> None:
    newcomers(desk, 1)
    async with told(desk) as story:
        await story.press("t", "c", "enter", "3", "i")
        assert the_lead(desk, "Newcomer").due_on == date(2026, 11, 26)
        await _retype(story, "quiet", "thu")
        await story.press("enter")
    assert the_lead(desk, "Newcomer").due_on == date(2026, 11, 27)


async def test_with_many_fields_every_line_is_reached_and_the_keys_stay_in_sight(
    desk: Desk, size: tuple[int, int]
) -> None:
    lead = newcomers(desk, 1)[0]
    for number in range(30):
        set_own_field(desk, lead, f"Field {number:02}", f"text {number:02}")
    async with told(desk, size) as story:
        await story.press("i")
        assert "Enter save" in story.seen
        assert "text 29" not in story.seen
        await story.press("shift+tab")
        assert "field: text" in story.seen
        assert "text 29" in story.seen
        assert "Enter save" in story.seen


async def test_hostile_texts_are_harmless_and_what_is_not_retyped_stays(desk: Desk, size: tuple[int, int]) -> None:
    name = " ".join(HOSTILE)[:500]
    lead = add_lead(desk, name, company=name, source=name).lead_id
    assert lead is not None
    for number, hostile in enumerate(HOSTILE):
        set_own_field(desk, lead, f"{number} {hostile}"[:80], hostile[:500])
    before = lead_card(desk, lead)
    async with told(desk, size) as story:
        await story.press("enter", "G")
        harmless(story)
        await story.press("i")
        for _ in range(11 + len(HOSTILE)):
            harmless(story)
            await story.press("tab")
        await _retype(story, "phone", "0123 456789")
        await story.press("enter")
        harmless(story)
        assert story.asking == ""
    after = lead_card(desk, lead)
    assert after.phone == "0123 456789"
    assert (after.name, after.company, after.source, after.own_fields) == (
        before.name, before.company, before.source, before.own_fields
    )  # fmt: skip
