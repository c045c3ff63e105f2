from findings.models.cited_date import CitedDate
from findings.models.evidence import Evidence
from findings.models.figure import Figure
from findings.models.finding import Finding
from findings.models.lead import Lead
from findings.models.operation import Operation
from findings.models.origin import Origin
from findings.models.package import KnownKey, Package
from findings.models.responsibility import ResponsibilityAnswer, ResponsibilityItem
from findings.models.returned import Return, ReturnFile, ReturnRemark, ReturnSection, ReturnUpload, ReturnVersion

__all__ = [
    "CitedDate",
    "Evidence",
    "Figure",
    "Finding",
    "KnownKey",
    "Lead",
    "Operation",
    "Origin",
    "Package",
    "ResponsibilityAnswer",
    "ResponsibilityItem",
    "Return",
    "ReturnFile",
    "ReturnRemark",
    "ReturnSection",
    "ReturnUpload",
    "ReturnVersion",
]
