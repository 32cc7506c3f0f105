-- What the site's own backend is to be told, until it has taken it: a row goes with the delivery.
CREATE TABLE outbox (
    seq        INTEGER PRIMARY KEY AUTOINCREMENT,  -- the order; no number is given twice
    id         TEXT    NOT NULL UNIQUE,            -- the same at every try
    contact    TEXT    NOT NULL,                   -- as in `entries`: what is about one contact goes out in order
    kind       TEXT    NOT NULL,
    body       TEXT    NOT NULL,                   -- JSON, without `sequence`
    created_ms INTEGER NOT NULL,
    attempts   INTEGER NOT NULL,
    due_ms     INTEGER,                            -- when to try, or until when somebody is trying; NULL for a dead letter
    outcome    TEXT    NOT NULL                    -- of the last try; empty before it
) STRICT;

CREATE INDEX outbox_by_contact ON outbox (contact, seq);
CREATE INDEX outbox_by_due ON outbox (due_ms) WHERE due_ms IS NOT NULL;
CREATE INDEX outbox_dead ON outbox (seq) WHERE due_ms IS NULL;

-- Endpoints that answered 410 Gone, by the digest of their address: nothing is sent there until somebody says so.
CREATE TABLE outbox_gone (
    endpoint TEXT    NOT NULL PRIMARY KEY,
    at       INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Consents that will end. A row goes once the end was told.
CREATE TABLE expiries (
    contact        TEXT    NOT NULL,
    jti            TEXT    NOT NULL,
    valid_until_ms INTEGER NOT NULL,
    reminded       INTEGER NOT NULL CHECK (reminded IN (0, 1)),
    PRIMARY KEY (contact, jti)
) STRICT, WITHOUT ROWID;

CREATE INDEX expiries_by_end ON expiries (reminded, valid_until_ms);

INSERT INTO expiries (contact, jti, valid_until_ms, reminded)
SELECT contact, id, what ->> '$.opt_in.valid_until', 0 FROM entries
WHERE what LIKE '{"opt_in"%' AND what ->> '$.opt_in.valid_until' IS NOT NULL;
