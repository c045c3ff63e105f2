"""Where the pages of delegated returns are, for each of those who use them, on the samples."""

from django.db.models import QuerySet
from django.urls import reverse

from findings.models import Return
from inspections.models import Delegation, Inspection
from tests.make import make_request

CODE = "npcsc-2017"


def of_returns() -> dict[str, list[str]]:
    """One address of each kind of page by the name of who opens it, above and below; one more request is still open."""
    inspection = Inspection.objects.get(code=CODE)
    entrusted = Delegation.objects.filter(inspection=inspection)
    hainan, hunan = (entrusted.get(body__code=code, parent=None) for code in ("hainan-sc", "sc-430000"))
    wenchang = entrusted.get(body__code="sc-469005")
    return {
        "liumin": [*_asking(inspection), *_entrusting(inspection, entrusted), *_taking_over(hunan)],
        "sunjingyi": _all("calendar_body", "npcsc"),
        "chenyazhou": [*_filling(hainan), *_below(hainan, wenchang)],
        "hanmingde": [*_all("return_sign", hainan.returned.code), "/"],
        "tanguoliang": [*_submitted(hunan), reverse("return", args=[hunan.returned.code]), *_all("delegation", hunan)],
        "xinghuifang": [*_all("delegation", wenchang), *_all("request", wenchang.request), *_submitted(wenchang)[:1]],
    }


def _all(name: str, *codes: object) -> list[str]:
    """The page `name` of every row, or of what has this code."""
    return [reverse(name, args=[getattr(code, "code", code)]) for code in codes]


def _asking(inspection: Inspection) -> list[str]:
    draft = make_request(inspection, "still-open", fixed=False)
    inside = [
        reverse("request_section_change", args=[draft.code, key]) for key in ("outline", "cases", "overview", "duties")
    ]
    lines = reverse("request_questions_paste", args=[draft.code, "outline"])
    question = reverse("request_question_new", args=[draft.code, "outline"])
    new = reverse("request_new", args=[inspection.code])
    return [reverse("calendar"), new, *_all("request", draft, f"{CODE}-request"), *inside, lines, question]


def _entrusting(inspection: Inspection, entrusted: QuerySet[Delegation]) -> list[str]:
    under_way = entrusted.get(body__code="sc-430000")
    of_inspection = ("delegations", "delegation_new", "reminders", "returns")
    of_row = ("delegation", "delegation_change", "delegation_urge", "delegation_void")
    return [
        reverse("my_delegations"),
        reverse("package_import"),
        reverse("package_keys"),
        reverse("package_workbook"),
        *(reverse(name, args=[inspection.code]) for name in of_inspection),
        *(reverse(name, args=[under_way.code]) for name in of_row),
    ]


def _submitted(delegation: Delegation) -> list[str]:
    """The last version, as it is read by both sides."""
    at = [delegation.returned.code, delegation.returned.versions.latest("number").number]
    return [reverse(name, args=at) for name in ("return_version", "return_receipt")]


def _taking_over(delegation: Delegation) -> list[str]:
    at = [delegation.returned.code, delegation.returned.versions.latest("number").number]
    problem = f"problems.{_first_problem(delegation.returned)}"
    asked = ("overview", "outline.units", "outline.regulation", "figures.systems", "problems", "duties.grading")
    return [
        *_submitted(delegation),
        reverse("return_changes", args=at),
        f"{reverse('return_remark', args=at)}?address={problem}",
        reverse("return_step", args=[delegation.returned.code, "send_back_return"]),
        *(reverse("returns_item", args=[CODE, address]) for address in asked),
        reverse("merge_findings", args=[CODE]),
        reverse("take_finding", args=[CODE, *at, problem]),
        reverse("take_figure", args=[CODE, *at, "outline.units"]),
        reverse("take_sum", args=[CODE, "outline.units"]),
    ]


def _filling(delegation: Delegation) -> list[str]:
    code = delegation.returned.code
    pages = ("return", "return_check", "return_workbook_upload", "return_document")
    sections = delegation.request.sections.values_list("key", flat=True)
    return [
        *(reverse(name, args=[code]) for name in pages),
        f"{reverse('return_file_add', args=[code])}?address=papers",
        *(reverse("return_section", args=[code, key]) for key in sections),
    ]


def _below(own: Delegation, other: Delegation) -> list[str]:
    at = [other.returned.code, 1]
    problem = f"problems.{_first_problem(other.returned)}"
    return [
        *_all("delegation", own, other),
        *_all("delegations_below", own),
        *_all("delegation_new_below", own),
        *_all("returns_below", own),
        reverse("return_version", args=at),
        reverse("returns_item_below", args=[own.code, "figures.systems"]),
        *_all("below_take", own),
        f"{reverse('below_take', args=[own.code])}?from={at[0]}/{at[1]}&address={problem}",
        *_all("below_attach", own),
    ]


def _first_problem(returned: Return) -> str:
    return returned.sections.get(section__key="problems").content["rows"][0]
