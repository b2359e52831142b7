"""`coach find`: by name, by what was written, by tag, only the open."""

import pytest

from .conftest import FrontDoor


@pytest.fixture
def known(door: FrontDoor) -> FrontDoor:
    """Ben, whose gutters were talked about and who is tagged; Gutte Olsen; a lead that is won, tagged, too."""
    door("add", "Ben Adeyemi", "--company", "Adeyemi Roofing")
    door("add", "Gutte Olsen")
    door("add", "Wim")
    door("log", "1", "--via", "call", "--note", "What about the gutters?")
    door("tag", "1", "--add", "roof")
    door("tag", "3", "--add", "roof")
    door("won", "3")
    return door


def test_what_was_written_is_found_after_names_and_told(known: FrontDoor) -> None:
    lines = known("find", "gutt").out.splitlines()
    assert "Gutte Olsen" in lines[0]
    assert "in a call of 24 Nov: What about the gutters?" in lines[1]
    assert [(lead["id"], lead["where"]) for lead in known.json("find", "gutt")] == [
        (2, ""),
        (1, "in a call of 24 Nov: What about the gutters?"),
    ]


def test_the_keys_of_json_only_grow(known: FrontDoor) -> None:
    (lead,) = known.json("find", "wim")
    assert list(lead) == [
        "id", "name", "company", "email", "stage", "status", "next_step", "due_on", "return_on", "where",
    ]  # fmt: skip


def test_a_tag_and_the_open_are_looked_for_alone_and_with_words(known: FrontDoor) -> None:
    def ids(*words: str) -> list[int]:
        return [lead["id"] for lead in known.json("find", *words)]

    assert ids("--tag", "ROOF") == [1, 3]
    assert ids("--open") == [1, 2]
    assert ids("--tag", "roof", "--open") == [1]
    assert ids("e", "--tag", "roof") == [1]
    assert ids("gutters", "--tag", "roof") == [1]
    assert ids("gutters", "--open", "--limit", "1") == [1]
    assert ids("wim", "--open") == []
    assert known("find", "--tag", "roof", "--limit", "1").out.splitlines()[-1] == "There are more than 1. Use --limit."


def test_a_tag_that_is_not_there_and_nothing_to_look_for_are_refused(known: FrontDoor) -> None:
    said = known.fails(2, "find", "--tag", "cellar\x1b[2J")
    assert "There is no tag 'cellar\ufffd[2J'." in said.err
    assert "The tags are: roof." in said.err
    assert "There is nothing to look for." in known.fails(2, "find").err


@pytest.mark.parametrize("text", ['"', "*", "NEAR(a", "a OR", "^", "\\", "%", "漢字", "x" * 10_000])
def test_hostile_texts_are_only_looked_for(known: FrontDoor, text: str) -> None:
    assert known("find", "--", text).code == 0
