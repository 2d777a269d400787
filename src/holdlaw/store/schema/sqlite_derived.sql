-- What is derived from entries and may be thrown away at any time. `holdlaw rebuild` makes it anew to the same bytes,
-- also where it is another version's. No private value stands here.

CREATE INDEX entries_agency ON entries (agency);
CREATE INDEX entries_agency_kind ON entries (agency, kind);
CREATE INDEX entries_loose ON entries (kind) WHERE request IS NULL;

CREATE TABLE state_case (
    request TEXT PRIMARY KEY,
    agency TEXT NOT NULL,
    status TEXT NOT NULL,
    due_at TEXT,
    left_at TEXT,
    person TEXT,
    received_seq INTEGER,
    received_us INTEGER,
    form TEXT,
    channel TEXT,
    requester TEXT,
    duties TEXT,
    asks TEXT,
    duplicate_of TEXT,
    superseded_by TEXT,
    cancelled_seq INTEGER,
    cancelled_us INTEGER,
    decision_seq INTEGER,
    decided_for_us INTEGER,
    answer_hold TEXT,
    clause_hold TEXT,
    deadline_us INTEGER,
    released_seq INTEGER,
    released_us INTEGER,
    released_how TEXT,
    criminal_warrant INTEGER NOT NULL,
    judges_warrant INTEGER NOT NULL,
    officers_warrant INTEGER NOT NULL,
    holds TEXT,
    transfers TEXT,
    contacts TEXT,
    body TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX state_case_status ON state_case (agency, status, left_at);

CREATE TABLE state_person (
    person TEXT PRIMARY KEY,
    body TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE state_mark (
    folded_to INTEGER NOT NULL
) STRICT;

-- Which index tells most, as in a register that is full: without it SQLite may read a whole agency to find a request.
-- Fixed, so that a query is answered in the same way on every day of a register's life.
ANALYZE sqlite_schema;
DELETE FROM sqlite_stat1;
INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
    ('entries', 'entries_key', '1000000 1'),
    ('entries', 'entries_request', '1000000 10'),
    ('entries', 'entries_person', '1000000 10'),
    ('entries', 'entries_kind', '1000000 20000'),
    ('entries', 'entries_agency', '1000000 100000'),
    ('entries', 'entries_agency_kind', '1000000 100000 5000'),
    ('entries', 'entries_loose', '10000 1000'),
    ('state_case', 'state_case', '100000 1'),
    ('state_case', 'state_case_status', '100000 20000 2000 10');
