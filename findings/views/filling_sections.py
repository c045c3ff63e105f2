"""One section of a return: its form, both sides of what two people changed, and what was given before."""

import json
import uuid
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from findings.actions.filling import Saved, is_open_for_writing
from findings.enums import Source
from findings.forms.filling import FINISHED, PENDING, SEEN, TYPED, Part, everything, from_json, part_of, read
from findings.forms.pointers import way_to
from findings.forms.saving import save_typed
from findings.forms.sheets import Sheet, in_words
from findings.models import ReturnSection
from findings.queries.before import before, filled_up
from findings.queries.returning import content_of, facts_of
from findings.returns.content import ROWS, Value, Written
from findings.returns.rules import faults, of_section
from findings.views.filling import Filling, ReturnPage
from findings.views.filling_conflicts import WHOLE, chosen, undecided
from inspections.asking.model import Section, SectionKind

LARGEST = 8_000_000  # bytes of a form: what a page of a section holds, and the section as it was found


class SectionPage(ReturnPage):
    """GET shows the section, to fill or to read; POST saves it and leads on."""

    template_name = "returns/filling/section.html"
    http_method_names = ["get", "head", "post"]
    largest_request = LARGEST
    new_row = ""  # the key of a finding that was just added

    def found(self) -> tuple[Filling, Section, ReturnSection]:
        """What the address asks for; 404 where there is no such section."""
        filling = self.filling
        section, row = filling.form.section(self.kwargs["key"]), filling.rows.get(self.kwargs["key"])
        if section is None or row is None:
            raise Http404
        return filling, section, row

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        filling, section, row = self.found()
        typed: Written | None = kwargs.get("typed")
        editing = filling.may_fill or typed is not None
        written = row.content if typed is None else typed
        part = part_of(section, written, self.part_number) if editing else everything(section, written)
        earlier = before(filling.row, section) if filling.may_fill else None
        checked = row.finished or row.version > 0
        shown = of_section(filling.faults, section.key) if checked else []
        places = sorted(set(facts_of(filling.row).places)) if section.kind == SectionKind.FINDINGS and editing else []
        sheet = Sheet(part, written, shown, filling.files, earlier.written if earlier else {}, kwargs.get("broken", {}))
        sections = list(filling.form.sections)
        place = sections.index(section)
        return super().get_context_data(
            section=section,
            section_row=row,
            part=part,
            sheet=sheet,
            editing=editing,
            keeps_on_device=settings.ZHIJIAN_OFFLINE_ENABLED,
            seen=kwargs.pop("seen", None) or json.dumps(row.content, ensure_ascii=False),
            finished=kwargs.pop("finished", "yes" if row.finished else "no" if row.version else ""),
            pointers=filling.pointers(section) if checked and typed is None else [],
            remarks=[one for one in filling.sent_back if one[2].address.partition(".")[0] == section.key],
            before=earlier if earlier and filled_up(section, row.content, earlier.written) != row.content else None,
            places=[name for name in places if not name.isdecimal()],
            previous=sections[place - 1] if place else None,
            following=sections[place + 1] if place + 1 < len(sections) else None,
            number=place + 1,
            of=len(sections),
            **kwargs,
        )

    @property
    def part_number(self) -> int:
        asked = self.request.GET.get("part", "")
        return int(asked) if asked.isdecimal() and asked.isascii() and len(asked) < 6 else 1

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        filling, section, row = self.found()
        if not filling.is_filler:
            raise PermissionDenied
        do, _colon, what = request.POST.get("page:do", "").partition(":")
        typed: Written | None = None
        if do == "resolve" and (open_still := undecided(section, row, request.POST)):
            return self.choose(filling, section, open_still)
        try:
            seen, left = self.left(section, row, do)
            typed = self.changed(section, left, do, what)
            self.may_write(filling)
            saved = save_typed(
                row=row,
                section=section,
                typed=typed,
                seen=seen,
                pending=from_json(request.POST.get(PENDING, "")),
                by=filling.user,
                finished=self.finished(do),
                source=Source.BEFORE if do == "before" else Source.WEB,
            )
        except ValidationError as refusal:
            return self.again(section, typed, refusal)
        if saved.conflicts:
            return self.choose(filling, section, saved)
        return self.lead_on(filling, section, saved.row, do, what)

    def may_write(self, filling: Filling) -> None:
        """Asked before a text is compared with what stands there; the action asks again, under its lock."""
        is_open_for_writing(filling.delegation)

    def left(self, section: Section, row: ReturnSection, do: str) -> tuple[Written, dict[str, Value]]:
        """What the person found, and how she leaves the whole section."""
        sent = self.request.POST
        if do == "before":
            earlier = before(self.filling.row, section)
            return row.content, filled_up(section, row.content, earlier.written if earlier else {})
        seen = from_json(sent.get(SEEN, ""))
        if do == "resolve":
            return seen, chosen(section, seen, from_json(sent.get(TYPED, "")), sent)
        shown = sent.getlist("page:shown")
        part = part_of(section, seen, self.part_number)
        if section.kind == SectionKind.FINDINGS:
            rows = [one for one in shown if one in seen.get(ROWS, [])]
            part = Part(section, (), tuple(rows), part.number, part.of)
        return seen, read(part, sent, seen)

    def changed(self, section: Section, typed: dict[str, Value], do: str, what: str) -> dict[str, Value]:
        """`typed` after the button that was pressed: a row more, a row less, a row in another place, a file less."""
        if do == "drop":
            address, _blank, key = what.partition(" ")
            files = typed.get(address, [])
            return {**typed, address: [one for one in files if one != key]} if isinstance(files, list) else typed
        if section.kind != SectionKind.FINDINGS:
            return typed
        rows = list(typed.get(ROWS, []))
        if do == "add":
            self.new_row = uuid.uuid4().hex[:12]
            return {**typed, ROWS: [*rows, self.new_row]}
        if do == "remove" and what in rows:
            rest = {address: value for address, value in typed.items() if not address.startswith(f"{what}.")}
            return {**rest, ROWS: [row for row in rows if row != what]}
        if do in ("up", "down") and what in rows:
            at = rows.index(what)
            to = min(max(0, at + (1 if do == "down" else -1)), len(rows) - 1)
            rows.insert(to, rows.pop(at))
            return {**typed, ROWS: rows}
        return typed

    def finished(self, do: str) -> bool | None:
        """The answer to "is this section filled in"; buttons within the section leave the mark alone."""
        answer = {"yes": True, "no": False}.get(self.request.POST.get(FINISHED, ""))
        return answer if do in ("", "save", "resolve") else None

    def again(self, section: Section, typed: Written | None, refusal: ValidationError) -> HttpResponse:
        """The page once more, with what was typed and what was refused."""
        by_address = refusal.message_dict if hasattr(refusal, "error_dict") else {}
        context = self.get_context_data(
            typed=typed,
            seen=self.request.POST.get(SEEN, "") if typed is not None else "",
            finished=self.request.POST.get(FINISHED, ""),
            broken=by_address,
            refused=[
                (
                    f"f-{section.key}.{address}" if address else f"f-{section.key}",
                    self.filling.label(f"{section.key}.{address}" if address else section.key),
                    errors,
                )
                for address, errors in by_address.items()
            ],  # fmt: skip
            general=[] if by_address else refusal.messages,
            has_errors=True,
        )
        return render(self.request, self.template_name, context, status=422)

    def choose(self, filling: Filling, section: Section, saved: Saved) -> HttpResponse:
        """Both sides of what two people changed differently; one is chosen for each."""
        row = saved.row
        conflicts = [
            {
                "address": conflict.address.partition(".")[2] or WHOLE,
                "key": conflict.address,
                "label": filling.label(conflict.address),
                "ours": in_words(section, conflict.address, conflict.ours, filling.files),
                "theirs": in_words(section, conflict.address, conflict.theirs, filling.files),
            }
            for conflict in saved.conflicts
        ]
        mine = {conflict.address.partition(".")[2] or WHOLE: conflict.theirs for conflict in saved.conflicts}
        context = ReturnPage.get_context_data(
            self,
            section=section,
            section_row=row,
            conflicts=conflicts,
            is_text=section.kind == SectionKind.TEXT,
            seen=json.dumps(row.content, ensure_ascii=False),
            typed=json.dumps(mine, ensure_ascii=False),
            finished=self.request.POST.get(FINISHED, ""),
            chosen={name.removeprefix("take:"): value for name, value in self.request.POST.items()},
        )
        return render(self.request, "returns/filling/conflict.html", context, status=409)

    def lead_on(self, filling: Filling, section: Section, row: ReturnSection, do: str, what: str) -> HttpResponse:
        """Where the person goes after saving: on, or to what she asked for."""
        url = filling.url(section)
        if do in ("add", "remove", "up", "down", "drop", "part"):
            return redirect(self.place(section, url, row.content, do, what))
        if do == "before":
            messages.success(self.request, _("已填入上次的内容，请逐项核对。"))
            return redirect(url)
        wrong = [one for one in self.faults_now(filling, section) if one.is_error] if row.finished else []
        if wrong:
            said = ngettext("已保存。本部分还有%(number)d处要改。", "已保存。本部分还有%(number)d处要改。", len(wrong))
            messages.warning(self.request, said % {"number": len(wrong)})
            page = way_to(section, url, row.content, wrong[0].address).partition("#")[0]
            return redirect(f"{page}{'&' if '?' in page else '?'}saved={section.key}")
        messages.success(self.request, _("已保存：%(section)s") % {"section": filling.label(section.key)})
        sections = list(filling.form.sections)
        place = sections.index(section) + 1
        check = reverse("return_check", args=[filling.row.code])
        following = filling.url(sections[place]) if place < len(sections) else check
        return redirect(f"{url if do == 'stay' else following}?saved={section.key}")

    def faults_now(self, filling: Filling, section: Section) -> list[Any]:
        """What is wrong in the section by now."""
        return of_section(faults(filling.form, content_of(filling.row), facts_of(filling.row)), section.key)

    def place(self, section: Section, url: str, written: Written, do: str, what: str) -> str:
        if do == "part":
            return f"{url}?part={what}" if what.isdecimal() and what.isascii() else url
        if do == "drop":
            return way_to(section, url, written, f"{section.key}.{what.partition(' ')[0]}")
        row = self.new_row if do == "add" else what
        if row not in written.get(ROWS, []):
            return f"{url}#f-{section.key}"
        return way_to(section, url, written, f"{section.key}.{row}")
