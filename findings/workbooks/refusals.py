"""Why a workbook, or a cell of one, is not taken: the sentences, in both languages."""

from core.text import Text

_ANEW = Text("请重新下载工作簿，把内容填进新的工作簿。", "Please download a new workbook and fill in that one.")
_SAVE_AS = Text(
    "请用从本系统下载的工作簿填写，并保存为 .xlsx。",
    "Please use the workbook that was downloaded from this system, saved as .xlsx.",
)


def _and(said: Text, advice: Text) -> Text:
    return Text(f"{said.zh}{advice.zh}", f"{said.en} {advice.en}")


# Why the whole file is not read.
REFUSALS = {
    "old": _and(
        Text(
            "这是旧版 Excel 文件（.xls），或者设有打开密码，无法读取。",
            "This is an old Excel file (.xls), or one with a password; it cannot be read.",
        ),
        _SAVE_AS,
    ),
    "no_workbook": _and(Text("这不是 Excel 工作簿（.xlsx）。", "This is no Excel workbook (.xlsx)."), _SAVE_AS),
    "broken": Text("工作簿已损坏，无法读取：{what}。", "The workbook is damaged and cannot be read: {what}."),
    "members": Text("工作簿内的文件过多，不予展开。", "The workbook holds too many files. It was not unpacked."),
    "encrypted": Text("工作簿设有密码，无法读取。请去掉密码。", "The workbook has a password. Please remove it."),
    "bomb": Text("工作簿展开后过大，不予读取。", "The workbook would become too large when unpacked."),
    "entities": Text(
        "工作簿带有 DTD 或实体声明，不予读取。", "The workbook declares a DTD or entities. It was not read."
    ),
    "rows": _and(
        Text("“{sheet}”的行数超过{limit}行，不予读取。", "“{sheet}” has more than {limit} rows and was not read."),
        _ANEW,
    ),
    "cells": _and(Text("“{sheet}”的单元格过多，不予读取。", "“{sheet}” has too many cells and was not read."), _ANEW),
    "no_token": _and(
        Text(
            "这不是从本系统下载的工作簿，或者其中的识别信息缺失、损坏。",
            "This workbook was not downloaded from this system, or what identifies it is missing or damaged.",
        ),
        _ANEW,
    ),
    "forged": _and(
        Text("工作簿的识别信息被改动过，不予读取。", "What identifies this workbook was changed. It was not read."),
        _ANEW,
    ),
    "other_body": Text(
        "这是“{name}”的工作簿，不能在这里上传。", "This is the workbook of “{name}”; it cannot be uploaded here."
    ),
    "other_request": Text(
        "这是另一次委托（“{name}”）的工作簿，不能在这里上传。",
        "This is the workbook of another delegation (“{name}”); it cannot be uploaded here.",
    ),
    "older": _and(
        Text(
            "这个工作簿是按先前的委托事项做的，委托事项后来改过。",
            "This workbook was made for an earlier request, which has been changed since.",
        ),
        _ANEW,
    ),
    "layout": _and(Text("这个工作簿的版式已不再使用。", "The layout of this workbook is no longer in use."), _ANEW),
    "no_sheet": _and(
        Text("工作簿里缺少“{sheet}”表，或者表名被改过。", "The sheet “{sheet}” is missing, or was renamed."), _ANEW
    ),
    "order": _and(Text("各表的顺序被改过（“{sheet}”）。", "The sheets are in another order (“{sheet}”)."), _ANEW),
    "changed": _and(
        Text(
            "{place}被改过：应为“{wanted}”，现为“{found}”。",
            "{place} was changed: it should say “{wanted}”, not “{found}”.",
        ),
        _ANEW,
    ),
    "key": _and(
        Text(
            "{place}是检查发现的编号，被改成了“{found}”。",
            "{place} is the key of a finding and was changed to “{found}”.",
        ),
        _ANEW,
    ),
    "unmarkable": Text(
        "这个文件无法标注，请按页面上列出的单元格改正。", "This file cannot be marked; use the list here."
    ),
}

# Why one cell is not taken.
CELLS = {
    "formula": Text(
        "是公式，没有采用。请改填文字或数据本身。", "It is a formula and was not taken. Please write the value itself."
    ),
    "error": Text("是公式错误值，没有采用。", "It is the error of a formula and was not taken."),
    "digits": Text(
        "是超过15位的数字，表格软件已丢失后面的位数。请把这一格设为文本格式，重新输入。",
        "It is a number of more than 15 digits, of which the spreadsheet has lost the last. Please format the cell as "
        "text and type it again.",
    ),
    "date": Text("不是真实的日期。", "This is no real date."),
    "merged": Text(
        "单元格被合并（{range}），看不出内容属于哪一格。请取消合并，逐格填写。",
        "Cells are merged ({range}), which does not say where the content belongs. Please unmerge them.",
    ),
    "secret": Text(
        "带有密级标志，没有采用。涉密内容不得录入本系统。",
        "It carries a security marking and was not taken. Classified content must not be entered here.",
    ),
    "long": Text("超过{limit}字。", "There are more than {limit} characters."),
    "outside": Text(
        "不在填写范围内，没有采用。请移到浅黄色的单元格里。",
        "It stands outside of the cells to be filled in and was not taken. Please move it into a pale yellow one.",
    ),
}
EXTRA = Text("多出的工作表没有读取：{names}。", "Sheets that were added were not read: {names}.")


class Refused(Exception):
    """The workbook as a whole is not taken; `text` says why, `key` which of REFUSALS it is."""

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(key)
        self.key, self.text = key, filled(REFUSALS[key], **values)


def filled(text: Text, /, **values: object) -> Text:
    """The sentence with its gaps filled."""
    return Text(text.zh.format(**values), text.en.format(**values))


def quoted(text: str, most: int = 40) -> str:
    """What a file says as a sentence may quote it."""
    seen = "".join(char if char.isprintable() else "?" for char in text[: most + 1])
    return seen if len(seen) <= most else f"{seen[:most]}…"
