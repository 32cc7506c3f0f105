-- Messages the business sent, for the frequency cap. Keyed by the contact first, as the entries.
CREATE TABLE sends (
    contact   TEXT    NOT NULL,
    id        TEXT    NOT NULL,              -- the sender's id of the message, or its `wamid`
    at        INTEGER NOT NULL,              -- server time, ms since 1970
    marketing INTEGER NOT NULL CHECK (marketing IN (0, 1)),
    PRIMARY KEY (contact, id)
) STRICT, WITHOUT ROWID;

CREATE INDEX sends_by_time ON sends (contact, marketing, at);
