-- The ledger. It only appends: a withdrawal is a new record. What each column means stands in SQLite's migrations.

-- One row. Who appends holds it until the commit, so that places are contiguous whichever receiver gives them.
CREATE TABLE ledger_head (
    one BOOLEAN NOT NULL PRIMARY KEY DEFAULT TRUE CHECK (one)
);
INSERT INTO ledger_head DEFAULT VALUES;

CREATE TABLE notices (
    sha256        TEXT    NOT NULL PRIMARY KEY,
    text          BYTEA   NOT NULL,   -- UTF-8; TEXT cannot hold U+0000
    registered    BOOLEAN NOT NULL,
    first_seen_ms BIGINT  NOT NULL
);

CREATE TABLE records (
    seq             BIGINT NOT NULL PRIMARY KEY CHECK (seq > 0),
    jti             TEXT   NOT NULL UNIQUE,
    number          TEXT,
    act             TEXT,
    event           TEXT   NOT NULL,
    received_ms     BIGINT NOT NULL,
    notice_sha256   TEXT   NOT NULL REFERENCES notices (sha256),
    key_thumbprint  TEXT   NOT NULL,
    assurance       TEXT   NOT NULL,
    nonce           TEXT   UNIQUE,
    nonce_issued_ms BIGINT,
    receipt         TEXT   NOT NULL,
    CHECK ((nonce IS NULL) = (nonce_issued_ms IS NULL)),
    CHECK ((number IS NULL) = (act IS NULL))
);

CREATE INDEX records_by_number ON records (number, seq);
CREATE INDEX records_by_notice ON records (notice_sha256);

-- Append-only, whoever holds the connection (short of the tables' owner, who can drop a trigger).
CREATE FUNCTION append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;
END $$;

CREATE TRIGGER records_stay BEFORE UPDATE OR DELETE ON records FOR EACH ROW EXECUTE FUNCTION append_only();
CREATE TRIGGER records_remain BEFORE TRUNCATE ON records EXECUTE FUNCTION append_only();
CREATE TRIGGER notices_keep_their_words BEFORE UPDATE OF sha256, text ON notices
    FOR EACH ROW EXECUTE FUNCTION append_only();
CREATE TRIGGER notices_remain BEFORE DELETE ON notices FOR EACH ROW EXECUTE FUNCTION append_only();

-- The transparency log over the records: record `seq` is leaf `seq - 1`.
CREATE TABLE log_leaves (
    seq        BIGINT NOT NULL PRIMARY KEY REFERENCES records (seq),
    salt       BYTEA  CHECK (length(salt) = 16),
    commitment BYTEA  NOT NULL CHECK (length(commitment) = 32)
);

CREATE TABLE log_hashes (
    idx  BIGINT NOT NULL PRIMARY KEY,
    hash BYTEA  NOT NULL CHECK (length(hash) = 32)
);

CREATE TRIGGER log_leaves_stay BEFORE UPDATE OR DELETE ON log_leaves FOR EACH ROW EXECUTE FUNCTION append_only();
CREATE TRIGGER log_leaves_remain BEFORE TRUNCATE ON log_leaves EXECUTE FUNCTION append_only();
CREATE TRIGGER log_hashes_stay BEFORE UPDATE OR DELETE ON log_hashes FOR EACH ROW EXECUTE FUNCTION append_only();
CREATE TRIGGER log_hashes_remain BEFORE TRUNCATE ON log_hashes EXECUTE FUNCTION append_only();
