"""Coming in: which records, which day, whose name, and how whatever goes wrong is told."""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from coach import __version__
from coach.actions.leads import add_lead
from coach.commands import front_door
from coach.commands.table import SECTIONS
from coach.records.desk import Desk

from .conftest import FrontDoor
from .terminal import Terminal

Words = Callable[..., list[str]]


def test_without_a_name_the_records_are_in_the_users_data_folder(door: FrontDoor, tmp_path: Path) -> None:
    door.named("")
    door.set("XDG_DATA_HOME", str(tmp_path / "data"))
    said = door("add", "Ben")
    assert (tmp_path / "data" / "coach" / "coach.sqlite3").exists()
    assert said.err == ""
    assert [lead["name"] for lead in door.json("due")] == ["Ben"]


@pytest.mark.parametrize(
    ("platform", "variable", "value", "place"),
    [
        ("linux", "XDG_DATA_HOME", "/data", "/data/coach/coach.sqlite3"),
        ("linux", "XDG_DATA_HOME", "not/absolute", "HOME/.local/share/coach/coach.sqlite3"),
        ("linux", "XDG_DATA_HOME", "", "HOME/.local/share/coach/coach.sqlite3"),
        ("darwin", "XDG_DATA_HOME", "/data", "HOME/Library/Application Support/coach/coach.sqlite3"),
        ("win32", "LOCALAPPDATA", "/appdata", "/appdata/coach/coach.sqlite3"),
        ("win32", "LOCALAPPDATA", "", "HOME/AppData/Local/coach/coach.sqlite3"),
    ],
)
def test_each_system_has_its_own_data_folder(
    monkeypatch: pytest.MonkeyPatch, platform: str, variable: str, value: str, place: str
) -> None:
    monkeypatch.setattr("sys.platform", platform)
    monkeypatch.setenv(variable, value)
    assert Path(front_door.default_place()) == Path(place.replace("HOME", str(Path.home())))


def test_a_reading_command_without_any_pipeline_says_how_to_begin(door: FrontDoor) -> None:
    door.named("")
    said = door.fails(3, "due")
    assert said.err.startswith("coach: There is no pipeline yet.\nRun coach")


@pytest.mark.parametrize(
    "words", [["due"], ["show", "ben"], ["undo"], ["where"], ["settings"], ["stages"], ["days-off"]]
)
def test_a_reading_command_never_begins_a_database_at_a_mistyped_place(door: FrontDoor, words: list[str]) -> None:
    said = door.fails(3, *words)
    assert f"There is no database at {door.where}" in said.err
    assert not Path(door.where).exists()


@pytest.mark.parametrize(
    "words",
    [
        ["add", "Ben"],
        ["settings", "capacity", "5"],
        ["days-off", "--weekdays", "mon-thu"],
        ["stages", "rename", "discovery", "First talk"],
    ],
)
def test_what_begins_something_begins_a_database_and_says_where(door: FrontDoor, words: list[str]) -> None:
    said = door(*words)
    assert said.err == f"coach: began a new pipeline at {door.where}\n"
    assert Path(door.where).stat().st_mode & 0o777 == 0o600
    assert door(*words[:1], "Lin") if words[0] == "add" else door("due")
    assert door("due").err == ""


def test_db_may_stand_before_and_after_the_command_and_goes_before_the_environment(
    door: FrontDoor, tmp_path: Path
) -> None:
    door("--db", str(tmp_path / "one"), "add", "Ben")
    door("add", "Lin", "--db", str(tmp_path / "two"))
    assert [lead["name"] for lead in door.json("due", "--db", str(tmp_path / "one"))] == ["Ben"]
    assert [lead["name"] for lead in door.json("--db", str(tmp_path / "two"), "due")] == ["Lin"]
    assert not Path(door.where).exists()


def test_json_may_stand_before_and_after_the_command(with_ben: FrontDoor) -> None:
    assert with_ben("--json", "due").out == with_ben("due", "--json").out
    assert with_ben("--json", "due").value[0]["name"] == "Ben Adeyemi"


def test_the_author_is_the_one_named_else_the_user_of_the_system(door: FrontDoor) -> None:
    door("add", "Ben")
    door.user("")
    door.set("LOGNAME", "tobias")
    door("add", "Lin")
    assert [entry["author"] for entry in door.json("log-book")] == ["tobias", "maya"]


def test_undo_takes_back_only_ones_own_changes(door: FrontDoor) -> None:
    door("add", "Ben")
    door.user("tobias")
    assert "nothing of yours" in door.fails(1, "undo").err


def test_the_moment_may_carry_an_hour_in_the_local_zone(door: FrontDoor, monkeypatch: pytest.MonkeyPatch) -> None:
    import time

    monkeypatch.setenv("TZ", "Pacific/Auckland")
    time.tzset()
    door.today(
        "2026-11-24T17:30"
    )  # the evening before in UTC; and past the cutoff, so the first answer is due tomorrow
    assert door.json("add", "Ben")["due_on"] == "2026-11-25"
    assert door.json("log-book")[0]["at"] == "2026-11-24T04:30:00Z"
    assert door("log-book").out.startswith("Tue 24 Nov 17:30")


