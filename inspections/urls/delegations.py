"""The addresses of delegations."""

from django.urls import path, re_path

from inspections.views import delegation_issuing as issuing
from inspections.views import delegation_making as making
from inspections.views import delegation_steps as steps
from inspections.views import delegations
from inspections.workflow.delegations import STEPS

OF_INSPECTION = "inspections/<slug:code>/delegations/"
ROW = "delegations/<slug:code>/"
OTHER_STEPS = "|".join(verb for verb in STEPS if verb != "issue_delegation")

urlpatterns = [
    path(OF_INSPECTION, delegations.DelegationTree.as_view(), name="delegations"),
    path(f"{OF_INSPECTION}new/", making.DelegationNew.as_view(), name="delegation_new"),
    path(f"{OF_INSPECTION}issue/", issuing.DelegationsIssue.as_view(), name="delegations_issue"),
    path("inspections/<slug:code>/reminders/", steps.Reminders.as_view(), name="reminders"),
    path("delegations/", delegations.MyDelegations.as_view(), name="my_delegations"),
    path(ROW, delegations.DelegationPage.as_view(), name="delegation"),
    path(f"{ROW}below/", delegations.DelegationsBelow.as_view(), name="delegations_below"),
    path(f"{ROW}below/new/", making.DelegationNewBelow.as_view(), name="delegation_new_below"),
    path(f"{ROW}below/issue/", issuing.DelegationsIssueBelow.as_view(), name="delegations_issue_below"),
    path(f"{ROW}below/reminders/", steps.RemindersBelow.as_view(), name="reminders_below"),
    path(f"{ROW}change/", making.DelegationChange.as_view(), name="delegation_change"),
    path(f"{ROW}void/", making.DelegationVoid.as_view(), name="delegation_void"),
    path(f"{ROW}urge/", steps.DelegationUrge.as_view(), name="delegation_urge"),
    path(f"{ROW}letter.pdf", delegations.LetterPdf.as_view(), name="delegation_letter_pdf"),
    path(f"{ROW}letter.docx", delegations.LetterDocx.as_view(), name="delegation_letter_docx"),
    path(f"{ROW}records/new/", steps.JointRecordNew.as_view(), name="joint_record_new"),
    path(f"{ROW}records/<int:number>/file/", steps.JointRecordFile.as_view(), name="joint_record_file"),
    re_path(
        r"^delegations/(?P<code>[-\w]+)/(?P<verb>issue_delegation)/$",
        issuing.DelegationIssue.as_view(),
        name="delegation_step",
    ),
    re_path(
        rf"^delegations/(?P<code>[-\w]+)/(?P<verb>{OTHER_STEPS})/$",
        steps.DelegationStep.as_view(),
        name="delegation_step",
    ),
]
