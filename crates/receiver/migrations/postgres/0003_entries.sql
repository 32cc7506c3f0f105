-- What happened to each contact. Every table begins its key with the contact, so that a distributed database can shard by
-- it (DESIGN.md). What each column means stands in SQLite's migration of the same number.

CREATE TABLE entries (
    contact TEXT   COLLATE "C" NOT NULL,
    id      TEXT   NOT NULL,
    at      BIGINT NOT NULL,
    what    TEXT   NOT NULL,
    PRIMARY KEY (contact, id)
);

CREATE TABLE messages (
    contact TEXT   NOT NULL,
    id      TEXT   NOT NULL,
    at      BIGINT NOT NULL,
    PRIMARY KEY (contact, id)
);

CREATE INDEX messages_by_time ON messages (contact, at);

CREATE TABLE act_contacts (
    jti     TEXT NOT NULL,
    contact TEXT NOT NULL,
    PRIMARY KEY (jti, contact)
);
