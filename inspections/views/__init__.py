from inspections.views.inspection import InspectionDetail, InspectionList

__all__ = ["InspectionDetail", "InspectionList"]
