"""Whatever a file holds and whatever is there already: the dry run is exact, again brings nothing, and undo is whole."""

import csv
import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from coach.actions.leads import add_lead
from coach.actions.moves import stop_contact
from coach.actions.touches import log_touch
from coach.actions.undo import undo
from coach.exchange.from_csv import bring_in_csv, make_ready
from coach.exchange.mapping import checked_map
from coach.exchange.plan import CREATE, UNCHANGED, UPDATE, Verdict
from coach.records.database import open_database

from ..records.desks import DeskAt, dump

FIELDS = {
    "id": st.sampled_from(["", "", "1", "2", "3"]),
    "name": st.sampled_from(["Ann", "ann", "Ben", "", "=x"]),
    "company": st.sampled_from(["", "Acme", "ACME ", "Fox"]),
    "email": st.sampled_from(["", "", "a@x.com", "A@x.com", "b@x.com", "nobody"]),
    "phone": st.sampled_from(["", "0151 222333", "0151-222333", "7"]),
    "value": st.sampled_from(["", "0", "5", "5,50", "-1", "$3"]),
    "stage": st.sampled_from(["", "lead", "discovery", "proposal", "won", "lost", "odd"]),
    "owner": st.sampled_from(["", "Maya", "Tom", "everyone"]),
    "entered": st.sampled_from(["", "2026-01-01", "2026-11-01", "1.1.2026"]),
    "closed": st.sampled_from(["", "2026-11-02", "2026-01-02"]),
    "note": st.sampled_from(["", "", "hello", "two\nlines"]),
}
ROWS = st.lists(st.tuples(*FIELDS.values()), max_size=5)
MAP = checked_map({"defaults": {"reason": "timing"}, "closed_from": "discovery"}, "map.toml")


@contextmanager
def a_desk() -> Iterator[tuple[DeskAt, Path]]:
    """A desk with a few leads of its own, one of them worked on, one who wants no contact; and a folder."""
    with TemporaryDirectory() as folder:
        database = open_database(str(Path(folder) / "coach.sqlite3"), create=True)
        desk = DeskAt(database)
        add_lead(desk, "Ben", email="b@x.com")
        add_lead(desk, "Fox", phone="0151 222333")
        log_touch(desk, 1, via="call")
        yield desk, Path(folder)
        database.close()


def written(path: Path, rows: list[tuple[str, ...]]) -> Path:
    out = io.StringIO()
    csv.writer(out).writerows([tuple(FIELDS), *rows])
    path.write_text(out.getvalue(), encoding="utf-8")
    return path


def brought(desk: DeskAt, path: Path, **how: Any) -> list[Verdict]:
    verdicts: list[Verdict] = []
    bring_in_csv(desk, make_ready(path, MAP), on_verdict=verdicts.append, **how)
    return verdicts


def settled(first: Verdict, again: Verdict, *, changed: bool) -> bool:
    """Whether a row is judged as it must be when its file comes in again.

    A row that was left out because of another lead may be seen anew when the same file has changed (`changed`) that lead.
    """
    if first.verdict in (CREATE, UPDATE, UNCHANGED):
        return again.verdict == UNCHANGED
    return changed or again == first


@settings(max_examples=80)
@given(st.lists(ROWS, min_size=1, max_size=3), st.booleans())
def test_dry_run_again_and_undo(files: list[list[tuple[str, ...]]], silent: bool) -> None:
    with a_desk() as (desk, folder):
        for number, rows in enumerate(files):
            path = written(folder / f"{number}.csv", rows)
            before = dump(desk)
            foreseen = brought(desk, path, dry_run=True)
            assert dump(desk) == before
            assert brought(desk, path) == foreseen
            after = dump(desk)
            if after != before:
                undo(desk)
                assert dump(desk) == before
                assert brought(desk, path) == foreseen
            changed = any(verdict.verdict == UPDATE for verdict in foreseen)
            again = brought(desk, path)
            assert all(settled(*each, changed=changed) for each in zip(foreseen, again, strict=True))
            assert changed or len(dump(desk)["lead"]) == len(after["lead"])
            if silent and number == 0:
                stop_contact(desk, 2, reason="asked us to stop")
        open_and_silent = desk.rows(
            "SELECT count(*) FROM lead JOIN contact ON contact.id = contact_id"
            " WHERE status = 'open' AND do_not_contact_on IS NOT NULL"
        )
        assert open_and_silent == [(0,)]


@settings(max_examples=60)
@given(st.lists(st.lists(st.text(max_size=12), min_size=len(FIELDS), max_size=len(FIELDS)).map(tuple), max_size=6))
def test_any_text_at_all_comes_in_or_is_rejected_with_a_reason(rows: list[tuple[str, ...]]) -> None:
    with a_desk() as (desk, folder):
        verdicts = brought(desk, written(folder / "any.csv", rows))
        assert all(verdict.reason for verdict in verdicts if verdict.verdict == "reject")
        created = sum(verdict.verdict == "create" for verdict in verdicts)
        assert desk.rows("SELECT count(*) FROM lead") == [(2 + created,)]
