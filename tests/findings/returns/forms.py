"""A form that asks one of everything, for the tests of what a return may hold."""

from core.text import Text
from inspections.asking.model import Column, Form, Option, Question, QuestionKind, Section, SectionKind

K = QuestionKind


def ask(key: str, kind: QuestionKind, **given: object) -> Question:
    return Question(key, kind, Text(f"问{key}", f"Q {key}"), **given)


FORM = Form(
    "6f1c7f3e-2f0b-4d6c-9a53-2c1f0e9b7a11",
    Text("受委托检查", "Entrusted inspection"),
    Text(),
    (
        Section("overview", SectionKind.TEXT, Text("基本情况", "Overview")),
        Section(
            "outline",
            SectionKind.QUESTIONS,
            Text("问题提纲", "Questions"),
            required=False,
            questions=(
                ask("how", K.TEXT, required=True),
                ask("reported", K.YES_NO, evidence=True),
                ask("agreed", K.YES_NO),
                ask(
                    "grade", K.CHOICE, options=(Option("good", Text("好", "Good")), Option("poor", Text("差", "Poor")))
                ),
                ask("decided", K.DATE),
                ask("money", K.FIGURE, unit="cny"),
                ask("found", K.FIGURE, counts="problems"),
                ask("tried", K.FIGURE, equals="cases.all"),
            ),
        ),
        Section(
            "cases",
            SectionKind.FIGURES,
            Text("案件", "Cases"),
            required=False,
            columns=(Column("y2016", Text("2016年", "2016")), Column("y2017", Text("2017年", "2017"))),
            questions=(
                ask("all", K.FIGURE, unit="case_tried"),
                ask("solved", K.FIGURE, unit="case_tried", part_of="cases.all", parts_complete=True),
                ask("open", K.FIGURE, unit="case_tried", part_of="cases.all", parts_complete=True),
            ),
        ),
        Section("problems", SectionKind.FINDINGS, Text("问题", "Problems"), required=False),
        Section(
            "duties",
            SectionKind.DUTIES,
            Text("职责", "Duties"),
            required=False,
            questions=(ask("publicity", K.DUTY),),
        ),
        Section(
            "papers",
            SectionKind.FILES,
            Text("附件", "Files"),
            required=False,
            questions=(ask("statistics", K.FILE),),
        ),
    ),
)
# What breaks no rule.
GOOD = {"overview": {"p1": "开展了检查。"}, "outline": {"how": "由主任会议组织"}}
