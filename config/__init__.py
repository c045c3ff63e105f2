"""Settings, addresses and the background-work application of Zhijian 执检."""

from .celery import app as celery_app

__all__ = ["celery_app"]
