"""What the tests of the views share: records on each of the two databases."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from coach.records.database import open_database
from coach.records.drivers import on_sqlite

from .records import Records


@pytest.fixture
def records(database_url: str) -> Iterator[Records]:
    """Records with the six stages and nothing else, on SQLite and on PostgreSQL."""
    with _opened(database_url) as opened:
        yield opened


@pytest.fixture
def local_records(sqlite_url: str) -> Iterator[Records]:
    """The same on SQLite alone, for what is said of its query plans."""
    with _opened(sqlite_url) as opened:
        yield opened


@contextmanager
def _opened(url: str) -> Iterator[Records]:
    database = open_database(url, create=True)
    if on_sqlite(database):
        database.pragma("synchronous", 0)  # rows are written one by one, and none has to outlive the test
    yield Records(database)
    database.close()
