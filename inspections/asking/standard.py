"""The outline with which a request begins: what a report on an inspection is made of, in the order of its parts."""

from collections.abc import Iterable, Sequence
from datetime import date

from core.text import Text
from inspections.asking.model import Column, Question, QuestionKind, Section, SectionKind

LONGEST_PROMPT = 300
ABOUT = Text("{}的情况如何，有哪些问题？", "{}: what is the situation, and what problems are there?")
# Key of a section: title and guidance.
WORDS = {
    "overview": (
        Text("基本情况", "Overview"),
        Text(
            "写明检查的组织、时间、地点、方式和检查对象。", "How, when and where the inspection was held, and of whom."
        ),
    ),
    "effects": (
        Text("贯彻实施的成效", "Effects of implementation"),
        Text("分几个方面概述，具体事例写入成效清单。", "In outline; single cases belong in the list of achievements."),
    ),
    "achievements": (Text("成效清单", "Achievements"), Text()),
    "problems": (
        Text("存在的问题", "Problems"),
        Text("一条写一个问题：在哪里、有多少、涉及哪一条。", "One problem each: where, how many, under which article."),
    ),
    "focus": (
        Text("检查重点", "Focus points"),
        Text("逐项写明做法、成效和不足。", "For each point: what was done, what came of it, what is lacking."),
    ),
    "figures": (
        Text("数据表", "Figures"),
        Text("照原统计口径填写，没有统计的留空。", "As compiled at the source; leave empty what is not compiled."),
    ),
    "duties": (Text("法定职责清单", "Statutory duties"), Text()),
    "proposals": (
        Text("意见建议", "Opinions and proposals"),
        Text("对法律实施、配套规定和法律修改的建议。", "On implementation, supporting rules and amendments."),
    ),
    "papers": (Text("附件", "Files"), Text()),
}


def standard_sections(points: Iterable[Text], years: Sequence[int]) -> tuple[Section, ...]:
    """The standard outline: one question for each of the focus `points`, one column for each of `years`.

    The table has no rows yet and the list of duties no lines: which those are, the one who asks decides.
    """
    questions = tuple(
        Question(f"q{number}", QuestionKind.TEXT, _about(point)) for number, point in enumerate(points, start=1)
    )
    focus = Section("focus", SectionKind.QUESTIONS, *WORDS["focus"], questions=questions)
    columns = tuple(year_column(year) for year in years)
    sealed = Question("f1", QuestionKind.FILE, Text("执法检查报告（盖章件）", "Sealed report on the inspection"))
    return (
        Section("overview", SectionKind.TEXT, *WORDS["overview"]),
        Section("effects", SectionKind.TEXT, *WORDS["effects"]),
        Section("achievements", SectionKind.FINDINGS, *WORDS["achievements"], required=False),
        Section("problems", SectionKind.FINDINGS, *WORDS["problems"]),
        *([focus] if questions else []),
        Section("figures", SectionKind.FIGURES, *WORDS["figures"], columns=columns),
        Section("duties", SectionKind.DUTIES, *WORDS["duties"]),
        Section("proposals", SectionKind.TEXT, *WORDS["proposals"]),
        Section("papers", SectionKind.FILES, *WORDS["papers"], required=False, questions=(sealed,)),
    )


def year_column(year: int) -> Column:
    """The column of a whole year."""
    return Column(f"y{year}", Text(f"{year}年", str(year)), date(year, 1, 1), date(year, 12, 31))


def _about(point: Text) -> Text:
    """The question to a focus point; a point that is long already asks by itself."""
    zh, en = ABOUT.zh.format(point.zh), ABOUT.en.format(point.en) if point.en else ""
    return Text(zh if len(zh) <= LONGEST_PROMPT else point.zh, en if len(en) <= LONGEST_PROMPT else point.en)
