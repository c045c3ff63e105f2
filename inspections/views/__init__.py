from inspections.views.decisions import DecisionList, DecisionNew
from inspections.views.inspection import InspectionDetail, InspectionList
from inspections.views.letters import LetterList, LetterNew, download_letter
from inspections.views.planning import InspectionNew
from inspections.views.steps import InspectionStep

__all__ = [
    "DecisionList",
    "DecisionNew",
    "InspectionDetail",
    "InspectionList",
    "InspectionNew",
    "InspectionStep",
    "LetterList",
    "LetterNew",
    "download_letter",
]
