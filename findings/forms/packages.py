"""The forms of file packages."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


def file_field(label: Any, help_text: Any, accept: str, missing: Any) -> forms.FileField:
    return forms.FileField(
        label=label,
        help_text=help_text,
        widget=forms.ClearableFileInput(attrs={"accept": accept}),
        error_messages={"required": missing, "empty": gettext_lazy("文件是空的。"), "invalid": missing},
        max_length=1000,
    )


class PackageForm(forms.Form):
    file = file_field(
        gettext_lazy("文件包"),
        gettext_lazy("对方导出的.zip文件，原样上传，不要解压；最多300 MB。"),
        ".zip,application/zip",
        gettext_lazy("请选择文件包。"),
    )


class CompareForm(forms.Form):
    """Asked once for each key: without the comparison the signature says only that somebody signed."""

    compared = forms.BooleanField(
        label=gettext_lazy("我已把上面的核对码与纸质函件上的逐组核对，完全一致"),
        error_messages={"required": gettext_lazy("请先与纸质函件上的核对码逐组核对，一致后勾选。")},
    )


class LetterForm(forms.Form):
    """The covering letter on paper, which is the signature of a return that came as a workbook."""

    signed_name = forms.CharField(
        label=gettext_lazy("签发人姓名、职务"),
        help_text=gettext_lazy("照纸质报送函填写。"),
        max_length=120,
        error_messages={"required": gettext_lazy("请填写签发人姓名、职务。")},
    )
    signed_on = forms.DateField(
        label=gettext_lazy("签发日期"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": gettext_lazy("请填写签发日期。"),
            "invalid": gettext_lazy("请按“2017-09-01”的样子填写日期。"),
        },
    )

    def clean_signed_on(self) -> Any:
        day = self.cleaned_data["signed_on"]
        if day > timezone.localdate():
            raise ValidationError(_("签发日期不能晚于今天。"))
        if day.year < 1949:
            raise ValidationError(_("请核对年份。"))
        return day


class PaperForm(LetterForm):
    """With its scan and the workbook that it covers."""

    workbook = file_field(
        gettext_lazy("填好的工作簿"),
        gettext_lazy("随委托文件包发出的.xlsx文件，最多20 MB。"),
        ".xlsx",
        gettext_lazy("请选择工作簿。"),
    )
    scan = file_field(
        gettext_lazy("签发的报送函（扫描件）"),
        gettext_lazy("PDF或照片，最多20 MB。"),
        ".pdf,image/*",
        gettext_lazy("请选择扫描件。"),
    )
    field_order = ["workbook", "scan", "signed_name", "signed_on"]
