"""Words to find leads by: their own, and what was written about them; and the orders in which a part of the leads is listed.

On SQLite two FTS5 indexes, and triggers that note what has to be indexed (see `coach.records.search_index`). On PostgreSQL
a function that makes words of a text in the same way, and indexes over what it gives.
"""

from typing import Any

from coach.errors import Broken

TEXTS = {
    "lead": ("lead", "id", ("search_key",)),
    "touch": ("touch", "lead_id", ("note", "gave")),
    "note": ("note", "lead_id", ("text",)),
    "answer": ("answer", "lead_id", ("text",)),
    "reason": ("lead", "id", ("reason_words",)),
}
"""What words come from: the table, the column that names the lead, and the columns of text."""
PLACES = {"touch": 0, "note": 1, "answer": 2, "reason": 3}
"""What is written about a lead, and what is added to eight times the number of its row: its place in the index."""

STROKES = {
    "Ø": "o", "ø": "o", "Ł": "l", "ł": "l", "Đ": "d", "đ": "d", "Ħ": "h", "ħ": "h", "\u0131": "i", "Ð": "d", "ð": "d",
    "Æ": "ae", "æ": "ae", "Œ": "oe", "œ": "oe", "Þ": "th", "þ": "th", "ẞ": "ss", "ß": "ss",
}  # fmt: skip
"""Letters that are no accented letter and yet are looked for as one: the same as what is typed is folded by."""
INVISIBLE = (0xAD, *range(0x200B, 0x2010), *range(0x202A, 0x202F), 0x2060, *range(0x2066, 0x206A), 0xFEFF)
"""Soft hyphens, zero-width characters and the controls of direction: a word is found with or without them."""
MARKS = r"\u0300-\u036F\u1AB0-\u1AFF\u1DC0-\u1DFF\u20D0-\u20FF\uFE00-\uFE0F\uFE20-\uFE2F"
BETWEEN = (
    r"\u0001-\u002F\u003A-\u0040\u005B-\u0060\u007B-\u00A9\u00AB-\u00B1\u00B4\u00B6-\u00B8\u00BB\u00BF\u00D7\u00F7"
    r"\u02C2-\u02C5\u02D2-\u02DF\u055A-\u055F\u0589\u058A\u05BE\u05C0\u05C3\u05F3\u05F4\u060C\u061B\u061F\u066A-\u066D\u06D4"
    r"\u0964\u0965\u2000-\u206F\u20A0-\u20CF\u2190-\u2BFF\u2E00-\u2E7F\u3000-\u3004\u3008-\u3020\u3030\u303D-\u303F\u30FB"
    r"\uFE10-\uFE1F\uFE30-\uFE6F\uFF00-\uFF0F\uFFFC\uFFFD\U0001F000-\U0001FAFF"
)
"""What stands between words: spaces, signs and pictures."""
LONGEST = 100
"""Letters of a word that are looked at on the server."""

FOR_LISTS = """
CREATE INDEX lead_status_name ON lead (status, name_key, id);
CREATE INDEX lead_resting ON lead (status, return_on, name_key, id, contact_id) WHERE status = 'not_yet';
"""


def up(migrator: Any, db: Any) -> None:
    """Make the indexes, and put in them what is there already. Raises Broken where SQLite has no full-text search."""
    on_sqlite = type(migrator).__name__ == "SqliteMigrator"
    if on_sqlite:
        _need_full_text(db)
    for statement in [*FOR_LISTS.strip().split("\n"), *(_on_sqlite() if on_sqlite else _on_postgres())]:
        db.execute_sql(statement)


def _need_full_text(db: Any) -> None:
    if not db.execute_sql("SELECT 1 FROM pragma_module_list WHERE name = 'fts5'").fetchone():
        raise Broken(
            "The SQLite of this Python was built without full-text search (FTS5).",
            "Nothing was changed. Install coach with a Python from python.org or from your system.",
        )


def _on_sqlite() -> list[str]:
    made = [f"CREATE VIEW {name}_text (id, lead_id, words) AS {_text(*TEXTS[name])}" for name in TEXTS]
    written = " UNION ALL ".join(
        f"SELECT id * 8 + {number}, lead_id, words FROM {name}_text" for name, number in PLACES.items()
    )
    made += [
        f"CREATE VIEW written_text (place, lead_id, words) AS {written}",
        _index("lead_words", "lead_text", "id"),
        _index("written_words", "written_text", "place"),
        "CREATE TABLE to_index (source TEXT NOT NULL, id INTEGER NOT NULL, was TEXT, PRIMARY KEY (source, id)) WITHOUT ROWID",
    ]
    for name, (table, _, columns) in TEXTS.items():
        made += _triggers(name, table, columns)
    made += [
        "INSERT INTO lead_words (rowid, words) SELECT id, words FROM lead_text ORDER BY id",
        "INSERT INTO written_words (rowid, words) SELECT place, words FROM written_text",
    ]
    return made


