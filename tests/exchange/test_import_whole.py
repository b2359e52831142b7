"""An import is all or nothing: killed at any moment it leaves nothing, and it costs the same few statements for any size."""

import subprocess
import sys
from typing import Any

import pytest

from coach.exchange.from_csv import bring_in_csv, make_ready
from coach.exchange.mapping import checked_map
from coach.records.database import open_database

from ..records.desks import DeskAt, dump
from .conftest import Write
from .made_file import MAP, made_file

CHILD = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from coach.exchange import plan
from coach.exchange.from_csv import bring_in_csv, make_ready
from coach.records.database import open_database
from coach.records.desk import Desk

plan.BATCH = 500

desk = Desk(open_database(sys.argv[1]), "Maya", lambda: datetime(2026, 11, 24, 9, tzinfo=UTC))

def wait_to_be_let_on(rows):
    print(rows, flush=True)
    sys.stdin.readline()

bring_in_csv(desk, make_ready(Path(sys.argv[2])), on_rows=wait_to_be_let_on)
"""


@pytest.mark.parametrize("at", [500, 1_000, 1_200])
def test_an_import_killed_in_the_middle_leaves_nothing(database_url: str, write: Write, at: int) -> None:
    path = write("name,email,note\n" + "".join(f"Ann {n},a{n}@x.com,hello\n" for n in range(1_200)))
    desk = DeskAt(open_database(database_url, create=True))
    before = dump(desk)
    with subprocess.Popen(
        [sys.executable, "-c", CHILD, database_url, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as child:
        assert child.stdin is not None
        assert child.stdout is not None
        while int(child.stdout.readline()) < at:
            child.stdin.write("\n")
            child.stdin.flush()
        child.kill()
    assert dump(desk) == before
    assert desk.rows("SELECT count(*) FROM change")[0][0] == 0
    assert bring_in_csv(desk, make_ready(path)).counts == {"create": 1_200}
    desk.database.close()


class Counting:
    """A desk's database that counts the statements it is given."""

    def __init__(self, desk: DeskAt, patch: pytest.MonkeyPatch) -> None:
        self.statements = 0
        execute = desk.database.execute_sql

        def counted(*args: Any, **kwargs: Any) -> Any:
            self.statements += 1
            return execute(*args, **kwargs)

        patch.setattr(desk.database, "execute_sql", counted)


@pytest.mark.parametrize("again", [False, True])
def test_no_row_costs_a_statement_of_its_own(
    desk: DeskAt, write: Write, monkeypatch: pytest.MonkeyPatch, again: bool
) -> None:
    ready = make_ready(write(made_file(4_000).text), checked_map(MAP, "map.toml"))
    if again:
        bring_in_csv(desk, ready)
    counting = Counting(desk, monkeypatch)
    bring_in_csv(desk, ready)
    assert 0 < counting.statements < 120
