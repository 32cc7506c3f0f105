-- Messages the business sent, for the frequency cap.
CREATE TABLE sends (
    contact   TEXT    NOT NULL,
    id        TEXT    NOT NULL,
    at        BIGINT  NOT NULL,
    marketing BOOLEAN NOT NULL,
    PRIMARY KEY (contact, id)
);

CREATE INDEX sends_by_time ON sends (contact, marketing, at);
