from reports.models.edition import Edition, Rendering
from reports.models.report import Paragraph, Report, Section

__all__ = ["Edition", "Paragraph", "Rendering", "Report", "Section"]
