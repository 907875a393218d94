-- The whole individual casework: household and situation by date, offers, assessments, plans, partners and what was shared with them,
-- writings, working notes, legal acts, agenda, the bin, saved searches. Every id is made by the program.

ALTER TABLE person ADD COLUMN preferred_channel TEXT;
ALTER TABLE person ADD COLUMN message_allowed INTEGER;
ALTER TABLE person ADD COLUMN address TEXT NOT NULL DEFAULT '';
CREATE TABLE person_trait (
    id INTEGER PRIMARY KEY,
    person_id INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    value TEXT NOT NULL,
    valid_from TEXT
);
CREATE INDEX person_trait_person ON person_trait (person_id);
CREATE TABLE household_member (
    id INTEGER PRIMARY KEY,
    person_id INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    relation TEXT NOT NULL,
    name TEXT NOT NULL,
    birth_year INTEGER,
    joined_on TEXT,
    left_on TEXT
);
CREATE INDEX household_member_person ON household_member (person_id);
CREATE TABLE file_link (
    id INTEGER PRIMARY KEY,
    case_id INTEGER NOT NULL REFERENCES case_file (id) ON DELETE CASCADE,
    other_case_id INTEGER NOT NULL REFERENCES case_file (id) ON DELETE CASCADE,
    reason TEXT NOT NULL,
    linked_on TEXT NOT NULL,
    unlinked_on TEXT
);
CREATE INDEX file_link_case ON file_link (case_id);
CREATE INDEX file_link_other ON file_link (other_case_id);

-- In a meeting of several persons: what belongs to the file of one of them alone; what may be said besides.
CREATE TABLE intervention_note (
    id INTEGER PRIMARY KEY,
    intervention_id INTEGER NOT NULL REFERENCES intervention (id) ON DELETE CASCADE,
    case_id INTEGER NOT NULL REFERENCES case_file (id) ON DELETE CASCADE,
    note TEXT NOT NULL,
    UNIQUE (intervention_id, case_id)
);
CREATE INDEX intervention_note_case ON intervention_note (case_id);
CREATE TABLE intervention_circumstance (
    intervention_id INTEGER PRIMARY KEY REFERENCES intervention (id) ON DELETE CASCADE,
    sphere TEXT,
    result TEXT,
    prevention INTEGER NOT NULL,
    in_working_time INTEGER
);

CREATE TABLE outreach_offer (
    id INTEGER PRIMARY KEY,
    case_id INTEGER NOT NULL REFERENCES case_file (id) ON DELETE CASCADE,
    offered_on TEXT NOT NULL,
    channel TEXT NOT NULL,
    answer TEXT NOT NULL,
    answered_on TEXT,
    third_party_told_on TEXT
);
CREATE INDEX outreach_offer_case ON outreach_offer (case_id);
CREATE TABLE information_given (
    id INTEGER PRIMARY KEY,
    case_id INTEGER NOT NULL REFERENCES case_file (id) ON DELETE CASCADE,
    subject TEXT NOT NULL,
    given_on TEXT NOT NULL,
    how TEXT NOT NULL
);
CREATE INDEX information_given_case ON information_given (case_id);

CREATE TABLE assessment (
    id INTEGER PRIMARY KEY,
    case_id INTEGER NOT NULL REFERENCES case_file (id) ON DELETE CASCADE,
    assessed_on TEXT NOT NULL,
    social TEXT NOT NULL,
    economic TEXT NOT NULL,
    family TEXT NOT NULL,
    personal TEXT NOT NULL,
    work TEXT NOT NULL,
    resources TEXT NOT NULL,
    conclusion TEXT NOT NULL
);
CREATE INDEX assessment_case ON assessment (case_id, assessed_on);

CREATE TABLE partner (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    contact TEXT NOT NULL,
    phone TEXT NOT NULL,
    email TEXT NOT NULL,
    address TEXT NOT NULL,
    sensitive INTEGER NOT NULL,
    left_on TEXT
);

CREATE TABLE action_plan (
    id INTEGER PRIMARY KEY,
    case_id INTEGER NOT NULL REFERENCES case_file (id) ON DELETE CASCADE,
    started_on TEXT NOT NULL,
    agreed_on TEXT,
    review_on TEXT,
    ended_on TEXT,
    conclusion TEXT NOT NULL
);
CREATE INDEX action_plan_case ON action_plan (case_id);
CREATE TABLE plan_goal (
    id INTEGER PRIMARY KEY,
    case_id INTEGER NOT NULL REFERENCES case_file (id) ON DELETE CASCADE,
    plan_id INTEGER NOT NULL REFERENCES action_plan (id) ON DELETE CASCADE,
    title TEXT NOT NULL,
    horizon TEXT,
    state TEXT NOT NULL
);
CREATE INDEX plan_goal_case ON plan_goal (case_id);
CREATE TABLE plan_action (
    id INTEGER PRIMARY KEY,
    case_id INTEGER NOT NULL REFERENCES case_file (id) ON DELETE CASCADE,
    plan_id INTEGER NOT NULL REFERENCES action_plan (id) ON DELETE CASCADE,
    title TEXT NOT NULL,
    owner TEXT NOT NULL,
    goal_id INTEGER REFERENCES plan_goal (id) ON DELETE SET NULL,
    partner_id INTEGER REFERENCES partner (id) ON DELETE SET NULL,
    due_on TEXT,
    state TEXT NOT NULL,
    done_on TEXT,
    intervention_id INTEGER REFERENCES intervention (id) ON DELETE SET NULL
);
CREATE INDEX plan_action_case ON plan_action (case_id);
CREATE INDEX plan_action_due ON plan_action (due_on) WHERE done_on IS NULL;

