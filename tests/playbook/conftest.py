"""A copy of the content to spoil: the tests of the loaders change one thing in it and read the complaint."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from coach import playbook

Edited = Callable[[str, str, str], Path]


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """A folder with a copy of the content, named like the real one."""
    return Path(shutil.copytree(playbook.FOLDER, tmp_path / "content"))


@pytest.fixture
def edited(copied: Path) -> Edited:
    """Replaces the first place of a text in one file of the copy; the text must be there."""

    def edit(name: str, old: str, new: str) -> Path:
        path = copied / name
        text = path.read_text(encoding="utf-8")
        assert old in text, f"{old!r} is not in {name}"
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        return copied

    return edit
