"""The addresses of requests and of the working-day calendar."""

from django.urls import path

from inspections.views import calendar, request, request_editing

ROW = "requests/<slug:code>/"
SECTION = f"{ROW}sections/<slug:section>/"
COLUMN = f"{SECTION}columns/<slug:column>/"
QUESTION = f"{SECTION}questions/<slug:question>/"

urlpatterns = [
    path("inspections/<slug:code>/requests/new/", request.RequestNew.as_view(), name="request_new"),
    path("delegations/<slug:code>/requests/new/", request.RequestNewBelow.as_view(), name="request_new_below"),
    path(ROW, request.RequestPage.as_view(), name="request"),
    path(f"{ROW}change/", request.RequestChange.as_view(), name="request_change"),
    path(f"{ROW}remove/", request.RequestRemove.as_view(), name="request_remove"),
    path(f"{ROW}sections/new/", request_editing.SectionNew.as_view(), name="request_section_new"),
    path(f"{SECTION}change/", request_editing.SectionChange.as_view(), name="request_section_change"),
    path(f"{SECTION}remove/", request_editing.SectionRemove.as_view(), name="request_section_remove"),
    path(f"{SECTION}move/", request_editing.SectionMove.as_view(), name="request_section_move"),
    path(f"{SECTION}columns/new/", request_editing.ColumnNew.as_view(), name="request_column_new"),
    path(f"{COLUMN}change/", request_editing.ColumnChange.as_view(), name="request_column_change"),
    path(f"{COLUMN}remove/", request_editing.ColumnRemove.as_view(), name="request_column_remove"),
    path(f"{COLUMN}move/", request_editing.ColumnMove.as_view(), name="request_column_move"),
    path(f"{SECTION}questions/new/", request_editing.QuestionNew.as_view(), name="request_question_new"),
    path(f"{SECTION}questions/paste/", request_editing.LinesPaste.as_view(), name="request_questions_paste"),
    path(f"{QUESTION}change/", request_editing.QuestionChange.as_view(), name="request_question_change"),
    path(f"{QUESTION}remove/", request_editing.QuestionRemove.as_view(), name="request_question_remove"),
    path(f"{QUESTION}move/", request_editing.QuestionMove.as_view(), name="request_question_move"),
    path("calendar/", calendar.Calendars.as_view(), name="calendar"),
    path("calendar/<slug:code>/", calendar.CalendarPage.as_view(), name="calendar_body"),
    path("calendar/<slug:code>/days/<int:number>/remove/", calendar.DayRemove.as_view(), name="calendar_day_remove"),
]
