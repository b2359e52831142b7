"""An editor that does what a test tells it to, and notes what it was given."""

import json
import shlex
import sys
from pathlib import Path
from typing import Any

import pytest

_HEAD = """
import json, os, stat, sys
path = sys.argv[-1]
with open(path, "rb") as file: was = file.read()
seen = {"arguments": sys.argv[1:-1], "path": path, "text": was.decode("utf-8", "replace"),
        "mode": stat.S_IMODE(os.stat(path).st_mode), "folder": stat.S_IMODE(os.stat(os.path.dirname(path)).st_mode)}
with open(NOTES, "w") as file: json.dump(seen, file)
def put(data):
    with open(path, "wb") as file: file.write(data)
"""


class FakeEditor:
    """`does` is Python, with `was`, the bytes it got, and `put`, which writes others in their place."""

    def __init__(self, folder: Path, patch: pytest.MonkeyPatch) -> None:
        self._script, self._notes = folder / "an editor.py", folder / "notes.json"
        self.command = f"{shlex.quote(sys.executable)} {shlex.quote(str(self._script))}"
        self._patch = patch
        self.does("")

    def does(self, script: str, *, arguments: str = "", variable: str = "EDITOR") -> None:
        self._script.write_text(f"NOTES = {str(self._notes)!r}\n{_HEAD}\n{script}\n", encoding="utf-8")
        self._patch.setenv(variable, f"{self.command} {arguments}".strip())

    @property
    def seen(self) -> dict[str, Any]:
        """What it was given, and how it was guarded while it ran."""
        noted: dict[str, Any] = json.loads(self._notes.read_text(encoding="utf-8"))
        return noted

    @property
    def left_behind(self) -> bool:
        """Whether the file it was given, or its folder, is still there."""
        return Path(self.seen["path"]).parent.exists()
