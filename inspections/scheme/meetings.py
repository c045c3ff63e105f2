"""Whom the group hears and what it receives: meetings with those who reported, and the register of material."""

import re
from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from accounts.enums import BodyKind
from core.attachments import keep
from core.text import Text
from core.uploads import DOCX, JPEG, PDF, PNG, XLSX, UploadRefused, examine
from inspections.enums import BriefingForm, MaterialKind, MeetingKind
from inspections.forms.lists import in_page_language
from inspections.models import Briefing, Material, Meeting
from inspections.queries import registers
from inspections.scheme.basics import WHERE
from inspections.scheme.days import WithPeriod, dates_of, outside, period, settle, wrong_order
from inspections.scheme.fields import BodyLines, OneOfOurs, Pick, choice, day, pair, text, yes_no
from inspections.scheme.fields import number as whole
from inspections.scheme.form import RowForm
from inspections.scheme.group import new_body
from inspections.scheme.part import FIELD_WORK, Column, Part
from inspections.scheme.visits import period_of, visit_choice


class MeetingForm(WithPeriod, RowForm):
    kind = choice(pgettext_lazy("sort", "种类"), MeetingKind)
    number = whole(gettext_lazy("第几次"), help_text=gettext_lazy("如第一次全体会议填 1。"))
    title_zh, title_en = pair(gettext_lazy("会议名称"), 160)
    starts, ends, precision = period(gettext_lazy("会议日期"), gettext_lazy("结束日期"))
    place_zh, place_en = pair(gettext_lazy("地点"), 120, required=False)
    chaired_by_zh, chaired_by_en = pair(gettext_lazy("主持人"), 120, required=False)
    visit = visit_choice(help_text=gettext_lazy("在某次实地检查中开的，选那一次。"))
    many = yes_no(gettext_lazy("这一行代表多次同类会议"))
    oral = BodyLines(gettext_lazy("口头汇报"), registers.bodies)
    oral_open = yes_no(gettext_lazy("口头汇报名单未列全（“等”）"))
    written = BodyLines(gettext_lazy("书面汇报"), registers.bodies)
    written_open = yes_no(gettext_lazy("书面汇报名单未列全（“等”）"))
    new_bodies = yes_no(gettext_lazy("新登记：把没有登记过的机构记入机构名录"))
    note_zh, note_en = pair(pgettext_lazy("remark", "说明"), required=False, rows=3)
    beside = (
        ("kind", "number"),
        ("starts", "ends", "precision"),
        ("visit", "many"),
        ("oral", "written"),
        ("oral_open", "written_open"),
    )


class Meetings(Part):
    key, group, title, one = "meetings", WHERE, pgettext_lazy("many", "会议"), pgettext_lazy("one", "会议")
    hint = gettext_lazy("全体会议、汇报会、座谈会、反馈会，谁作汇报")
    icon = "messages-square"
    model, form = Meeting, MeetingForm
    alike = ("kind", "number", "title_zh", "starts", "visit_id", "place_zh")
    until = FIELD_WORK
    related = ("visit__locality", "visit__inspection", "inspection")
    fetched = ("briefings__body",)
    own_tables = (Briefing,)
    columns = (
        Column(pgettext_lazy("sort", "种类"), lambda row, sight: row.get_kind_display()),
        Column(pgettext_lazy("when", "时间"), period_of),
        Column(gettext_lazy("地点"), lambda row, sight: row.place or (row.visit.locality.name if row.visit else "")),
        Column(gettext_lazy("口头汇报"), lambda row, sight: heard(row, BriefingForm.ORAL, row.oral_open)),
        Column(gettext_lazy("书面汇报"), lambda row, sight: heard(row, BriefingForm.WRITTEN, row.written_open)),
    )

    def values(self, row: Any) -> dict[str, Any]:
        lists: dict[str, list[int]] = {"oral": [], "written": []}
        if row.pk:
            for briefing in row.briefings.order_by("order"):
                lists[briefing.form].append(briefing.body_id)
        return {**super().values(row), **lists}

    def told(self, row: Any) -> dict[str, str]:
        rows = list(row.briefings.select_related("body").order_by("order")) if row.pk else []
        names = {form: "、".join(str(one.body) for one in rows if one.form == form) for form in ("oral", "written")}
        return {**super().told(row), **names}

    def assign(self, row: Any, values: Mapping[str, Any]) -> None:
        before = dates_of(row)
        super().assign(row, values)
        settle(row, before)

    def check(self, row: Any) -> dict[str, str]:
        """A meeting on a visit lies within the visit; the plenary ones may be before and after the field work."""
        if faults := wrong_order(row):
            return faults
        if row.visit is None and row.kind == MeetingKind.PLENARY:
            return {}
        return outside(row.inspection, row.visit, starts=row.starts, ends=row.ends)

    def keep(self, row: Any, values: Mapping[str, Any], by: Any) -> None:
        if "oral" not in values:
            return
        row.briefings.all().delete()
        for form in BriefingForm.values:
            for order, body in enumerate(values[form], start=1):
                known = new_body(body, by, kind=BodyKind.DEPARTMENT)
                Briefing.objects.create(meeting=row, body_id=known.pk, form=form, order=order)


FEW = 3


def heard(row: Meeting, form: str, is_open: bool) -> Any:
    """Who reported: the first few, and how many in all where there are more."""
    names = [one.body.short or one.body.name for one in row.briefings.all() if one.form == form]
    if not names:
        return ""
    zh = "、".join(name.zh for name in names[:FEW])
    en = ", ".join(name.best("en") for name in names[:FEW])
    if len(names) > FEW:
        total = ngettext("%(number)s个机构", "%(number)s个机构", len(names)) % {"number": len(names)}
        return Text(f"{zh}等（{total}）", f"{en} and others ({total})")
    return Text(f"{zh}等", f"{en} and others") if is_open else Text(zh, en)


