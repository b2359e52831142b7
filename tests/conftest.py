"""What every test stands on: a home of its own, UTC, no network, and a database of either kind."""

import itertools
import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import hypothesis
import peewee  # noqa: F401  # before any test opens a local file, which hides the server drivers from Peewee for good
import pytest

from .offline import sitecustomize

if TYPE_CHECKING:
    from .postgres import Server

OFFLINE = str(Path(sitecustomize.__file__).parent)
TAKEN_AWAY = ("COACH_", "LC_", "PG", "TEXTUAL", "XDG_")
"""Variables that begin like this are the developer's own and say nothing to a test."""
ALSO_TAKEN_AWAY = ("CLICOLOR", "CLICOLOR_FORCE", "COLUMNS", "EDITOR", "FORCE_COLOR", "LINES", "NO_COLOR", "VISUAL")
GIVEN = {
    "COLORTERM": "truecolor",
    "LANG": "C.UTF-8",
    "TERM": "xterm-256color",
    "TEXTUAL_ANIMATIONS": "none",
    "TZ": "UTC",
}

hypothesis.settings.register_profile("coach", deadline=None)
hypothesis.settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True, database=None)
hypothesis.settings.load_profile("ci" if os.environ.get("CI") else "coach")

os.environ.update(GIVEN)  # Textual reads its variables once, when it is imported
time.tzset()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Start the tools of the house first: they take longest, and the other workers go on beside them."""
    items.sort(key=lambda item: item.path.name != "test_tools.py")


@pytest.fixture(scope="session")
def _homes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("homes")
    numbers = itertools.count(1)
    return (folder / str(number) for number in numbers)


@pytest.fixture(autouse=True)
def _alone(_homes: Iterator[Path]) -> Iterator[None]:
    """An empty home, UTC, an English terminal, and nothing of the developer's own environment."""
    home = next(_homes)
    home.mkdir()
    with pytest.MonkeyPatch.context() as patch:
        for name in list(os.environ):
            if name.startswith(TAKEN_AWAY) or name in ALSO_TAKEN_AWAY:
                patch.delenv(name)
        for name, value in GIVEN.items():
            patch.setenv(name, value)
        patch.setenv("HOME", str(home))
        for kind, folder in {
            "CACHE": ".cache",
            "CONFIG": ".config",
            "DATA": ".local/share",
            "STATE": ".local/state",
        }.items():
            patch.setenv(f"XDG_{kind}_HOME", str(home / folder))
        patch.setenv("PYTHONPATH", OFFLINE, prepend=os.pathsep)
        time.tzset()
        yield
    time.tzset()


@pytest.fixture(scope="session")
def postgres_server() -> "Iterator[Server]":
    """The PostgreSQL server of this test process, started by the first test that asks and stopped after the last."""
    from .postgres import Server

    with Server() as server:
        yield server


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """Where a local database could be: the path of a file that does not exist yet."""
    return str(tmp_path / "coach.sqlite3")


@pytest.fixture
def postgres_url(postgres_server: "Server") -> Iterator[str]:
    """The address of an empty database on a real server, dropped afterwards."""
    url = postgres_server.fresh_database()
    yield url
    postgres_server.finished_with(url)


@pytest.fixture(params=["sqlite", "postgres"])
def database_url(request: pytest.FixtureRequest) -> str:
    """A place for the records on each of the two databases in turn."""
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url
