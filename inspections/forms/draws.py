"""What a draw is prepared with: one field for each stratum of the roster, and the rest of the plan."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from core.canonical import clean
from core.templatetags.words import best
from core.text import Text
from inspections.actions.drawing import Intent
from inspections.drawing.plan import DIMENSIONS, MOST_INSPECTORS, MOST_RESERVES, Plan
from inspections.drawing.refusal import Refusal
from inspections.enums import RosterKind, StratumDimension
from inspections.models import Draw, Inspection, Roster, RosterRow
from inspections.queries.draws import people_on
from inspections.queries.rosters import Grid, counts_by, grid_of

FILL_IN = {"required": gettext_lazy("请填写。")}
WHOLE_NUMBER = {"invalid": gettext_lazy("请填写整数。"), "min_value": gettext_lazy("请填写整数。")}
MOST_STRATA = 1500  # fields of one form: beyond that a register is to be divided by less
LONGEST_IDENT = RosterRow._meta.get_field("ident").max_length or 0
BETWEEN = re.compile(r"[\t,，;；:：\s]+")


class RosterChoice(forms.ModelChoiceField):
    def label_from_instance(self, row: Roster) -> str:
        return _("%(title)s（%(size)s行）") % {"title": row.title, "size": row.size}


class PeopleChoice(forms.ModelMultipleChoiceField):
    def label_from_instance(self, row: User) -> str:
        roles = dict.fromkeys(str(one.get_role_display()) for one in row.memberships.all())
        return f"{best(row.name)} · {' · '.join(roles)}"


class RangeForm(forms.Form):
    """From which roster, divided by what: chosen first, since the table of quotas follows from it."""

    roster = RosterChoice(
        label=RosterKind.UNITS.label, queryset=Roster.objects.none(), to_field_name="code", empty_label=None
    )
    by = forms.MultipleChoiceField(
        label=gettext_lazy("分层"),
        required=False,
        choices=StratumDimension.choices,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, rosters: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["roster"].queryset = rosters


class DrawForm(forms.Form):
    """A plan as a person writes it. `roster` and `strata` were chosen before and make the fields of the quotas."""

    title_zh = forms.CharField(label=gettext_lazy("名称（中文）"), max_length=160, error_messages=FILL_IN)
    title_en = forms.CharField(label=gettext_lazy("名称（英文）"), max_length=160, required=False)
    inspectors = RosterChoice(
        label=RosterKind.INSPECTORS.label,
        queryset=Roster.objects.none(),
        required=False,
        to_field_name="code",
        empty_label=gettext_lazy("不抽取检查人员"),
        help_text=gettext_lazy("选择后，对象和人员同时随机抽取（双随机）；人员不会被派往本单位。"),
    )
    per_unit = forms.IntegerField(
        label=gettext_lazy("每个单位的检查人员数"),
        required=False,
        min_value=1,
        max_value=MOST_INSPECTORS,
        initial=2,
        error_messages=WHOLE_NUMBER,
    )
    reserves = forms.IntegerField(
        label=gettext_lazy("每层备选数"),
        min_value=0,
        max_value=MOST_RESERVES,
        initial=5,
        error_messages={**FILL_IN, **WHOLE_NUMBER},
        help_text=gettext_lazy("写入证书的递补顺序；实际递补不受此数限制。"),
    )
    exclusions = forms.CharField(
        label=gettext_lazy("剔除的单位"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("一行一个：编号，空格，理由（回避、近期已检查等）。"),
    )
    public_source = forms.CharField(
        label=gettext_lazy("公开值的来源"),
        max_length=200,
        error_messages=FILL_IN,
        help_text=gettext_lazy("承诺之后才产生、任何人都能查到的值，例如：中国福利彩票双色球2017101期开奖号码。"),
    )
    embargo_until = forms.DateTimeField(
        label=gettext_lazy("保密至"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"],
        error_messages={"invalid": gettext_lazy("请按“2017-09-20 08:00”的样子填写时间。")},
        help_text=gettext_lazy("此前只有下面勾选的人员能看到结果。不填表示抽取后参加检查的人员都可查看。"),
    )
    cleared = PeopleChoice(
        label=gettext_lazy("保密期内可以查看结果的人员"),
        queryset=User.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    reason = forms.CharField(
        label=gettext_lazy("再次抽取的理由"),
        required=False,
        error_messages={"required": gettext_lazy("这份名录已经用于抽取，请写明再次抽取的理由。")},
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    seen = forms.DateTimeField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, inspection: Inspection, roster: Roster, strata: Sequence[str], rosters: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.roster, self.strata = roster, strata
        self.grid: Grid = grid_of(counts_by(roster, strata), strata)
        self.fields["inspectors"].queryset = rosters.filter(kind=RosterKind.INSPECTORS)
        self.fields["cleared"].queryset = people_on(inspection)
        self.names = {cell.key: f"quota-{number}" for number, cell in enumerate(self.grid.cells, start=1)}
        for cell in self.grid.cells[:MOST_STRATA]:
            self.fields[self.names[cell.key]] = forms.IntegerField(
                label=best(cell.name), required=False, min_value=0, error_messages=WHOLE_NUMBER
            )

    @property
    def is_too_fine(self) -> bool:
        """Whether the roster falls into more strata than a form can ask for."""
        return len(self.grid.cells) > MOST_STRATA

    def rest(self) -> list[list[forms.BoundField]]:
        """The fields that are no quotas, as they stand beside each other."""
        rows = [("title_zh", "title_en"), ("inspectors", "per_unit"), ("exclusions", "reserves"),
                ("public_source",), ("embargo_until",), ("cleared",)]  # fmt: skip
        return [[self[name] for name in row] for row in rows]

    def table(self) -> "Table":
        """The quotas as a table with their sums."""
        rows = []
        for row in self.grid.rows:
            cells = [Quota(cell.size, self[self.names[cell.key]]) if cell else None for cell in row.cells]
            rows.append((row.place, cells, sum(cell.number for cell in cells if cell)))
        sums = [
            sum(cells[column].number for _, cells, _ in rows if cells[column]) for column in range(len(self.grid.kinds))
        ]
        return Table(self.grid.kinds, rows, sums, sum(sums))

    def clean_exclusions(self) -> list[dict[str, str]]:
        lines = [clean(line.strip()) for line in self.cleaned_data["exclusions"].splitlines()]
        known = set(
            self.roster.rows.filter(ident__in=set(chain(*map(_beginnings, lines)))).values_list("ident", flat=True)
        )
        found, faults = [], []
        for number, line in enumerate(lines, start=1):
            ident = next((one for one in _beginnings(line) if one in known), BETWEEN.split(line, maxsplit=1)[0])
            reason = BETWEEN.sub(" ", line[len(ident) :], count=1).strip()
            if ident and not reason:
                faults.append(_("第%(number)s行没有写明理由：%(ident)s") % {"number": number, "ident": ident})
            elif ident:
                found.append({"id": ident, "reason": reason})
        if faults:
            raise ValidationError(faults)
        return found

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        quota = {key: given[name] for key, name in self.names.items() if given.get(name)}
        if not quota and not any(name in self.errors for name in self.names.values()):
            self.add_error(None, _("请至少在一层填写抽取数。"))
        if given.get("inspectors") and not given.get("per_unit") and "per_unit" not in self.errors:
            self.add_error("per_unit", _("请填写。"))
        if not self.errors:
            self._make_plan(given, quota)
        return given

    def _make_plan(self, given: Mapping[str, Any], quota: Mapping[str, int]) -> None:
        inspectors = {"per_unit": given["per_unit"]} if given["inspectors"] else None
        try:
            self.plan = Plan.from_json(
                {
                    "strata": list(self.strata),
                    "quota": quota,
                    "exclusions": given["exclusions"],
                    "inspectors": inspectors,
                    "reserves": given["reserves"],
                }
            )
        except Refusal as refusal:
            for problem in refusal.problems:
                self.add_error(None, best(problem))

    def intent(self) -> Intent:
        """What was typed, for the action; the form is valid."""
        given = self.cleaned_data
        return Intent(
            title=Text(given["title_zh"], given["title_en"]),
            roster=self.roster,
            plan=self.plan,
            public_source=given["public_source"],
            inspectors=given["inspectors"],
            embargo_until=given["embargo_until"],
            cleared=list(given["cleared"]),
            reason=given["reason"].strip(),
        )

    def refuse(self, refusal: ValidationError) -> None:
        """Show what the action refused, at its field where it has one."""
        faults = getattr(refusal, "message_dict", {None: refusal.messages})
        for name, sentences in faults.items():
            for sentence in sentences:
                self.add_error(name if name in self.fields else None, sentence)


@dataclass(frozen=True)
class Quota:
    """One field of the table, and how many units there are."""

    size: int
    field: forms.BoundField

    @property
    def number(self) -> int:
        """What stands in the field, as far as it is a number."""
        value = str(self.field.value() or "")
        return int(value) if value.isdecimal() and len(value) < 10 else 0


@dataclass(frozen=True)
class Table:
    """Quotas by place and kind with their sums."""

    kinds: list[str]
    rows: list[tuple[Text, list[Quota | None], int]]
    sums: list[int]
    sum: int


def begin_with(draw: Draw, form_names: Mapping[str, str]) -> dict[str, Any]:
    """What the form of a planned draw starts with."""
    plan = Plan.from_json(draw.plan)
    return {
        "title_zh": draw.title_zh,
        "title_en": draw.title_en,
        "inspectors": draw.inspectors.code if draw.inspectors else None,
        "per_unit": plan.per_unit or 2,
        "reserves": plan.reserves,
        "exclusions": "\n".join(f"{one.ident}\t{one.reason}" for one in plan.exclusions),
        "public_source": draw.public_source,
        "embargo_until": draw.embargo_until,
        "cleared": [one.pk for one in draw.cleared.all()],
        "reason": draw.reason,
        **{form_names[key]: number for key, number in plan.quota.items() if key in form_names},
    }


def _beginnings(line: str) -> list[str]:
    """What may be the unit at the beginning of a line, the longest first: an id may hold spaces and commas. Whatever
    stands before a tab is one."""
    if "\t" in line:
        return [line.partition("\t")[0].strip()]
    ends = [match.start() for match in BETWEEN.finditer(line) if 0 < match.start() <= LONGEST_IDENT]
    return [line[:end] for end in [len(line), *reversed(ends)] if end]


def strata_of(asked: Sequence[str]) -> list[str]:
    """The dimensions asked for, in the order of a stratum's key."""
    return [name for name in DIMENSIONS if name in asked]
