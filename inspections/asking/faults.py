"""What a request still lacks before it can be sent: nobody could answer it as it stands."""

from collections.abc import Iterator

from core.text import Text
from inspections.asking.model import Form, Question, QuestionKind, Section, SectionKind

EMPTY = {
    SectionKind.QUESTIONS: Text("“{}”还没有问题。", "“{}” has no question yet."),
    SectionKind.FIGURES: Text("“{}”还没有行，不知要填哪些数据。", "“{}” has no rows yet: what is asked for?"),
    SectionKind.DUTIES: Text("“{}”还没有条目。", "“{}” has no line yet."),
    SectionKind.FILES: Text("“{}”没有写明要哪些文件。", "“{}” does not say which files are asked for."),
}  # fmt: skip
NO_SECTION = Text("还没有任何部分。", "There is no section yet.")
NO_COLUMN = Text("“{}”还没有列：请写明填哪几年。", "“{}” has no columns yet: say for which years.")
NO_CHOICE = Text("“{}”至少要有两个选项。", "“{}” needs at least two options.")
NO_ADVICE = Text("可补充内容，或者删除这一部分。", "Add something, or remove the section.")
UNEQUAL = Text(
    "“{}”应与“{}”一致，但两处的列不同。", "“{}” is to agree with “{}”, but the two tables have different columns."
)


def faults_of(form: Form) -> list[Text]:
    """A sentence for each thing without which `form` cannot be answered, in its order; nothing when it is ready."""
    if not form.sections:
        return [NO_SECTION]
    return [fault for section in form.sections for fault in _of_section(form, section)]


def _of_section(form: Form, section: Section) -> Iterator[Text]:
    if section.kind in EMPTY and not section.questions:
        sentence = filled(EMPTY[section.kind], section.title)
        yield Text(sentence.zh + NO_ADVICE.zh, f"{sentence.en} {NO_ADVICE.en}")
    if section.kind == SectionKind.FIGURES and not section.columns:
        yield filled(NO_COLUMN, section.title)
    for question in section.questions:
        if question.kind == QuestionKind.CHOICE and len(question.options) < 2:
            yield filled(NO_CHOICE, question.prompt)
        other = form.question(question.equals) if question.equals else None
        theirs = form.section(question.equals.partition(".")[0])
        if other and theirs and columns_of(section) != columns_of(theirs):
            yield filled(UNEQUAL, question.prompt, other.prompt)


def columns_of(section: Section) -> dict[str, str]:
    """Key and title of the columns for which each question of `section` is answered; a question outside of a table is
    answered once, for none."""
    if section.kind != SectionKind.FIGURES:
        return {}
    return {column.key: column.title.zh for column in section.columns}


def rows_of(form: Form) -> Iterator[tuple[str, Section, Question]]:
    """Every figure that is asked for, with its address and its section."""
    return ((address, section, question) for address, section, question in form.questions()
            if question.kind == QuestionKind.FIGURE)  # fmt: skip


def filled(sentence: Text, *labels: Text) -> Text:
    """`sentence` with `labels` in it, each in its language."""
    return Text(
        sentence.zh.format(*(label.zh for label in labels)), sentence.en.format(*(label.best("en") for label in labels))
    )
