-- Erasure, as in SQLite's migration of the same number.
CREATE TABLE erased (
    hash BYTEA  NOT NULL PRIMARY KEY CHECK (length(hash) = 32),
    at   BIGINT NOT NULL
);

CREATE FUNCTION records_only_erased() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.act IS NOT NULL AND NEW.act IS NULL AND NEW.number IS NULL AND NEW.receipt = '' AND NEW.key_thumbprint = ''
        AND (NEW.seq, NEW.jti, NEW.event, NEW.received_ms, NEW.notice_sha256, NEW.assurance, NEW.nonce, NEW.nonce_issued_ms)
            IS NOT DISTINCT FROM
            (OLD.seq, OLD.jti, OLD.event, OLD.received_ms, OLD.notice_sha256, OLD.assurance, OLD.nonce, OLD.nonce_issued_ms)
    THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'records is append-only';
END $$;

CREATE FUNCTION leaves_only_erased() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.salt IS NULL AND NEW.seq = OLD.seq AND NEW.commitment = OLD.commitment
        AND (SELECT act IS NULL FROM records WHERE seq = OLD.seq)
    THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'log_leaves is append-only';
END $$;

DROP TRIGGER records_stay ON records;
CREATE TRIGGER records_stay BEFORE UPDATE ON records FOR EACH ROW EXECUTE FUNCTION records_only_erased();
CREATE TRIGGER records_keep BEFORE DELETE ON records FOR EACH ROW EXECUTE FUNCTION append_only();
DROP TRIGGER log_leaves_stay ON log_leaves;
CREATE TRIGGER log_leaves_stay BEFORE UPDATE ON log_leaves FOR EACH ROW EXECUTE FUNCTION leaves_only_erased();
CREATE TRIGGER log_leaves_keep BEFORE DELETE ON log_leaves FOR EACH ROW EXECUTE FUNCTION append_only();
