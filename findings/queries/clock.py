"""The one clock by which returns are signed and submitted: that of the database, whatever a web process believes."""

from datetime import datetime

from django.db import connection


def now() -> datetime:
    """The moment by the clock of the database; it goes on within a transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        return cursor.fetchone()[0]
