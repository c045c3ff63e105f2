"""What was frozen stays as it was: content, digest and number of an edition cannot be updated."""

from django.db import migrations

FORWARD = """
CREATE TRIGGER edition_frozen BEFORE UPDATE ON reports_edition
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
"""

BACKWARD = "DROP TRIGGER edition_frozen ON reports_edition;"


class Migration(migrations.Migration):
    dependencies = [("reports", "0001_initial"), ("core", "0002_append_only")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
