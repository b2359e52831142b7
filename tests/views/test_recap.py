"""The recap: one page in their words, what is open as questions, the agreed step, how to keep in touch; and nothing invented."""

import json
from typing import Any

import pytest

from coach import playbook
from coach.errors import Misused, Refused
from coach.records.models import Answer, Contact, Lead
from coach.rules.cadence import CADENCE, MANUAL
from coach.views.answers import answers_of, fields_in_words, fields_so_far
from coach.views.lead_card import lead_card
from coach.views.recap import recap

from .records import TODAY, Records, on


def answer(lead: int, lens: str, text: str, day: str = "12-01", *, fields: Any = None, **more: Any) -> int:
    values = {"basis": "said", "clarity": "clear", **more}
    kept = json.dumps(fields or {}, ensure_ascii=False)
    return int(Answer.insert(lead=lead, lens=lens, text=text, noted_on=on(day), fields=kept, **values).execute())


def blocks(text: str) -> dict[str, list[str]]:
    """The lines of the text under the first line of their block."""
    found = {}
    for block in text.strip().split("\n\n"):
        first, *others = block.split("\n")
        found[first] = others
    return found


def test_a_conversation_becomes_a_page_in_their_words(records: Records) -> None:
    ben = records.contact("Ben Adeyemi", email="ben@adeyemi.example")
    lead = records.lead(
        "Roof", contact=ben, owner="Maya", stage="discovery", step_source=MANUAL, next_step="look at the roof", due=on("12-08")
    )  # fmt: skip
    answer(lead, "problem", "It leaks", "11-20", fields={"since": "last autumn"})
    answer(lead, "problem", "The roof leaks\nover the workshop", fields={"workaround": "they move the stock"})
    answer(
        lead, "impact", "Three days lost", basis="shown", said_by="Ana",
        fields={"amount": "1,200 EUR", "unit": "money", "per": "month", "basis": "theirs"},
    )  # fmt: skip
    answer(lead, "urgency", "It can wait", said_by="ben adeyemi", fields={"kind": "none"})
    answer(lead, "outcome", "He wants it dry", basis="guessed", clarity="partly", fields={"by_when": "2026-12-20"})
    answer(lead, "fit", "Perhaps too far", clarity="partly", fields={"deciders": ["Ana", "Tom"], "our_view": "maybe"})
    shown = recap(records.desk, lead)
    assert (shown.to, shown.email, shown.unknown) == ("Ben Adeyemi", "ben@adeyemi.example", ("outcome", "fit"))
    page = blocks(shown.text)
    words = playbook.recap_pieces()
    assert list(page)[:2] == ["Hello Ben,", words.opening]
    assert page["What is going on:"] == [
        "“The roof leaks over the workshop”",
        "Since when: last autumn",
        "For now you: they move the stock",
    ]
    assert page["What it costs you:"] == [
        "Ana showed me: “Three days lost”",
        "How much: 1,200 EUR a month, by your own figure",
    ]
    assert page["Why now, or why not:"] == ["“It can wait”"]
    assert page["Whether we should be the ones:"] == ["“Perhaps too far”", "Who decides: Ana, Tom"]
    assert "What you want instead:" not in page  # a guess is not what they said
    assert page["What I may have wrong, or do not know yet:"] == [
        "- I understood “He wants it dry”, which you have not said yourself. Is that right?",
        "- Who else should be in this conversation?",
        "- What did I miss?",
    ]
    assert page["What comes next:"] == ["Look at the roof, on Tuesday 8 December."]
    assert page["How I keep in touch:"] == [
        "How may I keep in touch, how often, and until when? Tell me any time to stop."
    ]
    assert shown.text.endswith("With kind regards,\nMaya\n")
    assert "maybe" not in shown.text  # our own view stays ours, as long as it is not a no
    assert words.not_for_us not in shown.text


