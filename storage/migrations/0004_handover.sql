-- Files handed to a colleague: her public keys, what left and came back, and what presses while nobody is there.

-- The private keys that open what colleagues seal for this vault.
CREATE TABLE handover_key (
    only INTEGER PRIMARY KEY CHECK (only = 1),
    made_on TEXT NOT NULL,
    secret BLOB NOT NULL
);
CREATE TABLE colleague (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    card BLOB NOT NULL UNIQUE,
    compared_on TEXT
);
CREATE TABLE handover (
    id INTEGER PRIMARY KEY,
    side TEXT NOT NULL,
    colleague_id INTEGER NOT NULL REFERENCES colleague (id),
    package TEXT NOT NULL,
    made_on TEXT NOT NULL,
    receipt BLOB NOT NULL,
    until TEXT,
    acknowledged_on TEXT,
    returned_on TEXT,
    ended_on TEXT
);
CREATE INDEX handover_colleague ON handover (colleague_id);
CREATE TABLE handed_case (
    id INTEGER PRIMARY KEY,
    case_id INTEGER NOT NULL REFERENCES case_file (id) ON DELETE CASCADE,
    handover_id INTEGER NOT NULL REFERENCES handover (id) ON DELETE CASCADE,
    handed_on TEXT NOT NULL,
    agreement_id INTEGER REFERENCES agreement (id) ON DELETE SET NULL
);
CREATE INDEX handed_case_case ON handed_case (case_id);
CREATE INDEX handed_case_handover ON handed_case (handover_id);
-- The rows as they left, so that what was done on either side meanwhile is known when they come back;
-- at the colleague's, the employers and partners that came along.
CREATE TABLE handed_row (
    handover_id INTEGER NOT NULL
        REFERENCES handover (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    subject TEXT NOT NULL,
    row_key TEXT NOT NULL,
    case_id INTEGER NOT NULL REFERENCES case_file (id) ON DELETE CASCADE,
    content TEXT NOT NULL,
    PRIMARY KEY (handover_id, subject, row_key)
) WITHOUT ROWID;
CREATE INDEX handed_row_case ON handed_row (case_id);

CREATE TABLE urgent_case (
    id INTEGER PRIMARY KEY,
    case_id INTEGER NOT NULL REFERENCES case_file (id) ON DELETE CASCADE,
    words TEXT NOT NULL,
    noted_on TEXT NOT NULL,
    with_phone INTEGER NOT NULL
);
CREATE INDEX urgent_case_case ON urgent_case (case_id);
