-- What the site's own backend is to be told. What each column means stands in SQLite's migration of the same number.
CREATE TABLE outbox (
    seq        BIGINT NOT NULL GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    id         TEXT   NOT NULL UNIQUE,
    contact    TEXT   NOT NULL,
    kind       TEXT   NOT NULL,
    body       TEXT   NOT NULL,
    created_ms BIGINT NOT NULL,
    attempts   BIGINT NOT NULL,
    due_ms     BIGINT,
    outcome    TEXT   NOT NULL
);

CREATE INDEX outbox_by_contact ON outbox (contact, seq);
CREATE INDEX outbox_by_due ON outbox (due_ms) WHERE due_ms IS NOT NULL;
CREATE INDEX outbox_dead ON outbox (seq) WHERE due_ms IS NULL;

CREATE TABLE outbox_gone (
    endpoint TEXT   NOT NULL PRIMARY KEY,
    at       BIGINT NOT NULL
);

CREATE TABLE expiries (
    contact        TEXT    NOT NULL,
    jti            TEXT    NOT NULL,
    valid_until_ms BIGINT  NOT NULL,
    reminded       BOOLEAN NOT NULL,
    PRIMARY KEY (contact, jti)
);

CREATE INDEX expiries_by_end ON expiries (reminded, valid_until_ms);

INSERT INTO expiries (contact, jti, valid_until_ms, reminded)
SELECT contact, id, (what::jsonb #>> '{opt_in,valid_until}')::bigint, FALSE FROM entries
WHERE what LIKE '{"opt_in"%' AND what::jsonb #>> '{opt_in,valid_until}' IS NOT NULL;