CREATE TABLE writing (
    id INTEGER PRIMARY KEY,
    case_id INTEGER NOT NULL REFERENCES case_file (id) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    title TEXT NOT NULL,
    body TEXT NOT NULL,
    written_on TEXT NOT NULL,
    recipient TEXT NOT NULL,
    state TEXT NOT NULL,
    advice_on TEXT,
    sent_on TEXT,
    partner_id INTEGER REFERENCES partner (id)
);
CREATE INDEX writing_case ON writing (case_id, written_on);
CREATE TABLE writing_item (
    id INTEGER PRIMARY KEY,
    writing_id INTEGER NOT NULL REFERENCES writing (id) ON DELETE CASCADE,
    subject TEXT NOT NULL,
    words TEXT NOT NULL
);
CREATE INDEX writing_item_writing ON writing_item (writing_id);
CREATE TABLE letter_template (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    title TEXT NOT NULL,
    body TEXT NOT NULL
);

CREATE TABLE sharing (
    id INTEGER PRIMARY KEY,
    case_id INTEGER NOT NULL REFERENCES case_file (id) ON DELETE CASCADE,
    partner_id INTEGER NOT NULL REFERENCES partner (id),
    kind TEXT NOT NULL,
    purpose TEXT NOT NULL,
    shared_on TEXT NOT NULL,
    agreement_id INTEGER REFERENCES agreement (id),
    exception_reason TEXT NOT NULL,
    writing_id INTEGER REFERENCES writing (id) ON DELETE SET NULL
);
CREATE INDEX sharing_case ON sharing (case_id, shared_on);
CREATE TABLE shared_item (
    id INTEGER PRIMARY KEY,
    sharing_id INTEGER NOT NULL REFERENCES sharing (id) ON DELETE CASCADE,
    subject TEXT NOT NULL,
    words TEXT NOT NULL
);
CREATE INDEX shared_item_sharing ON shared_item (sharing_id);

CREATE TABLE working_note (
    id INTEGER PRIMARY KEY,
    case_id INTEGER NOT NULL REFERENCES case_file (id) ON DELETE CASCADE,
    written_on TEXT NOT NULL,
    body TEXT NOT NULL
);
CREATE INDEX working_note_case ON working_note (case_id);
CREATE TABLE legal_act (
    id INTEGER PRIMARY KEY,
    case_id INTEGER NOT NULL REFERENCES case_file (id) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    ground TEXT NOT NULL,
    authority TEXT NOT NULL,
    done_on TEXT NOT NULL,
    family_informed INTEGER,
    answered_on TEXT,
    words TEXT NOT NULL
);
CREATE INDEX legal_act_case ON legal_act (case_id);

CREATE TABLE appointment (
    id INTEGER PRIMARY KEY,
    held_on TEXT NOT NULL,
    starts_at TEXT NOT NULL,
    minutes INTEGER NOT NULL,
    kind TEXT NOT NULL,
    case_id INTEGER REFERENCES case_file (id) ON DELETE CASCADE,
    entity_id INTEGER REFERENCES entity (id) ON DELETE SET NULL,
    place TEXT NOT NULL,
    words TEXT NOT NULL,
    contact TEXT NOT NULL,
    off_hours INTEGER NOT NULL,
    state TEXT NOT NULL,
    intervention_id INTEGER REFERENCES intervention (id) ON DELETE SET NULL,
    outside TEXT NOT NULL
);
CREATE INDEX appointment_day ON appointment (held_on, starts_at);
CREATE INDEX appointment_case ON appointment (case_id);
CREATE TABLE reminder (
    id INTEGER PRIMARY KEY,
    due_on TEXT NOT NULL,
    words TEXT NOT NULL,
    case_id INTEGER REFERENCES case_file (id) ON DELETE CASCADE,
    done_on TEXT
);
CREATE INDEX reminder_due ON reminder (due_on);
CREATE INDEX reminder_case ON reminder (case_id);
CREATE TABLE left_alone (
    id INTEGER PRIMARY KEY,
    case_id INTEGER NOT NULL REFERENCES case_file (id) ON DELETE CASCADE,
    until TEXT NOT NULL
);
CREATE INDEX left_alone_case ON left_alone (case_id, until);

CREATE TABLE redaction (
    id INTEGER PRIMARY KEY,
    case_id INTEGER NOT NULL REFERENCES case_file (id) ON DELETE CASCADE,
    subject TEXT NOT NULL,
    object_id INTEGER NOT NULL,
    field TEXT NOT NULL,
    first INTEGER NOT NULL,
    last INTEGER NOT NULL,
    digest TEXT NOT NULL
);
CREATE INDEX redaction_case ON redaction (case_id);

CREATE TABLE binned (
    id INTEGER PRIMARY KEY,
    case_id INTEGER REFERENCES case_file (id) ON DELETE CASCADE,
    subject TEXT NOT NULL,
    content TEXT NOT NULL,
    binned_on TEXT NOT NULL
);
CREATE INDEX binned_case ON binned (case_id);
CREATE TABLE saved_search (
    id INTEGER PRIMARY KEY,
    title TEXT NOT NULL,
    asked TEXT NOT NULL
);

-- Search: folded words of every other record; `record_words.rowid` is its id, which no two records share.
CREATE VIRTUAL TABLE record_words USING fts5 (
    words, subject UNINDEXED, case_id UNINDEXED, day UNINDEXED,
    tokenize = "unicode61 remove_diacritics 2", prefix = '2 3'
);
INSERT INTO record_words (record_words, rank) VALUES ('secure-delete', 1);
