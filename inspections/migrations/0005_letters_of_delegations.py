import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0001_initial"),
        ("inspections", "0004_delegated_returns"),
    ]

    operations = [
        migrations.AddField(
            model_name="delegation",
            name="letter",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="entrusted",
                to="inspections.letter",
            ),
        ),
        migrations.AddField(
            model_name="letter",
            name="pdf",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="letters_printed",
                to="core.attachment",
            ),
        ),
    ]
