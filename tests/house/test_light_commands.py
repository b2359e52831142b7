"""What a plain command loads is what it costs. None of these libraries may be on the way of one."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Loaded = Callable[..., set[str]]

HEAVY = (
    "asyncio",
    "dateutil.parser",
    "holidays",
    "importlib.metadata",
    "platformdirs",
    "playhouse.migrations",
    "prompt_toolkit",
    "psycopg",
    "pydantic",
    "questionary",
    "rich",
    "textual",
    "unittest",
)

RUNNER = """
import sys
report, *words = sys.argv[1:]
from coach.__main__ import main
try:
    main(words)
finally:
    loaded = sorted(sys.modules)
    import json
    with open(report, "w") as file:
        json.dump(loaded, file)
"""

COMMANDS = {
    "help": ["--help"],
    "due": ["due"],
    "due as json": ["due", "--json"],
    "due in one line": ["due", "--brief"],
    "add": ["add", "Ben Adeyemi", "--company", "Adeyemi Roofing", "--value", "1200"],
    "log": ["log", "Lin", "--via", "call", "--note", "left a message"],
    "show": ["show", "Lin"],
    "note": ["note", "Lin", "Likes slate"],
    "tag": ["tag", "Lin", "--add", "roof"],
    "permission": ["permission", "Lin", "--via", "email", "--every", "5"],
    "merge": ["merge", "Lin", "2"],
    "merge, only shown": ["merge", "Lin", "2", "--people", "--dry-run"],
    "spread": ["spread"],
    "recap": ["recap", "Lin"],
    "message": ["message", "Lin"],
    "find": ["find", "harbour"],
    "where": ["where"],
}
SECOND = ["add", "Ms Wei", "--phone", "0171 2345678"]
BEFORE = {
    "merge": [SECOND],
    "recap": [["answer", "Lin", "problem", "It leaks"]],
    "spread": [SECOND, ["settings", "capacity", "1"]],
}
"""What has to be there before a command has something to do."""
LATER = "2026-12-01"
"""A day on which everybody is overdue."""


@pytest.fixture
def loaded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Loaded:
    """Run a command in a process of its own; returns the modules it had loaded when it was done."""
    monkeypatch.setenv("COACH_DB", str(tmp_path / "coach.sqlite3"))
    monkeypatch.setenv("COACH_TODAY", "2026-11-24")
    report = tmp_path / "modules.json"

    def run(*words: str) -> set[str]:
        argv = [sys.executable, "-c", RUNNER, str(report), *words]
        done = subprocess.run(argv, capture_output=True, text=True, check=False, cwd=tmp_path)
        assert done.returncode == 0, done.stderr
        return set(json.loads(report.read_text()))

    return run


@pytest.mark.parametrize("words", COMMANDS.values(), ids=COMMANDS)
def test_a_plain_command_loads_nothing_heavy(loaded: Loaded, monkeypatch: pytest.MonkeyPatch, words: list[str]) -> None:
    loaded("add", "Lin Wei", "--company", "Harbour Dental")  # a first start writes the schema and pays for that once
    for before in BEFORE.get(words[0], ()):
        loaded(*before)
    if words[0] == "spread":
        monkeypatch.setenv("COACH_TODAY", LATER)
    assert sorted(loaded(*words).intersection(HEAVY)) == []


def test_a_first_start_is_seen_to_load_the_migrations(loaded: Loaded) -> None:
    """The measuring itself: what is loaded shows, so that the tests above can fail."""
    assert "playhouse.migrations" in loaded("add", "Lin Wei")
