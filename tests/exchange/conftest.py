"""A desk to bring files to, on both databases, and files made by the test that uses them."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from coach.exchange.from_csv import Report, bring_in_csv, make_ready
from coach.exchange.mapping import checked_map
from coach.records.database import open_database

from ..records.desks import DeskAt

Bring = Callable[..., Report]
Write = Callable[..., Path]


@pytest.fixture
def desk(database_url: str) -> Iterator[DeskAt]:
    """Maya's desk, on Tuesday 24 November 2026 at nine, over empty records of either kind."""
    database = open_database(database_url, create=True)
    yield DeskAt(database)
    database.close()


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """`write(text)` makes a file of it; `write(bytes)` too."""

    def written(content: str | bytes, name: str = "leads.csv") -> Path:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return written


@pytest.fixture
def bring(desk: DeskAt, write: Write) -> Bring:
    """`bring(text, map)` brings in a file of this text by a map of these values, and gives the report."""

    def brought(content: str | bytes, mapping: dict[str, Any] | None = None, **how: Any) -> Report:
        name = how.pop("name", "leads.csv")
        return bring_in_csv(desk, make_ready(write(content, name), checked_map(mapping or {}, "map.toml")), **how)

    return brought
