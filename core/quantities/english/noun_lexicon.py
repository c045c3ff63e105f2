"""The words by which the noun behind an English number is found and known, as tables."""

from core.quantities.english.lexicon import MEASURE_WORDS
from core.quantities.units import UNITS, UnitKind

K = UnitKind


def _words(table: str) -> frozenset[str]:
    return frozenset(table.split())


# What the last word of a counted noun says about the kind of unit, beside the nouns of the units themselves.
_HEADS: dict[UnitKind, str] = {
    K.PERSON: (
        "people person individual man woman child pupil teacher interviewee participant defendant offender "
        "criminal officer cadre employee worker staff citizen resident villager farmer patient doctor "
        "physician nurse volunteer netizen judge prosecutor lawyer inspector technician scientist "
        "professional specialist deputy delegate minor victim passenger driver applicant beneficiary "
        "retiree pensioner migrant soldier fisherman herder vice-chairperson chairperson vice-chairman "
        "chairman juror mediator graduate trainee entrepreneur teenager"
    ),
    K.PERSON_TIME: "visit trip attendance admission journey",
    K.CASE: "lawsuit",
}  # fmt: skip
IRREGULAR_PLURALS = {
    "people": "person", "men": "man", "women": "woman", "children": "child", "fishermen": "fisherman",
    "vice-chairmen": "vice-chairman", "chairmen": "chairman", "staff": "staff", "personnel": "personnel",
    "police": "police", "cattle": "cattle", "sheep": "sheep", "fish": "fish", "livestock": "livestock",
    "criteria": "criterion", "phenomena": "phenomenon", "households": "household",
    "mice": "mouse", "teeth": "tooth", "oxen": "ox", "geese": "goose",
    "wolves": "wolf", "wives": "wife", "lives": "life", "businessmen": "businessman",
}  # fmt: skip


def singular(word: str) -> str:
    """An English noun without its plural ending; a word that is no plural comes back as it is."""
    if word in IRREGULAR_PLURALS:
        return IRREGULAR_PLURALS[word]
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes")):
        return word[:-2]
    return word[:-1] if is_plural(word) and not word.endswith("men") else word


def is_plural(word: str) -> bool:
    """Whether a word looks like a plural noun."""
    if word in IRREGULAR_PLURALS:
        return True
    return len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is", "'s", "’s", "ous"))


UNIT_OF_NOUN: dict[str, UnitKind] = {
    noun: unit.kind
    for unit in UNITS.values()
    if unit.kind not in (K.MONEY, K.PERCENT, K.LEVEL, K.MULTIPLE, K.ORDINAL)
    for noun in (unit.noun.en, unit.noun.en_plural)
    if noun and noun not in MEASURE_WORDS and noun not in ("time", "times")
} | {word: kind for kind, row in _HEADS.items() for word in row.split()}
# A member alone may be a firm or a state.
UNIT_OF_NOUN |= {f"{group} {word}": K.PERSON for group in ("staff", "crew", "team") for word in ("member", "members")}

