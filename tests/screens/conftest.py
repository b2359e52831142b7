"""A desk of its own for each story, on Tuesday 24 November 2026 at ten in the morning."""

from collections.abc import Iterator

import pytest

from coach.records.desk import Desk

from .story import NARROW, WIDE, Clock, new_desk


@pytest.fixture
def clock() -> Clock:
    """The clock of the desk."""
    return Clock()


@pytest.fixture
def desk(sqlite_url: str, clock: Clock) -> Iterator[Desk]:
    """A desk with the default stages and no leads."""
    made = new_desk(sqlite_url, clock)
    yield made
    made.database.close()


@pytest.fixture
def either_desk(database_url: str, clock: Clock) -> Iterator[Desk]:
    """The same on each of the two databases."""
    made = new_desk(database_url, clock)
    yield made
    made.database.close()


@pytest.fixture(params=[NARROW, WIDE], ids=["80x24", "120x40"])
def size(request: pytest.FixtureRequest) -> tuple[int, int]:
    """The terminals every story is told at."""
    asked: tuple[int, int] = request.param
    return asked
