from reports.models.check import CheckResult, CheckRun, Waiver
from reports.models.edition import Edition, Rendering
from reports.models.imported import ImportedSource
from reports.models.report import Paragraph, Report, Section
from reports.models.term import GlossaryTerm

__all__ = [
    "CheckResult",
    "CheckRun",
    "Edition",
    "GlossaryTerm",
    "ImportedSource",
    "Paragraph",
    "Rendering",
    "Report",
    "Section",
    "Waiver",
]
