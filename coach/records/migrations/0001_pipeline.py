"""The first schema: contacts, leads and their one next step, stages, touches, answers, reviews, and the journal."""

from typing import Any

TABLES = """
CREATE TABLE owner (
    id {id},
    name TEXT NOT NULL CHECK (name <> ''),
    name_key TEXT NOT NULL UNIQUE
);
CREATE TABLE contact (
    id {id},
    name TEXT NOT NULL CHECK (name <> ''),
    company TEXT NOT NULL DEFAULT '',
    email TEXT NOT NULL DEFAULT '',
    phone TEXT NOT NULL DEFAULT '',
    name_key TEXT NOT NULL,
    company_key TEXT NOT NULL DEFAULT '',
    email_key TEXT NOT NULL DEFAULT '',
    phone_key TEXT NOT NULL DEFAULT '',
    quiet_weekdays TEXT NOT NULL DEFAULT '',
    do_not_contact_on DATE,
    do_not_contact_reason TEXT NOT NULL DEFAULT '',
    CHECK ((do_not_contact_on IS NULL) = (do_not_contact_reason = ''))
);
CREATE TABLE stage (
    id {id},
    key TEXT NOT NULL DEFAULT '',
    name TEXT NOT NULL UNIQUE CHECK (name <> ''),
    kind TEXT NOT NULL CHECK (kind IN ('open', 'won', 'not_yet')),
    position INTEGER NOT NULL,
    meaning TEXT NOT NULL DEFAULT '',
    entry TEXT NOT NULL DEFAULT '',
    exit_evidence TEXT NOT NULL DEFAULT '',
    normal_stay INTEGER CHECK (normal_stay > 0),
    rhythm TEXT NOT NULL DEFAULT '{{}}',
    retired_on DATE
);
CREATE TABLE lead (
    id {id},
    contact_id BIGINT NOT NULL REFERENCES contact (id),
    owner_id BIGINT REFERENCES owner (id),
    stage_id BIGINT NOT NULL REFERENCES stage (id),
    name TEXT NOT NULL CHECK (name <> ''),
    name_key TEXT NOT NULL {binary},
    search_key TEXT NOT NULL DEFAULT '',
    value BIGINT NOT NULL DEFAULT 0 CHECK (value >= 0),
    currency TEXT NOT NULL DEFAULT 'EUR',
    source TEXT NOT NULL DEFAULT '',
    import_key TEXT NOT NULL DEFAULT '',
    received_on DATE NOT NULL,
    status TEXT NOT NULL DEFAULT 'open' CHECK (status IN ('open', 'won', 'not_yet')),
    reason TEXT NOT NULL DEFAULT '',
    reason_words TEXT NOT NULL DEFAULT '',
    closed_on DATE,
    return_on DATE,
    return_round INTEGER NOT NULL DEFAULT 0 CHECK (return_round >= 0),
    return_agreed BOOLEAN NOT NULL DEFAULT {false},
    entered_on DATE NOT NULL,
    position INTEGER NOT NULL DEFAULT 0 CHECK (position >= 0),
    unanswered INTEGER NOT NULL DEFAULT 0 CHECK (unanswered >= 0),
    loop_closed BOOLEAN NOT NULL DEFAULT {false},
    last_touch_on DATE,
    last_reply_on DATE,
    anchor_on DATE,
    not_before DATE,
    next_step TEXT,
    step_kind TEXT NOT NULL DEFAULT 'touch'
        CHECK (step_kind IN ('touch', 'answer', 'promise', 'check_in', 'close_loop', 'decide')),
    step_source TEXT NOT NULL DEFAULT 'cadence'
        CHECK (step_source IN ('cadence', 'reply', 'promise_ours', 'promise_theirs', 'snooze', 'manual', 'rule')),
    due_on DATE,
    due_time TEXT NOT NULL {binary} DEFAULT '24:00' CHECK (length(due_time) = 5),
    due_zone TEXT NOT NULL DEFAULT '',
    snoozes INTEGER NOT NULL DEFAULT 0 CHECK (snoozes >= 0),
    promise_text TEXT NOT NULL DEFAULT '',
    promise_on DATE,
    promise_by TEXT NOT NULL DEFAULT '' CHECK (promise_by IN ('', 'ours', 'theirs')),
    precedence INTEGER NOT NULL DEFAULT 5 CHECK (precedence BETWEEN 1 AND 9),
    stage_position INTEGER NOT NULL,
    review_every INTEGER NOT NULL DEFAULT 7 CHECK (review_every BETWEEN 1 AND 60),
    reviewed_on DATE,
    keeps INTEGER NOT NULL DEFAULT 0 CHECK (keeps >= 0),
    list_on DATE GENERATED ALWAYS AS (coalesce(due_on, return_on)) STORED,
    CONSTRAINT open_lead_has_a_dated_next_step CHECK (
        (status = 'open' AND next_step IS NOT NULL AND next_step <> '' AND due_on IS NOT NULL AND return_on IS NULL
            AND closed_on IS NULL)
        OR (status <> 'open' AND next_step IS NULL AND due_on IS NULL AND closed_on IS NOT NULL)
    ),
    CONSTRAINT not_yet_has_a_reason CHECK ((status = 'not_yet') = (reason <> '')),
    CONSTRAINT a_promise_has_a_day_and_a_side CHECK ((promise_on IS NULL) = (promise_by = ''))
);
CREATE TABLE stage_visit (
    id {id},
    lead_id BIGINT NOT NULL REFERENCES lead (id),
    stage_id BIGINT NOT NULL REFERENCES stage (id),
    entered_on DATE,
    left_on DATE,
    outcome TEXT NOT NULL DEFAULT 'open' CHECK (outcome IN ('open', 'forward', 'back', 'won', 'not_yet', 'paused')),
    left_to_id BIGINT REFERENCES stage (id),
    days INTEGER CHECK (days >= 0),
    imported_on DATE,
    evidence TEXT NOT NULL DEFAULT '',
    anyway_reason TEXT NOT NULL DEFAULT '',
    CHECK ((left_on IS NULL) = (outcome = 'open'))
);
CREATE TABLE touch (
    id {id},
    lead_id BIGINT NOT NULL REFERENCES lead (id),
    at TEXT NOT NULL,
    day DATE NOT NULL,
    author TEXT NOT NULL DEFAULT '',
    inbound BOOLEAN NOT NULL DEFAULT {false},
    via TEXT NOT NULL CHECK (via IN ('call', 'email', 'message', 'meeting', 'visit', 'other')),
    note TEXT NOT NULL DEFAULT '',
    gave TEXT NOT NULL DEFAULT '',
    closes_loop BOOLEAN NOT NULL DEFAULT {false},
    imported BOOLEAN NOT NULL DEFAULT {false}
);
CREATE TABLE past_step (
    id {id},
    lead_id BIGINT NOT NULL REFERENCES lead (id),
    text TEXT NOT NULL,
    kind TEXT NOT NULL,
    source TEXT NOT NULL,
    due_on DATE NOT NULL,
    ended_on DATE NOT NULL,
    ended_by TEXT NOT NULL
        CHECK (ended_by IN ('touch', 'reply', 'promise', 'snooze', 'next', 'move', 'won', 'not_yet', 'replan', 'do_not_contact'))
);
CREATE TABLE answer (
    id {id},
    lead_id BIGINT NOT NULL REFERENCES lead (id),
    lens TEXT NOT NULL CHECK (lens IN ('problem', 'impact', 'urgency', 'outcome', 'fit')),
    text TEXT NOT NULL,
    basis TEXT NOT NULL CHECK (basis IN ('said', 'shown', 'guessed')),
    clarity TEXT NOT NULL CHECK (clarity IN ('clear', 'partly', 'unknown')),
    said_by TEXT NOT NULL DEFAULT '',
    noted_on DATE NOT NULL,
    author TEXT NOT NULL DEFAULT '',
    fields TEXT NOT NULL DEFAULT '{{}}',
    CONSTRAINT a_guess_is_never_clear CHECK (basis <> 'guessed' OR clarity <> 'clear')
);
CREATE TABLE assignment_answer (
    id {id},
    question TEXT NOT NULL,
    text TEXT NOT NULL,
    answered_on DATE NOT NULL,
    author TEXT NOT NULL DEFAULT ''
);
CREATE TABLE review (
    id {id},
    due_on DATE NOT NULL,
    started_at TEXT NOT NULL,
    started_by TEXT NOT NULL DEFAULT '',
    finished_at TEXT,
    state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'done', 'partial')),
    improvement TEXT NOT NULL DEFAULT '',
    counts TEXT NOT NULL DEFAULT '{{}}',
    CHECK ((finished_at IS NULL) = (state = 'open'))
);
CREATE TABLE review_item (
    id {id},
    review_id BIGINT NOT NULL REFERENCES review (id),
    lead_id BIGINT NOT NULL REFERENCES lead (id),
    position INTEGER NOT NULL,
    why TEXT NOT NULL DEFAULT '',
    stage_then TEXT NOT NULL,
    age_then INTEGER NOT NULL CHECK (age_then >= 0),
    step_then TEXT NOT NULL DEFAULT '',
    decision TEXT CHECK (
        decision IN ('advance', 'keep', 'step_back', 'later', 'not_yet', 'won', 'do_not_contact', 'changed')
    ),
    note TEXT NOT NULL DEFAULT '',
    decided_at TEXT,
    UNIQUE (review_id, lead_id),
    CHECK ((decision IS NULL) = (decided_at IS NULL))
);
CREATE TABLE commitment (
    id {id},
    review_id BIGINT NOT NULL REFERENCES review (id),
    text TEXT NOT NULL CHECK (text <> ''),
    lead_id BIGINT REFERENCES lead (id),
    due_on DATE NOT NULL,
    result TEXT NOT NULL DEFAULT 'open' CHECK (result IN ('open', 'kept', 'moved', 'dropped')),
    why TEXT NOT NULL DEFAULT ''
);
CREATE TABLE setting (
    id {id},
    key TEXT NOT NULL UNIQUE,
    value TEXT NOT NULL
);
CREATE TABLE change (
    id {id},
    at TEXT NOT NULL,
    author TEXT NOT NULL,
    verb TEXT NOT NULL,
    sentence TEXT NOT NULL,
    lead_id BIGINT,
    undoable BOOLEAN NOT NULL DEFAULT {true},
    undone_at TEXT,
    undone_by TEXT
);
CREATE TABLE change_row (
    id {id},
    change_id BIGINT NOT NULL REFERENCES change (id),
    in_table TEXT NOT NULL,
    row_id BIGINT NOT NULL,
    last_row_id BIGINT NOT NULL,
    before TEXT,
    after TEXT,
    CHECK (last_row_id >= row_id)
);
"""

