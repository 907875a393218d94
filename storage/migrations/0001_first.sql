-- First schema. Every column is declared in columns.toml (personal? special? kept for statistics? given to the person? erased when?).
-- Ids are made by the program (app/domain/ids.py); dates are ISO texts; durations are minutes; money is cents.

CREATE TABLE meta (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE journal (
    seq INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    app_version TEXT NOT NULL,
    event TEXT NOT NULL,
    object_kind TEXT NOT NULL,
    object_id INTEGER,
    fields TEXT NOT NULL,
    content_hash BLOB,
    prev BLOB NOT NULL,
    hash BLOB NOT NULL
);
CREATE TRIGGER journal_keeps_every_row BEFORE DELETE ON journal
BEGIN SELECT RAISE(ABORT, 'journal_is_append_only'); END;
CREATE TRIGGER journal_keeps_every_word BEFORE UPDATE ON journal
BEGIN SELECT RAISE(ABORT, 'journal_is_append_only'); END;

CREATE TABLE setting (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;

-- Nomenclatures: the standard lists are resources; the vault keeps what she hid and what she added.
CREATE TABLE local_code (
    code TEXT PRIMARY KEY,
    parent TEXT NOT NULL,
    label TEXT NOT NULL,
    short TEXT NOT NULL,
    valid_from TEXT,
    valid_to TEXT
) WITHOUT ROWID;
CREATE TABLE hidden_code (
    code TEXT PRIMARY KEY,
    hidden INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE entity (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL UNIQUE,
    quota_percent REAL,
    closed_on TEXT
);
CREATE TABLE headcount (
    entity_id INTEGER NOT NULL REFERENCES entity (id) ON DELETE CASCADE,
    year INTEGER NOT NULL,
    agents INTEGER NOT NULL,
    PRIMARY KEY (entity_id, year)
) WITHOUT ROWID;

CREATE TABLE person (
    id INTEGER PRIMARY KEY,
    family_name TEXT NOT NULL,
    given_name TEXT NOT NULL,
    identity_key TEXT NOT NULL,
    gender TEXT NOT NULL,
    birth_year INTEGER,
    phone TEXT NOT NULL,
    email TEXT NOT NULL,
    not_at_work INTEGER NOT NULL,
    marital_status TEXT,
    household_type TEXT,
    dependent_children INTEGER,
    housing TEXT
);
CREATE INDEX person_identity ON person (identity_key);

CREATE TABLE case_file (
    id INTEGER PRIMARY KEY,
    number TEXT NOT NULL UNIQUE,
    person_id INTEGER NOT NULL REFERENCES person (id),
    entity_id INTEGER NOT NULL REFERENCES entity (id),
    opened_on TEXT NOT NULL,
    state TEXT NOT NULL,
    closed_on TEXT,
    closing_reason TEXT,
    UNIQUE (person_id, entity_id)
);
CREATE INDEX case_file_entity ON case_file (entity_id);
CREATE TABLE case_closing (
    case_id INTEGER NOT NULL REFERENCES case_file (id) ON DELETE CASCADE,
    closed_on TEXT NOT NULL,
    reason TEXT NOT NULL,
    reopened_on TEXT,
    PRIMARY KEY (case_id, closed_on)
) WITHOUT ROWID;
CREATE TABLE case_attribute (
    case_id INTEGER NOT NULL REFERENCES case_file (id) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    valid_from TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (case_id, kind, valid_from)
) WITHOUT ROWID;
CREATE TABLE request (
    id INTEGER PRIMARY KEY,
    case_id INTEGER NOT NULL REFERENCES case_file (id) ON DELETE CASCADE,
    received_on TEXT NOT NULL,
    origin TEXT NOT NULL
);
CREATE INDEX request_case ON request (case_id, received_on);
CREATE TABLE agreement (
    id INTEGER PRIMARY KEY,
    case_id INTEGER NOT NULL REFERENCES case_file (id) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    answer TEXT NOT NULL,
    form TEXT NOT NULL,
    given_on TEXT NOT NULL,
    scope TEXT NOT NULL
);
CREATE INDEX agreement_case ON agreement (case_id);

CREATE TABLE intervention (
    id INTEGER PRIMARY KEY,
    entity_id INTEGER NOT NULL REFERENCES entity (id),
    done_on TEXT NOT NULL,
    kind TEXT NOT NULL,
    place TEXT NOT NULL,
    minutes INTEGER,
    note TEXT NOT NULL
);
CREATE INDEX intervention_day ON intervention (done_on);
-- The day is repeated here so that the last activity of a case file is one step into its key.
CREATE TABLE intervention_case (
    case_id INTEGER NOT NULL REFERENCES case_file (id) ON DELETE CASCADE,
    done_on TEXT NOT NULL,
    intervention_id INTEGER NOT NULL REFERENCES intervention (id) ON DELETE CASCADE,
    PRIMARY KEY (case_id, done_on, intervention_id)
) WITHOUT ROWID;
CREATE INDEX intervention_case_back ON intervention_case (intervention_id);
CREATE TABLE intervention_issue (
    intervention_id INTEGER NOT NULL REFERENCES intervention (id) ON DELETE CASCADE,
    rank INTEGER NOT NULL,
    code TEXT NOT NULL,
    PRIMARY KEY (intervention_id, rank)
) WITHOUT ROWID;
CREATE TABLE intervention_nature (
    intervention_id INTEGER NOT NULL REFERENCES intervention (id) ON DELETE CASCADE,
    rank INTEGER NOT NULL,
    code TEXT NOT NULL,
    PRIMARY KEY (intervention_id, rank)
) WITHOUT ROWID;

CREATE TABLE aid_application (
    id INTEGER PRIMARY KEY,
    entity_id INTEGER NOT NULL REFERENCES entity (id),
    case_id INTEGER NOT NULL REFERENCES case_file (id) ON DELETE CASCADE,
    scheme TEXT NOT NULL,
    state TEXT NOT NULL,
    purpose TEXT,
    asked_cents INTEGER,
    granted_cents INTEGER,
    decided_on TEXT
);
CREATE INDEX aid_application_case ON aid_application (case_id);
CREATE INDEX aid_application_day ON aid_application (decided_on);
CREATE TABLE collective_action (
    id INTEGER PRIMARY KEY,
    entity_id INTEGER NOT NULL REFERENCES entity (id),
    held_on TEXT NOT NULL,
    theme TEXT NOT NULL,
    theme_code TEXT,
    participants INTEGER
);

-- What she was typing: one row per form, saved within 3 seconds of the last key.
CREATE TABLE draft (
    form TEXT PRIMARY KEY,
    saved_at TEXT NOT NULL,
    content TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE place_left (
    only INTEGER PRIMARY KEY CHECK (only = 1),
    content TEXT NOT NULL
);

-- Imports: what she taught the wizard, what each file brought in, and the rows still to settle.
CREATE TABLE import_profile (
    header_key TEXT PRIMARY KEY,
    mapping TEXT NOT NULL,
    used_on TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE import_value (
    list TEXT NOT NULL,
    value_key TEXT NOT NULL,
    code TEXT NOT NULL,
    PRIMARY KEY (list, value_key)
) WITHOUT ROWID;
CREATE TABLE import_batch (
    id INTEGER PRIMARY KEY,
    imported_at TEXT NOT NULL,
    file_name TEXT NOT NULL,
    undone_at TEXT
);
CREATE TABLE import_row (
    batch_id INTEGER NOT NULL REFERENCES import_batch (id) ON DELETE CASCADE,
    sheet TEXT NOT NULL,
    line INTEGER NOT NULL,
    fingerprint BLOB NOT NULL,
    outcome TEXT NOT NULL,
    reason TEXT,
    content TEXT,
    PRIMARY KEY (batch_id, sheet, line)
) WITHOUT ROWID;
CREATE INDEX import_row_fingerprint ON import_row (fingerprint);
CREATE TABLE import_record (
    seq INTEGER PRIMARY KEY,
    batch_id INTEGER NOT NULL REFERENCES import_batch (id) ON DELETE CASCADE,
    object_kind TEXT NOT NULL,
    object_id INTEGER NOT NULL
);
CREATE INDEX import_record_batch ON import_record (batch_id);

-- What was published, frozen: no true value and no person key in it (disclosure.md §6.7).
CREATE TABLE release (
    id INTEGER PRIMARY KEY,
    period TEXT NOT NULL UNIQUE,
    published_on TEXT NOT NULL,
    rules TEXT NOT NULL,
    facts_hash TEXT NOT NULL,
    content TEXT NOT NULL,
    content_hash TEXT NOT NULL
);
CREATE TRIGGER release_is_frozen BEFORE UPDATE ON release
BEGIN SELECT RAISE(ABORT, 'release_is_frozen'); END;

-- Search: folded words. `case_words.rowid` is a case file (number and names of its person), `note_words.rowid` an intervention.
CREATE VIRTUAL TABLE case_words USING fts5 (words, tokenize = "unicode61 remove_diacritics 2", prefix = '1 2 3');
INSERT INTO case_words (case_words, rank) VALUES ('secure-delete', 1);
CREATE VIRTUAL TABLE note_words USING fts5 (words, tokenize = "unicode61 remove_diacritics 2", prefix = '2 3');
INSERT INTO note_words (note_words, rank) VALUES ('secure-delete', 1);
