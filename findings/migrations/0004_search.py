from django.db import migrations

# No field of the model: nobody reads the pairs, and every page would carry them.
COLUMNS = ("title_zh", "title_en", "facts_zh", "facts_en", "actor_zh", "actor_en")
TEXT = " || ' ' || ".join(COLUMNS)


class Migration(migrations.Migration):
    dependencies = [("core", "0003_grams"), ("findings", "0003_field_work_links")]

    operations = [
        migrations.RunSQL(
            f"ALTER TABLE findings_finding ADD COLUMN grams text[] GENERATED ALWAYS AS (zj_grams({TEXT})) STORED",
            "ALTER TABLE findings_finding DROP COLUMN grams",
        ),
        migrations.RunSQL(
            "CREATE INDEX finding_grams ON findings_finding USING gin (grams)", "DROP INDEX finding_grams"
        ),
    ]
