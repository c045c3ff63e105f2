"""What a draw rests on stays as it was committed, not even with SQL at hand: plan, roster, exclusions, who is cleared,
the commitment, the result and its tickets. A draw goes its way once, in one direction."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION refuse_draw(what text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'draw: %', what USING ERRCODE = 'integrity_constraint_violation';
END $$;

CREATE FUNCTION draw_goes_one_way() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        IF OLD.state <> 'planned' THEN PERFORM refuse_draw('stays on record'); END IF;
        RETURN OLD;
    END IF;
    IF NEW.state <> OLD.state AND NOT (
        (OLD.state = 'planned' AND NEW.state IN ('committed', 'abandoned'))
        OR (OLD.state = 'committed' AND NEW.state IN ('drawn', 'abandoned'))
    ) THEN PERFORM refuse_draw('no way from ' || OLD.state || ' to ' || NEW.state); END IF;
    IF OLD.state <> 'planned' AND
        ROW(NEW.code, NEW.inspection_id, NEW.number, NEW.title_zh, NEW.title_en, NEW.reason, NEW.roster_id,
            NEW.inspectors_id, NEW.plan, NEW.public_source, NEW.embargo_until)
        IS DISTINCT FROM
        ROW(OLD.code, OLD.inspection_id, OLD.number, OLD.title_zh, OLD.title_en, OLD.reason, OLD.roster_id,
            OLD.inspectors_id, OLD.plan, OLD.public_source, OLD.embargo_until)
    THEN PERFORM refuse_draw('the plan was committed'); END IF;
    IF OLD.committed IS NOT NULL AND
        ROW(NEW.commitment, NEW.sealed, NEW.committed, NEW.committed_by_id)
        IS DISTINCT FROM ROW(OLD.commitment, OLD.sealed, OLD.committed, OLD.committed_by_id)
    THEN PERFORM refuse_draw('the commitment stays'); END IF;
    IF OLD.drawn IS NOT NULL AND
        ROW(NEW.public_value, NEW.certificate, NEW.drawn, NEW.drawn_by_id)
        IS DISTINCT FROM ROW(OLD.public_value, OLD.certificate, OLD.drawn, OLD.drawn_by_id)
    THEN PERFORM refuse_draw('the result stays'); END IF;
    IF NEW.state <> 'drawn' AND (NEW.drawn IS NOT NULL OR NEW.certificate IS NOT NULL)
    THEN PERFORM refuse_draw('a result without a draw'); END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER draw_goes_one_way BEFORE UPDATE OR DELETE ON inspections_draw
    FOR EACH ROW EXECUTE FUNCTION draw_goes_one_way();

CREATE FUNCTION cleared_stay() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE of_draw bigint := CASE WHEN TG_OP = 'DELETE' THEN OLD.draw_id ELSE NEW.draw_id END;
BEGIN
    IF EXISTS (SELECT 1 FROM inspections_draw WHERE id = of_draw AND state <> 'planned')
    THEN PERFORM refuse_draw('who is cleared was committed'); END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER cleared_stay BEFORE INSERT OR UPDATE OR DELETE ON inspections_draw_cleared
    FOR EACH ROW EXECUTE FUNCTION cleared_stay();

CREATE FUNCTION tickets_stay() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE draw inspections_draw%ROWTYPE;
BEGIN
    IF TG_OP = 'DELETE' THEN PERFORM refuse_draw('tickets stay'); END IF;
    IF TG_OP = 'UPDATE' THEN
        IF ROW(NEW.draw_id, NEW.stratum, NEW.rank, NEW.row_id, NEW.replaces_id, NEW.reason, NEW.inspectors)
            IS DISTINCT FROM
            ROW(OLD.draw_id, OLD.stratum, OLD.rank, OLD.row_id, OLD.replaces_id, OLD.reason, OLD.inspectors)
            OR (NEW.state <> OLD.state AND NEW.state <> 'replaced')
        THEN PERFORM refuse_draw('tickets stay'); END IF;
        RETURN NEW;
    END IF;
    SELECT * INTO draw FROM inspections_draw WHERE id = NEW.draw_id;
    IF draw.state <> 'drawn' THEN PERFORM refuse_draw('a ticket before the draw'); END IF;
    IF draw.drawn IS NOT NULL AND (NEW.state <> 'substitute' OR NEW.replaces_id IS NULL)
    THEN PERFORM refuse_draw('a ticket after the draw'); END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER tickets_stay BEFORE INSERT OR UPDATE OR DELETE ON inspections_ticket
    FOR EACH ROW EXECUTE FUNCTION tickets_stay();

CREATE FUNCTION is_committed(of_roster bigint) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (SELECT 1 FROM inspections_draw
        WHERE (roster_id = of_roster OR inspectors_id = of_roster) AND state <> 'planned')
$$;

CREATE FUNCTION roster_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF ROW(NEW.inspection_id, NEW.kind, NEW.digest, NEW.size, NEW.counts)
        IS DISTINCT FROM ROW(OLD.inspection_id, OLD.kind, OLD.digest, OLD.size, OLD.counts) AND is_committed(OLD.id)
    THEN PERFORM refuse_draw('the roster was committed'); END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER roster_stays BEFORE UPDATE ON inspections_roster
    FOR EACH ROW EXECUTE FUNCTION roster_stays();

CREATE FUNCTION roster_rows_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF is_committed(OLD.roster_id) THEN PERFORM refuse_draw('the roster was committed'); END IF;
    IF TG_OP = 'UPDATE' THEN
        IF is_committed(NEW.roster_id) THEN PERFORM refuse_draw('the roster was committed'); END IF;
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER roster_rows_stay BEFORE UPDATE OR DELETE ON inspections_rosterrow
    FOR EACH ROW EXECUTE FUNCTION roster_rows_stay();

CREATE FUNCTION roster_takes_no_more() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM (SELECT DISTINCT roster_id FROM added) AS rosters WHERE is_committed(roster_id))
    THEN PERFORM refuse_draw('the roster was committed'); END IF;
    RETURN NULL;
END $$;
-- Once a statement, not once a row: a roster comes in by the hundred thousand.
CREATE TRIGGER roster_takes_no_more AFTER INSERT ON inspections_rosterrow
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION roster_takes_no_more();
"""

BACKWARD = """
DROP TRIGGER roster_takes_no_more ON inspections_rosterrow;
DROP TRIGGER roster_rows_stay ON inspections_rosterrow;
DROP TRIGGER roster_stays ON inspections_roster;
DROP TRIGGER tickets_stay ON inspections_ticket;
DROP TRIGGER cleared_stay ON inspections_draw_cleared;
DROP TRIGGER draw_goes_one_way ON inspections_draw;
DROP FUNCTION roster_takes_no_more();
DROP FUNCTION roster_rows_stay();
DROP FUNCTION roster_stays();
DROP FUNCTION is_committed(bigint);
DROP FUNCTION tickets_stay();
DROP FUNCTION cleared_stay();
DROP FUNCTION draw_goes_one_way();
DROP FUNCTION refuse_draw(text);
"""


class Migration(migrations.Migration):
    dependencies = [("inspections", "0002_field_work"), ("core", "0002_append_only")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