def _index(name: str, content: str, rowid: str) -> str:
    """An index that keeps no text of its own and no lengths, with the beginnings of up to four letters ready."""
    return (
        f"CREATE VIRTUAL TABLE {name} USING fts5 (words, content = '{content}', content_rowid = '{rowid}', prefix = '1 2 3 4',"
        " tokenize = 'unicode61 remove_diacritics 2', columnsize = 0)"
    )


def _triggers(name: str, table: str, columns: tuple[str, ...]) -> list[str]:
    """What is noted first of a row counts: the words the index has of it, none when it is not in it."""
    was = f"(SELECT words FROM {name}_text WHERE id = old.id)"
    is_other = " OR ".join(f"old.{column} IS NOT new.{column}" for column in columns)
    events = {
        "added": ("AFTER INSERT", _is_some(columns, "new."), "new.id, NULL"),
        "changed": (f"BEFORE UPDATE OF {', '.join(columns)}", is_other, f"old.id, {was}"),
        "deleted": ("BEFORE DELETE", _is_some(columns, "old."), f"old.id, {was}"),
    }
    return [
        f"CREATE TRIGGER {name}_{event} {what} ON {table} WHEN {when} BEGIN"
        f" INSERT INTO to_index (source, id, was) VALUES ('{name}', {row}) ON CONFLICT DO NOTHING; END"
        for event, (what, when, row) in events.items()
    ]


def _is_some(columns: tuple[str, ...], row: str = "") -> str:
    return "(" + " OR ".join(f"{row}{column} <> ''" for column in columns) + ")"


def _text(table: str, lead: str, columns: tuple[str, ...]) -> str:
    """The words of each row as they are indexed; a lead's own are folded already, and so is a text in plain ASCII."""
    text = " || char(10) || ".join(columns)
    rows = f"SELECT id, {lead} AS lead_id, {text} AS raw, {text} AS words FROM {table} WHERE {_is_some(columns)}"
    if columns == ("search_key",):
        return f"SELECT id, lead_id, words FROM ({rows})"
    letters = list(STROKES.items())
    # In three steps: SQLite reads no deeper nesting.
    for step in ([(f"char({code})", "") for code in INVISIBLE], letters[:9], letters[9:]):
        words = "words"
        for sign, plain in step:
            words = f"replace({words}, {sign if sign.startswith('char') else repr(sign)}, '{plain}')"
        rows = f"SELECT id, lead_id, raw, {words} AS words FROM ({rows})"
    return f"SELECT id, lead_id, CASE WHEN raw GLOB '*[^' || char(1) || '-~]*' THEN words ELSE raw END FROM ({rows})"


def _on_postgres() -> list[str]:
    one_for_one = {letter: plain for letter, plain in STROKES.items() if len(plain) == 1}
    folded = f"translate(normalize(said, NFKD), '{''.join(one_for_one)}', '{''.join(one_for_one.values())}')"
    for letter, plain in STROKES.items():
        if letter not in one_for_one:
            folded = f"replace({folded}, '{letter}', '{plain}')"
    gone = MARKS + "".join(rf"\u{code:04X}" for code in INVISIBLE)
    folded = f"normalize(regexp_replace(lower({folded}), '[{gone}]', '', 'g'), NFC)"
    cut = rf"regexp_replace({folded}, '([^{BETWEEN}]{{{LONGEST}}})[^{BETWEEN}]+', '\1', 'g')"
    words = f"SELECT array_to_tsvector(array_remove(regexp_split_to_array({cut}, '[{BETWEEN}]+'), ''))"
    made = [
        f"CREATE FUNCTION search_words (said text) RETURNS tsvector LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$ {words} $$"
    ]
    for name, (table, lead, columns) in TEXTS.items():
        words = f"search_words({' || chr(10) || '.join(columns)})"
        made += [
            f"CREATE INDEX {name}_words ON {table} USING gin (({words})) WHERE {_is_some(columns)}",
            f"CREATE VIEW {name}_text (id, lead_id, words) AS SELECT id, {lead}, {words} FROM {table} WHERE {_is_some(columns)}",
        ]
    return made
