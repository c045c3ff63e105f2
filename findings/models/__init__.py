from findings.models.cited_date import CitedDate
from findings.models.evidence import Evidence
from findings.models.figure import Figure
from findings.models.finding import Finding

__all__ = ["CitedDate", "Evidence", "Figure", "Finding"]
