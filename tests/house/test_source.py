"""What may not stand in the source: work left for later, waiting in tests, swallowed exceptions, rooms nobody drew."""

import ast
import re
import tomllib
from pathlib import Path

import pytest

from .source_tree import ROOMS, ROOT, at, files, parsed

LATER = re.compile(r"\b(" + "|".join(("TO" + "DO", "FIX" + "ME", "XX" + "X", "HA" + "CK")) + r")\b")
NAMES_OF_NOTHING = {"utils", "util", "helpers", "helper", "common", "base", "manager", "misc"}
EVERYTHING = {"Exception", "BaseException"}
WAITS = {"time", "asyncio"}


def waits(tree: ast.Module) -> list[int]:
    """Lines that wait for the clock: `time.sleep`, `asyncio.sleep`, or `sleep` by its bare name."""
    lines = []
    for node in ast.walk(tree):
        match node:
            case ast.Attribute(value=ast.Name(id=module), attr="sleep") if module in WAITS:
                lines.append(node.lineno)
            case ast.ImportFrom(module=str(module), names=names) if module in WAITS:
                lines += [node.lineno for name in names if name.name == "sleep"]
    return lines


def swallowed(tree: ast.Module) -> list[int]:
    """Lines where any exception at all is caught and forgotten."""
    lines = []
    for node in ast.walk(tree):
        match node:
            case ast.ExceptHandler(type=caught, body=body) if _is_everything(caught) and all(map(_does_nothing, body)):
                lines.append(node.lineno)
            case ast.Call(func=ast.Name(id="suppress") | ast.Attribute(attr="suppress"), args=caught_by_name):
                lines += [node.lineno for caught in caught_by_name if _is_everything(caught)]
    return lines


def _is_everything(caught: ast.expr | None) -> bool:
    if isinstance(caught, ast.Tuple):
        return any(_is_everything(each) for each in caught.elts)
    return caught is None or (isinstance(caught, ast.Name) and caught.id in EVERYTHING)


def _does_nothing(statement: ast.stmt) -> bool:
    match statement:
        case ast.Pass() | ast.Continue() | ast.Break() | ast.Expr(value=ast.Constant()):
            return True
        case ast.Return(value=value):
            return value is None or isinstance(value, ast.Constant)
    return False


def test_nothing_is_left_for_later() -> None:
    found = [
        at(path, number)
        for folder in (*ROOMS, "tests")
        for path in files(folder)
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1)
        if LATER.search(line)
    ]
    assert found == []


def test_no_test_waits_for_the_clock() -> None:
    assert [at(path, line) for path in files("tests", "*.py") for line in waits(parsed(path))] == []


def test_no_exception_is_swallowed_whole() -> None:
    sources = [path for folder in (*ROOMS, "tests") for path in files(folder, "*.py")]
    assert [at(path, line) for path in sources for line in swallowed(parsed(path))] == []


@pytest.mark.parametrize(
    ("check", "guilty", "innocent"),
    [
        (waits, "import time\ntime.sleep(1)", "import time\ntime.monotonic()"),
        (waits, "from asyncio import sleep", "from asyncio import run"),
        (swallowed, "try: f()\nexcept Exception: pass", "try: f()\nexcept Exception: raise"),
        (swallowed, "try: f()\nexcept: return", "try: f()\nexcept KeyError: pass"),
        (swallowed, "try: f()\nexcept (OSError, BaseException): ...", "try: f()\nexcept (OSError, KeyError): ..."),
        (swallowed, "with contextlib.suppress(Exception): f()", "with suppress(OSError): f()"),
    ],
)
def test_these_checks_bite(check: object, guilty: str, innocent: str) -> None:
    assert callable(check)
    assert check(ast.parse(guilty))
    assert not check(ast.parse(innocent))


def test_every_module_is_named_for_what_it_holds() -> None:
    sources = [path for folder in (*ROOMS, "tests") for path in files(folder, "*.py")]
    assert [str(path.relative_to(ROOT)) for path in sources if path.stem in NAMES_OF_NOTHING] == []


def test_every_room_of_coach_stands_in_the_drawn_arrows() -> None:
    """A module directly under coach/ that no layer names would be free to import anything."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    arrows = settings["tool"]["importlinter"]["contracts"][0]
    drawn = {room for layer in arrows["layers"] for room in re.split(r"[ |]+", layer)}
    assert arrows["id"] == "arrows"
    assert drawn == {f"coach.{room}" for room in _rooms_of(ROOT / "coach")} | {"screens", "content"}


def _rooms_of(package: Path) -> set[str]:
    modules = {path.stem for path in package.glob("*.py")} - {"__init__"}
    return modules | {path.name for path in package.iterdir() if path.is_dir() and path.name != "__pycache__"}
