"""The words of letters, and those of a notice. Sentences stand in both languages side by side; `{}` holds what
differs."""

from collections.abc import Iterable, Iterator
from datetime import date

from core.quantities import Period
from core.quantities.words import han_numeral
from core.text import LANGUAGES, Text
from inspections.letters.model import Block, Facts, Kind, Letter

SUPERVISION_LAW = Text(
    "《中华人民共和国各级人民代表大会常务委员会监督法》",
    "the Law of the People’s Republic of China on Supervision by the Standing Committees of the People’s Congresses at "
    "All Levels",
)
# The article on entrusting the standing committee one level down was 25 until the law was amended on that day.
AMENDED = date(2024, 11, 8)

NOTICE_TITLE = Text("关于开展{laws}执法检查的通知", "Notice of the Enforcement Inspection of {laws}")
NOTICE_OPENING = Text(
    "根据{law}和{basis}，{organiser}定于{period}对{laws}实施情况开展执法检查。现将有关事项通知如下。",
    "Under {law} and the {basis}, the {organiser} will inspect the enforcement of {laws} ({period}). You are hereby "
    "notified of the following.",
)
ONE, SEVERAL = Text("你常委会", "your Standing Committee"), Text("你们", "you")

FOCUS = Text("检查重点", "Focus of the inspection")
WHEN_AND_WHERE = Text("检查时间和地点", "Time and places")
PLACES = Text(
    "{period}，执法检查组将赴{places}开展实地检查，具体行程另行通知。",
    "The inspection group will make on-site inspections in {places} ({period}). The itinerary will be notified "
    "separately.",
)
DATED_PLACES = Text("执法检查组实地检查的地点和时间如下：", "The group will make on-site inspections as follows:")
NO_PLACES = Text(
    "检查时间为{period}，检查地点和具体行程另行通知。",
    "Time: {period}. The places and the itinerary will be notified separately.",
)
PREPARATION = Text("需要准备的工作", "What to prepare")
PREPARATION_OPENING = Text("请认真做好以下准备工作：", "Please make the following preparations:")
SELF_INSPECTION = Text(
    "围绕检查重点，对贯彻实施情况进行自查，形成书面汇报材料{by}；",
    "inspect your own enforcement on the focus points and set it out in a written report{by};",
)
BY_WHEN = Text("，于{day}前报送{issuer}", ", to reach the {issuer} by {day}")
DOCUMENTS = Text(
    "准备配套法规、规章和规范性文件以及执法统计数据、典型案例等有关资料，以备查阅；",
    "have supporting regulations, rules and other normative documents, enforcement statistics and typical cases ready "
    "for consultation;",
)
ATTENDANCE = Text(
    "安排负责同志和熟悉情况的工作人员参加座谈会，如实汇报情况，反映问题，提出意见和建议；",
    "have those in charge and staff who know the work attend the discussion meetings, report truthfully, raise "
    "problems and make suggestions;",
)
SPOT_CHECKS = Text(
    "支持配合执法检查组随机抽查，不得事先安排受检单位。",
    "support the random checks of the group; the units to be checked must not be arranged beforehand.",
)
FRUGALITY = Text(
    "检查期间，请严格落实中央八项规定及其实施细则精神，轻车简从，厉行节约。",
    "During the inspection, please strictly observe the central Party leadership’s eight-point decision on conduct and "
    "its detailed rules, travel with few people and avoid extravagance.",
)
NOTICE_END = Text("特此通知。", "")

CONTACT = Text("（联系人及电话：{contact}）", "(Contact: {contact})")
TRANSLATION = Text("译文，以中文为准", "Unofficial translation; the Chinese text prevails")
OPEN_LIST = Text("等地", "and other places")


def notice(facts: Facts) -> Letter:
    """通知: to whom is inspected."""
    return letter(
        facts,
        filled(NOTICE_TITLE, facts, laws=listed(facts.short_titles, titles=True)),
        [
            Block(filled(NOTICE_OPENING, facts)),
            heading(1, FOCUS),
            *items(facts.focus),
            heading(2, WHEN_AND_WHERE),
            *_where(facts),
            heading(3, PREPARATION),
            Block(PREPARATION_OPENING),
            *sentences(_self_inspection(facts), DOCUMENTS, ATTENDANCE, SPOT_CHECKS),
            Block(FRUGALITY),
            Block(NOTICE_END),
        ],
    )


