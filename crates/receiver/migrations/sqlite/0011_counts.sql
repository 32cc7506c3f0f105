-- What happened each day, without anybody's name.
CREATE TABLE counts (
    day      INTEGER NOT NULL,               -- days since 1970, UTC
    counted  TEXT    NOT NULL,
    purpose  TEXT    NOT NULL,               -- empty: the act or message as a whole
    campaign TEXT    NOT NULL,               -- empty: none
    n        INTEGER NOT NULL,
    PRIMARY KEY (day, counted, purpose, campaign)
) STRICT, WITHOUT ROWID;

-- The campaign a message belonged to, so that opt-outs after it can be counted as its doing.
ALTER TABLE sends ADD COLUMN campaign TEXT NOT NULL DEFAULT '';

-- Who looked for whom in the dashboard.
CREATE TABLE audits (
    at   INTEGER NOT NULL,                   -- server time, ms since 1970
    who  TEXT    NOT NULL,                   -- the session
    what TEXT    NOT NULL                    -- keyed hash of the number
) STRICT;

CREATE TRIGGER audits_stay BEFORE UPDATE ON audits
BEGIN
    SELECT RAISE(ABORT, 'the audit is append-only');
END;

CREATE TRIGGER audits_remain BEFORE DELETE ON audits
BEGIN
    SELECT RAISE(ABORT, 'the audit is append-only');
END;
