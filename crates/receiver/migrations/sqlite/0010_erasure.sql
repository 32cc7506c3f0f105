-- Erasure: what identifies a person goes, the place in the ledger and the log stays.

-- Who was erased, as a keyed hash of the contact, so that they are not written to again. It cannot be turned back.
CREATE TABLE erased (
    hash BLOB    NOT NULL PRIMARY KEY CHECK (length(hash) = 32),
    at   INTEGER NOT NULL                      -- server time, ms since 1970
) STRICT, WITHOUT ROWID;

-- The one door of the append-only tables: number, act, receipt and key go together, and nothing else changes.
DROP TRIGGER records_stay;
CREATE TRIGGER records_stay BEFORE UPDATE ON records
WHEN NOT (
    OLD.act IS NOT NULL AND NEW.act IS NULL AND NEW.number IS NULL AND NEW.receipt = '' AND NEW.key_thumbprint = ''
    AND NEW.seq = OLD.seq AND NEW.jti = OLD.jti AND NEW.event = OLD.event AND NEW.received_ms = OLD.received_ms
    AND NEW.notice_sha256 = OLD.notice_sha256 AND NEW.assurance = OLD.assurance
    AND NEW.nonce IS OLD.nonce AND NEW.nonce_issued_ms IS OLD.nonce_issued_ms
)
BEGIN
    SELECT RAISE(ABORT, 'records are append-only');
END;

DROP TRIGGER log_leaves_stay;
CREATE TRIGGER log_leaves_stay BEFORE UPDATE ON log_leaves
WHEN NOT (
    NEW.salt IS NULL AND NEW.seq = OLD.seq AND NEW.commitment = OLD.commitment
    AND (SELECT act IS NULL FROM records WHERE seq = OLD.seq)
)
BEGIN
    SELECT RAISE(ABORT, 'the log is append-only');
END;
