from findings.views.answering import VisitSheet
from findings.views.copying import InspectionCopy
from findings.views.entry import FindingEdit, FindingNew
from findings.views.evidence import EvidenceFile, EvidencePreview
from findings.views.field import FieldEntry, FieldInspections, FieldManifest, FieldShell, FieldWorker
from findings.views.finding import FindingDetail, FindingList, FindingStep
from findings.views.imports import FieldImport
from findings.views.lead import LeadDetail, LeadEdit, LeadList, LeadNew, LeadStep
from findings.views.reading import FigureReading
from findings.views.responsibilities import (
    AnswerFile,
    Completeness,
    LineAdd,
    LineChange,
    LinePage,
    LineVoid,
    Responsibilities,
)
from findings.views.shares import SurveyShare

__all__ = [
    "AnswerFile",
    "Completeness",
    "EvidenceFile",
    "EvidencePreview",
    "FigureReading",
    "FieldEntry",
    "FieldImport",
    "FieldInspections",
    "FieldManifest",
    "FieldShell",
    "FieldWorker",
    "FindingDetail",
    "FindingEdit",
    "FindingList",
    "FindingNew",
    "FindingStep",
    "LeadDetail",
    "LeadEdit",
    "LeadList",
    "LeadNew",
    "LeadStep",
    "InspectionCopy",
    "LineAdd",
    "LineChange",
    "LinePage",
    "LineVoid",
    "Responsibilities",
    "SurveyShare",
    "VisitSheet",
]
