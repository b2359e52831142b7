"""What the tests of the records share: an open database of either kind, and a desk over it."""

from collections.abc import Iterator
from typing import Any

import pytest

from coach.records.database import open_database

from .desks import DeskAt


@pytest.fixture
def database(database_url: str) -> Iterator[Any]:
    """Empty records on each of the two databases in turn."""
    opened = open_database(database_url, create=True)
    yield opened
    opened.close()


@pytest.fixture
def desk(database: Any) -> DeskAt:
    """Maya's desk, on Tuesday 24 November 2026 at nine."""
    return DeskAt(database)
