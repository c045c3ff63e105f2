"""The Celery application: it only wakes work up, the truth about every job is its row in PostgreSQL."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")

app = Celery("zhijian")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
