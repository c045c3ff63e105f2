from inspections.models.article import Article
from inspections.models.calendar_day import CalendarDay
from inspections.models.commission import Commission, SampleStratum
from inspections.models.deadline import Deadline
from inspections.models.decision import Decision
from inspections.models.delegation import Delegation
from inspections.models.draw import Draw, Ticket
from inspections.models.focus_point import FocusPoint
from inspections.models.inspection import Inspection, Method
from inspections.models.instrument import Instrument
from inspections.models.involved_body import InvolvedBody
from inspections.models.joint_record import JointRecord
from inspections.models.letter import Letter
from inspections.models.material import Material
from inspections.models.meeting import Briefing, Meeting
from inspections.models.participant import Participant, Person
from inspections.models.reminder import Reminder
from inspections.models.request import Request, RequestColumn, RequestQuestion, RequestSection
from inspections.models.roster import Roster, RosterRow
from inspections.models.spot_check import SpotCheck
from inspections.models.sub_group import SubGroup
from inspections.models.survey import Survey, SurveyAnswer, SurveyQuestion
from inspections.models.unit import Unit
from inspections.models.visit import Visit
from inspections.models.visit_day import VisitDay

__all__ = [
    "Article",
    "Briefing",
    "CalendarDay",
    "Commission",
    "Deadline",
    "Decision",
    "Delegation",
    "Draw",
    "FocusPoint",
    "Inspection",
    "Instrument",
    "InvolvedBody",
    "JointRecord",
    "Letter",
    "Material",
    "Meeting",
    "Method",
    "Participant",
    "Person",
    "Reminder",
    "Request",
    "RequestColumn",
    "RequestQuestion",
    "RequestSection",
    "Roster",
    "RosterRow",
    "SampleStratum",
    "SpotCheck",
    "SubGroup",
    "Survey",
    "SurveyAnswer",
    "SurveyQuestion",
    "Ticket",
    "Unit",
    "Visit",
    "VisitDay",
]
