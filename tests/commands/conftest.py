"""A front door to try: commands run in this process, on a database of their own, on Tuesday 24 November 2026."""

import gc
import json
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from coach.__main__ import main

TUESDAY = "2026-11-24"


class Said(NamedTuple):
    """What a command printed and how it ended."""

    code: int
    out: str
    err: str

    @property
    def value(self) -> Any:
        """The JSON it printed."""
        return json.loads(self.out)


class FrontDoor:
    """`door("add", "Ben")` runs a command and wants it to go well; `door.fails(2, "show", "x")` wants that exit code."""

    def __init__(self, patch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], where: str) -> None:
        self._patch = patch
        self._capsys = capsys
        self.where = where
        self.named(where)
        self.today(TUESDAY)
        self.user("maya")

    def named(self, where: str) -> None:
        """The database in COACH_DB from here on; none when empty."""
        self.set("COACH_DB", where)

    def today(self, moment: str) -> None:
        self.set("COACH_TODAY", moment)

    def user(self, name: str) -> None:
        self.set("COACH_USER", name)

    def set(self, variable: str, value: str) -> None:
        if value:
            self._patch.setenv(variable, value)
        else:
            self._patch.delenv(variable, raising=False)

    def run(self, *words: str) -> Said:
        self._capsys.readouterr()
        with pytest.raises(SystemExit) as left:
            main(list(words))
        printed = self._capsys.readouterr()
        code = left.value.code
        assert isinstance(code, int)
        return Said(code, printed.out, printed.err)

    def __call__(self, *words: str) -> Said:
        said = self.run(*words)
        assert said.code == 0, (words, said)
        return said

    def json(self, *words: str) -> Any:
        return self(*words, "--json").value

    def fails(self, code: int, *words: str) -> Said:
        """Run a command that must end with this code, print nothing else, and say in two lines what happened and what to do."""
        said = self.run(*words)
        assert said.code == code, (words, said)
        assert said.out == ""
        lines = said.err.splitlines()
        assert len(lines) == 2, said.err
        assert lines[0].startswith("coach: ")
        assert lines[1]
        return said


@pytest.fixture
def door(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Iterator[FrontDoor]:
    yield FrontDoor(monkeypatch, capsys, str(tmp_path / "coach.sqlite3"))
    gc.enable()


@pytest.fixture
def with_ben(door: FrontDoor) -> FrontDoor:
    """A front door behind which there is one lead, Ben Adeyemi, number 1."""
    door("add", "Ben Adeyemi", "--company", "Adeyemi Roofing", "--value", "4200", "--email", "ben@adeyemi.example")
    return door


@pytest.fixture
def words_of() -> Callable[..., list[str]]:
    """The words of a process that runs a command as the shell would."""
    return lambda *words: [sys.executable, "-m", "coach", *words]


@pytest.fixture
def outside(tmp_path: Path) -> dict[str, str]:
    """The environment of such a process: the test's own, with a database and a day."""
    return {
        **os.environ,
        "COACH_DB": str(tmp_path / "coach.sqlite3"),
        "COACH_TODAY": TUESDAY,
        "COACH_USER": "maya",
    }
