"""The list, the page of a finding, its evidence, and who may verify it."""

from io import BytesIO

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from PIL import Image

from accounts.models import Locality
from core.attachments import keep
from core.text import Text
from core.workflow import take
from findings.actions.attaching import attach_file
from findings.actions.recording import change_finding
from findings.actions.verifying import take_step
from findings.enums import FindingState
from findings.forms.lists import FindingFilter
from findings.models import Finding
from findings.previews import EDGE, preview_of
from findings.queries.waiting import waiting_for
from findings.recording import entry_of
from findings.workflow.findings import RECORD, SEND_BACK, VERIFY
from tests import make
from tests.make import (
    make_article,
    make_evidence,
    make_finding,
    make_focus_point,
    make_inspection,
    make_unit,
    make_visit,
)
from tests.security.site import browser_of


def photo(size=(60, 40), kind: str = "JPEG", **extra) -> bytes:
    kept = BytesIO()
    Image.new("RGB", size, "red").save(kept, kind, **extra)
    return kept.getvalue()


def place(code: str, parent: Locality | None = None) -> Locality:
    values = make.written(Locality, kind="province", name=Text(f"地区{code}", f"Place {code}"))
    return Locality.objects.create(code=code, parent=parent, **values)


def changed(finding: Finding, by, **given) -> Finding:
    finding = Finding.objects.get(pk=finding.pk)
    return change_finding(finding=finding, data={**entry_of(finding), **given}, base=finding.version, by=by)


# --- Who verifies ----------------------------------------------------------------------------------------------------


@pytest.fixture
def recorded(npcsc, liu) -> Finding:
    finding = make_finding(make_inspection(npcsc), by=liu, state=FindingState.DRAFT)
    return take(RECORD, finding, by=liu)


def test_who_changed_the_words_after_they_were_recorded_does_not_verify_them(recorded, chen, zhang):
    changed(recorded, chen, suggestion="组长改的")
    with pytest.raises(PermissionDenied):
        take(VERIFY, recorded, by=chen)
    assert take(VERIFY, recorded, by=zhang).state == FindingState.VERIFIED


def test_who_brought_a_file_does_not_verify_either(recorded, chen, zhang, media):
    attach_file(evidence=recorded.evidence.get(), content=photo(), name="机房.jpg", by=chen)
    assert [person.has_perm("findings.verify", recorded) for person in (chen, zhang)] == [False, True]


def test_a_change_from_before_the_recording_is_the_writers_by_then(recorded, liu, chen):
    take(SEND_BACK, recorded, by=chen, note="缺日期")
    changed(recorded, chen, suggestion="组长改的")
    take(RECORD, recorded, by=liu)
    assert take(VERIFY, recorded, by=chen).state == FindingState.VERIFIED


def test_the_desk_and_the_page_know_the_rule(recorded, chen, zhang):
    def offered(person) -> tuple[bool, bool]:
        on_the_desk = recorded in waiting_for(person, 8).to_verify
        page = browser_of(person).get(recorded.get_absolute_url()).content.decode()
        return on_the_desk, f"/findings/{recorded.code}/verify/" in page

    before = [offered(person) for person in (chen, zhang)]
    changed(recorded, chen, suggestion="组长改的")
    assert (before, [offered(person) for person in (chen, zhang)]) == (
        [(True, True), (True, True)],
        [(False, False), (True, True)],
    )


def test_a_verified_finding_goes_back_before_it_is_changed(recorded, chen):
    take(VERIFY, recorded, by=chen)
    with pytest.raises(ValidationError) as refused:
        changed(recorded, chen, suggestion="改")
    assert refused.value.code == "wrong_state"
    assert take(SEND_BACK, recorded, by=chen, note="单位来函更正").state == FindingState.SENT_BACK
    assert changed(recorded, chen, suggestion="改").suggestion == "改"


def test_nobody_verifies_words_she_has_not_read(recorded, liu, chen):
    browser, url = browser_of(chen), f"/findings/{recorded.code}/verify/"
    seen = browser.get(url).context["row"].version
    changed(recorded, liu, suggestion="记录人后来改的")
    answer = browser.post(url, {"seen": seen})
    assert (answer.status_code, "请看过现在的内容再核实" in answer.content.decode()) == (422, True)
    with pytest.raises(ValidationError):
        take_step(step=VERIFY, finding=recorded, seen=seen, by=chen)
    assert browser.post(url, {"seen": answer.context["row"].version}).status_code == 302


