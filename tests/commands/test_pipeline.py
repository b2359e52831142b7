"""The pipeline and its calendar: stages, days-off, settings, where."""

from pathlib import Path

import pytest

from coach.records.schema import SCHEMA

from .conftest import FrontDoor

DEFAULT = [
    "Lead received",
    "Discovery conversation",
    "Proposal / trial / consultation",
    "Decision support",
    "Won",
    "Not yet",
]


def names(door: FrontDoor) -> list[str]:
    return [stage["name"] for stage in door.json("stages")]


def test_the_stages_say_what_they_mean_and_how_leads_leave_them(with_ben: FrontDoor) -> None:
    assert names(with_ben) == DEFAULT
    text = with_ben("stages").out
    assert "1  Lead received · 1 lead\n" in text
    assert "   Ends         They answered you and agreed to a conversation.\n" in text
    assert "   Rhythm       0, 2, 3, 5 business days apart\n" in text


def test_stages_can_be_renamed_added_placed_and_retired(with_ben: FrontDoor) -> None:
    assert with_ben("stages", "rename", "discovery", "First talk").out == (
        "Renamed the stage Discovery conversation to First talk.\n"
    )
    with_ben("stages", "add", "Pilot", "--after", "first", "--meaning", "They try it", "--normal-stay", "7")
    assert names(with_ben)[:4] == ["Lead received", "First talk", "Pilot", "Proposal / trial / consultation"]
    with_ben("stages", "place", "pilot", "1")
    assert names(with_ben)[0] == "Pilot"
    said = with_ben.fails(1, "stages", "retire", "received")
    assert "1 lead is in Lead received" in said.err
    with_ben("stages", "retire", "received", "--to", "pilot")
    assert "Lead received" not in names(with_ben)
    assert with_ben.json("show", "ben")["stage"] == "Pilot"


def test_a_stage_can_be_edited_and_new_gaps_plan_its_leads_anew(with_ben: FrontDoor) -> None:
    with_ben("log", "ben", "--via", "call")
    with_ben("stages", "edit", "received", "--gaps", "0,4,3", "--normal-stay", "8", "--meaning", "Someone asked")
    stage = with_ben.json("stages")[0]
    assert (stage["gaps"], stage["normal_stay"], stage["meaning"]) == ([0, 4, 3], 8, "Someone asked")
    assert with_ben.json("show", "ben")["due_on"] == "2026-11-30"


def test_a_stage_asks_in_the_owners_words_and_no_longer(with_ben: FrontDoor) -> None:
    question = ("stages", "edit", "received", "--question")
    assert with_ben(*question, "Problem=What = wrong?").out == "Changed the stage Lead received.\n"
    assert "Ask: What = wrong?  (problem)" in with_ben("ask", "ben").out
    assert "  - Problem: What = wrong?\n" in with_ben("pipeline").out
    with_ben(*question, "problem=")
    assert "What = wrong?" not in with_ben("ask", "ben").out


def test_what_new_gaps_and_another_stay_would_change_is_told_and_nothing_is_written(with_ben: FrontDoor) -> None:
    with_ben("log", "ben", "--via", "call")
    before = with_ben.json("stages"), with_ben.json("show", "ben")
    tried = ("stages", "edit", "received", "--gaps", "0,4,3", "--normal-stay", "8", "--dry-run")
    text = with_ben(*tried).out
    assert "One step would be planned anew:\n  Ben Adeyemi  Thu 26 Nov  Mon 30 Nov" in text
    assert "No leads would count as stuck, 0 now." in text
    assert text.endswith("Nothing was changed.\n")
    told = with_ben.json(*tried)
    assert [(each["name"], each["was"], each["will_be"]) for each in told["replanned"]] == [
        ("Ben Adeyemi", "2026-11-26", "2026-11-30")
    ]
    assert told["stuck"] == {"now": 0, "then": []}
    assert (with_ben.json("stages"), with_ben.json("show", "ben")) == before


@pytest.mark.parametrize(
    "words",
    [
        ["edit", "received"],
        ["edit", "received", "--question", "problem"],
        ["edit", "received", "--question", "budget=How much?"],
        ["edit", "received", "--question", "fit=a", "--question", "fit=b"],
        ["edit", "received", "--meaning", "x", "--dry-run"],
        ["edit", "received", "--gaps", "0,999", "--dry-run"],
        ["edit", "received", "--gaps", "a,b"],
        ["edit", "received", "--gaps", "0,999"],
        ["edit", "received", "--normal-stay", "0"],
        ["place", "received", "9"],
        ["place", "received", "0"],
        ["rename", "received", ""],
        ["rename", "e", "Anything"],
        ["add", "Pilot", "--after", "nonsense"],
    ],
)
def test_a_stage_is_not_changed_to_what_cannot_be(with_ben: FrontDoor, words: list[str]) -> None:
    before = with_ben.json("stages")
    with_ben.fails(2, "stages", *words)
    assert with_ben.json("stages") == before


def test_a_stage_cannot_take_a_name_that_is_taken(with_ben: FrontDoor) -> None:
    with_ben.fails(1, "stages", "rename", "received", "won")