def test_our_own_no_is_said_in_it(records: Records) -> None:
    lead = records.lead("Ben")
    answer(lead, "fit", "It is far", fields={"our_view": "no", "because": "we do not drive that far"})
    text = recap(records.desk, lead).text
    assert playbook.recap_pieces().not_for_us in text
    assert "drive that far" not in text
    answer(lead, "fit", "We come to you", fields={"our_view": "yes"})
    assert playbook.recap_pieces().not_for_us not in recap(records.desk, lead).text


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        (
            {"promise_text": "the checklist.", "promise_on": on("12-04"), "promise_by": "ours"},
            "I promised: the checklist, by Friday 4 December.",
        ),
        (
            {"promise_text": "the plan", "promise_on": on("12-04"), "promise_by": "theirs"},
            "You promised: the plan, by Friday 4 December.",
        ),
        ({"step_source": MANUAL, "next_step": "call Ana", "due": TODAY}, "Call Ana, on Thursday 3 December."),
        (
            {"step_source": CADENCE, "next_step": "Value touch", "due": on("12-08")},
            "We have not agreed on a next step yet. May I come back to you on Tuesday 8 December?",
        ),
        ({"step_source": CADENCE, "due": TODAY}, "We have not agreed on a next step yet. When shall we talk again?"),
        (
            {"step_source": MANUAL, "due": on("12-01")},
            "We have not agreed on a next step yet. When shall we talk again?",
        ),
    ],
)
def test_the_step_is_what_was_agreed_and_never_what_only_the_rhythm_knows(
    records: Records, fields: dict[str, Any], told: str
) -> None:
    lead = records.lead("Ben", **fields)
    answer(lead, "problem", "It leaks")
    assert blocks(recap(records.desk, lead).text)["What comes next:"] == [told]


def test_a_closed_lead_is_told_when_it_asked_to_hear_again(records: Records) -> None:
    later, resting = records.closed("Ben", back=on("03-01"), return_agreed=True), records.closed("Lin")
    for lead in (later, resting):
        answer(lead, "problem", "It leaks")
    steps = [blocks(recap(records.desk, lead).text)["What comes next:"] for lead in (later, resting)]
    assert steps == [
        ["You asked me to come back on Monday 1 March 2027."],
        ["Nothing is planned. Write whenever you like."],
    ]


def test_permission_is_repeated_as_it_was_given(records: Records) -> None:
    ben = records.contact("Ben", permission_on=on("12-01"), permission_via="email", permission_every=5)
    lead = records.lead("Ben", contact=ben)
    answer(lead, "problem", "It leaks")
    told = blocks(recap(records.desk, lead).text)["How I keep in touch:"]
    assert told == ["You were fine with an e-mail every 5 business days. Tell me any time to stop."]
    Contact.update(permission_until=on("12-24"), permission_words="not on Fridays").execute()
    (told_anew,) = blocks(recap(records.desk, lead).text)["How I keep in touch:"]
    assert "until Thu 24 Dec. You told me: “not on Fridays” Tell me any time to stop." in told_anew
    records.go_to(on("01-07"))
    assert blocks(recap(records.desk, lead).text)["How I keep in touch:"][0].startswith("How may I keep in touch")


def test_a_newer_guess_is_asked_about_and_what_they_said_before_stays(records: Records) -> None:
    lead = records.lead("Ben")
    answer(lead, "problem", "It leaks")
    answer(lead, "problem", "The gutters, too", basis="guessed", clarity="partly", fields={"since": "May"})
    answer(lead, "impact", "A guess", basis="guessed", clarity="partly")
    answer(lead, "impact", "Two days", clarity="clear")
    answer(lead, "urgency", "We do not know yet", clarity="unknown")
    page = blocks(recap(records.desk, lead).text)
    assert page["What is going on:"] == ["“It leaks”"]
    doubts = page["What I may have wrong, or do not know yet:"]
    assert doubts[0].startswith("- I understood “The gutters, too”")
    assert not any("A guess" in doubt or "We do not know yet" in doubt for doubt in doubts)
    assert "- How soon would you like to talk, and is there a date behind it?" in doubts
    assert "Why now, or why not:" not in page


