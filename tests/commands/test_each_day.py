"""The commands of a working day: due, add, log, next, snooze, show, find."""

import pytest

from .conftest import FrontDoor

DUE_KEYS = [
    "id", "name", "company", "stage", "owner", "next_step", "due_on", "due_time", "overdue_business_days", "rank", "reason",
    "value", "currency", "kind", "status", "others",
]  # fmt: skip
CHANGE_KEYS = ["id", "name", "stage", "status", "next_step", "due_on", "due_time", "return_on", "sentence", "warning"]


def test_a_name_is_enough_for_a_lead(door: FrontDoor) -> None:
    said = door("add", "Ben Adeyemi")
    assert said.out == "Added Ben Adeyemi.\nNext: Answer them, Tue 24 Nov.\n"


def test_a_lead_with_everything_that_can_be_said(door: FrontDoor) -> None:
    added = door.json(
        "add", "Ben Adeyemi", "--email", "ben@x.example", "--phone", "+44 20 7946 0958", "--company", "Adeyemi Roofing",
        "--value", "1.200,50", "--source", "website", "--stage", "proposal", "--owner", "Maya", "--next", "Send the sketch",
        "--due", "fri 15:00",
    )  # fmt: skip
    assert added == {
        "id": 1,
        "name": "Ben Adeyemi",
        "stage": "Proposal / trial / consultation",
        "status": "open",
        "next_step": "Send the sketch",
        "due_on": "2026-11-27",
        "due_time": "15:00",
        "return_on": None,
        "sentence": "Added Ben Adeyemi.",
        "warning": "",
    }
    shown = door.json("show", "1")
    assert (shown["email"], shown["phone"], shown["source"], shown["owner"]) == (
        "ben@x.example",
        "+44 20 7946 0958",
        "website",
        "Maya",
    )
    assert (shown["value"], shown["currency"]) == (1200.5, "EUR")


def test_another_lead_of_the_same_person_is_mentioned(with_ben: FrontDoor) -> None:
    added = with_ben("add", "Ben, garage", "--email", "BEN@adeyemi.example")
    assert added.out.splitlines()[1] == "Ben Adeyemi is known already: this is another lead of the same person."
    assert "Same person: 2  Ben, garage" in with_ben("show", "1").out


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["--value", "many"], 2),
        (["--email", "nobody"], 2),
        (["--stage", "nonsense"], 2),
        (["--stage", "won"], 2),
        (["--due", "31 feb"], 2),
        (["--due", "fri 25:00"], 2),
        (["--owner", "everyone"], 1),
    ],
)
def test_what_cannot_be_kept_adds_nothing(with_ben: FrontDoor, words: list[str], code: int) -> None:
    with_ben.fails(code, "add", "Lin", *words)
    assert [lead["name"] for lead in with_ben.json("due")] == ["Ben Adeyemi"]


def test_a_lead_needs_a_name(door: FrontDoor) -> None:
    assert door.run("add", " ").code == 2


@pytest.fixture
def day(door: FrontDoor) -> FrontDoor:
    """A list with one of each: they wait, we promised, late, today, tomorrow, of two owners."""
    door.today("2026-11-19")
    door("add", "Late Lead", "--owner", "Tobias", "--value", "100")
    door("log", "late", "--via", "call")
    door.today("2026-11-20")
    door("add", "Promised Lead", "--owner", "Maya")
    door("log", "promised", "--via", "call", "--next", "Send the list", "--due", "mon", "--promise", "ours")
    door("add", "Today Lead", "--owner", "Maya")
    door("log", "today", "--via", "call")
    door.today("2026-11-24")
    door("add", "New Lead", "--owner", "Maya", "--company", "New & Co")
    door("add", "Timed Lead", "--next", "See the kiln", "--due", "today 15:00")
    door("add", "Coming Lead", "--next", "Call", "--due", "tomorrow")
    return door


def test_the_day_in_json_is_in_order_with_every_key_of_the_contract(day: FrontDoor) -> None:
    lines = day.json("due")
    assert [line["name"] for line in lines] == ["New Lead", "Promised Lead", "Timed Lead", "Late Lead", "Today Lead"]
    assert [line["rank"] for line in lines] == [1, 2, 3, 5, 6]
    assert all(list(line) == DUE_KEYS for line in lines)
    late = lines[3]
    assert late == {
        "id": 1,
        "name": "Late Lead",
        "company": "",
        "stage": "Lead received",
        "owner": "Tobias",
        "next_step": "Try another way to reach them: a call or a message",
        "due_on": "2026-11-23",
        "due_time": None,
        "overdue_business_days": 1,
        "rank": 5,
        "reason": "late 1d",
        "value": 100,
        "currency": "EUR",
        "kind": "touch",
        "status": "open",
        "others": [],
    }


