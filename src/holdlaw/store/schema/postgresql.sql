-- The register on PostgreSQL, in a schema of its own: `holdlaw`. What stands here is compared with the database each
-- time it is opened. Every trigger is ENABLE ALWAYS, so that no replication role passes it by.

CREATE FUNCTION holdlaw.refuse() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
    RAISE EXCEPTION '% is never changed and nothing in it deleted', TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation';
END $$;

CREATE FUNCTION holdlaw.with_person_only() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM holdlaw.entries WHERE person = OLD.person AND kind = 'record.shredded') THEN
        RAISE EXCEPTION 'a vault row goes only with its person' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN OLD;
END $$;

CREATE FUNCTION holdlaw.next_entry() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
    IF NEW.seq IS DISTINCT FROM (SELECT coalesce(max(seq) + 1, 0) FROM holdlaw.entries)
        OR NEW.seq::text IS DISTINCT FROM NEW.body::jsonb ->> 'seq' THEN
        RAISE EXCEPTION 'an entry takes the next number' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION holdlaw.next_checkpoint() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
    IF NEW.size <= (SELECT coalesce(max(size), -1) FROM holdlaw.checkpoints) THEN
        RAISE EXCEPTION 'a checkpoint covers more than the one before'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION holdlaw.entry_of_person() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM holdlaw.entries WHERE seq = NEW.seq AND person = NEW.person) THEN
        RAISE EXCEPTION 'a vault row belongs to an entry of its person'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE TABLE holdlaw.entries (
    seq bigint PRIMARY KEY,
    body text NOT NULL,
    nodes bytea NOT NULL,
    kind text COLLATE "C" GENERATED ALWAYS AS (split_part(body::jsonb ->> 'entry', '/', 1)) STORED,
    agency text COLLATE "C" GENERATED ALWAYS AS (body::jsonb ->> 'agency') STORED,
    request text COLLATE "C" GENERATED ALWAYS AS (body::jsonb ->> 'request') STORED,
    person text COLLATE "C" GENERATED ALWAYS AS (body::jsonb ->> 'person') STORED,
    key text COLLATE "C" GENERATED ALWAYS AS (body::jsonb ->> 'key') STORED,
    happened_at text COLLATE "C" GENERATED ALWAYS AS (body::jsonb ->> 'happened_at') STORED,
    entered_at text COLLATE "C" GENERATED ALWAYS AS (body::jsonb ->> 'entered_at') STORED
);

CREATE UNIQUE INDEX entries_key ON holdlaw.entries (key);
CREATE INDEX entries_kind ON holdlaw.entries (kind, seq);
CREATE INDEX entries_request ON holdlaw.entries (request, seq) WHERE request IS NOT NULL;
CREATE INDEX entries_person ON holdlaw.entries (person, seq) WHERE person IS NOT NULL;

CREATE TRIGGER entries_insert BEFORE INSERT ON holdlaw.entries
    FOR EACH ROW EXECUTE FUNCTION holdlaw.next_entry();
CREATE TRIGGER entries_update BEFORE UPDATE OR DELETE ON holdlaw.entries
    FOR EACH ROW EXECUTE FUNCTION holdlaw.refuse();
CREATE TRIGGER entries_truncate BEFORE TRUNCATE ON holdlaw.entries
    FOR EACH STATEMENT EXECUTE FUNCTION holdlaw.refuse();
ALTER TABLE holdlaw.entries ENABLE ALWAYS TRIGGER entries_insert;
ALTER TABLE holdlaw.entries ENABLE ALWAYS TRIGGER entries_update;
ALTER TABLE holdlaw.entries ENABLE ALWAYS TRIGGER entries_truncate;

CREATE TABLE holdlaw.checkpoints (
    size bigint PRIMARY KEY,
    note text NOT NULL
);

CREATE TRIGGER checkpoints_insert BEFORE INSERT ON holdlaw.checkpoints
    FOR EACH ROW EXECUTE FUNCTION holdlaw.next_checkpoint();
CREATE TRIGGER checkpoints_update BEFORE UPDATE OR DELETE ON holdlaw.checkpoints
    FOR EACH ROW EXECUTE FUNCTION holdlaw.refuse();
CREATE TRIGGER checkpoints_truncate BEFORE TRUNCATE ON holdlaw.checkpoints
    FOR EACH STATEMENT EXECUTE FUNCTION holdlaw.refuse();
ALTER TABLE holdlaw.checkpoints ENABLE ALWAYS TRIGGER checkpoints_insert;
ALTER TABLE holdlaw.checkpoints ENABLE ALWAYS TRIGGER checkpoints_update;
ALTER TABLE holdlaw.checkpoints ENABLE ALWAYS TRIGGER checkpoints_truncate;