@pytest.mark.parametrize("moment", ["24.11.2026", "tomorrow", "2026-13-01", "x" * 200])
def test_a_moment_that_cannot_be_read_is_refused(door: FrontDoor, moment: str) -> None:
    door.today(moment)
    assert "Write it as 2026-12-01" in door.fails(2, "due").err


def test_the_version_and_the_help_need_no_database(door: FrontDoor) -> None:
    assert door("--version").out == f"coach {__version__}\n"
    help_text = door("--help").out
    for section, commands in SECTIONS.items():
        assert section in help_text
        for name, entry in commands.items():
            assert f"  {name} " in help_text
            assert entry.help.split()[0] in help_text
    assert not Path(door.where).exists()


@pytest.mark.parametrize("name", [name for section in SECTIONS.values() for name in section])
def test_every_command_has_help_that_says_what_it_does(door: FrontDoor, name: str) -> None:
    text = door(name, "--help").out
    assert text.startswith(f"Usage: coach {name} ")
    assert "--json" in text
    assert "--db" in text


@pytest.mark.parametrize(
    ("words", "what", "do"),
    [
        (["nonsense"], "No such command 'nonsense'.", "See coach --help"),
        (["due", "--nonsense"], "No such option '--nonsense'.", "See coach due --help"),
        (["show"], "Missing argument 'LEAD'.", "See coach show --help"),
        (["show", "a", "b"], "Got unexpected extra argument (b).", "See coach show --help"),
        (
            ["due", "--limit", "many"],
            "Invalid value for '--limit': 'many' is not a valid integer range.",
            "See coach due",
        ),
        (["stages", "nonsense"], "No such command 'nonsense'.", "See coach stages --help"),
        (["--db"], "Option '--db' requires an argument.", "See coach --help"),
    ],
)
def test_wrong_usage_is_told_in_two_lines(door: FrontDoor, words: list[str], what: str, do: str) -> None:
    said = door.fails(2, *words)
    first, second = said.err.splitlines()
    assert first == f"coach: {what}"
    assert second.startswith(do)


