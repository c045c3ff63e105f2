"""What can be wrong with a roster, said in both languages."""

from core.text import Text
from inspections.drawing.roster import Fault

MEGABYTE = 1_000_000
LARGEST = 50 * MEGABYTE  # bytes of a file; 200,000 rows take a third of it
MOST_ROWS = 200_000
_SAVE_AS = Text("请另存为 .xlsx 或 .csv 后再导入。", "Please save it as .xlsx or .csv and import that.")

# What is wrong → the sentence. {…} are filled in by `sentence`.
SENTENCES: dict[str, Text] = {
    # the file
    "missing": Text("找不到文件“{name}”。", "There is no file “{name}”."),
    "unreadable": Text("无法读取文件“{name}”。", "The file “{name}” cannot be opened."),
    "large": Text(
        "文件太大：{size} MB，最多 {limit} MB。", "The file is too large: {size} MB; the limit is {limit} MB."
    ),
    "empty": Text("文件是空的。", "The file is empty."),
    "no_rows": Text("名录只有表头，没有行。", "The roster has a head and no rows."),
    "rows": Text("名录超过{limit}行。", "The roster has more than {limit} rows."),
    "cells": Text("文件里的单元格过多。", "The file holds too many cells."),
    "xls": Text(
        f"这是旧版 Excel 文件（.xls），或者设有密码，无法读取。{_SAVE_AS.zh}",
        f"This is an old Excel file (.xls), or one with a password; it cannot be read. {_SAVE_AS.en}",
    ),
    "macros": Text(
        f"文件带有宏（.xlsm），不予读取。{_SAVE_AS.zh}",
        f"The file holds macros (.xlsm) and was not read. {_SAVE_AS.en}",
    ),
    "binary": Text(
        f"这不是表格文件。{_SAVE_AS.zh}",
        f"This is no table. {_SAVE_AS.en}",
    ),
    "utf16": Text(
        "文件的编码是 UTF-16。请另存为 UTF-8 的 .csv 后再导入。",
        "The file is encoded in UTF-16. Please save it as .csv in UTF-8 and import that.",
    ),
    "encoding": Text(
        "第{line}行既不是 UTF-8 也不是 GB 18030 文字。请另存为 UTF-8 的 .csv 后再导入。",
        "Line {line} is text neither in UTF-8 nor in GB 18030. Please save the file as .csv in UTF-8 and import that.",
    ),
    "quotes": Text(
        "从第{line}行起无法读取：引号不成对，或者一格过长。",
        "From line {line} on the file cannot be read: a quotation mark is missing, or a cell is too long.",
    ),
    # a workbook
    "encrypted": Text(
        "文件设有密码，无法读取。请去掉密码后再导入。",
        "The file is protected by a password. Please remove it and import the file again.",
    ),
    "broken": Text("工作簿已损坏，无法读取：{what}。", "The workbook is damaged and cannot be read: {what}."),
    "members": Text(
        "工作簿内的文件过多（{count}个，最多 {limit}个），不予展开。",
        "The workbook holds too many files ({count}; the limit is {limit}). It was not unpacked.",
    ),
    "bomb": Text(
        "工作簿展开后过大（“{member}”约 {size} MB），可能是压缩炸弹，不予展开。",
        "The workbook would become too large when unpacked (“{member}”, about {size} MB) and may be a zip bomb. "
        "It was not unpacked.",
    ),
    "entities": Text(
        "工作簿的“{member}”带有 DTD 或实体声明，不予读取。",
        "“{member}” in the workbook declares a DTD or entities. It was not read.",
    ),
    "external": Text(
        "工作簿含有外部链接（{target}），不予读取。请先断开链接。",
        "The workbook holds an external link ({target}) and was not read. Please break such links first.",
    ),
    "no_sheet": Text("工作簿里没有可见的工作表。", "The workbook has no visible worksheet."),
    "merged": Text(
        "合并的单元格看不出属于哪一行。请取消合并，逐行填写。",
        "Merged cells do not say to which row they belong. Please unmerge them and fill in each row.",
    ),
    # the head
    "no_column": Text(
        "缺少“{zh}”（{en}）列。现有的列：{there}。", "There is no column “{en}” ({zh}). The columns are: {there_en}."
    ),
    "two_columns": Text("有两列都是“{zh}”（{en}）。", "Two columns are “{en}” ({zh})."),
    # a cell
    "blank": Text("没有填写。", "Nothing is filled in."),
    "double": Text("编号“{text}”与{other_zh}重复。", "“{text}” stands at {other_en} already."),
    "long": Text("有{size}个字符，最多{limit}个。", "It has {size} characters; the limit is {limit}."),
    "unseen": Text(
        "含有看不见的字符（{code}）。请删去后重新输入。",
        "It holds a character that cannot be seen ({code}). Please remove it.",
    ),
    "formula": Text(
        "以“{sign}”开头，会被表格软件当作公式。名录里只能有文字和数字。",
        "It begins with “{sign}”, which spreadsheets take for a formula. A roster holds text and numbers only.",
    ),
    "bar": Text("不能含有“|”，它用来分隔层的名称。", "“|” may not stand here: it separates the names of strata."),
    "wide": Text(
        "这一行的单元格比表头多，可能是少了引号。",
        "This line has more cells than the head; quotation marks may be missing.",
    ),
    "date": Text(
        "是日期。请把这一格设为文本格式，重新输入。",
        "It is a date. Please format the cell as text and type it again.",
    ),
    "digits": Text(
        "是超过15位的数字，表格软件已丢失后面的位数。请把这一格设为文本格式，重新输入。",
        "It is a number of more than 15 digits, of which the spreadsheet has lost the last. Please format the cell as "
        "text and type it again.",
    ),
    "error": Text("是公式错误值。", "It is the error of a formula."),
}

# What the reading leaves aside or does by itself → the sentence.
NOTES: dict[str, Text] = {
    "ignored": Text("未读取的列：{names}。", "Columns not read: {names}."),
    "gb18030": Text("文件按 GB 18030 编码读取。", "The file was read as GB 18030."),
    "sheets": Text(
        "只读取了工作表“{name}”；另有{others}个工作表未读取，其中隐藏的{hidden}个。",
        "Only the worksheet “{name}” was read; others not read: {others}, hidden ones among them: {hidden}.",
    ),
    "hidden_rows": Text(
        "隐藏的{count}行也已读取。", "Hidden rows were read as well: {count}."
    ),
}  # fmt: skip

NOWHERE = Text()


class Unreadable(Exception):
    """The file as a whole cannot be read."""

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(key)
        self.fault = Fault(NOWHERE, sentence(SENTENCES[key], **values))


def sentence(text: Text, /, **values: object) -> Text:
    """The sentence with its gaps filled."""
    return Text(text.zh.format(**values), text.en.format(**values))


def shown(text: str, most: int = 40) -> str:
    """What a file says as a sentence may quote it."""
    seen = "".join(char if char.isprintable() else "?" for char in text[: most + 1])
    return seen if len(seen) <= most else f"{seen[:most]}…"