# Where the noun after a number ends: prepositions, conjunctions, pronouns, auxiliaries, adverbs.
STOPS = _words(
    """
    of in on at by for from to with within without into onto upon outside inside beyond versus amongst over under above
    below across along among amid between through throughout during before after since until till per via against about
    around near towards toward than as like despite including includes included concerning regarding involving excluding
    covering following and or but nor so yet if when while where whereas whether because although though unless that
    which who whom whose what this these those it its they them their he she his her we us our you your i me my there
    here is are was were be been being has have had having do does did will would shall should can could may might must
    cannot not only also both either neither each every all any already still then thus therefore hence however moreover
    furthermore respectively together altogether nationwide countrywide onwards onward annually yearly monthly weekly
    daily overall alone combined up down out off ahead later earlier ago apart away again once twice often usually
    generally sometimes never ever soon instead else etc namely especially mainly mostly largely now today currently
    plus minus less more most very too just even a an the capita last next worth
    """
)
# These end it only where no noun follows: 500m long, 300 million old users.
DIMENSIONS = frozenset({"long", "high", "wide", "deep", "tall", "old", "thick"})
# Verbs in forms that end a noun phrase: what the counted things do or have done to them.
VERBS = _words(
    """
    contain contains contained containing hold holds held involve involves involved reach reached reaches exceed
    exceeded exceeds fell fall falls rose rise rises grew grow grows fail failed fails pass passed passes meet met meets
    take took takes taken go went goes come came comes get got gets give gave gives make made makes show showed shows
    shown said say says believe believed believes think thought thinks remain remained remains account accounted
    accounts cover covered covers lack lacked lacks need needed needs face faced faces receive received receives report
    reported reports found find finds become became becomes began begin begins start started starts continue continued
    continues include concern concerned stand stood stands comply complied complies participate participated
    participates attend attended attends die died return returned joined join work worked occur occurred occurs appear
    appeared appears cause caused causes result resulted results lead led leads bring brought brings leave left leaves
    lose lost use used uses violate violated violates infringe infringed set sets let lets put puts amount amounted
    belong belonged depend depended enjoy enjoyed suffer suffered seek sought undergo underwent undergone carry carried
    conduct conducted complete completed expressed express reflected reflect indicated indicate agree agreed signed sign
    submitted submit apply applied served serve moved move ran run runs win won drew draw spent spend paid pay operate
    operated operates live lived lives engaged based located caught handled solved cracked tried heard concluded closed
    opened opens open established issued published formulated revised inspected visited investigated punished arrested
    detained convicted sentenced discovered rectified identified detected notified filed registered built created
    rectify across satisfied dissatisfied happened employ employed employs yield yielded resettled treated rescued
    seized confiscated destroyed affected deemed randomly weigh weighs require requires await awaits want wants differ
    differs offer offers offered provide provides provided totalled totaled totalling totaling numbering numbered seems
    seem
    """
)
# Verbs behind "a third" and the like, beside those: the share does something.
SURE_VERBS = _words(
    """
    see saw know knew feel felt want prefer hope wish expect expected own owned keep kept earn earned eat drink
    travel walk drive study learn consider regard rate rated ask asked answered complain complained disagree disagreed
    choose chose speak spoke read write wrote visit buy bought sell sold exist existed refuse refused
    """
)
# Right after a number these are never participles: "30 contained vulnerabilities" has no noun of its own.
NEVER_PARTICIPLES = _words(
    """
    contain contains contained involve involves involved exceed exceeds exceeded fell failed fails reached took takes
    went goes came comes got gave gives made makes said says believe believed believes think thought thinks remain
    remained remains accounted lack lacked lacks need needed faced received become became becomes begin began begins
    comply complied complies participate participated participates attend attended attends died joined occur occurred
    occurs appear appeared appears caused resulted led brought violate violated violates amounted belong belonged
    belongs depend depended enjoy enjoyed suffer suffered sought undergo underwent carried expressed reflected indicated
    agreed happened totalled totaled totalling totaling numbering seem seems yielded employ employs showed passed met
    held covered had sat won heard offer offers provide provides
    """
)
# Words ending in s that look like a plural and are none, so that the noun goes on behind them; and the reverse.
NO_PLURALS = _words(
    """
    always perhaps towards regardless besides series
    """
)
# A plural that only describes what follows it.
DESCRIBING_PLURALS = _words(
    """
    people's people’s women's women’s systems news sports goods arms communications telecommunications logistics sales
    electronics economics statistics physics works foodstuffs materials resources services savings earnings customs
    veterans affairs rights overseas headquarters civics ethics mechanics textiles plastics graduates credentials
    futures securities securities'
    """
)
# Verbs that a number follows with its noun before them: complaints totalled 718, the number of cases reached 35,000.
AFTER_THEIR_NOUN = _words(
    """
    totalled totaled totalling totaling numbered numbering reached reaching reaches exceeded exceeding exceeds hit was
    were is are stood at to amounted amounting approached approaching approaches surpassed surpassing topped
    """
)
BACK_WORDS = _words(
    """
    totalled totaled totalling totaling numbered numbering reached reaching reaches exceeded exceeding exceeds hit stood
    stands at to amounted amounting approached approaching approaches surpassed surpassing topped has have had been
    already
    """
)
LONGEST_NOUN = 8
OF_WHAT = frozenset({"the", "these", "those", "all", "its", "their", "our", "such"})
