"""What the benchmarks share: pipelines of any size, made once a run, and a page at the end with every table."""

from collections.abc import Callable
from pathlib import Path

import pytest

from .seed import seeded

TABLES = pytest.StashKey[list[str]]()


@pytest.fixture(scope="session")
def pipeline(tmp_path_factory: pytest.TempPathFactory) -> Callable[[int], Path]:
    """The file of a pipeline with so many leads. Commands that write may write to it; counts are then a little higher."""
    folder = tmp_path_factory.mktemp("pipelines")

    def of(leads: int) -> Path:
        path = folder / f"{leads}.sqlite3"
        return path if path.exists() else seeded(path, leads)

    return of


@pytest.fixture
def report(request: pytest.FixtureRequest) -> Callable[[str], None]:
    """Keep a table for the page printed when all is done, whether its gate held or not."""
    return request.config.stash.setdefault(TABLES, []).append


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Print the tables."""
    for table in config.stash.get(TABLES, []):
        terminalreporter.write_line(f"\n{table}")
