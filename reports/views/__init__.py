from reports.views.desk import Desk
from reports.views.rendering import RenderingPanel, download, render_report
from reports.views.report import ReportDetail, ReportList

__all__ = ["Desk", "RenderingPanel", "ReportDetail", "ReportList", "download", "render_report"]
