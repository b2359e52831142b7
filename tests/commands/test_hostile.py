"""Whatever a stranger writes into a name is shown as a mark, kept as it is, and never reaches a terminal raw."""

import json
import re

import pytest

from coach.commands import telling
from coach.rules.text import clean_line

from .conftest import FrontDoor

STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\U000e0000-\U000e0fff]")
NAMES = [
    "[/x]",
    "[@click=app.wipe('all')]Jane[/]",
    "\x1b[31mred\x1b[0m",
    "\x1b]0;title\x07",
    "\x9b31mred",
    '=HYPERLINK("http://x")',
    "-2+3",
    "@SUM(A1)",
    "\u202egnp.exe",
    "zero\u200bwidth",
    "tags\U000e0041\U000e0042",
    "e" + "\u0301" * 50,
    "{0.__class__}",
    "%(asctime)s %s %d",
    "'; DROP TABLE lead; --",
    "مرحبا",
    "日本語の名前",
    "\U0001f469\u200d\U0001f4bb pictures",
]


@pytest.mark.parametrize("name", NAMES)
def test_a_hostile_name_is_harmless_in_every_answer(door: FrontDoor, name: str) -> None:
    door("add", "--", name)
    door("log", "1", "--via", "call", "--note", f"{name}\n{name}", "--next", name, "--due", "today")
    door("answer", "1", "problem", "--", name)
    door("edit", "1", f"--company={name}", f"--source={name}", f"--owner={name} owner")
    door("stages", "rename", "received", f"Stage {name}")
    for words in (
        ["due"], ["show", "1"], ["find", "--", name], ["ask", "1"], ["log-book"], ["undo", "--list"], ["stages"],
        ["stages", "--leads"], ["move", "1", "discovery", f"--evidence={name}"], ["won", "1"],
        ["not-yet", "1", "--reason", "timing", f"--words={name}"], ["reopen", "1"], ["undo"],
    ):  # fmt: skip
        plain = door.run(*words)
        assert STEERING.search(plain.out + plain.err) is None, words
        answer = door.run(*words, "--json")
        assert STEERING.search(answer.out + answer.err) is None, words
        if answer.out:
            json.loads(answer.out)
    assert door.json("show", "1")["name"] == clean_line(name, "name")


@pytest.mark.parametrize("name", [name for name in NAMES if name != "-2+3" and not name.startswith("e\u0301")])
def test_a_hostile_word_in_an_error_is_harmless(door: FrontDoor, name: str) -> None:
    door("add", "Ben")
    for words in (
        ["show", name], ["due", "--owner", name], [name], ["due", f"--{name}"], ["settings", name, "x"], ["snooze", "1", name],
        ["add", "Lin", "--value", name], ["move", "1", name], ["--db", f"/{name}/x", "due"],
    ):  # fmt: skip
        said = door.run(*words)
        assert said.code in {2, 3}, (words, said)
        assert STEERING.search(said.err) is None, words
        assert len(said.err.splitlines()) == 2


def test_bytes_that_are_no_text_are_refused(door: FrontDoor) -> None:
    door("add", "Ben")
    assert "could not be decoded" in door.fails(2, "add", "Ben \udcff").err
    door.fails(2, "log", "ben", "--via", "call", "--note", "\udcff")
    door.fails(2, "show", "x\udcff")
    assert door("find", "\udcff").out == "Nobody was found.\n"
    door.fails(2, "settings", "theme", "\udcff")
    door.fails(2, "settings", "\udcff", "x")


def test_a_long_name_is_printed_whole_and_pushes_only_its_own_line(door: FrontDoor) -> None:
    door("add", "B" * 500)
    door("add", "Ann")
    lines = door("due").out.splitlines()
    assert any("B" * 500 in line for line in lines)
    assert all(len(line) < 200 for line in lines if "B" * 500 not in line)


def test_wide_letters_are_counted_in_cells(capsys: pytest.CaptureFixture[str]) -> None:
    telling.say_columns([("日本", "x"), ("abcd", "x"), ("e\u0301", "x")])
    assert capsys.readouterr().out == "日本  x\nabcd  x\ne\u0301     x\n"


def test_a_column_without_anything_is_left_out_and_numbers_stand_at_the_right(
    capsys: pytest.CaptureFixture[str],
) -> None:
    telling.say_columns([("a", "", "1", "x"), ("b", "", "10", "")], right=(2,), indent="  ")
    assert capsys.readouterr().out == "  a   1  x\n  b  10\n"
    telling.say_columns([])
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(
    ("minor", "currency", "number"),
    [(420000, "EUR", 4200), (420050, "EUR", 4200.5), (0, "EUR", 0), (1200, "JPY", 1200), (1234, "KWD", 1.234)],
)
def test_amounts_are_numbers_in_whole_units(minor: int, currency: str, number: float) -> None:
    found = telling.major(minor, currency)
    assert found == number
    assert isinstance(found, type(number))


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("added Ben", "Added Ben."),
        ("won Novak & Co.", "Won Novak & Co."),
        ("is it real?", "Is it real?"),
        ("éa", "Éa."),
    ],
)
def test_a_sentence_has_a_capital_and_one_full_stop(text: str, printed: str) -> None:
    assert telling.sentence(text) == printed
