-- The ledger. It only appends: a withdrawal is a new record.

-- Each notice is kept once, however many people read it.
CREATE TABLE notices (
    sha256        TEXT    NOT NULL PRIMARY KEY,   -- of the text's UTF-8 bytes, lower-case hex
    text          TEXT    NOT NULL,
    registered    INTEGER NOT NULL CHECK (registered IN (0, 1)),
    first_seen_ms INTEGER NOT NULL
) STRICT;

CREATE TABLE records (
    seq             INTEGER NOT NULL PRIMARY KEY CHECK (seq > 0),  -- contiguous from 1
    jti             TEXT    NOT NULL UNIQUE,                       -- for ever, also after an erasure
    -- What identifies the person may be NULL, but only after an erasure; see the triggers below.
    number          TEXT,                                          -- E.164
    act             TEXT,                                          -- the compact bytes as received
    event           TEXT    NOT NULL,
    received_ms     INTEGER NOT NULL,                              -- server time, ms since 1970
    notice_sha256   TEXT    NOT NULL REFERENCES notices (sha256),
    key_thumbprint  TEXT    NOT NULL,                              -- RFC 7638, of the act's key
    assurance       TEXT    NOT NULL,
    nonce           TEXT UNIQUE,                                   -- the challenge it used up
    nonce_issued_ms INTEGER,
    receipt         TEXT    NOT NULL,                              -- the compact bytes as answered
    CHECK ((nonce IS NULL) = (nonce_issued_ms IS NULL)),
    CHECK ((number IS NULL) = (act IS NULL))
) STRICT;

CREATE INDEX records_by_number ON records (number, seq);
CREATE INDEX records_by_notice ON records (notice_sha256);

-- Append-only, whoever holds the connection. Erasure is the one door that will open: its migration replaces
-- `records_stay` by a trigger that lets `number` and `act` become NULL together and nothing else change.
CREATE TRIGGER records_stay BEFORE UPDATE ON records
BEGIN
    SELECT RAISE(ABORT, 'records are append-only');
END;

CREATE TRIGGER records_remain BEFORE DELETE ON records
BEGIN
    SELECT RAISE(ABORT, 'records are append-only');
END;

CREATE TRIGGER records_follow BEFORE INSERT ON records
WHEN NEW.seq <> (SELECT coalesce(max(seq), 0) + 1 FROM records)
BEGIN
    SELECT RAISE(ABORT, 'seq is contiguous');
END;

-- `INSERT OR REPLACE` would delete the older row without firing a delete trigger.
CREATE TRIGGER records_replace_nothing BEFORE INSERT ON records
WHEN EXISTS (SELECT 1 FROM records WHERE jti = NEW.jti OR nonce = NEW.nonce)
BEGIN
    SELECT RAISE(ABORT, 'jti and nonce are unique');
END;

CREATE TRIGGER notices_keep_their_words BEFORE UPDATE OF sha256, text ON notices
BEGIN
    SELECT RAISE(ABORT, 'a notice is never changed');
END;

CREATE TRIGGER notices_remain BEFORE DELETE ON notices
BEGIN
    SELECT RAISE(ABORT, 'notices are append-only');
END;
