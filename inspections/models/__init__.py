from inspections.models.commission import Commission, SampleStratum
from inspections.models.delegation import Delegation
from inspections.models.focus_point import FocusPoint
from inspections.models.inspection import Inspection, Method
from inspections.models.instrument import Instrument
from inspections.models.involved_body import InvolvedBody
from inspections.models.meeting import Briefing, Meeting
from inspections.models.participant import Participant, Person
from inspections.models.spot_check import SpotCheck
from inspections.models.sub_group import SubGroup
from inspections.models.survey import Survey, SurveyAnswer, SurveyQuestion
from inspections.models.visit import Visit

__all__ = [
    "Briefing",
    "Commission",
    "Delegation",
    "FocusPoint",
    "Inspection",
    "Instrument",
    "InvolvedBody",
    "Meeting",
    "Method",
    "Participant",
    "Person",
    "SampleStratum",
    "SpotCheck",
    "SubGroup",
    "Survey",
    "SurveyAnswer",
    "SurveyQuestion",
    "Visit",
]
