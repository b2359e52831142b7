"""What the index finds: leads by their own words, and what was written about them, the newest first."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from coach.records.desk import Desk
from coach.records.drivers import on_sqlite
from coach.records.search_index import KINDS, WRITTEN
from coach.views.search_words import Word, for_fts, for_tsquery
from coach.views.which_leads import Which, where_all

_LARGEST_BATCH = 5_000
"""Places asked for in one statement at most."""
_LAST = (1 << 62) - 1
_AT_ONCE = 500
_LEAD_OF = {"touch": "touch", "note": "note", "answer": "answer"}


class Hit(NamedTuple):
    """One row of what was written about a lead: a touch, a note, an answer, or the lead itself for the reason of a Not yet."""

    lead_id: int
    kind: str
    row_id: int


def own_hits(desk: Desk, words: list[Word], which: Which, most: int) -> list[int]:
    """The newest `most` leads with all of these words among their own."""
    if on_sqlite(desk.database):
        found, asked = "lead_words JOIN lead ON lead.id = lead_words.rowid", ("lead_words MATCH ?", [for_fts(words)])
        where, params = where_all(asked, which.condition())
        # CROSS keeps the index first; by its own order it gives the newest first without sorting.
        page = f"SELECT lead_words.rowid FROM {found.replace(' JOIN', ' CROSS JOIN')}{where} ORDER BY lead_words.rowid DESC"
    else:
        where, params = where_all(
            ("search_words(search_key) @@ ?::tsquery AND search_key <> ''", [for_tsquery(words)]), which.condition()
        )
        # What is found is found first, and sorted then: in the order of numbers every lead would be looked at.
        page = f"WITH hit AS MATERIALIZED (SELECT id FROM lead{where}) SELECT id FROM hit ORDER BY id DESC"
    return [row[0] for row in desk.rows(f"{page} LIMIT ?", [*params, most])]


def written_hits(desk: Desk, words: list[Word], which: Which, at_first: int = 200) -> Iterator[Hit]:
    """The rows with all of these words, those with the words as they are before those with longer ones; of each the newest first.

    They are asked for as they are taken: whole words stand ready in the index, while beginnings are put together when asked for.
    `at_first` is how many are asked for first.
    """
    ask, question = (_on_file, for_fts) if on_sqlite(desk.database) else (_on_server, for_tsquery)
    for whole in (True, False):
        asked, before, size = question(words, whole=whole), _LAST, at_first
        while True:
            hits, last = ask(desk, asked, before, size)
            wanted = _among(desk, {hit.lead_id for hit in hits}, which)
            yield from (hit for hit in hits if hit.lead_id in wanted)
            if last is None:
                break
            before, size = last, min(size * 4, _LARGEST_BATCH)


def _on_file(desk: Desk, question: str, before: int, size: int) -> tuple[list[Hit], int | None]:
    """The next hits, and the last place looked at; None when there are no more."""
    page = "SELECT rowid FROM written_words WHERE written_words MATCH ? AND rowid < ? ORDER BY rowid DESC LIMIT ?"
    places = [row[0] for row in desk.rows(page, (question, before, size))]
    leads: dict[int, int] = {}
    for number, kind in enumerate(WRITTEN):
        ids = [place // KINDS for place in places if place % KINDS == number]
        for id_, lead_id in _leads_of(desk, kind, ids):
            leads[id_ * KINDS + number] = lead_id
    hits = [_hit(place, leads[place]) for place in places if place in leads]
    return hits, places[-1] if len(places) == size else None


def _leads_of(desk: Desk, kind: str, ids: list[int]) -> Iterator[tuple[int, int]]:
    table = _LEAD_OF.get(kind)
    if table is None:
        yield from ((id_, id_) for id_ in ids)
        return
    for asked, marks in _in_parts(ids):
        yield from desk.rows(f"SELECT id, lead_id FROM {table} WHERE id IN ({marks})", asked)


def _on_server(desk: Desk, question: str, before: int, size: int) -> tuple[list[Hit], int | None]:
    parts = " UNION ALL ".join(
        f"SELECT id * {KINDS} + {number} AS place, lead_id FROM {kind}_text WHERE words @@ ?::tsquery"
        for number, kind in enumerate(WRITTEN)
    )
    page = (
        f"WITH hit AS MATERIALIZED ({parts}) SELECT place, lead_id FROM hit WHERE place < ? ORDER BY place DESC LIMIT ?"
    )
    rows = desk.rows(page, [*[question] * len(WRITTEN), before, size])
    return [_hit(*row) for row in rows], rows[-1][0] if len(rows) == size else None


def _hit(place: int, lead_id: int) -> Hit:
    row_id, number = divmod(place, KINDS)
    return Hit(lead_id, WRITTEN[number], row_id)


def _among(desk: Desk, lead_ids: set[int], which: Which) -> set[int]:
    """Those of these leads that are meant."""
    if not which.condition()[0]:
        return lead_ids
    found: set[int] = set()
    for asked, marks in _in_parts(sorted(lead_ids)):
        where, params = where_all((f"lead.id IN ({marks})", [*asked]), which.condition())
        found.update(row[0] for row in desk.rows(f"SELECT lead.id FROM lead{where}", params))
    return found


def _in_parts(ids: Sequence[int]) -> Iterator[tuple[Sequence[Any], str]]:
    for start in range(0, len(ids), _AT_ONCE):
        part = ids[start : start + _AT_ONCE]
        yield part, ", ".join("?" * len(part))
