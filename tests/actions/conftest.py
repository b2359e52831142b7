"""What the tests of the actions share: a desk over a written pipeline, on each of the two databases in turn."""

from collections.abc import Iterator
from typing import Any

import pytest

from coach.records.database import open_database

from .diary import Diary


@pytest.fixture
def database(database_url: str) -> Iterator[Any]:
    """Empty records."""
    opened = open_database(database_url, create=True)
    yield opened
    opened.close()


@pytest.fixture
def diary(database: Any) -> Diary:
    """Maya's desk on Tuesday 24 November 2026 at nine, with the default pipeline written and nobody in it."""
    return Diary(database)


@pytest.fixture
def local(sqlite_url: str) -> Iterator[Diary]:
    """The same over a local file only, where a test says nothing about the database."""
    opened = open_database(sqlite_url, create=True)
    yield Diary(opened)
    opened.close()