def test_the_reason_is_never_filled_in(recorded, liu, chen):
    take(SEND_BACK, recorded, by=chen, note="缺照片")
    take(RECORD, recorded, by=liu)
    page = browser_of(chen).get(f"/findings/{recorded.code}/send_back/").content.decode()
    assert "缺照片" not in page.split("<main")[1]


def test_nothing_is_deleted_anywhere(beijing, zhang):
    browser, url = browser_of(zhang), f"/findings/{beijing.finding.code}/"
    assert [browser.delete(address).status_code for address in (url, f"{url}edit/")] == [405, 405]
    assert "delete" not in browser.get(url).content.decode()


# --- The list --------------------------------------------------------------------------------------------------------


@pytest.fixture
def spread(npcsc, liu):
    """Findings in two provinces, in one of them also further down, and one that speaks of another place."""
    inspection = make_inspection(npcsc, "spread")
    north, south = place("150000"), place("460000")
    city = place("150100", north)
    focus = make_focus_point(inspection, order=1)
    article = make_article(21)
    inspection.instruments.add(article.instrument)
    visit = make_visit(inspection, "460000")
    rows = {
        "a": make_finding(inspection, "a", by=liu, place=north, focus_point=focus),
        "b": make_finding(inspection, "b", by=liu, place=city, kind="achievement"),
        "c": make_finding(inspection, "c", by=liu, place=south, focus_point=focus, visit=visit),
        "d": make_finding(inspection, "d", by=liu),
    }
    rows["d"].localities.add(north)
    rows["a"].localities.add(north)
    rows["c"].articles.add(article)
    return inspection, article, visit


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"place": "150000"}, "abd"),
        ({"place": "150100"}, "b"),
        ({"place": "460000", "inspection": "spread", "focus": "1"}, "c"),
        ({"place": "150000", "inspection": "spread", "focus": "1"}, "a"),
        ({"inspection": "spread", "focus": "7"}, ""),
    ],
    ids=str,
)
def test_the_list_is_narrowed_by_place(spread, liu, asked, found):
    form = FindingFilter(asked, user=liu)
    assert form.is_valid(), form.errors
    rows = [row.code for row in form.narrow(Finding.objects.visible_to(liu))]
    assert sorted(rows) == list(found)


def test_within_an_inspection_it_is_narrowed_by_article_and_visit(spread, liu):
    inspection, article, visit = spread
    for name, row in (("article", article), ("visit", visit)):
        form = FindingFilter({"inspection": "spread", name: str(row.pk)}, user=liu)
        assert form.is_valid(), form.errors
        assert [row.code for row in form.narrow(Finding.objects.visible_to(liu))] == ["c"]


def test_what_was_chosen_in_another_inspection_is_chosen_no_more(spread, npcsc, liu):
    _inspection, article, visit = spread
    make_inspection(npcsc, "other")
    form = FindingFilter({"inspection": "other", "article": str(article.pk), "visit": str(visit.pk)}, user=liu)
    assert form.is_valid()
    assert (form.cleaned_data["article"], form.cleaned_data["visit"]) == (None, None)


def test_places_are_offered_only_where_one_sees_something(spread, hainan_sc, liu, fu):
    make_finding(make_inspection(hainan_sc), place=place("469000"))
    offered = {person.username: set(FindingFilter({}, user=person).fields["place"].queryset.values_list("pk", flat=True))
               for person in (liu, fu)}  # fmt: skip
    assert offered == {"liu": {"150000", "150100", "460000"}, "fu": {"469000"}}


@pytest.mark.parametrize(
    ("group", "lines"),
    [
        ("focus", [((0, 2), True), ((1, 1), False)]),
        ("place", [((1, 2), True), ((0, 1), True)]),
        ("article", [((0, 1), True), ((1, 2), False)]),
    ],
)
def test_groupings_count_what_their_lines_lead_to(spread, liu, group, lines):
    browser = browser_of(liu)
    grouped = browser.get(f"/findings/?inspection=spread&group={group}").context["grouped"]
    assert [(tuple(line.counts), bool(line.url)) for line in grouped["lines"]] == lines
    for line in grouped["lines"]:
        if line.url:
            assert len(browser.get(line.url).context["rows"]) == sum(line.counts)


