-- Documents of a case file, in chunks of 256 KiB, so that they inherit seal, atomicity, backup and erasure of the pages;
-- and what is known of the backups made.

CREATE TABLE document (
    id INTEGER PRIMARY KEY,
    case_id INTEGER NOT NULL REFERENCES case_file (id) ON DELETE CASCADE,
    title TEXT NOT NULL,
    media_type TEXT NOT NULL,
    size INTEGER NOT NULL,
    digest BLOB NOT NULL,
    added_on TEXT NOT NULL,
    binned_on TEXT
);
CREATE INDEX document_of_case ON document (case_id, added_on);

CREATE TABLE document_chunk (
    document_id INTEGER NOT NULL
        REFERENCES document (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    rank INTEGER NOT NULL,
    bytes BLOB NOT NULL,
    PRIMARY KEY (document_id, rank)
);

CREATE TABLE backup (
    file_name TEXT NOT NULL,
    external INTEGER NOT NULL,
    made_at TEXT NOT NULL,
    reason TEXT NOT NULL,
    generation INTEGER NOT NULL,
    commit_seq INTEGER NOT NULL,
    epoch INTEGER NOT NULL,
    pinned_until TEXT,
    verified TEXT NOT NULL,
    verified_at TEXT,
    PRIMARY KEY (file_name, external)
) WITHOUT ROWID;
