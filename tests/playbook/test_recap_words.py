"""The words of the recap: every piece is there with the braces it needs, and a text that looks like a brace stays a text."""

from collections.abc import Callable
from pathlib import Path

import pytest

from coach import playbook
from coach.playbook import LENSES, BadContent, filled, lenses, recap_pieces

Edited = Callable[[str, str, str], Path]
BRACES = "must have {words}, each once, and no other braces"


def test_every_lens_has_a_heading_and_what_is_sent_of_its_fields() -> None:
    words = recap_pieces()
    assert set(words.heard) == set(words.beside) == set(LENSES)
    sent = {lens: set(labels) for lens, labels in words.beside.items()}
    kept = {lens.key: {field.key for field in lens.fields} for lens in lenses()}
    assert {lens: kept[lens] - sent[lens] for lens in LENSES} == {
        "problem": set(),
        "impact": {"unit", "per", "basis"},  # they are said with the figure
        "urgency": {"kind"},
        "outcome": set(),
        "fit": {"our_view", "because"},  # these are ours
    }


def test_a_piece_is_filled_once_and_from_left_to_right() -> None:
    assert filled("{who} said: “{words}”", who="{words}", words="{who} {0} {}") == "{words} said: “{who} {0} {}”"
    with pytest.raises(KeyError):
        filled("{who}", words="x")


def test_a_choice_that_means_something_to_do_says_it() -> None:
    told = {(lens.key, field.key): dict(field.told) for lens in lenses() for field in lens.fields if field.told}
    assert set(told) == {("urgency", "kind"), ("fit", "our_view")}
    assert "point them elsewhere" in told["fit", "our_view"]["no"]
    assert "finding" in told["urgency", "kind"]["none"]


@pytest.mark.parametrize(
    ("name", "old", "new", "told"),
    [
        ("recap.toml", 'greeting = "Hello {name},"', 'greeting = "Hello,"', "'greeting' must have {name}, each once"),
        ("recap.toml", '“{words}”"\nsaid_by', '{words} {words}"\nsaid_by', f"words: 'said' {BRACES}"),
        ("recap.toml", '“{words}”"\nsaid_by', '{words} {x}"\nsaid_by', f"words: 'said' {BRACES}"),
        ("recap.toml", 'missed = "What', 'missed = "{What', "'missed' must have no braces"),
        ("recap.toml", 'missed = "What', 'missed = "}What', "'missed' must have no braces"),
        ("recap.toml", 'missed = "What did I miss?"\n', "", "'missed' is missing"),
        ("recap.toml", "[titles]", "[title]", "'title' is not a key of this table"),
        ("recap.toml", 'fit = "Whether', 'mood = "Whether', "heard: 'mood' is not a key of this table"),
        (
            "recap.toml",
            'since = "Since when"',
            'sinse = "Since when"',
            "beside: problem: 'sinse' is not a key of this table",
        ),
        ("recap.toml", "[beside.fit]", "[beside.mood]", "beside: 'mood' is not a key of this table"),
        ("recap.toml", 'stop = "Tell me', 'stop = " Tell me', "follow: 'stop' must be a text"),
    ],
)
def test_a_fault_in_the_recap_is_named(edited: Edited, name: str, old: str, new: str, told: str) -> None:
    with pytest.raises(BadContent) as raised:
        recap_pieces(edited(name, old, new))
    assert str(raised.value).startswith(f"content/{name}: {told}")


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (
            "[lens.fields.told]\npreference",
            "[lens.fields.told]\nwish",
            "field 'kind': told: 'wish' is not a key of this table",
        ),
        (
            'form = "choice"\nchoices = ["yes", "maybe", "no"]',
            'form = "text"',
            "field 'our_view': 'told' belongs to the form 'choice'",
        ),
        (
            '[lens.fields.told]\npreference = "A',
            '[lens.fields.told]\npreference = " A',
            "field 'kind': told: 'preference' must be a text",
        ),
    ],
)
def test_a_fault_in_what_a_choice_means_is_named(edited: Edited, old: str, new: str, told: str) -> None:
    with pytest.raises(BadContent) as raised:
        playbook.lenses(edited("lenses.toml", old, new))
    assert told in str(raised.value)