def test_the_day_for_people_is_complete_and_says_each_day(day: FrontDoor) -> None:
    lines = day("due").out.splitlines()
    assert lines[0] == "They wait for you 1 · Promised 1 · Overdue 1 · Today 2 · next 3 days 1"
    assert lines[1] == ""
    assert lines[2].startswith("!  today")
    assert lines[3].startswith("!  late 1d")
    assert lines[4].startswith("   15:00")
    assert "Try another way to reach them: a call or a message" in lines[5]
    assert len(lines) == 7


def test_the_day_of_one_owner_and_of_all(day: FrontDoor) -> None:
    assert [line["name"] for line in day.json("due", "--owner", "tobias")] == ["Late Lead"]
    day("settings", "owner", "Tobias")
    assert [line["name"] for line in day.json("due")] == ["Late Lead"]
    assert len(day.json("due", "--all")) == 5
    assert day.fails(2, "due", "--owner", "nobody").err.splitlines()[1] == "The owners are Maya, Tobias."
    day.fails(2, "due", "--owner", "Maya", "--all")


def test_within_shows_what_comes_and_limit_cuts(day: FrontDoor) -> None:
    assert day.json("due", "--within", "1")[-1]["name"] == "Coming Lead"
    assert [line["name"] for line in day.json("due", "--limit", "2")] == ["New Lead", "Promised Lead"]
    assert day("due", "--limit", "2").out.splitlines()[-1].startswith("There are more")
    assert "There are more" not in day("due", "--limit", "5").out


def test_no_list_is_cut_to_the_capacity(door: FrontDoor) -> None:
    for number in range(10):
        door("add", f"Lead {number}")
    assert len(door.json("due")) == 10


def test_brief_is_one_line(day: FrontDoor) -> None:
    assert day("due", "--brief").out == "They wait for you 1 · Promised 1 · Overdue 1 · Today 2\n"
    assert day.json("due", "--brief") == {
        "they_wait": 1,
        "promised": 1,
        "overdue": 1,
        "today": 2,
        "other": 0,
        "coming": 0,
        "within": 0,
        "due": 5,
    }


def test_nobody_due_is_said_with_who_comes_next(door: FrontDoor) -> None:
    door("settings", "capacity", "5")
    assert door("due").out == "No leads yet. Add the first with: coach add NAME\n"
    assert door.json("due") == []
    door("add", "Lin", "--next", "Call her", "--due", "mon")
    assert door("due").out == "Nobody is due today. Next is Lin, Mon 30 Nov: Call her\n"
    door("not-yet", "lin", "--reason", "duplicate")
    assert door("due").out == "Nobody is due, today or later.\n"


def test_a_touch_goes_on_with_the_rhythm(with_ben: FrontDoor) -> None:
    said = with_ben("log", "ben", "--via", "call", "--note", "left word", "--gave", "a photo")
    assert said.out == (
        "Logged a call with Ben Adeyemi.\nNext: Try another way to reach them: a call or a message, Thu 26 Nov.\n"
    )
    touch = with_ben.json("show", "ben")["timeline"][0]
    assert (touch["kind"], touch["via"], touch["note"], touch["gave"]) == ("touch", "call", "left word", "a photo")


def test_a_reply_stops_the_rhythm_and_a_step_agreed_in_it_is_kept(with_ben: FrontDoor) -> None:
    assert with_ben.json("log", "ben", "--replied")["next_step"] == "Answer them"
    changed = with_ben.json("log", "ben", "--replied", "--via", "email", "--next", "Send it", "--due", "12 dec at 9")
    assert list(changed) == CHANGE_KEYS
    assert (changed["next_step"], changed["due_on"], changed["due_time"]) == ("Send it", "2026-12-12", "09:00")
    assert changed["warning"] == "Sat 12 Dec is not a business day; it is kept as you gave it."
    assert changed["sentence"] == "Noted a reply of Ben Adeyemi."


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["--via", "pigeon"],
        ["--via", "call", "--next", "no day"],
        ["--via", "call", "--promise", "ours"],
        ["--via", "call", "--due", "fri", "--promise", "mine"],
        ["--via", "call", "--due", "someday"],
        ["--replied", "--gave", "a photo"],
    ],
)
def test_a_touch_that_cannot_be_read_is_not_logged(with_ben: FrontDoor, words: list[str]) -> None:
    with_ben.fails(2, "log", "ben", *words)
    assert [entry["kind"] for entry in with_ben.json("show", "ben")["timeline"]] == ["move"]


