"""The search index of a local file, brought in step with what was written before it is committed.

Triggers note in `to_index` each row whose words are new, other, or gone, with the words the index has of it. They leave the
index itself alone: a schema that is not trusted may not write to one, and a thousand rows are indexed best at once. On a server
the index is an index like any other, and there is nothing to do.
"""

from typing import Any, NamedTuple

from coach.records.drivers import on_sqlite


class Source(NamedTuple):
    """Where words come from: the view that gives them, the index they are kept in, and the place of row `id` in it."""

    view: str
    words_in: str
    place: str = "id"


KINDS = 8
"""Places the rows of one number have in the index of what was written, one for each kind of row."""
WRITTEN = ("touch", "note", "answer", "reason")
"""What is written about a lead, in the order of their places."""
SOURCES = {
    "lead": Source("lead_text", "lead_words"),
    **{
        kind: Source(f"{kind}_text", "written_words", f"id * {KINDS} + {number}") for number, kind in enumerate(WRITTEN)
    },
}


def keep_in_step(database: Any) -> None:
    """Index what was written since the last time; nothing, where nothing was. To be called inside the transaction."""
    if not on_sqlite(database):
        return
    waiting = database.execute_sql("SELECT DISTINCT source FROM to_index").fetchall()
    for (name,) in waiting:
        view, words_in, place = SOURCES[name]
        noted = "FROM to_index WHERE source = ?"
        gone = f"SELECT 'delete', {place}, was {noted} AND was IS NOT NULL"
        new = f"SELECT {place}, words FROM {view} WHERE id IN (SELECT id {noted}) ORDER BY id"
        database.execute_sql(f"INSERT INTO {words_in} ({words_in}, rowid, words) {gone}", (name,))
        database.execute_sql(f"INSERT INTO {words_in} (rowid, words) {new}", (name,))
        database.execute_sql(f"DELETE {noted}", (name,))