INDEXES = """
CREATE INDEX lead_day ON lead
    (precedence, list_on, due_time, stage_position DESC, value DESC, last_touch_on{nulls_first}, name_key, id,
     contact_id)
    WHERE list_on IS NOT NULL;
CREATE INDEX lead_stage_day ON lead
    (stage_id, precedence, list_on, due_time, value DESC, last_touch_on{nulls_first}, name_key, id) WHERE list_on IS NOT NULL;
CREATE INDEX lead_stage_open ON lead (stage_id, entered_on, step_source, due_on, currency, value) WHERE status = 'open';
CREATE INDEX lead_owner_day ON lead
    (owner_id, precedence, list_on, due_time, stage_position DESC, value DESC, last_touch_on{nulls_first}, name_key, id,
     contact_id)
    WHERE list_on IS NOT NULL;
CREATE INDEX lead_stage_closed ON lead (stage_id, closed_on);
CREATE INDEX lead_contact ON lead (contact_id);
CREATE INDEX lead_import_key ON lead (import_key) WHERE import_key <> '';
CREATE INDEX lead_name ON lead (name_key, id);
CREATE INDEX contact_name ON contact (name_key);
CREATE INDEX contact_email ON contact (email_key) WHERE email_key <> '';
CREATE INDEX contact_phone ON contact (phone_key) WHERE phone_key <> '';
CREATE INDEX stage_visit_lead ON stage_visit (lead_id);
CREATE INDEX stage_visit_days ON stage_visit (stage_id, days);
CREATE UNIQUE INDEX stage_visit_open ON stage_visit (lead_id) WHERE left_on IS NULL;
CREATE INDEX touch_lead ON touch (lead_id, id);
CREATE INDEX past_step_lead ON past_step (lead_id, id);
CREATE INDEX answer_lead ON answer (lead_id, lens, id);
CREATE INDEX assignment_answer_question ON assignment_answer (question, id);
CREATE UNIQUE INDEX review_one_open ON review (state) WHERE state = 'open';
CREATE INDEX review_item_walk ON review_item (review_id, position);
CREATE INDEX review_item_lead ON review_item (lead_id);
CREATE INDEX commitment_review ON commitment (review_id);
CREATE INDEX commitment_lead ON commitment (lead_id);
CREATE INDEX change_to_undo ON change (author, id) WHERE undone_at IS NULL AND undoable;
CREATE INDEX change_row_change ON change_row (change_id);
CREATE INDEX change_row_row ON change_row (in_table, row_id);
CREATE INDEX change_row_range ON change_row (in_table, last_row_id) WHERE last_row_id > row_id;
"""

DIALECTS = {
    "sqlite": {
        "id": "INTEGER PRIMARY KEY AUTOINCREMENT",
        "binary": "",
        "false": "0",
        "true": "1",
        "nulls_first": "",
    },
    "postgres": {
        "id": "BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY",
        "binary": 'COLLATE "C"',
        "false": "FALSE",
        "true": "TRUE",
        "nulls_first": " NULLS FIRST",
    },
}


def up(migrator: Any, db: Any) -> None:
    """Create every table and index, in the words of the database at hand."""
    dialect = DIALECTS["sqlite" if type(migrator).__name__ == "SqliteMigrator" else "postgres"]
    for script in (TABLES, INDEXES):
        for statement in script.format(**dialect).split(";"):
            if statement.strip():
                db.execute_sql(statement)