def lacking_english(facts: Facts) -> list[str]:
    """The Chinese of each text a letter needs and that has no English yet."""
    needed = [facts.organiser, facts.issuer, facts.addressee, facts.basis, facts.period, *facts.instruments]
    needed += [*facts.short_titles, *facts.focus, *(stop.place for stop in facts.stops), facts.above]
    needed += [text for section in facts.asked for text in (section.title, *section.items)]
    return list(dict.fromkeys(text.zh for text in needed if text.zh and not text.en))


def entrusting_article(day: date) -> int:
    """The article of the Supervision Law on entrusting, on the day of the letter."""
    return 34 if day >= AMENDED else 25


def day_text(day: date) -> Text:
    period = Period(start=day)
    return Text(period.zh(), period.en())


def listed(texts: Iterable[Text], *, titles: bool = False) -> Text:
    """《甲》《乙》和《丙》, 北京、上海和天津; in English with commas. Between 《》 no other mark stands."""
    texts = tuple(texts)
    zh = [f"《{text.zh}》" if titles else text.zh for text in texts]
    en = [f"the {text.en}" if titles else text.en for text in texts]
    between = "" if titles else "、"
    return Text(_joined(zh, between, "和"), _joined(en, ", ", " and "))


def _joined(words: list[str], between: str, last: str) -> str:
    return last.join(filter(None, [between.join(words[:-1]), *words[-1:]]))


def letter(facts: Facts, title: Text, blocks: Iterable[Block]) -> Letter:
    return Letter(
        mark=facts.issuer,
        number=facts.number,
        title=title,
        addressee=facts.addressee,
        blocks=tuple(blocks),
        signature=facts.issuer,
        day=day_text(facts.day),
        note=filled(CONTACT, facts, contact=Text(facts.contact, facts.contact)) if facts.contact else Text(),
    )


def filled(sentence: Text, facts: Facts, **more: Text) -> Text:
    """`sentence` in both languages with the facts in their places."""
    article = entrusting_article(facts.day)
    values = {
        "law": SUPERVISION_LAW,
        "article": Text(han_numeral(article), str(article)),
        "organiser": facts.organiser,
        "issuer": facts.issuer,
        "basis": Text(facts.basis.zh, facts.basis.en.removeprefix("the ")),
        "period": facts.period,
        "laws": listed(facts.instruments, titles=True),
        "you": ONE if facts.to_one else SEVERAL,
        **more,
    }
    zh, en = (sentence.get(lang).format(**{key: text.get(lang) for key, text in values.items()}) for lang in LANGUAGES)
    return Text(zh, en)


def heading(number: int, text: Text) -> Block:
    return Block(Text(f"{han_numeral(number)}、{text.zh}", f"{number}. {text.en}"), Kind.HEADING)


def items(texts: tuple[Text, ...]) -> Iterator[Block]:
    """A list that ends with a full stop."""
    ends = [Text("；", ";")] * (len(texts) - 1) + [Text("。", ".")]
    return sentences(*(Text(text.zh + end.zh, text.en + end.en) for text, end in zip(texts, ends, strict=True)))


def sentences(*texts: Text) -> Iterator[Block]:
    for number, text in enumerate(texts, start=1):
        yield Block(Text(f"{number}. {text.zh}", f"({number}) {text.en}"), Kind.ITEM)


def _where(facts: Facts) -> Iterator[Block]:
    if not facts.stops:
        yield Block(filled(NO_PLACES, facts))
    elif all(stop.when for stop in facts.stops):
        yield Block(DATED_PLACES)
        yield from items(
            tuple(Text(f"{stop.place.zh}：{stop.when.zh}", f"{stop.place.en}: {stop.when.en}") for stop in facts.stops)
        )
    else:
        places = listed(stop.place for stop in facts.stops)
        if facts.stops_open:
            zh = "、".join(stop.place.zh for stop in facts.stops)
            en = ", ".join(stop.place.en for stop in facts.stops)
            places = Text(f"{zh}{OPEN_LIST.zh}", f"{en} {OPEN_LIST.en}")
        yield Block(filled(PLACES, facts, places=places))


def _self_inspection(facts: Facts) -> Text:
    by = filled(BY_WHEN, facts, day=day_text(facts.due)) if facts.due else Text()
    return filled(SELF_INSPECTION, facts, by=by)
