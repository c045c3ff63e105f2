from reports.views.checks import ChecksProgress, ReportChecks, check_again, take_back_waiver, waive_result
from reports.views.desk import Desk
from reports.views.glossary import GlossaryList, TermAdd, TermChange, TermPage, TermRetire
from reports.views.rendering import RenderingPanel, download, render_report
from reports.views.report import ReportDetail, ReportList
from reports.views.texts import TextCheck, TextPage

__all__ = [
    "ChecksProgress",
    "Desk",
    "GlossaryList",
    "RenderingPanel",
    "ReportChecks",
    "ReportDetail",
    "ReportList",
    "TermAdd",
    "TermChange",
    "TermPage",
    "TermRetire",
    "TextCheck",
    "TextPage",
    "check_again",
    "download",
    "render_report",
    "take_back_waiver",
    "waive_result",
]