-- The vault: what stands behind commitments, sealed under one key a person. Rows go only once the entry
-- `record.shredded` of their person stands.
CREATE TABLE holdlaw.vault_person (
    person text COLLATE "C" PRIMARY KEY,
    key_id bigint NOT NULL UNIQUE
);

CREATE TRIGGER vault_person_update BEFORE UPDATE ON holdlaw.vault_person
    FOR EACH ROW EXECUTE FUNCTION holdlaw.refuse();
CREATE TRIGGER vault_person_delete BEFORE DELETE ON holdlaw.vault_person
    FOR EACH ROW EXECUTE FUNCTION holdlaw.with_person_only();
CREATE TRIGGER vault_person_truncate BEFORE TRUNCATE ON holdlaw.vault_person
    FOR EACH STATEMENT EXECUTE FUNCTION holdlaw.refuse();
ALTER TABLE holdlaw.vault_person ENABLE ALWAYS TRIGGER vault_person_update;
ALTER TABLE holdlaw.vault_person ENABLE ALWAYS TRIGGER vault_person_delete;
ALTER TABLE holdlaw.vault_person ENABLE ALWAYS TRIGGER vault_person_truncate;

CREATE TABLE holdlaw.vault_entry (
    seq bigint PRIMARY KEY,
    person text COLLATE "C" NOT NULL,
    sealed bytea NOT NULL
);

CREATE INDEX vault_entry_person ON holdlaw.vault_entry (person);

CREATE TRIGGER vault_entry_insert BEFORE INSERT ON holdlaw.vault_entry
    FOR EACH ROW EXECUTE FUNCTION holdlaw.entry_of_person();
CREATE TRIGGER vault_entry_update BEFORE UPDATE ON holdlaw.vault_entry
    FOR EACH ROW EXECUTE FUNCTION holdlaw.refuse();
CREATE TRIGGER vault_entry_delete BEFORE DELETE ON holdlaw.vault_entry
    FOR EACH ROW EXECUTE FUNCTION holdlaw.with_person_only();
CREATE TRIGGER vault_entry_truncate BEFORE TRUNCATE ON holdlaw.vault_entry
    FOR EACH STATEMENT EXECUTE FUNCTION holdlaw.refuse();
ALTER TABLE holdlaw.vault_entry ENABLE ALWAYS TRIGGER vault_entry_insert;
ALTER TABLE holdlaw.vault_entry ENABLE ALWAYS TRIGGER vault_entry_update;
ALTER TABLE holdlaw.vault_entry ENABLE ALWAYS TRIGGER vault_entry_delete;
ALTER TABLE holdlaw.vault_entry ENABLE ALWAYS TRIGGER vault_entry_truncate;

-- Finds the same person again without holding a name: a keyed hash of what identifies them.
CREATE TABLE holdlaw.vault_index (
    token bytea NOT NULL,
    person text COLLATE "C" NOT NULL,
    PRIMARY KEY (token, person)
);

CREATE INDEX vault_index_person ON holdlaw.vault_index (person);

CREATE TRIGGER vault_index_update BEFORE UPDATE ON holdlaw.vault_index
    FOR EACH ROW EXECUTE FUNCTION holdlaw.refuse();
CREATE TRIGGER vault_index_delete BEFORE DELETE ON holdlaw.vault_index
    FOR EACH ROW EXECUTE FUNCTION holdlaw.with_person_only();
CREATE TRIGGER vault_index_truncate BEFORE TRUNCATE ON holdlaw.vault_index
    FOR EACH STATEMENT EXECUTE FUNCTION holdlaw.refuse();
ALTER TABLE holdlaw.vault_index ENABLE ALWAYS TRIGGER vault_index_update;
ALTER TABLE holdlaw.vault_index ENABLE ALWAYS TRIGGER vault_index_delete;
ALTER TABLE holdlaw.vault_index ENABLE ALWAYS TRIGGER vault_index_truncate;

-- The owner takes these from itself as well: a program that uses the owner's account has no business with them.
REVOKE ALL ON holdlaw.entries, holdlaw.checkpoints, holdlaw.vault_person, holdlaw.vault_entry, holdlaw.vault_index
    FROM PUBLIC;
REVOKE UPDATE, DELETE, TRUNCATE ON holdlaw.entries, holdlaw.checkpoints FROM CURRENT_USER;
REVOKE UPDATE, TRUNCATE ON holdlaw.vault_person, holdlaw.vault_entry, holdlaw.vault_index FROM CURRENT_USER;