def test_hostile_words_stay_words(records: Records) -> None:
    lead = records.lead("{name} {0.__class__}", email="ben@x.example")
    hostile = "{words} {who} [/x]\x1b[31m \x9b2J {missing}\nHello"
    answer(lead, "problem", hostile, said_by="{words}", fields={"since": "{label} {value}"})
    text = recap(records.desk, lead).text
    assert "Hello {name} {0.__class__}," in text
    assert "{words} said: “{words} {who} [/x][31m 2J {missing} Hello”" in text
    assert "Since when: {label} {value}" in text
    assert all(sign == "\n" or sign.isprintable() for sign in text)


def test_there_is_no_recap_of_nothing_nor_for_somebody_who_asked_for_no_contact(records: Records) -> None:
    lead = records.lead("Ben")
    with pytest.raises(Refused, match="Nothing Ben said is written down yet"):
        recap(records.desk, lead)
    answer(lead, "problem", "It leaks")
    Contact.update(do_not_contact_on=TODAY, do_not_contact_reason="asked").execute()
    with pytest.raises(Refused, match="asked for no contact"):
        recap(records.desk, lead)
    with pytest.raises(Misused, match="no lead 77"):
        recap(records.desk, 77)


def test_the_stage_decides_what_is_asked(records: Records) -> None:
    lead = records.lead("Ben")
    answer(lead, "problem", "It leaks")
    for stage in ("lead", "discovery", "proposal", "decision"):
        Lead.update(stage=records.stages[stage]).execute()
        asked = {each.text for each in playbook.questions_for(stage, {"problem"})}
        doubts = blocks(recap(records.desk, lead).text)["What I may have wrong, or do not know yet:"]
        assert {doubt[2:] for doubt in doubts} == {*asked, "What did I miss?"}


def test_answers_come_newest_first_with_what_was_kept_beside_them(records: Records) -> None:
    lead, other = records.lead("Ben"), records.lead("Lin")
    first = answer(
        lead, "urgency", "Soon", "11-20", author="Maya", fields={"date": "2027-03-01", "reason": "the lease"}
    )
    second = answer(lead, "urgency", "Later", basis="guessed", clarity="partly", fields={"date": "2027-04-01"})
    answer(other, "urgency", "Lin's")
    found = answers_of(records.desk, lead)
    assert [each.id for each in found["urgency"]] == [second, first]
    assert list(found) == ["urgency"]
    older = found["urgency"][1]
    assert [(field.label, field.text) for field in older.fields] == [
        ("The date", "Mon 1 Mar 2027"),
        ("What is behind it", "the lease"),
    ]
    assert (older.author, older.noted_on) == ("Maya", on("11-20"))
    assert fields_so_far(found["urgency"]) == {"date": "2027-04-01", "reason": "the lease"}
    assert fields_so_far(found["urgency"], guesses=False) == {"date": "2027-03-01", "reason": "the lease"}
    assert lead_card(records.desk, lead).lenses[2].fields == json.dumps({"date": "2027-04-01"})


@pytest.mark.parametrize(
    ("kept", "told"),
    [
        ({"amount": "6", "unit": "hours", "per": "month", "basis": "theirs"}, "6 hours a month, their own figure"),
        ({"amount": "450 EUR", "unit": "money", "per": "once"}, "450 EUR once"),
        ({"amount": "80", "basis": "together"}, "80, worked out together"),
        ({"amount": "3", "unit": "other"}, "3"),
    ],
)
def test_a_figure_reads_as_one(kept: dict[str, str], told: str) -> None:
    (shown,) = fields_in_words("impact", kept, TODAY)
    assert (shown.label, shown.text) == ("How much", told)


def test_what_a_figure_is_of_shows_by_itself_while_there_is_no_figure() -> None:
    shown = fields_in_words("impact", {"per": "week"}, TODAY)
    assert [(each.label, each.text) for each in shown] == [("How often", "week")]
