"""Who inspects: sub-groups and members."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from accounts.enums import BodyKind
from accounts.models import Body
from core.history import record
from core.text import Text
from inspections.enums import Capacity, Rank
from inspections.models import Participant, Person, SubGroup
from inspections.queries import registers
from inspections.scheme.basics import WHO, free_code
from inspections.scheme.fields import OneOfOurs, Pick, choice, pair, text, yes_no
from inspections.scheme.fields import number as whole
from inspections.scheme.form import RowForm
from inspections.scheme.part import Column, Part, Sight, joined


def sub_group_name(row: SubGroup) -> Text:
    return Text(f"第{row.number}小组", f"Sub-group {row.number}")


def sub_group_choice(**given: Any) -> OneOfOurs:
    return OneOfOurs(gettext_lazy("小组"), lambda inspection: inspection.sub_groups.all(), sub_group_name, **given)


class SubGroupForm(RowForm):
    number = whole(gettext_lazy("第几小组"), required=True)
    head = OneOfOurs(
        pgettext_lazy("of a sub-group", "小组组长"),
        lambda inspection: inspection.participants.select_related("person"),
        lambda row: row.person.name,
        help_text=gettext_lazy("从检查组成员中选。成员尚未登记的，以后再选。"),
    )
    note_zh, note_en = pair(gettext_lazy("分工说明"), 200, required=False)
    members_stated = yes_no(gettext_lazy("组员已全部登记"))
    beside = (("number", "head"),)


class SubGroups(Part):
    key, group, title, one = "sub_groups", WHO, pgettext_lazy("many", "检查小组"), pgettext_lazy("one", "检查小组")
    hint = gettext_lazy("分几个小组、谁带队")
    icon = "users"
    model, form = SubGroup, SubGroupForm
    keys, ordered = ("number",), False
    fetched = ("members__person",)
    columns = (
        Column(
            pgettext_lazy("of a sub-group", "小组组长"),
            lambda row, sight: joined([one.person.name for one in present(row) if one.leads_sub_group]),
        ),
        Column(pgettext_lazy("number", "人数"), lambda row, sight: len(present(row)), "number"),
        Column(gettext_lazy("分工说明"), lambda row, sight: row.note),
    )
    children = ("members",)

    def name(self, row: Any, sight: Sight) -> Any:
        return sub_group_name(row)

    def values(self, row: Any) -> dict[str, Any]:
        head = next((one.pk for one in row.members.all() if one.leads_sub_group), None) if row.pk else None
        return {**super().values(row), "head": head}

    def told(self, row: Any) -> dict[str, str]:
        heads = (
            [str(one.person) for one in row.members.select_related("person") if one.leads_sub_group] if row.pk else []
        )
        return {**super().told(row), "head": "、".join(heads)}

    def check(self, row: Any) -> dict[str, str]:
        same = self.siblings(row).filter(number=row.number).exclude(pk=row.pk)
        return {"number": _("已有这个序号的小组。")} if same.exists() else {}

    def keep(self, row: Any, values: Mapping[str, Any], by: Any) -> None:
        """The chosen head leads, and nobody else who sat in her place."""
        if "head" not in values:
            return
        head = values["head"]
        row.members.filter(leads_sub_group=True).exclude(pk=head.pk if head else None).update(leads_sub_group=False)
        if head:
            head.sub_group, head.leads_sub_group = row, True
            head.save(update_fields=["sub_group", "leads_sub_group"])


def present(row: SubGroup) -> list[Participant]:
    return [one for one in row.members.all() if not one.is_void]


# --- Members ----------------------------------------------------------------------------------------------------------


class MemberForm(RowForm):
    person = Pick(
        gettext_lazy("姓名"),
        registers.people,
        new="new",
        required=True,
        max_length=60,
        help_text=gettext_lazy("输入姓名、拼音或英文名。"),
    )
    name_en = text(
        gettext_lazy("英文名"), 60, required=False, help_text=gettext_lazy("新登记的人员填写，姓前名后，如 Wang Wei。")
    )
    new = yes_no(gettext_lazy("新登记：名册中没有这个人"))
    capacity = choice(gettext_lazy("职责"), Capacity)
    rank = choice(gettext_lazy("身份"), Rank, required=False)
    post_zh, post_en = pair(pgettext_lazy("one", "职务"), 120, required=False, help_text=gettext_lazy("检查时的职务。"))
    sub_group = sub_group_choice()
    leads_sub_group = yes_no(gettext_lazy("任小组组长"))
    institution = Pick(
        gettext_lazy("所在单位"), registers.bodies, help_text=gettext_lazy("专家填写。没有登记的单位写在下面。")
    )
    institution_name_zh, institution_name_en = pair(gettext_lazy("其他单位名称"), 120, required=False)
    note_zh, note_en = pair(pgettext_lazy("remark", "说明"), required=False, rows=2)
    beside = (("person", "name_en"), ("capacity", "rank"), ("sub_group", "leads_sub_group"))

    def prepare(self) -> None:
        self.fields["capacity"].initial = Capacity.GROUP_MEMBER

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        if values.get("leads_sub_group") and not values.get("sub_group"):
            self.add_error("sub_group", _("任小组组长的，请选择小组。"))
        if values.get("rank") == Rank.EXPERT and not (values.get("institution") or values.get("institution_name_zh")):
            self.add_error("institution", _("专家请填写所在单位。"))
        return values


class Members(Part):
    key, group, title, one = "members", WHO, pgettext_lazy("many", "检查组成员"), pgettext_lazy("one", "检查组成员")
    hint = gettext_lazy("组长、副组长、成员、工作人员、专家")
    icon = "user-check"
    model, form = Participant, MemberForm
    under = "sub_group"
    related = ("person", "institution", "sub_group")
    columns = (
        Column(gettext_lazy("职责"), lambda row, sight: row.get_capacity_display()),
        Column(gettext_lazy("身份"), lambda row, sight: row.get_rank_display()),
        Column(gettext_lazy("职务"), lambda row, sight: row.post),
        Column(
            gettext_lazy("所在单位"),
            lambda row, sight: row.institution.name if row.institution else row.institution_name,
        ),
        Column(gettext_lazy("小组"), lambda row, sight: place_of(row)),
    )

    def name(self, row: Any, sight: Sight) -> Any:
        return row.person.name

    def lacks_english(self, row: Any) -> bool:
        return super().lacks_english(row) or not row.person.name.en

    def enter(self, row: Any, values: Mapping[str, Any], by: Any) -> Mapping[str, Any]:
        return {**values, "person": new_person(values["person"], values.get("name_en", ""), by)}

    def check(self, row: Any) -> dict[str, str]:
        same = self.siblings(row).filter(person_id=row.person_id, capacity=row.capacity).exclude(pk=row.pk)
        return {"person": _("此人已以同一职责列入。")} if same.exists() else {}


def place_of(row: Participant) -> Any:
    if row.sub_group is None:
        return ""
    name = sub_group_name(row.sub_group)
    return Text(f"{name.zh}（组长）", f"{name.en} (head)") if row.leads_sub_group else name


def new_person(person: Any, name_en: str, by: Any) -> Any:
    """`person`, entered into the register where only a name was typed."""
    if not isinstance(person, str):
        return person
    row = Person(code=free_code(Person, name_en or "person"), name=Text(person, name_en.strip()))
    row.save()
    record(row, verb="scheme_add", by=by)
    return row


def new_body(body: Any, by: Any, *, name_en: str = "", kind: str = BodyKind.INSTITUTION) -> Any:
    """`body`, entered into the register where only a name was typed."""
    if not isinstance(body, str):
        return body
    row = Body(code=free_code(Body, name_en or "body"), name=Text(body, name_en.strip()), kind=kind)
    row.save()
    record(row, verb="scheme_add", by=by)
    return row
