"""`coach ask`, `coach answer` and `coach recap`: a conversation without the full screen."""

import json
import re

import pytest

from coach import playbook

from .conftest import FrontDoor
from .test_hostile import NAMES, STEERING

ANSWERS = {
    "problem": ("The roof leaks", ["since=last autumn", "workaround=they move the stock"]),
    "impact": ("Three days in October", ["amount=6h", "per=month", "basis=theirs"]),
    "urgency": ("None", ["kind=none"]),
    "outcome": ("Dry by Easter", ["by_when=12 dec", "measure=no bucket", "good_enough=one leak"]),
    "fit": ("Too far", ["deciders=Ana, Tom", "our_view=maybe"]),
}


def answered(door: FrontDoor) -> FrontDoor:
    for lens, (text, fields) in ANSWERS.items():
        door("answer", "ben", lens, text, *(word for field in fields for word in ("--field", field)))
    return door


def test_fields_are_kept_beside_an_answer_and_shown_by_ask(with_ben: FrontDoor) -> None:
    answers = answered(with_ben).json("ask", "ben")["answers"]
    assert {each["lens"]: each["kept"] for each in answers} == {
        "problem": {"since": "last autumn", "workaround": "they move the stock"},
        "impact": {"amount": "6", "unit": "hours", "per": "month", "basis": "theirs"},
        "urgency": {"kind": "none"},
        "outcome": {"measure": "no bucket", "good_enough": "one leak", "by_when": "2026-12-12"},
        "fit": {"deciders": ["Ana", "Tom"], "our_view": "maybe"},
    }
    text = with_ben("ask", "ben").out
    assert "How much: 6 hours a month, their own figure" in text
    assert "By when: Sat 12 Dec" in text
    assert "Who decides: Ana, Tom" in text
    with_ben("undo")
    assert len(with_ben.json("ask", "ben")["answers"]) == len(ANSWERS) - 1


def test_ask_says_how_to_hear_more_and_how_an_answer_sounds(with_ben: FrontDoor) -> None:
    found = with_ben.json("ask", "ben")
    lens = next(each for each in playbook.lenses() if each.key == found["question"]["lens"])
    assert (found["more"], found["probes"], found["good"], found["red_flags"]) == tuple(
        list(part) for part in (lens.questions, lens.probes, lens.good, lens.red_flags)
    )
    assert [field["key"] for field in found["fields"]] == [field.key for field in lens.fields]
    text = with_ben("ask", "ben").out
    for part in (*lens.questions, *lens.probes, *lens.good, *lens.red_flags, *(field.label for field in lens.fields)):
        assert part in text
    assert "No permission to follow up is written down." in text


def test_ask_takes_the_lens_that_is_named(with_ben: FrontDoor) -> None:
    with_ben("answer", "ben", "fit", "Yes")
    found = with_ben.json("ask", "ben", "--lens", "fit")
    assert found["question"]["lens"] == "fit"
    assert "fit" not in {each["lens"] for each in found["open"]}
    assert "none of the five" not in with_ben("ask", "ben", "--lens", "fit").out
    assert "is not one of the five lenses" in with_ben.fails(2, "ask", "ben", "--lens", "mood").err


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (["amount"], "'amount' is not written as KEY=VALUE."),
        (["=6"], "'=6' is not written as KEY=VALUE."),
        (["amount=6", "AMOUNT=7"], "The field 'amount' is given twice."),
        (["amount=lots"], "How much: 'lots' is not a number I can read."),
        (["since=May"], "'since' is nothing that is kept beside an answer about impact."),
    ],
)
def test_a_field_that_cannot_be_kept_is_said(with_ben: FrontDoor, given: list[str], told: str) -> None:
    words = [word for each in given for word in ("--field", each)]
    assert told in with_ben.fails(2, "answer", "ben", "impact", "A lot", *words).err
    assert with_ben.json("ask", "ben")["answers"] == []


def test_a_value_may_have_an_equals_sign(with_ben: FrontDoor) -> None:
    with_ben("answer", "ben", "fit", "Yes", "--field", "range=x=5")
    assert with_ben.json("ask", "ben")["answers"][0]["kept"] == {"range": "x=5"}


def test_the_recap_is_printed_ready_to_send(with_ben: FrontDoor) -> None:
    with_ben.fails(1, "recap", "ben")
    answered(with_ben)
    with_ben("next", "ben", "look at the roof", "tue")
    lines = with_ben("recap", "ben").out.splitlines()
    assert lines[:2] == ["To: Ben Adeyemi <ben@adeyemi.example>", "Subject: What I heard, and what comes next"]
    for line in (
        "Hello Ben,", "“The roof leaks”", "Since when: last autumn", "How much: 6 hours a month, by your own figure",
        "“None”", "By when: Sat 12 Dec", "Who decides: Ana, Tom", "- What did I miss?",
        "Look at the roof, on Tuesday 1 December.",
    ):  # fmt: skip
        assert line in lines
    found = with_ben.json("recap", "ben")
    assert (found["id"], found["email"], found["unknown"]) == (1, "ben@adeyemi.example", [])
    assert found["text"].strip() == "\n".join(lines[3:])
    with_ben("do-not-contact", "ben", "--reason", "asked")
    assert "asked for no contact" in with_ben.fails(1, "recap", "ben").err


@pytest.mark.parametrize("name", NAMES)
def test_hostile_answers_are_harmless_in_every_answer(door: FrontDoor, name: str) -> None:
    door("add", "--", name)
    door("answer", "1", "fit", f"--said-by={name}", f"--field=deciders={name}", f"--field=range={name}", "--", name)
    door("answer", "1", "problem", "--basis", "guessed", f"--field=since={name}", "--", f"{name}\n{name}")
    for words in (["ask", "1"], ["ask", "1", "--lens", "fit"], ["recap", "1"]):
        assert STEERING.search(door(*words).out) is None, words
        printed = door(*words, "--json").out
        assert STEERING.search(printed) is None, words
        json.loads(printed)
    refused = door.fails(2, "answer", "1", "fit", "Yes", f"--field=our_view={name}")
    assert STEERING.search(refused.err) is None
    assert re.search(r"\{(name|words|who|label|value|day|step)\}", door("recap", "1").out) is None