def test_the_board_shows_each_stage_with_its_leads(with_ben: FrontDoor) -> None:
    with_ben("add", "Lin", "--value", "100 USD", "--stage", "proposal")
    board = with_ben.json("stages", "--leads")
    assert [stage["name"] for stage in board] == DEFAULT
    assert [(stage["count"], stage["value"], stage["currency"]) for stage in board[:3]] == [
        (1, 4200, "EUR"),
        (0, 0, "EUR"),
        (1, 100, "USD"),
    ]
    assert board[0]["leads"][0]["name"] == "Ben Adeyemi"
    text = with_ben("stages", "--leads").out
    assert "Lead received · 1 · 4,200 EUR\n  1  Ben Adeyemi  Tue 24 Nov  Answer them" in text


def test_days_off_are_listed_added_and_removed(with_ben: FrontDoor) -> None:
    with_ben("log", "ben", "--via", "call")
    said = with_ben("days-off", "--add", "thu", "--add", "2026-12-24")
    assert said.out == "Keeps Thu 26 Nov, Thu 24 Dec free.\n1 planned step moved.\n"
    assert with_ben.json("show", "ben")["due_on"] == "2026-11-27"
    assert with_ben.json("days-off") == {
        "weekdays": ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"],
        "country": "",
        "days_off": ["2026-11-26", "2026-12-24"],
        "holidays": [],
    }
    with_ben("days-off", "--remove", "thu")
    assert with_ben.json("days-off")["days_off"] == ["2026-12-24"]
    with_ben.fails(2, "days-off", "--remove", "thu")
    with_ben.fails(2, "days-off", "--add", "someday")


def test_weekdays_and_public_holidays(with_ben: FrontDoor) -> None:
    changed = with_ben.json("days-off", "--weekdays", "mon-thu", "--country", "de")
    assert changed["sentence"] == "Set the working days to Mon, Tue, Wed, Thu. Keeps the public holidays of DE."
    text = with_ben("days-off").out
    assert "Worked: Mon to Thu" in text
    assert "Public holidays of DE: Fri 25 Dec" in text
    assert "2026-12-25" in with_ben.json("days-off")["holidays"]
    with_ben("days-off", "--country", "none")
    assert with_ben.json("days-off")["country"] == ""
    with_ben.fails(2, "days-off", "--country", "ZZ")
    with_ben.fails(2, "days-off", "--weekdays", "someday")


def test_public_holidays_are_worked_out_further_when_they_run_out(with_ben: FrontDoor) -> None:
    with_ben("days-off", "--country", "DE")
    last = with_ben.json("days-off")["holidays"][-1]
    with_ben.today("2029-06-01")
    with_ben("log", "ben", "--via", "call")
    assert with_ben.json("days-off")["holidays"][-1] > last


def test_settings_are_listed_with_meaning_and_default_and_changed_one_by_one(with_ben: FrontDoor) -> None:
    listed = {each["key"]: each for each in with_ben.json("settings")}
    assert listed["capacity"] == {
        "key": "capacity",
        "value": "8",
        "default": "8",
        "kind": "number",
        "meaning": listed["capacity"]["meaning"],
    }
    assert with_ben("settings", "capacity", "12").out == "Set capacity to 12.\n"
    assert with_ben("settings", "capacity").out.startswith("capacity: 12\n")
    assert with_ben.json("settings", "capacity")["value"] == "12"
    assert "(default 8)" in with_ben("settings").out
    for key, value in {"capacity": "none", "cutoff": "25:00", "review-day": "someday", "currency": "euros"}.items():
        with_ben.fails(2, "settings", key, value)
    with_ben.fails(2, "settings", "nonsense")
    with_ben.fails(2, "settings", "nonsense", "1")
    with_ben.fails(2, "settings", "weekdays", "01")


def test_the_keymap_lists_the_actions_it_takes(with_ben: FrontDoor) -> None:
    text = with_ben("settings", "keymap").out
    assert "\ntoday " in text
    assert "\nsnooze " in text
    assert "\nform-save " not in text
    assert with_ben("settings", "keymap", "touch=T, talk-recap=f7").code == 0


@pytest.mark.parametrize("keymap", ["tuch=T", "touch=r", "touch=tt", "form-save=f2", "talk-recap=t"])
def test_a_keymap_that_cannot_hold_is_refused_and_not_kept(with_ben: FrontDoor, keymap: str) -> None:
    assert "In the keymap" in with_ben.fails(2, "settings", "keymap", keymap).err
    assert with_ben.json("settings", "keymap")["value"] == ""


def test_where_names_the_place_before_there_is_anything(
    door: FrontDoor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("coach.commands.where.default_place", lambda: str(tmp_path / "data" / "coach.sqlite3"))
    door.named("")
    known = door.json("where")
    assert known["database"] == str(tmp_path / "data" / "coach.sqlite3")
    assert (known["kind"], known["size_bytes"], known["leads"]) == (None, 0, 0)
    assert "It is not there yet. Run coach" in door("where").out
    assert not (tmp_path / "data").exists()


def test_where_tells_the_place_the_size_and_how_it_is_kept(with_ben: FrontDoor) -> None:
    known = with_ben.json("where")
    assert known["database"] == str(Path(with_ben.where).resolve())
    assert known["size_bytes"] == Path(with_ben.where).stat().st_size
    assert (known["schema"], known["leads"]) == (SCHEMA, 1)
    assert known["journal_mode"] in {"wal", "delete"}
    assert known["backups"] == str(Path(with_ben.where).resolve().parent / "backups")
    text = with_ben("where").out
    assert f"Database  {known['database']}" in text
    assert "Leads     1" in text
