from findings.views.finding import FindingDetail, FindingList, FindingStep

__all__ = ["FindingDetail", "FindingList", "FindingStep"]
