-- The register on SQLite. What stands here is compared with the database each time it is opened.

CREATE TABLE entries (
    seq INTEGER PRIMARY KEY,
    body TEXT NOT NULL,
    nodes BLOB NOT NULL,
    kind TEXT AS (substr(json_extract(body, '$.entry'), 1, instr(json_extract(body, '$.entry'), '/') - 1)) VIRTUAL,
    agency TEXT AS (json_extract(body, '$.agency')) VIRTUAL,
    request TEXT AS (json_extract(body, '$.request')) VIRTUAL,
    person TEXT AS (json_extract(body, '$.person')) VIRTUAL,
    "key" TEXT AS (json_extract(body, '$.key')) VIRTUAL,
    happened_at TEXT AS (json_extract(body, '$.happened_at')) VIRTUAL,
    entered_at TEXT AS (json_extract(body, '$.entered_at')) VIRTUAL
) STRICT;

CREATE UNIQUE INDEX entries_key ON entries ("key");
CREATE INDEX entries_kind ON entries (kind);
CREATE INDEX entries_request ON entries (request) WHERE request IS NOT NULL;
CREATE INDEX entries_person ON entries (person) WHERE person IS NOT NULL;

-- INSERT OR REPLACE deletes without asking the DELETE trigger, so the guard stands before every insert.
CREATE TRIGGER entries_insert BEFORE INSERT ON entries BEGIN
    SELECT RAISE(ABORT, 'an entry takes the next number')
        WHERE NEW.seq IS NOT (SELECT coalesce(max(seq) + 1, 0) FROM entries)
        OR NEW.seq IS NOT json_extract(NEW.body, '$.seq');
    SELECT RAISE(ABORT, 'this key was used before')
        WHERE EXISTS (SELECT 1 FROM entries WHERE "key" = json_extract(NEW.body, '$.key'));
END;
CREATE TRIGGER entries_update BEFORE UPDATE ON entries BEGIN
    SELECT RAISE(ABORT, 'an entry is never changed');
END;
CREATE TRIGGER entries_delete BEFORE DELETE ON entries BEGIN
    SELECT RAISE(ABORT, 'an entry is never deleted');
END;

CREATE TABLE checkpoints (
    size INTEGER PRIMARY KEY,
    note TEXT NOT NULL
) STRICT;

CREATE TRIGGER checkpoints_insert BEFORE INSERT ON checkpoints BEGIN
    SELECT RAISE(ABORT, 'a checkpoint covers more than the one before')
        WHERE NEW.size <= (SELECT coalesce(max(size), -1) FROM checkpoints);
END;
CREATE TRIGGER checkpoints_update BEFORE UPDATE ON checkpoints BEGIN
    SELECT RAISE(ABORT, 'a checkpoint is never changed');
END;
CREATE TRIGGER checkpoints_delete BEFORE DELETE ON checkpoints BEGIN
    SELECT RAISE(ABORT, 'a checkpoint is never deleted');
END;

-- The vault: what stands behind commitments, sealed under one key a person. Rows go only once the entry
-- `record.shredded` of their person stands.
CREATE TABLE vault_person (
    person TEXT PRIMARY KEY,
    key_id INTEGER NOT NULL UNIQUE
) STRICT, WITHOUT ROWID;

CREATE TRIGGER vault_person_insert BEFORE INSERT ON vault_person BEGIN
    SELECT RAISE(ABORT, 'a person has one key, and a key one person')
        WHERE EXISTS (SELECT 1 FROM vault_person WHERE person = NEW.person OR key_id = NEW.key_id);
END;
CREATE TRIGGER vault_person_update BEFORE UPDATE ON vault_person BEGIN
    SELECT RAISE(ABORT, 'a vault row is never changed');
END;
CREATE TRIGGER vault_person_delete BEFORE DELETE ON vault_person BEGIN
    SELECT RAISE(ABORT, 'a vault row goes only with its person')
        WHERE NOT EXISTS (SELECT 1 FROM entries WHERE person = OLD.person AND kind = 'record.shredded');
END;

CREATE TABLE vault_entry (
    seq INTEGER PRIMARY KEY,
    person TEXT NOT NULL,
    sealed BLOB NOT NULL
) STRICT;

CREATE INDEX vault_entry_person ON vault_entry (person);

CREATE TRIGGER vault_entry_insert BEFORE INSERT ON vault_entry BEGIN
    SELECT RAISE(ABORT, 'a vault row belongs to an entry of its person')
        WHERE NOT EXISTS (SELECT 1 FROM entries WHERE seq = NEW.seq AND person = NEW.person);
    SELECT RAISE(ABORT, 'an entry has one vault row')
        WHERE EXISTS (SELECT 1 FROM vault_entry WHERE seq = NEW.seq);
END;
CREATE TRIGGER vault_entry_update BEFORE UPDATE ON vault_entry BEGIN
    SELECT RAISE(ABORT, 'a vault row is never changed');
END;
CREATE TRIGGER vault_entry_delete BEFORE DELETE ON vault_entry BEGIN
    SELECT RAISE(ABORT, 'a vault row goes only with its person')
        WHERE NOT EXISTS (SELECT 1 FROM entries WHERE person = OLD.person AND kind = 'record.shredded');
END;

-- Finds the same person again without holding a name: a keyed hash of what identifies them.
CREATE TABLE vault_index (
    token BLOB NOT NULL,
    person TEXT NOT NULL,
    PRIMARY KEY (token, person)
) STRICT, WITHOUT ROWID;

CREATE INDEX vault_index_person ON vault_index (person);

CREATE TRIGGER vault_index_update BEFORE UPDATE ON vault_index BEGIN
    SELECT RAISE(ABORT, 'a vault row is never changed');
END;
CREATE TRIGGER vault_index_delete BEFORE DELETE ON vault_index BEGIN
    SELECT RAISE(ABORT, 'a vault row goes only with its person')
        WHERE NOT EXISTS (SELECT 1 FROM entries WHERE person = OLD.person AND kind = 'record.shredded');
END;
