"""`coach message`: a draft that can be piped, and its framework beside it as JSON."""

import re
import subprocess
from collections.abc import Callable

import pytest

from .conftest import FrontDoor

STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]")


def test_the_draft_alone_is_printed_and_what_is_to_be_filled_is_told_beside_it(with_ben: FrontDoor) -> None:
    with_ben("log", "ben", "--via", "email", "--replied", "--note", "what about the gutters?")
    said = with_ben("message", "ben")
    assert said.out.startswith("Hello Ben,\n\nYou wrote: “what about the gutters?”\n\n[The straight answer")
    assert said.out.endswith("Best wishes\n[your name]\n")
    assert said.err == "coach: 6 places in brackets are yours to fill before it is sent\n"
    assert with_ben("message", "ben").out == said.out


def test_the_subject_alone_is_one_line(with_ben: FrontDoor) -> None:
    said = with_ben("message", "ben", "--subject-only")
    assert (said.out, said.err) == ("Your message to us\n", "")


def test_a_program_gets_the_framework_too(with_ben: FrontDoor) -> None:
    told = with_ben.json("message", "ben")
    assert {"subject", "to", "draft", "beats", "carries", "never"} <= set(told)
    assert told["to"] == "ben@adeyemi.example"
    assert told["name"] == "Ben Adeyemi"
    assert told["framework"] == "First reply"
    assert told["draft"].startswith("Hello Ben,\n\n")
    assert len(told["beats"]) == 4
    assert all(gap in told["draft"] for gap in told["gaps"])
    assert with_ben("message", "ben", "--json").err == ""


def test_nothing_is_written_down_by_it(with_ben: FrontDoor) -> None:
    before = with_ben("log-book").out
    with_ben("message", "ben")
    assert with_ben("log-book").out == before
    assert with_ben.json("show", "ben")["unanswered"] == 0


def test_who_is_not_to_be_written_to_is_refused(with_ben: FrontDoor) -> None:
    with_ben("do-not-contact", "ben", "--reason", "asked us to stop")
    assert "Ben Adeyemi asked for no contact." in with_ben.fails(1, "message", "ben").err
    with_ben.fails(2, "message", "nobody")


def test_several_leads_are_listed(with_ben: FrontDoor) -> None:
    with_ben("add", "Ben Two")
    with_ben.fails(2, "message", "ben")


@pytest.mark.parametrize("words", ["[/x]", "\x1b[31mred\x07", "\x9b2J", "\u202eevil", "a\nb\u2028c", "{sender} %s"])
def test_hostile_words_do_not_reach_the_terminal(door: FrontDoor, words: str) -> None:
    door("add", "--", words)
    door("log", "1", "--via", "email", "--replied", f"--note={words}")
    for options in ([], ["--subject-only"], ["--json"]):
        said = door("message", "1", *options)
        assert STEERING.search(said.out + said.err) is None
    assert door.json("message", "1")["draft"].startswith("Hello,\n\nYou wrote: “")


def test_it_can_be_piped(with_ben: FrontDoor, words_of: Callable[..., list[str]], outside: dict[str, str]) -> None:
    ended = subprocess.run(words_of("message", "ben"), env=outside, capture_output=True, check=False)
    assert ended.returncode == 0
    assert ended.stdout.decode() == with_ben("message", "ben").out
    assert b"\r" not in ended.stdout
