"""Why a file cannot be read, said in both languages."""

from core.text import Text

MEGABYTE = 1_000_000
LARGEST = 10 * MEGABYTE  # bytes; a report of 200 pages with pictures stays below


class SourceError(ValueError):
    """A file cannot be imported. `text` is the sentence for the person who gave it; nothing was kept of the file."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.en)
        self.text = text


_SAVE_AS = Text("请在文字处理软件中另存为 .docx 或 .txt 后再导入。", "Please save it as .docx or .txt and import that.")

# What is wrong → the sentence. {…} are filled in by `fault`.
SENTENCES: dict[str, Text] = {
    "missing": Text("找不到文件“{name}”。", "There is no file “{name}”."),
    "unreadable": Text("无法读取文件“{name}”。", "The file “{name}” cannot be opened."),
    "large": Text(
        "文件太大：{size} MB，最多 10 MB。", "The file is too large: {size} MB; the limit is 10 MB."
    ),
    "paragraphs": Text(
        "文件有{count}段，超过一份报告的上限{limit}段，不予导入。",
        "The file has {count} paragraphs, more than a report may have ({limit}). It was not imported.",
    ),
    "empty": Text("文件是空的。", "The file is empty."),
    "blank": Text("文件里没有文字，只有空白。", "The file holds no text, only white space."),
    "doc": Text(
        f"这是旧版 Word 文件（.doc），无法读取。{_SAVE_AS.zh}",
        f"This is an old Word file (.doc), which cannot be read. {_SAVE_AS.en}",
    ),
    "wps": Text(
        f"这是 WPS 文字的专用格式（.wps），无法读取。{_SAVE_AS.zh}",
        f"This is a file in the format of WPS Writer (.wps), which cannot be read. {_SAVE_AS.en}",
    ),
    "office": Text(
        f"这是旧版 Office 文件，不是 Word 文档，无法读取。{_SAVE_AS.zh}",
        f"This is an old Office file that is no Word document; it cannot be read. {_SAVE_AS.en}",
    ),
    "encrypted": Text(
        "文件设有密码，无法读取。请去掉密码后再导入。",
        "The file is protected by a password. Please remove it and import the file again.",
    ),
    "pdf": Text(
        "这是 PDF 文件，无法读取其中的段落。请导入 .docx 或 .txt 原稿。",
        "This is a PDF file, whose paragraphs cannot be read. Please import the original as .docx or .txt.",
    ),
    "rtf": Text(f"这是 RTF 文件，无法读取。{_SAVE_AS.zh}", f"This is an RTF file, which cannot be read. {_SAVE_AS.en}"),
    "html": Text(
        f"这是网页文件（HTML），无法读取。{_SAVE_AS.zh}",
        f"This is a web page (HTML), which cannot be read. {_SAVE_AS.en}",
    ),
    "ofd": Text(
        "这是 OFD 版式文件，无法读取其中的段落。请导入 .docx 或 .txt 原稿。",
        "This is an OFD file, whose paragraphs cannot be read. Please import the original as .docx or .txt.",
    ),
    "zip": Text(
        "这是压缩文件或其他格式的文件，不是 Word 文档（.docx）。请导入 .docx 或 .txt。",
        "This is a compressed file or another format, not a Word document (.docx). Please import .docx or .txt.",
    ),
    "broken": Text("Word 文档已损坏，无法读取：{what}。", "The Word document is damaged and cannot be read: {what}."),
    "members": Text(
        "Word 文档内的文件过多（{count}个，最多 {limit}个），不予展开。",
        "The Word document holds too many files ({count}; the limit is {limit}). It was not unpacked.",
    ),
    "bomb": Text(
        "Word 文档展开后过大（“{member}”约 {size} MB），可能是压缩炸弹，不予展开。",
        "The Word document would become too large when unpacked (“{member}”, about {size} MB) and may be a zip bomb. "
        "It was not unpacked.",
    ),
    "entities": Text(
        "Word 文档的“{member}”带有 DTD 或实体声明，不予读取。",
        "“{member}” in the Word document declares a DTD or entities. It was not read.",
    ),
    "external": Text(
        "Word 文档含有外部链接（{target}），不予导入。请删除外部链接后再导入。",
        "The Word document holds an external link ({target}) and was not imported. Please remove such links first.",
    ),
    "encoding": Text(
        "无法识别文件的文字编码。请另存为 UTF-8 后再导入。",
        "The encoding of the file cannot be recognised. Please save it as UTF-8 and import it again.",
    ),
    "binary": Text(
        "这是二进制文件，不是文本。请导入 .docx 或 .txt。",
        "This is a binary file, not text. Please import .docx or .txt.",
    ),
    "one_language": Text(
        "文件里只有一种文字：缺少{zh}。", "The file holds one language only: there is no {en} in it."
    ),
    "wrong_language": Text("文件“{name}”里没有{zh}。", "The file “{name}” holds no {en}."),
    "two_languages": Text(
        "两种语言分别给出了文件，但文件“{name}”同时含有中文和英文。",
        "The file “{name}” holds both languages although each was given a file of its own.",
    ),
    "lost": Text(
        "导入未能保全原文：各段合起来与文件“{name}”不一致，未保存。",
        "The text was not taken over whole: the pieces joined are not the file “{name}”. Nothing was stored.",
    ),
    "code": Text(
        "编号“{code}”无效：只能用字母、数字、连字符和下划线，最多80个字符。",
        "“{code}” is no valid code: only letters, digits, hyphens and underscores, at most 80 of them.",
    ),
    "not_imported": Text(
        "编号“{code}”的报告不是由文件导入的，未作改动。请换一个编号。",
        "The report “{code}” was not imported from a file and was left alone. Please give another code.",
    ),
    "edited": Text(
        "报告“{code}”导入后已有人修改，未作改动。请换一个编号导入。",
        "The report “{code}” has been changed since its import and was left alone. Please import under another code.",
    ),
    "organiser": Text(
        "没有编号为“{code}”的人大常委会。请用 --organiser 指明。",
        "There is no standing committee with the code “{code}”. Please name one with --organiser.",
    ),
    "no_title": Text("文件中找不到标题，未保存。", "No Chinese title was found in the file. Nothing was stored."),
    "too_long": Text(
        "“{text}……”有{size}个字符，超过此处最多{limit}个字符，未保存。",
        "“{text} …” has {size} characters; its place takes {limit} at most. Nothing was stored.",
    ),
}  # fmt: skip


def fault(key: str, **values: object) -> SourceError:
    """The error of that name, its sentence filled in."""
    sentence = SENTENCES[key]
    return SourceError(Text(sentence.zh.format(**values), sentence.en.format(**values)))
