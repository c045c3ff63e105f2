import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("reports", "0002_frozen_editions")]

    operations = [
        migrations.CreateModel(
            name="GlossaryTerm",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.SlugField(max_length=80, unique=True, verbose_name="编号")),
                ("created", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("updated", models.DateTimeField(auto_now=True)),
                (
                    "group",
                    models.CharField(
                        choices=[
                            ("institutions", "机构"),
                            ("roles", "职务"),
                            ("persons", "人名"),
                            ("laws", "法律法规"),
                            ("procedure", "程序"),
                            ("documents", "文书"),
                            ("content", "报告用语"),
                            ("cybersecurity", "网络安全"),
                            ("quantities", "数量"),
                            ("divisions", "行政区划"),
                            ("other", "其他"),
                        ],
                        max_length=16,
                        verbose_name="分组",
                    ),
                ),
                ("zh", models.CharField(max_length=120, verbose_name="中文")),
                ("zh_variants", models.TextField(blank=True, verbose_name="中文别称")),
                ("en", models.CharField(max_length=300, verbose_name="英文译法")),
                ("short", models.TextField(blank=True, verbose_name="缩写与简称")),
                ("accepted", models.TextField(blank=True, verbose_name="也可用的译法")),
                ("avoided", models.TextField(blank=True, verbose_name="不采用的译法")),
                ("checked", models.BooleanField(default=True, verbose_name="对照检查")),
                ("valid_from", models.DateField(blank=True, null=True, verbose_name="启用日期")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="停用日期")),
                ("note", models.TextField(blank=True, verbose_name="备注")),
                ("edited", models.BooleanField(default=False, editable=False)),
            ],
            options={"verbose_name": "术语", "ordering": ["group", "pk"]},
        ),
        migrations.AddConstraint(
            model_name="glossaryterm",
            constraint=models.UniqueConstraint(fields=("zh", "valid_from"), name="term_once_from"),
        ),
        migrations.AddConstraint(
            model_name="glossaryterm",
            constraint=models.UniqueConstraint(condition=models.Q(valid_from=None), fields=("zh",), name="term_once"),
        ),
        migrations.AddConstraint(
            model_name="glossaryterm",
            constraint=models.CheckConstraint(
                condition=models.Q(valid_to__gte=models.F("valid_from")), name="term_ends_later"
            ),
        ),
    ]
