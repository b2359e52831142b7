"""The files of the house as its own tests read them: what is kept in the rooms, not what a tool left there."""

import ast
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
ROOMS = ("coach", "screens", "content")
_LEFT_BY_TOOLS = {"__pycache__", ".mypy_cache", ".ruff_cache", ".hypothesis"}


@cache
def files(folder: str, pattern: str = "*") -> tuple[Path, ...]:
    """Every file below a folder of the project, sorted, without what tools leave behind."""
    found = (path for path in (ROOT / folder).rglob(pattern) if path.is_file())
    return tuple(sorted(path for path in found if not _LEFT_BY_TOOLS.intersection(path.parts)))


@cache
def parsed(path: Path) -> ast.Module:
    """A Python file as its syntax tree."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def at(path: Path, line: int) -> str:
    """A place in the project as people look it up: file and line."""
    return f"{path.relative_to(ROOT)}:{line}"
