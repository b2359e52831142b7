"""What is asked all day long is answered from an index, in order: nothing is scanned, nothing is sorted anew."""

from collections.abc import Iterator
from typing import Any

import pytest

from coach.records.database import open_database

ORDER = "list_on, due_time, stage_position DESC, value DESC, last_touch_on NULLS FIRST, name_key, id"
COLUMN_ORDER = "list_on, due_time, value DESC, last_touch_on NULLS FIRST, name_key, id"
DAY = "'2026-11-24'"

QUERIES = {
    "a rank that is due": (
        "lead_day",
        f"SELECT id FROM lead WHERE precedence = 5 AND list_on <= {DAY} ORDER BY {ORDER} LIMIT 50",
    ),
    "what is overdue": (
        "lead_day",
        f"SELECT id FROM lead WHERE precedence = 5 AND list_on < {DAY} ORDER BY {ORDER} LIMIT 50",
    ),
    "what is timed today": (
        "lead_day",
        f"SELECT id FROM lead WHERE precedence = 5 AND list_on = {DAY} AND due_time < '24:00' ORDER BY {ORDER} LIMIT 50",
    ),
    "a rank of one owner": (
        "lead_owner_day",
        f"SELECT id FROM lead WHERE owner_id = 1 AND precedence = 5 AND list_on <= {DAY} ORDER BY {ORDER} LIMIT 50",
    ),
    "a rank of one stage": (
        "lead_stage_day",
        f"SELECT id FROM lead WHERE stage_id = 1 AND precedence = 5 AND list_on <= {DAY} ORDER BY {COLUMN_ORDER} LIMIT 50",
    ),
    "a closed column, latest first": (
        "lead_stage_closed",
        "SELECT id FROM lead WHERE stage_id = 5 ORDER BY closed_on DESC, id DESC LIMIT 50",
    ),
    "all leads by name": ("lead_name", "SELECT id FROM lead ORDER BY name_key, id LIMIT 50"),
    "the open leads by name": (
        "lead_status_name",
        "SELECT name_key, id FROM lead WHERE lead.status = 'open' ORDER BY name_key, id LIMIT 64 OFFSET 640",
    ),
    "the open leads from one on": (
        "lead_status_name",
        "SELECT name_key, id FROM lead WHERE lead.status = 'open' AND (name_key, id) >= ('m', 7) ORDER BY name_key, id LIMIT 64",
    ),
    "the leads before one": (
        "lead_name",
        "SELECT name_key, id FROM lead WHERE (name_key, id) < ('m', 7) ORDER BY name_key DESC, id DESC LIMIT 64",
    ),
    "how many are won": ("lead_status_name", "SELECT count(*) FROM lead WHERE lead.status = 'won'"),
    "the leads whose name begins so": (
        "lead_name",
        "SELECT id FROM lead WHERE name_key >= 'be' AND name_key < 'bf' ORDER BY name_key, id LIMIT 50",
    ),
    "the touches of a lead": ("touch_lead", "SELECT id FROM touch WHERE lead_id = 1 ORDER BY id DESC LIMIT 20"),
    "the past steps of a lead": (
        "past_step_lead",
        "SELECT id FROM past_step WHERE lead_id = 1 ORDER BY id DESC LIMIT 20",
    ),
    "the newest answer through a lens": (
        "answer_lead",
        "SELECT text FROM answer WHERE lead_id = 1 AND lens = 'fit' ORDER BY id DESC LIMIT 1",
    ),
    "the stay of a lead": ("stage_visit_open", "SELECT id FROM stage_visit WHERE lead_id = 1 AND left_on IS NULL"),
    "the stays in a stage by length": (
        "stage_visit_days",
        "SELECT days, count(*) FROM stage_visit WHERE stage_id = 1 AND days IS NOT NULL GROUP BY days",
    ),
    "the person of an e-mail": (
        "contact_email",
        "SELECT id FROM contact WHERE email_key = 'ben@example.com' AND email_key <> '' ORDER BY id LIMIT 1",
    ),
    "the person of a further address": (
        "contact_address_key",
        "SELECT contact_id FROM contact_address WHERE kind = 'email' AND key IN ('ben@example.com', 'b@example.com')",
    ),
    "the further addresses of a person": (
        "sqlite_autoindex_contact_address_1",
        "SELECT kind, text, key FROM contact_address WHERE contact_id = 1",
    ),
    "who asked for no contact": (
        "contact_no_contact",
        "SELECT contact.id, name FROM contact WHERE do_not_contact_on IS NOT NULL AND id <= 7",
    ),
    "the walk of a review": (
        "review_item_walk",
        "SELECT id FROM review_item WHERE review_id = 1 ORDER BY position LIMIT 1",
    ),
    "what to undo": (
        "change_to_undo",
        "SELECT id FROM change WHERE author = 'Maya' AND undone_at IS NULL AND undoable ORDER BY id DESC LIMIT 1",
    ),
    "the rows of a change": ("change_row_change", "SELECT id FROM change_row WHERE change_id = 1 ORDER BY id DESC"),
}


