-- What happened to each contact: the lines that `may-send` is decided from. Every table is keyed by the contact first, so
-- that a distributed database can keep a contact's rows on one machine.

-- A line that concerns two contacts (a link, a changed number) stands under both.
CREATE TABLE entries (
    contact TEXT    NOT NULL,                -- `p:` and an E.164 number, or `b:` and a business-scoped user id
    id      TEXT    NOT NULL,                -- of the act, the message, the status …
    at      INTEGER NOT NULL,                -- when it first arrived: server time, ms since 1970
    what    TEXT    NOT NULL,                -- the occurrence, JSON
    PRIMARY KEY (contact, id)
) STRICT, WITHOUT ROWID;

-- Messages of the contact are many, and only the newest one matters: they stand apart.
CREATE TABLE messages (
    contact TEXT    NOT NULL,
    id      TEXT    NOT NULL,
    at      INTEGER NOT NULL,                -- when it opened the service window: sent, or arrived if that was earlier
    PRIMARY KEY (contact, id)
) STRICT, WITHOUT ROWID;

CREATE INDEX messages_by_time ON messages (contact, at);

-- Under which contacts an act and those that replace it stand.
CREATE TABLE act_contacts (
    jti     TEXT NOT NULL,
    contact TEXT NOT NULL,
    PRIMARY KEY (jti, contact)
) STRICT, WITHOUT ROWID;

-- Work that a migration leaves to the program: records after `seq` have no entries yet. The row goes when it is done.
CREATE TABLE backfills (
    name TEXT    NOT NULL PRIMARY KEY,
    seq  INTEGER NOT NULL
) STRICT;

INSERT INTO backfills VALUES ('entries', 0);