def test_no_command_loads_peewee_before_it_is_known_which_database_it_is_for(outside: dict[str, str]) -> None:
    """Peewee takes in every driver it finds when it is first imported, and the front door has a say in that."""
    script = (
        "import sys; from importlib import import_module; from coach.commands.table import SECTIONS\n"
        "for section in SECTIONS.values():\n"
        "    for name, entry in section.items():\n"
        "        import_module('coach.commands.' + entry.where.partition(':')[0])\n"
        "        assert 'peewee' not in sys.modules, name\n"
    )
    done = subprocess.run([sys.executable, "-c", script], env=outside, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("words", [[], ["review"], ["demo"]])
def test_the_full_screen_needs_a_terminal(door: FrontDoor, words: list[str]) -> None:
    assert "not a terminal" in door.fails(2, *words).err
    assert "no answer in JSON" in door.fails(2, "--json", *words).err
    assert not Path(door.where).exists()


@pytest.mark.parametrize(("words", "pane"), [([], ""), (["review"], "review")])
def test_the_app_is_opened_on_the_named_records_and_its_exit_code_is_ours(
    door: FrontDoor, monkeypatch: pytest.MonkeyPatch, words: list[str], pane: str
) -> None:
    import screens.app
    from coach.commands import app

    opened: list[tuple[str, str, str]] = []
    changed: list[str] = []

    def run(desk: Desk, to_change: Callable[[], Desk] | None, *, start: str = "") -> int:
        opened.append((desk.database.database, desk.author, start))
        if to_change is not None:
            changed.append(add_lead(to_change(), "Ben").sentence)
            assert desk.rows("SELECT name FROM lead") == [("Ben",)]
            with pytest.raises(sqlite3.OperationalError):
                desk.rows("DELETE FROM lead")
        return 4

    monkeypatch.setattr(screens.app, "run", run)
    monkeypatch.setattr(app, "needs_a_screen", lambda: None)
    monkeypatch.setattr(app, "end_when_asked_to", lambda: None)
    assert door.run(*words) == (4, "", f"coach: began a new pipeline at {door.where}\n")
    assert opened == [(door.where, "maya", pane)]
    assert not changed
    assert door.run(*words).code == 4
    assert opened == [(door.where, "maya", pane)] * 2
    assert changed == ["added Ben"]


def test_a_file_that_is_no_database_is_left_alone(door: FrontDoor) -> None:
    Path(door.where).write_text("a letter\n" * 100)
    said = door.fails(3, "due")
    assert door.where in said.err
    assert door.fails(3, "add", "Ben").code == 3
    assert Path(door.where).read_text() == "a letter\n" * 100


def test_a_folder_is_no_database(door: FrontDoor, tmp_path: Path) -> None:
    assert "is a folder" in door.fails(3, "due", "--db", str(tmp_path)).err


def test_a_place_that_cannot_be_made_is_said(door: FrontDoor, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert str(tmp_path / "file") in door.fails(3, "--db", str(tmp_path / "file" / "coach.sqlite3"), "add", "Ben").err


def test_a_database_that_is_written_to_elsewhere_for_long_is_said_and_nothing_is_saved(
    with_ben: FrontDoor, monkeypatch: pytest.MonkeyPatch
) -> None:
    import sqlite3
    from contextlib import closing

    from coach.records import database

    monkeypatch.setattr(database, "BUSY_SECONDS", 0.05)
    with closing(sqlite3.connect(with_ben.where, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert "has been writing" in with_ben.fails(3, "log", "ben", "--via", "call").err
        other.execute("ROLLBACK")
    assert [entry["verb"] for entry in with_ben.json("log-book")] == ["add"]


def test_the_password_of_a_server_is_never_shown(door: FrontDoor) -> None:
    url = "postgresql://maya:s3cret@127.0.0.1:1/coach?password=s3cret"
    for words in (["due"], ["add", "Ben"], ["where"]):
        said = door.fails(3, "--db", url, *words)
        assert "s3cret" not in said.err
        assert "maya@127.0.0.1:1/coach" in said.err


def test_a_mistake_of_ours_keeps_its_traceback(door: FrontDoor, monkeypatch: pytest.MonkeyPatch) -> None:
    from coach.__main__ import main
    from coach.commands import due

    def stumble(*_args: object, **_more: object) -> None:
        raise ZeroDivisionError

    door("add", "Ben")
    monkeypatch.setattr(due, "due_list", stumble)
    with pytest.raises(ZeroDivisionError):
        main(["due"])


def test_a_reader_that_leaves_early_is_no_error(words_of: Words, outside: dict[str, str]) -> None:
    subprocess.run(words_of("add", "Ben"), env=outside, check=True, capture_output=True)
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(words_of("due"), env=outside, stdout=writing, stderr=subprocess.PIPE, text=True, check=False)
    os.close(writing)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a device that is always full")
def test_output_that_cannot_be_written_is_told(words_of: Words, outside: dict[str, str]) -> None:
    subprocess.run(words_of("add", "Ben"), env=outside, check=True, capture_output=True)
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(words_of("due"), env=outside, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == 3
    assert done.stderr.startswith("coach: No space left on device.\n")
    assert "Traceback" not in done.stderr


def test_an_old_encoding_gets_escapes_and_not_an_error(words_of: Words, outside: dict[str, str]) -> None:
    plain = {**outside, "PYTHONIOENCODING": "ascii"}
    added = subprocess.run(words_of("add", "Chloé"), env=plain, capture_output=True, check=True)
    assert added.stdout.startswith(b"Added Chlo\\xe9.")
    listed = subprocess.run(words_of("due", "--json"), env=plain, capture_output=True, text=True, check=True)
    assert '"Chlo\\u00e9"' in listed.stdout
    readable = subprocess.run(words_of("due", "--json"), env=outside, capture_output=True, text=True, check=True)
    assert '"Chloé"' in readable.stdout


def test_ctrl_c_ends_quietly(words_of: Words, outside: dict[str, str]) -> None:
    """At a question, which is where a person presses it: on a terminal of its own."""
    terminal = Terminal(words_of("add", "Ben"), outside)
    terminal.read_until(b"Begin a new pipeline there? [y/N] ")
    terminal.interrupt()
    shown, code = terminal.end()
    assert b"Traceback" not in shown
    assert code == 130
    assert not Path(outside["COACH_DB"]).exists()


def test_on_a_terminal_a_named_database_is_begun_only_when_told_to(words_of: Words, outside: dict[str, str]) -> None:
    answer, code = at_a_terminal(words_of("add", "Ben"), outside, b"n\n")
    assert "Nothing was begun" in answer
    assert code == 1
    assert not Path(outside["COACH_DB"]).exists()
    answer, code = at_a_terminal(words_of("add", "Ben"), outside, b"y\n")
    assert "Added Ben." in answer
    assert code == 0


def test_on_a_terminal_the_exit_evidence_is_asked_for(words_of: Words, outside: dict[str, str]) -> None:
    subprocess.run(words_of("add", "Ben"), env=outside, check=True, capture_output=True)
    answer, code = at_a_terminal(words_of("move", "ben", "discovery"), outside, b"\n")
    assert "What did they do?" in answer
    assert code == 1
    answer, code = at_a_terminal(words_of("move", "ben", "discovery"), outside, b"he called back\n")
    assert "Moved Ben to Discovery conversation." in answer
    assert code == 0


def at_a_terminal(words: list[str], environment: dict[str, str], typed: bytes) -> tuple[str, int]:
    """Run a command on a terminal of its own; the keys are typed when it first asks. What was shown, and the exit code."""
    terminal = Terminal(words, environment)
    terminal.read_until(b"? ")
    terminal.type(typed)
    shown, code = terminal.end()
    return shown.decode(), code