@pytest.fixture(scope="module")
def local(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """Empty records in a local file: the planner has only the schema to go by, as on the first day."""
    opened = open_database(str(tmp_path_factory.mktemp("plans") / "coach.sqlite3"), create=True)
    yield opened
    opened.close()


@pytest.mark.parametrize("name", QUERIES)
def test_a_query_is_served_in_order_by_its_index(local: Any, name: str) -> None:
    index, sql = QUERIES[name]
    plan = [row[3] for row in local.execute_sql(f"EXPLAIN QUERY PLAN {sql}").fetchall()]
    assert len(plan) == 1, plan
    assert f"INDEX {index}" in plan[0], plan


FOUND = {
    "leads by their own words": (
        """
        SELECT lead_words.rowid FROM lead_words CROSS JOIN lead ON lead.id = lead_words.rowid
        WHERE lead_words MATCH '"ben"*' AND lead.status = 'open' ORDER BY lead_words.rowid DESC LIMIT 301
        """,
        ["SCAN lead_words VIRTUAL TABLE INDEX", "SEARCH lead USING INTEGER PRIMARY KEY (rowid=?)"],
    ),
    "what was written": (
        "SELECT rowid FROM written_words WHERE written_words MATCH '\"gutters\"' AND rowid < 99 ORDER BY rowid DESC LIMIT 200",
        ["SCAN written_words VIRTUAL TABLE INDEX"],
    ),
    "the texts that are to be indexed": (
        "SELECT id * 8, words FROM touch_text WHERE id IN (SELECT id FROM to_index WHERE source = 'touch') ORDER BY id",
        [
            "SEARCH touch USING INTEGER PRIMARY KEY (rowid=?)",
            "LIST SUBQUERY",
            "SEARCH to_index USING PRIMARY KEY (source=?)",
        ],
    ),
    "who rests": (
        """
        SELECT lead.id FROM lead WHERE lead.status = 'not_yet' AND lead.return_on IS NULL AND NOT EXISTS
        (SELECT 1 FROM contact WHERE contact.id = lead.contact_id AND contact.do_not_contact_on IS NOT NULL)
        ORDER BY lead.name_key, lead.id
        """,
        [
            "SEARCH lead USING COVERING INDEX lead_resting (status=? AND return_on=?)",
            "CORRELATED SCALAR SUBQUERY",
            "SEARCH contact USING INTEGER PRIMARY KEY",
        ],
    ),
}


@pytest.mark.parametrize("name", FOUND)
def test_what_is_looked_for_is_looked_up_and_never_sorted(local: Any, name: str) -> None:
    sql, steps = FOUND[name]
    plan = [row[3] for row in local.execute_sql(f"EXPLAIN QUERY PLAN {sql}").fetchall()]
    assert len(plan) == len(steps), plan
    assert all(done.startswith(step) for done, step in zip(plan, steps, strict=True)), plan
