-- Messages to send: the one answer to a STOP. A row stays, so that nobody is answered twice; whom it was for goes with
-- the sending.
CREATE TABLE answers (
    id         TEXT    NOT NULL PRIMARY KEY, -- what it is for, e.g. `stop:` and the record it ended
    sender     TEXT    NOT NULL,             -- the business's number, by its id in the Cloud API
    recipient  TEXT,                         -- a WhatsApp id or a business-scoped user id; NULL once done
    by_bsuid   BOOLEAN NOT NULL,
    body       TEXT,
    attempts   BIGINT  NOT NULL,
    due_ms     BIGINT,                       -- when to try; NULL while under way and once done
    expires_ms BIGINT  NOT NULL
);

CREATE INDEX answers_by_due ON answers (due_ms) WHERE due_ms IS NOT NULL;
CREATE INDEX answers_waiting ON answers (expires_ms) WHERE recipient IS NOT NULL;
