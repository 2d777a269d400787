-- What is derived from entries and may be thrown away at any time. `holdlaw rebuild` makes it anew to the same bytes,
-- also where it is another version's. No private value stands here.

CREATE INDEX entries_agency ON holdlaw.entries (agency, seq);
CREATE INDEX entries_agency_kind ON holdlaw.entries (agency, kind, seq);

CREATE TABLE holdlaw.state_case (
    request text COLLATE "C" PRIMARY KEY,
    agency text COLLATE "C" NOT NULL,
    status text COLLATE "C" NOT NULL,
    due_at text COLLATE "C",
    left_at text COLLATE "C",
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
