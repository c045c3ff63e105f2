"""The upload of a roster."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from inspections.drawing.faults import LARGEST, MEGABYTE
from inspections.enums import RosterKind

FILL_IN = {"required": gettext_lazy("请填写。")}


class RosterForm(forms.Form):
    """What the register is, and its file."""

    kind = forms.ChoiceField(
        label=gettext_lazy("种类"), choices=RosterKind.choices, initial=RosterKind.UNITS, widget=forms.RadioSelect
    )
    title = forms.CharField(
        label=pgettext_lazy("roster", "名称"),
        max_length=160,
        help_text=gettext_lazy("例如：六省区重点单位网站和业务系统名录。"),
        error_messages=FILL_IN,
    )
    source = forms.CharField(
        label=gettext_lazy("来源"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("由谁提供、截至何时，例如：国家网信办提供，截至2017年8月31日。"),
    )
    file = forms.FileField(
        label=gettext_lazy("文件"),
        error_messages={
            "required": gettext_lazy("请选择文件。"),
            "empty": gettext_lazy("文件是空的，请重新选择。"),
            "missing": gettext_lazy("请选择文件。"),
            "invalid": gettext_lazy("请选择文件。"),
        },
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx", "data-largest": str(LARGEST)}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        size = {"size": f"{LARGEST // MEGABYTE} MB"}  # as a refusal counts, not in powers of two
        self.fields["file"].help_text = _(".xlsx 或 .csv，不超过%(size)s。") % size
        self.fields["file"].widget.attrs["data-too-large"] = _("文件超过%(size)s的上限，请拆分后分别上传。") % size
