"""Filling in the responsibility list on one visit: every question on one page, big enough for a tablet."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.history import entries_of
from core.pages import Page
from core.text import UNPRINTABLE
from findings.actions.answering import LONGEST, Filled, answer_items, mark_of
from findings.enums import Answer
from findings.models import ResponsibilityAnswer, ResponsibilityItem
from findings.queries.responsibilities import BY_ARTICLE, items_of
from findings.views.responsibilities import rights
from findings.wording.responsibilities import RESPONSIBILITY_VERBS, told
from inspections.models import Inspection, Unit, Visit

PART = 60  # questions of one page: no server takes a form with any number of fields and files
LATEST = 5  # lines of the history below the form


@dataclass
class Question:
    """One question as the page shows it: what stands there, what is chosen and typed, and what is wrong with it."""

    item: ResponsibilityItem
    there: ResponsibilityAnswer | None
    answer: str
    evidence: str
    seen: str
    theirs: ResponsibilityAnswer | None = None
    errors: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Sheet:
    """What is filled in: a visit, perhaps one unit of it, and the questions of one part of the list."""

    inspection: Inspection
    visit: Visit
    unit: Unit | None
    items: list[ResponsibilityItem]
    part: int
    parts: int

    def questions(self, typed: Mapping[int, Filled] | None = None) -> list[Question]:
        """The questions with what stands there by now, or with what was typed; one query."""
        rows = self.visit.responsibility_answers.filter(unit=self.unit, item__in=self.items)
        there = {row.item_id: row for row in rows.select_related("attachment", "finding")}
        questions = []
        for item in self.items:
            row = there.get(item.pk)
            one = (typed or {}).get(item.pk)
            answer, evidence = (row.answer, row.evidence) if row else (Answer.NOT_SEEN.value, "")
            seen = mark_of(row)
            if one is not None and one.is_touched:
                answer, evidence, seen = one.answer, one.evidence, one.seen
            questions.append(Question(item, row, answer, evidence, seen))
        return questions


class VisitSheet(Page):
    """GET shows the questions of a visit with what was answered, POST writes what the person changed."""

    template_name = "responsibilities/visit.html"
    http_method_names = ["get", "head", "post"]

    def sheet(self) -> Sheet:
        """What the address asks for; 404 for rows that are not hers or not there, 403 where she fills nothing in."""
        rows = Inspection.objects.visible_to(self.request.user)  # type: ignore[arg-type]  # signed in, says the mixin
        inspection = get_object_or_404(rows, code=self.kwargs["code"])
        visits = inspection.visits.filter(void_reason="").select_related("inspection", "locality")
        visit = get_object_or_404(visits, pk=self.kwargs["number"])
        if not self.request.user.has_perm("findings.answer_responsibility", inspection):
            raise PermissionDenied
        unit = None
        if asked := self.request.GET.get("unit", ""):
            unit = get_object_or_404(visit.units.filter(void_reason=""), pk=number_in(asked))
        items = list(items_of(inspection).filter(void_reason="").order_by("focus_point__order", *BY_ARTICLE))
        parts = max(1, -(-len(items) // PART))
        part = min(max(1, number_in(self.request.GET.get("part", ""))), parts)
        return Sheet(inspection, visit, unit, items[(part - 1) * PART : part * PART], part, parts)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        sheet = kwargs.pop("sheet", None) or self.sheet()
        questions = kwargs.pop("questions", None) or sheet.questions()
        history = entries_of(sheet.visit).filter(verb="answer_responsibility")
        stand = [one.there for one in questions if one.there and one.there.answer != Answer.NOT_SEEN]
        return super().get_context_data(
            row=sheet.inspection,
            sheet=sheet,
            units=sheet.visit.units.filter(void_reason="").order_by("order"),
            questions=questions,
            answered=len(stand),
            choices=Answer.choices,
            longest=LONGEST,
            part_numbers=range(1, sheet.parts + 1),
            entries=told(history.order_by("-pk")[:LATEST]),
            verbs=RESPONSIBILITY_VERBS,
            **rights(self.request.user, sheet.inspection),
            **kwargs,
        )

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        sheet = self.sheet()
        keys = [number_in(name[5:]) for name in request.POST if name.startswith("seen-")]
        typed = {pk: self.typed(pk) for pk in keys}
        user: Any = request.user
        try:
            outcome = answer_items(visit=sheet.visit, unit=sheet.unit, filled=typed, by=user)
        except ValidationError as refusal:
            return self.again(sheet, typed, 422, refusal=refusal)
        if outcome.conflicts:
            return self.again(sheet, typed, 409, saved=outcome.saved, conflicts=outcome.conflicts)
        messages.success(request, said(outcome.saved))
        return redirect(request.get_full_path())

    def typed(self, pk: int) -> Filled:
        """What the form held for the line with the key `pk`."""
        sent = self.request.POST
        return Filled(
            answer=sent.get(f"answer-{pk}", ""),
            evidence=UNPRINTABLE.sub("", sent.get(f"evidence-{pk}", "").replace("\r\n", "\n")),
            seen=sent.get(f"seen-{pk}", ""),
            keep_theirs=f"keep-{pk}" in sent,
            file=self.request.FILES.get(f"file-{pk}"),  # type: ignore[arg-type]  # one file each
        )

    def again(
        self,
        sheet: Sheet,
        typed: Mapping[int, Filled],
        status: int,
        *,
        refusal: ValidationError | None = None,
        saved: int = 0,
        conflicts: Mapping[int, ResponsibilityAnswer] | None = None,
    ) -> HttpResponse:
        """The sheet once more with what was typed. Beside a conflict stands what somebody else wrote; a second try puts
        the typed words in its place, unless she chooses to keep the other ones."""
        questions = sheet.questions(typed)
        faults = refusal.message_dict if refusal is not None and hasattr(refusal, "error_dict") else {}
        for one in questions:
            one.errors = faults.get(str(one.item.pk), [])
            one.theirs = (conflicts or {}).get(one.item.pk)
            if conflicts is not None:  # what was saved stands there by now
                one.seen = mark_of(one.there)
        gone = set(faults) - {str(one.item.pk) for one in questions}
        context = self.get_context_data(
            sheet=sheet,
            questions=questions,
            general=refusal.messages if refusal is not None and not faults else [],
            gone=[(faults[pk][0], typed[int(pk)]) for pk in sorted(gone)],
            saved_first=said(saved) if saved else "",
            has_conflicts=bool(conflicts),
            has_files=any(one.file for one in typed.values()),
            has_errors=refusal is not None,
        )
        return render(self.request, self.template_name, context, status=status)


def said(saved: int) -> str:
    if not saved:
        return _("没有改动。")
    return ngettext("已保存%(number)s条。", "已保存%(number)s条。", saved) % {"number": saved}


def number_in(text: str) -> int:
    """The number somebody put into an address, 0 for what is none."""
    return int(text) if text.isdecimal() and text.isascii() and len(text) < 10 else 0
