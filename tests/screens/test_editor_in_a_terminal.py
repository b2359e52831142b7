"""In a real terminal the editor has the screen and the keys to itself, and the app comes back with what was written."""

import os
import shlex
import sys
from pathlib import Path

from coach.records.desk import Desk

from ..commands.terminal import Terminal
from .stories.people import ben
from .story import TUESDAY, Clock

F5 = b"\x1b[15~"
OVER, BACK = b"\x1b[?1049l", b"\x1b[?1049h"
"""The screen of an app is left, and entered."""
EDITOR = """
import signal, sys
signal.signal(signal.SIGINT, lambda *_: print("NOT OVER", flush=True))
print("THE EDITOR IS HERE", flush=True)
line = sys.stdin.readline()
with open(sys.argv[-1], "a") as file:
    file.write(line.upper())
"""


def test_the_editor_has_the_terminal_to_itself_and_ctrl_c_there_ends_nothing(
    desk: Desk, clock: Clock, sqlite_url: str, tmp_path: Path
) -> None:
    ben(desk, clock)
    script = tmp_path / "editor.py"
    script.write_text(EDITOR, encoding="utf-8")
    environment = {
        **os.environ,
        "COACH_DB": sqlite_url,
        "COACH_TODAY": TUESDAY,
        "COACH_USER": "maya",
        "EDITOR": f"{shlex.quote(sys.executable)} {shlex.quote(str(script))}",
    }
    terminal = Terminal([sys.executable, "-m", "coach"], environment)
    terminal.read_until(b"Adeyemi Roofing")
    terminal.type(b"e")
    terminal.read_until(b"Hello Ben")
    terminal.type(F5)
    terminal.read_until(b"THE EDITOR IS HERE")
    assert terminal.shown.rindex(OVER) < terminal.shown.rindex(b"THE EDITOR IS HERE")
    terminal.type(b"\x03")
    terminal.read_until(b"NOT OVER")
    terminal.type(b"written there\n")
    terminal.read_until(b"WRITTEN THERE")
    assert terminal.shown.rindex(BACK) > terminal.shown.rindex(b"NOT OVER")
    terminal.type(b"\x1b")
    terminal.read_until(b"is kept until you leave coach")
    terminal.type(b"q")
    _, code = terminal.end()
    assert code == 0