# --- Material ---------------------------------------------------------------------------------------------------------

ALLOWED = (PDF, DOCX, XLSX, JPEG, PNG)
# A mark of secrecy as documents bear it: 机密★, (秘密), 绝密：…; the words alone (商业秘密保护) are ordinary ones.
LEVELS = "|".join(one.zh for one in (Text("绝密", "top secret"), Text("机密", "secret"), Text("秘密", "confidential")))
SECRET = re.compile(rf"(?:{LEVELS})\s*[★☆*]|[（(【\[〔]\s*(?:{LEVELS})\s*[）)】\]〕]|^\s*(?:{LEVELS})\s*(?:[:：]|\s|$)")


class MaterialForm(RowForm):
    kind = choice(pgettext_lazy("sort", "种类"), MaterialKind)
    received_on = day(gettext_lazy("收到日期"))
    title_zh, title_en = pair(gettext_lazy("材料名称"), 200)
    sender = Pick(gettext_lazy("报送机构"), registers.bodies)
    sender_name = text(
        gettext_lazy("报送人"),
        160,
        required=False,
        help_text=gettext_lazy("个人报送的，或者机构没有登记的，写在这里。"),
    )
    meeting = OneOfOurs(
        pgettext_lazy("one", "会议"), lambda inspection: inspection.meetings.all(), lambda row: row.title,
        help_text=gettext_lazy("在会上收到的，选那次会议。"),
    )  # fmt: skip
    visit = visit_choice()
    file = forms.FileField(
        label=gettext_lazy("文件"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("PDF、Word（docx）、Excel（xlsx）、JPG 或 PNG，不超过 20 MB。"),
        widget=forms.FileInput(attrs={"accept": ".pdf,.docx,.xlsx,.jpg,.jpeg,.png"}),
        error_messages={"empty": gettext_lazy("文件是空的。"), "max_length": gettext_lazy("文件名太长。")},
    )
    on_paper_only = yes_no(gettext_lazy("仅有纸质件"))
    beside = (("kind", "received_on"), ("sender", "sender_name"), ("meeting", "visit"))

    def clean_title_zh(self) -> str:
        return refuse_secrets(self.cleaned_data["title_zh"])

    def clean_file(self) -> Any:
        """What was uploaded; its content says what it is, not its name."""
        file = self.cleaned_data.get("file")
        if not file:
            return None
        refuse_secrets(file.name)
        try:
            return examine(file, name=file.name, allowed=ALLOWED)
        except UploadRefused as refusal:
            raise ValidationError(in_page_language(refusal.text), code="refused") from refusal

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        has_file = values.get("file") or self.row.attachment_id
        if values.get("file") and values.get("on_paper_only"):
            self.add_error("on_paper_only", _("已上传文件，不必勾选“仅有纸质件”。"))
        if not has_file and not values.get("on_paper_only") and "file" not in self.errors:
            self.add_error("file", _("请上传文件；没有电子文件的，请勾选“仅有纸质件”。"))
        return values


def refuse_secrets(title: str) -> str:
    if SECRET.search(title):
        raise ValidationError(_("本系统不得录入、存储国家秘密。标有密级的材料请另行登记保管。"), code="secret")
    return title


class Materials(Part):
    key, group, title, one = "materials", WHERE, gettext_lazy("收到的材料"), pgettext_lazy("one", "材料")
    hint = gettext_lazy("自查报告、汇报稿、台账、检测报告等")
    icon = "folder-open"
    model, form = Material, MaterialForm
    alike = ("kind", "title_zh", "sender_id", "sender_name", "received_on", "meeting_id", "visit_id")
    until = FIELD_WORK
    related = ("sender", "meeting", "visit__locality", "attachment", "inspection")
    columns = (
        Column(pgettext_lazy("sort", "种类"), lambda row, sight: row.get_kind_display()),
        Column(gettext_lazy("报送机构"), lambda row, sight: row.sender.name if row.sender else row.sender_name),
        Column(gettext_lazy("收到日期"), lambda row, sight: row.received_on),
        Column(gettext_lazy("会议或实地检查"), lambda row, sight: received_at(row)),
        Column(gettext_lazy("文件"), lambda row, sight: row, "file"),
    )

    def values(self, row: Any) -> dict[str, Any]:
        return {**super().values(row), "attachment": row.attachment_id}

    def told(self, row: Any) -> dict[str, str]:
        file = f"{row.attachment.name} {row.attachment.digest}" if row.attachment else ""
        return {**super().told(row), "file": file}

    def twins(self, row: Any) -> QuerySet:
        """Another file is other material."""
        digest = row.attachment.digest if row.attachment else None
        return super().twins(row).filter(attachment__digest=digest)

    def assign(self, row: Any, values: Mapping[str, Any]) -> None:
        super().assign(row, values)
        if row.attachment_id:
            row.on_paper_only = False

    def enter(self, row: Any, values: Mapping[str, Any], by: Any) -> Mapping[str, Any]:
        if upload := values.get("file"):
            row.attachment = keep(upload.content, name=upload.name, media_type=upload.media_type, by=by)
        if row.received_by_id is None:
            row.received_by = by
        return values


def received_at(row: Material) -> Any:
    if row.meeting:
        return row.meeting.title
    return row.visit.locality.name if row.visit else ""
