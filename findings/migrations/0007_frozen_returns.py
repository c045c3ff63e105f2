"""What was signed and submitted stays as it was, not even with SQL at hand: the version, its files, and the versions of
the next level down that lie beside it. A version that was not submitted may go, but its content never changes."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION refuse_return(what text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'return: %', what USING ERRCODE = 'integrity_constraint_violation';
END $$;

CREATE FUNCTION return_version_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        IF OLD.submitted_at IS NOT NULL THEN PERFORM refuse_return('a submitted version stays on record'); END IF;
        RETURN OLD;
    END IF;
    IF OLD.submitted_at IS NOT NULL AND NEW IS DISTINCT FROM OLD
    THEN PERFORM refuse_return('the version was submitted'); END IF;
    IF ROW(NEW.returned_id, NEW.number, NEW.content, NEW.digest, NEW.request_digest, NEW.signed_by_id, NEW.signed_name,
           NEW.signed_at)
        IS DISTINCT FROM
       ROW(OLD.returned_id, OLD.number, OLD.content, OLD.digest, OLD.request_digest, OLD.signed_by_id, OLD.signed_name,
           OLD.signed_at)
    THEN PERFORM refuse_return('the version was signed'); END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER return_version_stays BEFORE UPDATE OR DELETE ON findings_returnversion
    FOR EACH ROW EXECUTE FUNCTION return_version_stays();

CREATE FUNCTION is_submitted(of_version bigint) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (SELECT 1 FROM findings_returnversion WHERE id = of_version AND submitted_at IS NOT NULL)
$$;

-- What the content names may be laid beside a version that arrives already submitted, and nothing else.
CREATE FUNCTION return_files_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN
        IF is_submitted(OLD.returnversion_id) THEN PERFORM refuse_return('files of a submitted version stay'); END IF;
        IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    END IF;
    IF is_submitted(NEW.returnversion_id) AND NOT EXISTS (
        SELECT 1 FROM findings_returnversion AS version, jsonb_each(version.content -> 'files') AS named, core_attachment AS kept
        WHERE version.id = NEW.returnversion_id AND kept.id = NEW.attachment_id
            AND named.value ->> 'digest' = kept.digest
    ) THEN PERFORM refuse_return('the version names no such file'); END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER return_files_stay BEFORE INSERT OR UPDATE OR DELETE ON findings_returnversion_files
    FOR EACH ROW EXECUTE FUNCTION return_files_stay();

CREATE FUNCTION return_attached_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN
        IF is_submitted(OLD.from_returnversion_id)
        THEN PERFORM refuse_return('what is attached to a submitted version stays'); END IF;
        IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    END IF;
    IF is_submitted(NEW.from_returnversion_id) AND NOT EXISTS (
        SELECT 1 FROM findings_returnversion AS version, jsonb_array_elements(version.content -> 'attached') AS named,
            findings_returnversion AS below
        WHERE version.id = NEW.from_returnversion_id AND below.id = NEW.to_returnversion_id
            AND named ->> 'digest' = below.digest
    ) THEN PERFORM refuse_return('the version names no such return'); END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER return_attached_stay BEFORE INSERT OR UPDATE OR DELETE ON return_version_attached
    FOR EACH ROW EXECUTE FUNCTION return_attached_stay();

CREATE FUNCTION attachment_of_return_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM findings_returnversion_files AS link JOIN findings_returnversion AS version
        ON version.id = link.returnversion_id WHERE link.attachment_id = OLD.id AND version.submitted_at IS NOT NULL)
    THEN PERFORM refuse_return('a file of a submitted version stays'); END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER attachment_of_return_stays BEFORE UPDATE OF digest, size, media_type, name ON core_attachment
    FOR EACH ROW EXECUTE FUNCTION attachment_of_return_stays();
"""

BACKWARD = """
DROP TRIGGER attachment_of_return_stays ON core_attachment;
DROP TRIGGER return_attached_stay ON return_version_attached;
DROP TRIGGER return_files_stay ON findings_returnversion_files;
DROP TRIGGER return_version_stays ON findings_returnversion;
DROP FUNCTION attachment_of_return_stays();
DROP FUNCTION return_attached_stay();
DROP FUNCTION return_files_stay();
DROP FUNCTION is_submitted(bigint);
DROP FUNCTION return_version_stays();
DROP FUNCTION refuse_return(text);
"""


class Migration(migrations.Migration):
    dependencies = [("findings", "0006_delegated_returns_links"), ("core", "0002_append_only")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
