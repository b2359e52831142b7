"""`coach import` at the front door: what it prints, its JSON, its exit codes, and that a dry run leaves nothing behind."""

import gc
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from coach.exchange.mapping import DEFAULTS, FIELDS, TABLES, WORDS, checked_map

from ..commands.conftest import FrontDoor
from .conftest import Write

MAP = """
closed_from = "Talks"
[columns]
id = "Deal"
name = "Deal"
company = "Account"
stage = "Stage"
closed = "Ended"
value = "Amount"
[stages]
Talks = "discovery"
Gone = "not yet"
[defaults]
reason = "went-quiet"
"""
DEALS = "Deal;Account;Stage;Ended;Amount;Colour\nD1;Acme;Talks;;100;red\nD2;Fox;Gone;2026-01-05;0;red\nD3;Fox;Elsewhere;;;\n"


@pytest.fixture
def door(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Iterator[FrontDoor]:
    yield FrontDoor(monkeypatch, capsys, str(tmp_path / "coach.sqlite3"))
    gc.enable()


@pytest.fixture
def words(write: Write) -> list[str]:
    return ["import", str(write(DEALS, "deals.csv")), "--map", str(write(MAP, "map.toml"))]


def test_it_says_what_it_read_what_it_did_and_what_it_left_out(door: FrontDoor, words: list[str]) -> None:
    first, *rest = door(*words).out.splitlines()
    assert first.startswith("Read deals.csv: 3 rows, UTF-8, cut by semicolon, ")
    assert rest == [
        "2 brought in, 1 rejected.",
        "Rejected:",
        "  line 4: 'Elsewhere' is not a stage of yours.",
        "Columns nothing was taken from: Colour.",
        "Brought in 2 leads from deals.csv. coach undo takes all of it back.",
    ]
    assert [lead["name"] for lead in door.json("due")] == ["D1"]
    assert "2 as before, 1 rejected." in door(*words).out
    door("undo")
    assert door.json("due") == []


def test_a_dry_run_as_json_is_what_the_import_does(door: FrontDoor, words: list[str]) -> None:
    dry = door.json(*words, "--dry-run")
    real = door.json(*words)
    for answer in (dry, real):
        answer.pop("seconds")
    assert dry == {
        "dry_run": True,
        "created": 2,
        "updated": 0,
        "unchanged": 0,
        "duplicates": 0,
        "rejected": 1,
        "encoding": "utf-8",
        "delimiter": ";",
        "unused_columns": ["Colour"],
        "closed_without_stage": 0,
        "change_id": None,
        "sentence": "",
        "rows": [
            {"line": 2, "verdict": "create", "reason": ""},
            {"line": 3, "verdict": "create", "reason": ""},
            {"line": 4, "verdict": "reject", "reason": "'Elsewhere' is not a stage of yours."},
        ],
    }
    assert real == {**dry, "dry_run": False, "change_id": 1, "sentence": "brought in 2 leads from deals.csv"}


def test_a_dry_run_before_there_is_a_pipeline_leaves_none(door: FrontDoor, words: list[str]) -> None:
    out = door(*words, "--dry-run").out
    assert "2 to bring in, 1 rejected." in out
    assert out.endswith("Nothing was written.\n")
    assert not Path(door.where).exists()


def test_it_ends_with_1_when_every_row_was_rejected(door: FrontDoor, write: Write) -> None:
    path = str(write("name,stage\nAnn,Elsewhere\n"))
    said = door.run("import", path)
    assert said.code == 1
    assert "1 rejected." in said.out
    assert said.out.endswith("Nothing was changed.\n")
    assert door.run("import", path, "--json").value["rejected"] == 1


def test_a_file_without_rows_is_no_mistake(door: FrontDoor, write: Write) -> None:
    assert door("import", str(write("name,stage\n"))).out.endswith("There is nothing below its header.\n")


def test_many_rejected_rows_are_counted_and_few_are_named(door: FrontDoor, write: Write) -> None:
    path = write("name,stage\nAnn,\n" + "Ben,Elsewhere\n" * 25)
    lines = door("import", str(path)).out.splitlines()
    assert sum(line.startswith("  line ") for line in lines) == 10
    assert "  and 15 more rows; --json names them all" in lines


def test_what_is_wrong_with_the_whole_file_begins_no_pipeline(door: FrontDoor, words: list[str], write: Write) -> None:
    for wrong in (
        ["import", "none.csv"],
        ["import", str(write("Deal\nx\n", "x.csv"))],
        [*words, "--delimiter", "::"],
        [*words, "--encoding", "klingon"],
        [*words, "--as", "plain"],
        [words[0], words[1], "--as", "klingon"],
        ["import", str(write("name,received\nAnn,03/04/2026\n", "days.csv"))],
    ):
        door.fails(2, *wrong)
        assert not Path(door.where).exists()


def test_delimiter_and_encoding_may_be_said(door: FrontDoor, write: Write) -> None:
    path = write("name#company\nZoë#a,b;c\n".encode("cp1250"))
    answer = door.json("import", str(path), "--delimiter", "#", "--encoding", "cp1250", "--as", "plain")
    assert (answer["encoding"], answer["delimiter"], answer["created"]) == ("cp1250", "#", 1)


def test_what_the_file_says_never_steers_the_terminal(door: FrontDoor, write: Write) -> None:
    path = write("name,stage,\x1b[2J\nAnn,\x1b]0;x\x07\nBen,,\n")
    for how in ([], ["--json"]):
        said = door("import", str(path), *how)
        assert "\x1b" not in said.out + said.err


def test_the_help_names_everything_a_map_can_say(door: FrontDoor) -> None:
    told = door("import", "--help").out
    assert set(re.findall(r"\w+", told)) >= {*FIELDS, *DEFAULTS, *WORDS, *TABLES}
    example = told.partition("optional:\n")[2].partition("Columns there")[0]
    assert checked_map(tomllib.loads(example), "map.toml").columns["name"] == ("First name", "Last name")