def test_the_next_step_by_hand(with_ben: FrontDoor) -> None:
    said = with_ben("next", "1", "Call about the start", "mon 3pm")
    assert said.out == (
        "Set the next step of Ben Adeyemi for Mon 30 Nov.\nNext: Call about the start, Mon 30 Nov at 15:00.\n"
    )
    with_ben.fails(2, "next", "1", "", "mon")


def test_the_third_snooze_of_one_step_asks_whether_it_is_real(with_ben: FrontDoor) -> None:
    assert with_ben("snooze", "ben", "fri").out.startswith("Snoozed Ben Adeyemi until Fri 27 Nov.\n")
    with_ben("snooze", "ben", "next fri")
    said = with_ben.fails(1, "snooze", "ben", "+2w")
    assert "Is it still real?" in said.err
    assert with_ben.json("snooze", "ben", "+2w", "--still-real")["due_on"] == "2026-12-08"
    with_ben.fails(2, "snooze", "ben", "yesterday")


def test_show_tells_who_it_is_what_comes_and_what_is_known(with_ben: FrontDoor) -> None:
    with_ben("answer", "ben", "problem", "It leaks at every storm")
    with_ben("log", "ben", "--via", "call", "--note", "first line\nsecond line")
    lines = with_ben("show", "ben").out.splitlines()
    assert lines[:14] == [
        "1  Ben Adeyemi · Adeyemi Roofing",
        "Lead received, day 1 of 5 · 4,200 EUR",
        "ben@adeyemi.example · received Tue 24 Nov",
        "",
        "Next: Try another way to reach them: a call or a message, Thu 26 Nov.",
        "1 unanswered",
        "",
        "problem  clear    It leaks at every storm  Tue 24 Nov",
        "impact   unknown",
        "urgency  unknown",
        "outcome  unknown",
        "fit      unknown",
        f"Ask: {with_ben.json('ask', 'ben')['question']['text']}",
        "",
    ]
    assert sorted(lines[14:17]) == [
        "Tue 24 Nov  call: first line second line      (maya)",
        "Tue 24 Nov  came in, Lead received",
        "Tue 24 Nov  problem: It leaks at every storm  (maya)",
    ]
    assert lines[17:] == ["", "Steps that are over", "  Tue 24 Nov  Answer them  ended Tue 24 Nov, with a touch"]


def test_a_lead_is_meant_by_its_number_or_by_any_part_that_only_it_has(with_ben: FrontDoor) -> None:
    with_ben("add", "Lin Wei", "--company", "Harbour Dental", "--email", "lin@harbour.example")
    with_ben("add", "Ben Okri")
    for words, found in {"2": 2, "WEI": 2, "dental": 2, "lin@h": 2, "roofing": 1, "ben okri": 3}.items():
        assert with_ben.json("show", words)["id"] == found
    said = with_ben.fails(2, "log", "ben", "--via", "call")
    assert "1 Ben Adeyemi, Adeyemi Roofing; 3 Ben Okri" in said.err
    with_ben.fails(2, "show", "nobody")
    with_ben.fails(2, "show", "99")
    assert {entry["verb"] for entry in with_ben.json("log-book")} == {"add"}


def test_find_looks_through_names_companies_addresses_and_numbers(with_ben: FrontDoor) -> None:
    with_ben("add", "Chloé Martin", "--phone", "+49 (30) 5550-1234")
    assert [lead["name"] for lead in with_ben.json("find", "chloe")] == ["Chloé Martin"]
    assert [lead["name"] for lead in with_ben.json("find", "305550")] == ["Chloé Martin"]
    assert [lead["id"] for lead in with_ben.json("find", "m")] == [1, 2]
    assert with_ben("find", "m", "--limit", "1").out.splitlines()[-1].startswith("There are more than 1.")
    assert with_ben("find", "nobody").out == "Nobody was found.\n"
    assert with_ben.json("find", "nobody") == []