def test_within_one_province_places_are_counted_further_down(npcsc, liu):
    inspection = make_inspection(npcsc, "one")
    province = place("460000")
    for where in (province, place("460100", province), place("460200", province)):
        make_finding(inspection, by=liu, place=where)
    lines = browser_of(liu).get("/findings/?inspection=one&group=place").context["grouped"]["lines"]
    assert [(line.label.zh, tuple(line.counts), bool(line.url)) for line in lines] == [
        ("地区460000（未分市县）", (0, 1), False), ("地区460100", (0, 1), True), ("地区460200", (0, 1), True),
    ]  # fmt: skip


def test_missing_evidence_is_marked(npcsc, liu):
    inspection = make_inspection(npcsc, "one")
    make_finding(inspection, by=liu, evidence=False)
    make_evidence(
        make_finding(inspection, by=liu, evidence=False), announced_digest="a" * 64, announced_name="机房.jpg"
    )
    page = browser_of(liu).get("/findings/?inspection=one").content.decode()
    assert ["尚无依据" in page, "文件未上传" in page] == [True, True]


def test_over_a_thousand_are_not_counted(npcsc, liu):
    inspection = make_inspection(npcsc, "many")
    Finding.objects.bulk_create(
        Finding(
            inspection=inspection, code=f"m{n}", ref=f"F{n}", order=n, kind="problem", state="recorded", title_zh="问题"
        )
        for n in range(1, 1003)
    )
    assert "共1000+条" in browser_of(liu).get("/findings/?inspection=many").content.decode()


def test_an_index_serves_the_filter_by_place_and_focus_point(npcsc, liu):
    inspection = make_inspection(npcsc, "many")
    places = [place(f"{number}0000").pk for number in range(11, 45)]
    points = [make_focus_point(inspection, order=number).pk for number in range(1, 9)]
    Finding.objects.bulk_create(
        Finding(
            inspection=inspection, code=f"m{n}", ref=f"F{n}", order=n, kind="problem", state="recorded", title_zh="问题",
            place_id=places[n % 34], focus_point_id=points[n % 8],
        )
        for n in range(1, 10_001)
    )  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE findings_finding")
    form = FindingFilter({"inspection": "many", "place": "460000", "focus": "3"}, user=liu)
    assert not form.is_valid()  # no finding was made there: the place is not offered
    form = FindingFilter({"inspection": "many", "place": "440000", "focus": "3"}, user=liu)
    assert form.is_valid()
    rows = form.narrow(Finding.objects.visible_to(liu)).order_by("inspection_id", "order")[:51]
    assert "finding_place_focus" in rows.explain()
    form = FindingFilter({"inspection": "many", "focus": "3"}, user=liu)
    assert form.is_valid()
    rows = form.narrow(Finding.objects.visible_to(liu)).order_by("inspection_id", "order")[:51]
    assert "finding_by_focus" in rows.explain()


# --- The page --------------------------------------------------------------------------------------------------------


def test_the_page_says_what_stands_behind_the_word(npcsc, liu, wang):
    inspection = make_inspection(npcsc)
    visit = make_visit(inspection, "460000")
    unit = make_unit(inspection, visit=visit, name=Text("真名"), published=Text("某省级部门"))
    article = make_article(21)
    finding = make_finding(
        inspection,
        by=liu,
        counted=9,
        counted_of=13,
        quantity_word="多数",
        visit=visit,
        unit=unit,
        found_on="2017-09-03",
    )
    finding.articles.add(article)
    pages = [browser_of(person).get(finding.get_absolute_url()).content.decode() for person in (liu, wang)]
    for words in ("9/13", "第二十一条", "2017年9月3日"):
        assert [words in page for page in pages] == [True, True], words
    assert [("真名" in page, "某省级部门" in page) for page in pages] == [(True, False), (False, True)]


def test_who_changed_it_still_knows_the_unit(recorded, chen):
    Finding.objects.update(actor_internal="真名")
    changed(recorded, chen, suggestion="改")
    assert "真名" in browser_of(chen).get(recorded.get_absolute_url()).content.decode()


