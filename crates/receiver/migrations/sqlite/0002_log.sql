-- The transparency log over the records: record `seq` is leaf `seq - 1`.

-- What a leaf holds: SHA-256(salt ‖ act). The commitment stays for ever; an erasure takes the salt with the act.
CREATE TABLE log_leaves (
    seq        INTEGER NOT NULL PRIMARY KEY REFERENCES records (seq),
    salt       BLOB    CHECK (salt IS NULL OR length(salt) = 16),
    commitment BLOB    NOT NULL CHECK (length(commitment) = 32)
) STRICT;

-- The tree's hashes in the dense order of C2SP's reference implementations: complete subtrees as they complete.
CREATE TABLE log_hashes (
    idx  INTEGER NOT NULL PRIMARY KEY,
    hash BLOB    NOT NULL CHECK (length(hash) = 32)
) STRICT;

-- Append-only, as the records. The erasure's migration will replace `log_leaves_stay` by a trigger that lets the salt
-- become NULL together with the record's act and number.
CREATE TRIGGER log_leaves_stay BEFORE UPDATE ON log_leaves
BEGIN
    SELECT RAISE(ABORT, 'the log is append-only');
END;

CREATE TRIGGER log_leaves_remain BEFORE DELETE ON log_leaves
BEGIN
    SELECT RAISE(ABORT, 'the log is append-only');
END;

CREATE TRIGGER log_leaves_follow BEFORE INSERT ON log_leaves
WHEN NEW.seq <> (SELECT coalesce(max(seq), 0) + 1 FROM log_leaves)
BEGIN
    SELECT RAISE(ABORT, 'leaves are contiguous');
END;

CREATE TRIGGER log_hashes_stay BEFORE UPDATE ON log_hashes
BEGIN
    SELECT RAISE(ABORT, 'the log is append-only');
END;

CREATE TRIGGER log_hashes_remain BEFORE DELETE ON log_hashes
BEGIN
    SELECT RAISE(ABORT, 'the log is append-only');
END;

CREATE TRIGGER log_hashes_follow BEFORE INSERT ON log_hashes
WHEN NEW.idx <> (SELECT coalesce(max(idx), -1) + 1 FROM log_hashes)
BEGIN
    SELECT RAISE(ABORT, 'hashes are contiguous');
END;
