"""How somebody is fine with hearing from you, what piled up, and who rests, by command."""

import re

import pytest

from .conftest import FrontDoor

STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202e]")


def test_permission_is_noted_shown_and_forgotten(with_ben: FrontDoor) -> None:
    assert with_ben("permission", "ben").out.startswith("Ben Adeyemi has not been asked yet, as far as is noted.\n")
    assert with_ben.json("permission", "ben") == {
        "id": 1,
        "name": "Ben Adeyemi",
        "contact": "Ben Adeyemi",
        "permission": None,
    }
    with_ben("log", "ben", "--via", "call")
    noted = with_ben(
        "permission", "ben", "--via", "email", "--every", "10", "--until", "18 dec", "--words", "by mail please"
    )
    assert noted.out == (
        "Noted that Ben Adeyemi is fine with an e-mail every 10 business days until Fri 18 Dec.\n"
        "1 planned step changed.\n"
        "Next: Try another way to reach them: a call or a message, Tue 8 Dec.\n"
    )
    assert with_ben("permission", "ben").out == (
        "Ben Adeyemi is fine with an e-mail every 10 business days until Fri 18 Dec (asked Tue 24 Nov).\n"
        "In their words: by mail please\n"
    )
    assert with_ben.json("permission", "ben")["permission"] == {
        "asked_on": "2026-11-24",
        "via": "email",
        "every": 10,
        "until": "2026-12-18",
        "words": "by mail please",
    }
    with_ben.today("2026-12-21")
    assert "That day has passed: ask again before you write." in with_ben("permission", "ben").out
    assert with_ben("permission", "ben", "--forget").out.startswith("Forgot what Ben Adeyemi is fine with.\n")
    with_ben("undo")
    assert with_ben.json("permission", "ben")["permission"]["every"] == 10


def test_permission_that_cannot_be_kept_is_refused(with_ben: FrontDoor) -> None:
    with_ben.fails(2, "permission", "ben", "--via", "pigeon")
    with_ben.fails(2, "permission", "ben", "--every", "1")
    with_ben.fails(2, "permission", "ben", "--every", "often")
    with_ben.fails(2, "permission", "ben", "--until", "yesterday")
    with_ben.fails(2, "permission", "ben", "--until", "some day")
    with_ben.fails(2, "permission", "ben", "--every", "5", "--forget")
    with_ben.fails(1, "permission", "ben", "--forget")
    with_ben.fails(2, "permission", "nobody")
    assert with_ben.json("permission", "ben")["permission"] is None
    with_ben("do-not-contact", "ben", "--reason", "asked us to stop")
    with_ben.fails(1, "permission", "ben", "--every", "5")
    assert with_ben("permission", "ben").out.startswith("Ben Adeyemi asked for no contact, on Tue 24 Nov.\n")


@pytest.fixture
def piled_up(door: FrontDoor) -> FrontDoor:
    """Four leads that wait since 24 November, on 1 December, for somebody whose day takes two."""
    for name in ("Ann", "Ben", "Eve", "Lin"):
        door("add", name)
    door("settings", "capacity", "2")
    door.today("2026-12-01")
    return door


def test_what_piled_up_is_looked_at_before_it_is_spread(piled_up: FrontDoor) -> None:
    assert piled_up("spread", "--dry-run").out == (
        "Wed 2 Dec  3  Eve  was due Tue 24 Nov\n"
        "Wed 2 Dec  4  Lin  was due Tue 24 Nov\n"
        "\n"
        "Nothing was changed: coach spread does it.\n"
    )
    assert piled_up.json("spread", "--dry-run")[0] == {
        "lead_id": 3,
        "name": "Eve",
        "was_due": "2026-11-24",
        "due_on": "2026-12-02",
    }
    assert [line["due_on"] for line in piled_up.json("due")] == ["2026-11-24"] * 4


def test_what_piled_up_is_spread_and_one_undo_takes_it_back(piled_up: FrontDoor) -> None:
    assert piled_up("spread").out == "Spread 2 overdue leads over the days until Wed 2 Dec.\n"
    assert [line["name"] for line in piled_up.json("due")] == ["Ann", "Ben"]
    assert [line["due_on"] for line in piled_up.json("due", "--within", "1")][2:] == ["2026-12-02"] * 2
    assert piled_up("spread", "--dry-run").out == "There is nothing to spread.\n"
    assert piled_up.json("spread", "--dry-run") == []
    assert "there is nothing to spread" in piled_up.fails(1, "spread").err
    piled_up("undo")
    assert len(piled_up.json("due")) == 4
    assert piled_up.json("spread")["sentence"] == "Spread 2 overdue leads over the days until Wed 2 Dec."


def test_who_rests_is_listed_by_the_yearly_day(with_ben: FrontDoor) -> None:
    assert with_ben("resting").out == "Nobody rests.\n"
    assert with_ben.json("resting") == []
    with_ben("not-yet", "ben", "--reason", "duplicate")
    with_ben.today("2027-03-01")
    assert with_ben("resting").out.splitlines()[2] == (
        "Wed 24 Nov  1  Ben Adeyemi  Adeyemi Roofing  duplicate  closed Tue 24 Nov 2026"
    )
    assert with_ben.json("resting") == [
        {
            "id": 1,
            "name": "Ben Adeyemi",
            "company": "Adeyemi Roofing",
            "closed_on": "2026-11-24",
            "reason": "duplicate",
            "rests_since": "2026-11-24",
            "remember_on": "2027-11-24",
        }
    ]
    assert with_ben.json("due", "--within", "3000") == []


@pytest.mark.parametrize("name", ["\x1b[31mred\x1b[0m", "\u202egnp.exe", "[@click=app.quit]Jane[/]", "日本語の名前"])
def test_a_hostile_name_is_harmless_here_too(door: FrontDoor, name: str) -> None:
    door("add", "--", name)
    door("add", "Ben")
    door("settings", "capacity", "1")
    door("permission", "1", "--every", "5", f"--words={name}")
    door.today("2026-12-07")
    for words in (
        ["permission", "1"],
        ["permission", "2"],
        ["spread", "--dry-run"],
        ["spread"],
        ["resting"],
        ["permission", "1", "--forget"],
    ):
        plain = door.run(*words)
        assert STEERING.search(plain.out + plain.err) is None, words
    door("not-yet", "1", "--reason", "duplicate")
    assert STEERING.search(door("resting").out) is None
    assert STEERING.search(door("resting", "--json").out) is None