@pytest.fixture
def filed(npcsc, liu, media):
    """A finding with a photo, a PDF, and a file that has not arrived."""
    finding = make_finding(make_inspection(npcsc), "filed", by=liu, evidence=False)
    shot = keep(photo((3000, 200)), name="机房.jpg", media_type="image/jpeg", by=liu)
    paper = keep(b"%PDF-1.7", name="记录.pdf", media_type="application/pdf", by=liu)
    make_evidence(finding, order=1, attachment=shot)
    make_evidence(finding, order=2, attachment=paper)
    make_evidence(finding, order=3, announced_digest="a" * 64, announced_name="晚到.jpg")
    return finding


def test_a_file_leaves_as_an_attachment(filed, liu):
    answer = browser_of(liu).get("/findings/filed/evidence/2/")
    assert (answer.status_code, b"".join(answer.streaming_content)) == (200, b"%PDF-1.7")
    assert answer["Content-Disposition"].startswith("attachment;")
    assert (answer["X-Content-Type-Options"], "sandbox" in answer["Content-Security-Policy"]) == ("nosniff", True)
    assert "no-store" in answer["Cache-Control"]


def test_a_photo_is_shown_small_and_drawn_anew(filed, liu):
    answer = browser_of(liu).get("/findings/filed/evidence/1/preview/")
    assert (answer.status_code, answer["Content-Type"], "sandbox" in answer["Content-Security-Policy"]) == (
        200, "image/jpeg", True,
    )  # fmt: skip
    assert Image.open(BytesIO(answer.content)).size == (EDGE, 64)
    page = browser_of(liu).get("/findings/filed/").content.decode()
    shown = {number: f"/findings/filed/evidence/{number}/preview/" in page for number in (1, 2, 3)}
    assert (shown, "未上传" in page, "晚到.jpg" in page) == ({1: True, 2: False, 3: False}, True, True)


@pytest.mark.parametrize("tail", ["2/preview/", "3/", "3/preview/", "4/", "99999999999999999999/", "0/"])
def test_what_is_no_photo_or_not_there_is_missing(filed, liu, tail):
    assert browser_of(liu).get(f"/findings/filed/evidence/{tail}").status_code == 404


@pytest.mark.parametrize("name", ["1/", "1/preview/"])
def test_files_are_for_those_who_see_the_finding(filed, liu, wang, fu, name):
    url = f"/findings/filed/evidence/{name}"
    Finding.objects.update(state=FindingState.DRAFT)
    assert [browser_of(person).get(url).status_code for person in (liu, wang, fu)] == [200, 404, 404]
    Finding.objects.update(state=FindingState.RECORDED)
    assert [browser_of(person).get(url).status_code for person in (wang, fu)] == [200, 404]


def test_a_file_that_is_gone_from_the_disk_is_missing(filed, liu):
    filed.evidence.get(order=1).attachment.path.unlink()
    browser = browser_of(liu)
    assert [browser.get(f"/findings/filed/evidence/1/{tail}").status_code for tail in ("", "preview/")] == [404, 404]


def test_a_preview_tells_nothing_of_the_camera(tmp_path):
    path = tmp_path / "photo"
    exif = Image.Exif()
    exif[0x010F] = "Camera of somebody"
    path.write_bytes(photo(exif=exif))
    assert b"Camera" in path.read_bytes()
    assert b"Camera" not in preview_of(path)


@pytest.mark.parametrize("content", [b"", b"\xff\xd8\xff\xe0 no photo", b"<svg/>", photo(kind="PNG")[:60]])
def test_what_is_no_whole_photo_has_no_preview(tmp_path, content):
    path = tmp_path / "photo"
    path.write_bytes(content)
    assert preview_of(path) is None


def test_a_page_costs_the_same_for_one_thing_and_for_many(beijing, liu, django_assert_max_num_queries):
    finding, costs, browser = beijing.finding, [], browser_of(liu)
    for more in (1, 2, 5):
        for _ in range(more):
            make_evidence(finding)
            finding.articles.add(make_article(21))
            finding.localities.add(place(f"{990000 + Locality.objects.count()}"))
        for url in (finding.get_absolute_url(), "/findings/?inspection=npc&group=place", "/findings/"):
            with django_assert_max_num_queries(100) as queries:
                assert browser.get(url).status_code == 200
            costs.append(len(queries))
    assert costs[0:3] == costs[3:6] == costs[6:9]
