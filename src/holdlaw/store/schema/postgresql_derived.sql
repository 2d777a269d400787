-- What is derived from entries and may be thrown away at any time. `holdlaw rebuild` makes it anew to the same bytes,
-- also where it is another version's. No private value stands here.

CREATE INDEX entries_agency ON holdlaw.entries (agency, seq);
CREATE INDEX entries_agency_kind ON holdlaw.entries (agency, kind, seq);
CREATE INDEX entries_loose ON holdlaw.entries (kind, seq) WHERE request IS NULL;

CREATE TABLE holdlaw.state_case (
    request text COLLATE "C" PRIMARY KEY,
    agency text COLLATE "C" NOT NULL,
    status text COLLATE "C" NOT NULL,
    due_at text COLLATE "C",
    left_at text COLLATE "C",
    person text COLLATE "C",
    received_seq bigint,
    received_us bigint,
    form text COLLATE "C",
    channel text COLLATE "C",
    requester text COLLATE "C",
    duties text COLLATE "C",
    asks text COLLATE "C",
    duplicate_of text COLLATE "C",
    superseded_by text COLLATE "C",
    cancelled_seq bigint,
    cancelled_us bigint,
    decision_seq bigint,
    decided_for_us bigint,
    answer_hold text COLLATE "C",
    clause_hold text COLLATE "C",
    deadline_us bigint,
    released_seq bigint,
    released_us bigint,
    released_how text COLLATE "C",
    criminal_warrant bigint NOT NULL,
    judges_warrant bigint NOT NULL,
    officers_warrant bigint NOT NULL,
    holds text COLLATE "C",
    transfers text COLLATE "C",
    contacts text COLLATE "C",
    body text NOT NULL
);

CREATE INDEX state_case_status ON holdlaw.state_case (agency, status, left_at);

CREATE TABLE holdlaw.state_person (
    person text COLLATE "C" PRIMARY KEY,
    body text NOT NULL
);

CREATE TABLE holdlaw.state_mark (
    folded_to bigint NOT NULL
);
