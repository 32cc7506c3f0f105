-- What happened each day, without anybody's name. What each column means stands in SQLite's migration of the same number.
CREATE TABLE counts (
    day      BIGINT NOT NULL,
    counted  TEXT   NOT NULL,
    purpose  TEXT   NOT NULL,
    campaign TEXT   NOT NULL,
    n        BIGINT NOT NULL,
    PRIMARY KEY (day, counted, purpose, campaign)
);

ALTER TABLE sends ADD COLUMN campaign TEXT NOT NULL DEFAULT '';

CREATE TABLE audits (
    at   BIGINT NOT NULL,
    who  TEXT   NOT NULL,
    what TEXT   NOT NULL
);
