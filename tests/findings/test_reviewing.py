"""A submitted return read from both sides; what is noted beside it, accepted, sent back."""

import re

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.history import entries_of
from findings.actions.reviewing import (
    accept_return,
    add_remark,
    archive_return,
    change_remark,
    remove_remark,
    send_back_return,
)
from findings.enums import RemarkKind
from findings.models import ReturnRemark
from findings.queries.papers import addresses_of, name_of, paper_of
from findings.queries.returning import form_of_return
from findings.queries.returns import remarks_on
from inspections.models import Delegation
from tests import make, worlds
from tests.findings.resubmitting import resubmit
from tests.security.site import browser_of

NOTE, REASON = RemarkKind.NOTE, RemarkKind.SEND_BACK


def paper(world, number: int = 1, rest: str = "") -> str:
    return f"/returns/{world.submitted.code}/versions/{number}/{rest}"


def read(person, address: str) -> str:
    answer = browser_of(person).get(address)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def status(person, address: str) -> int:
    return browser_of(person).get(address).status_code


def at(row: Delegation, state: str) -> Delegation:
    Delegation.objects.filter(pk=row.pk).update(state=state)
    row.refresh_from_db()
    return row


def reason(world, by, text: str = "请补充2017年数据", address: str = "cases.open") -> ReturnRemark:
    return add_remark(version=world.version, address=address, kind=REASON, text=text, by=by)


# --- Reading ----------------------------------------------------------------------------------------------------------


def test_the_paper_holds_all_that_was_submitted_under_its_addresses(beijing, liu):
    shown = read(liu, paper(beijing))
    for words in (
        "本地区开展了执法检查",
        "由主任会议组织",
        "1",
        "12件",
        "有的单位未备案",
        "尚不经常",
        "部分落实",
        "是",
        "问题",
    ):
        assert words in shown
    ids = set(re.findall(r' id="i-([^"]+)"', shown))
    form = form_of_return(beijing.version.returned)
    wanted = addresses_of(form, beijing.version.content["sections"])
    assert wanted - ids <= {"problems.a.kind", "duties.publicity.note", "duties.publicity.answer"} | ids
    assert {"overview", "overview.p1", "outline.organised", "cases.all", "cases.all.y2016", "problems.a",
            "problems.a.title", "problems.a.facts", "duties.publicity", "papers.statistics"} <= ids  # fmt: skip
    assert beijing.version.receipt in shown and beijing.version.digest[:8] in shown


def test_a_figure_is_read_as_it_was_typed_and_as_it_was_understood(beijing, liu):
    resubmit(beijing.version.returned, cases={"all.y2017": "1000余万件"})
    liu.language = "en"
    liu.save()
    shown = read(liu, paper(beijing, 2))
    assert "1000余万件" in shown and "more than 10 million cases" in shown


def test_what_was_typed_is_no_markup(beijing, liu):
    reason(beijing, liu, text="<b>粗</b>")
    evil = {"overview": {"p1": "<script>alert(1)</script>"}, "problems": {"a.title": '"><img src=x>'}}
    resubmit(beijing.version.returned, **evil)
    shown = "".join(read(liu, paper(beijing, 2, rest)) for rest in ("", "changes/")) + read(liu, paper(beijing))
    assert "<script>alert" not in shown and "<img src=x" not in shown and "<b>粗" not in shown


def test_both_sides_read_it_and_nobody_else(beijing, hainan, liu, wang, sun, hunan, hunan_head, clerk, wenchang, cac):
    assert [status(person, paper(beijing)) for person in (liu, wang, sun, hunan, hunan_head)] == [200] * 5
    assert [status(person, paper(beijing)) for person in (clerk, wenchang, cac)] == [404] * 3
    assert [status(person, paper(hainan)) for person in (clerk, wenchang)] == [200] * 2
    assert [status(person, paper(hainan)) for person in (liu, hunan)] == [404] * 2


def test_a_version_that_was_signed_only_is_read_in_its_own_house(beijing, liu, hunan):
    make.make_version(beijing.version.returned, submitted=False, number=2)
    assert (status(hunan, paper(beijing, 2)), status(liu, paper(beijing, 2))) == (200, 404)
    assert "尚未报送" in read(hunan, paper(beijing, 2))
    assert "/versions/2/" not in read(liu, paper(beijing))


def test_a_city_is_read_from_the_top_once_its_province_attached_it(beijing, liu, hunan, wenchang):
    city = make.make_body("city", parent=worlds.body("hunan-sc"))
    below = make.make_request(beijing.inspection, "below", parent=beijing.delegation)
    row = make.make_delegation(beijing.inspection, city, request=below, parent=beijing.delegation, state="submitted")
    version = make.make_version(make.make_return(row))
    make.make_remark(version, hunan, mark="Between")
    reasons = make.make_remark(version, hunan, mark="Sent", kind="send_back", sent=True)
    address = f"/returns/{row.code}/versions/1/"
    assert (status(hunan, address), status(liu, address)) == (200, 404)
    beijing.version.returned.attached.add(version)
    make.make_version(beijing.version.returned, number=2).attached.add(version)
    shown = read(liu, address)
    assert "Between" not in shown and reasons.text not in shown  # what those two wrote to each other stays theirs
    assert f'href="{address}"' in read(liu, paper(beijing, 2))
    assert f'href="{address}"' not in read(liu, paper(beijing))
    assert status(liu, f"{address}changes/") == 403
    assert status(liu, f"{address}remarks/?address=overview") == 403
    assert status(wenchang, address) == 404


@pytest.mark.parametrize("number", [0, 2, 99999, 10**12])
def test_numbers_without_a_version_are_missing(beijing, liu, number):
    assert status(liu, paper(beijing, number)) == 404


def test_the_paper_costs_the_same_for_much_and_for_little(beijing, liu):
    browser, costs = browser_of(liu), []
    for many in (1, 3, 40):
        rows = [f"r{number}" for number in range(many)]
        written = (
            {"rows": rows} | {f"{row}.title": f"第{row}项" for row in rows} | {f"{row}.kind": "problem" for row in rows}
        )
        version = resubmit(beijing.version.returned, problems=written)
        for row in rows:
            make.make_remark(version, liu, address=f"problems.{row}")
        with CaptureQueriesContext(connection) as queries:
            assert browser.get(paper(beijing, version.number)).status_code == 200
        costs.append(len(queries))
    assert costs[0] == costs[1] == costs[2] <= 30


# --- Addresses and their names ----------------------------------------------------------------------------------------


def test_every_item_has_a_name(beijing):
    form, content = form_of_return(beijing.version.returned), beijing.version.content["sections"]
    names = {address: name_of(form, content, address).zh for address in addresses_of(form, content)}
    assert all(names.values()) and len(set(names)) == len(names)
    assert names["problems.a"].startswith("文字Canary7npcRequest › 第1条 有的单位未备案")
    assert names["problems.a.title"].endswith(" › 标题")
    assert names["cases.all.y2016"].endswith("› 2016年Canary7npcRequest")


def test_an_answer_that_is_no_longer_among_the_choices_is_shown_as_it_is(beijing):
    beijing.version.content["sections"]["duties"]["publicity.answer"] = "something"
    form = form_of_return(beijing.version.returned)
    (part,) = [part for part in paper_of(form, beijing.version.content) if part.address == "duties"]
    assert part.items[0].parts[0].words == "something"


# --- Remarks ----------------------------------------------------------------------------------------------------------


def test_a_note_stays_above_and_a_reason_until_it_is_sent(beijing, liu, wang, hunan):
    add_remark(version=beijing.version, address="overview.p1", kind=NOTE, text="内部意见", by=liu)
    reason(beijing, liu, text="请补充数据")
    assert [word in read(wang, paper(beijing)) for word in ("内部意见", "请补充数据")] == [True, True]
    assert [word in read(hunan, paper(beijing)) for word in ("内部意见", "请补充数据")] == [False, False]
    send_back_return(delegation=beijing.submitted, by=liu)
    assert [word in read(hunan, paper(beijing)) for word in ("内部意见", "请补充数据")] == [False, True]
    assert remarks_on(beijing.version, hunan).count() == 1


@pytest.mark.parametrize("name", ["chen", "wang", "zhao", "sun", "hunan", "hunan_head", "fu", "clerk", "auditor"])
def test_who_only_reads_writes_nothing(beijing, hainan, cast, name):
    person, count = cast[name], ReturnRemark.objects.count()
    with pytest.raises(PermissionDenied):
        add_remark(version=beijing.version, address="overview.p1", kind=NOTE, text="意见", by=person)
    with pytest.raises(PermissionDenied):
        change_remark(remark=beijing.version.remarks.get(), kind=NOTE, text="意见", by=person)
    with pytest.raises(PermissionDenied):
        remove_remark(remark=beijing.version.remarks.get(), by=person)
    assert ReturnRemark.objects.count() == count


@pytest.mark.parametrize(
    "address",
    ["", "nothing", "overview.p9", "cases.all.y2015", "cases.none", "problems.b", "problems.a.place", "overview.p1.x",
     "\0", "x" * 300, "outline.organised'--"],
)  # fmt: skip
def test_beside_what_is_not_there_nothing_is_written(beijing, liu, address):
    with pytest.raises(ValidationError) as refused:
        add_remark(version=beijing.version, address=address, kind=NOTE, text="意见", by=liu)
    assert list(refused.value.message_dict) == ["address"]
    answer = browser_of(liu).post(paper(beijing, rest="remarks/"), {"item": address, "kind": "note", "text": "意见"})
    assert (answer.status_code, beijing.version.remarks.count()) == (422, 1)


@pytest.mark.parametrize(
    ("kind", "text", "field"),
    [("note", "  \n ", "text"), ("note", "长" * 2001, "text"), ("praise", "好", "kind"), ("", "好", "kind")],
)
def test_a_remark_without_words_or_kind_is_refused(beijing, liu, kind, text, field):
    with pytest.raises(ValidationError) as refused:
        add_remark(version=beijing.version, address="overview.p1", kind=kind, text=text, by=liu)
    assert list(refused.value.message_dict) == [field]
    sent = {"item": "overview.p1", "kind": kind, "text": text}
    answer = browser_of(liu).post(paper(beijing, rest="remarks/"), sent)
    assert answer.status_code == 422 and 'id="error-summary"' in answer.content.decode()


def test_a_reason_may_be_changed_and_removed_until_it_is_sent(beijing, liu, zhang):
    first, second = reason(beijing, liu), reason(beijing, liu, address="overview.p1")
    change_remark(remark=first, kind=REASON, text="请补充2017年各项数据", by=zhang)
    remove_remark(remark=second, by=zhang)
    send_back_return(delegation=beijing.submitted, by=liu)
    for act in (
        lambda: change_remark(remark=first, kind=NOTE, text="改", by=liu),
        lambda: remove_remark(remark=first, by=liu),
    ):
        with pytest.raises(ValidationError) as refused:
            act()
        assert refused.value.code == "sent"
    first.refresh_from_db()
    assert (first.text, first.sent) == ("请补充2017年各项数据", True)
    verbs = [entry.verb for entry in entries_of(beijing.version)]
    assert verbs == ["annotate_return", "annotate_return", "change_remark", "remove_remark"]
    assert "请补充" not in "".join(entry.note for entry in entries_of(beijing.version))


def test_a_removed_remark_is_not_changed_any_more(beijing, liu):
    gone = reason(beijing, liu)
    remove_remark(remark=gone, by=liu)
    gone.pk = 10**9
    with pytest.raises(ValidationError) as refused:
        change_remark(remark=gone, kind=NOTE, text="改", by=liu)
    assert refused.value.code == "gone"


@pytest.mark.parametrize("state", ["returned", "drafting", "approved", "used", "archived"])
def test_reasons_are_written_only_while_it_can_be_sent_back(beijing, liu, state):
    at(beijing.submitted, state)
    with pytest.raises(ValidationError) as refused:
        reason(beijing, liu)
    assert list(refused.value.message_dict) == ["kind"]
    add_remark(version=beijing.version, address="overview.p1", kind=NOTE, text="批注仍可写", by=liu)


def test_reasons_are_about_the_last_version(beijing, liu):
    make.make_version(beijing.version.returned, number=2)
    with pytest.raises(ValidationError):
        reason(beijing, liu)


def test_a_remark_is_written_on_a_page_of_its_own(beijing, liu, wang):
    browser, address = browser_of(liu), paper(beijing, rest="remarks/")
    shown = browser.get(f"{address}?address=cases.all").content.decode()
    assert 'value="cases.all.y2017"' in shown  # beside which column
    sent = {"item": "cases.all", "address": "cases.all.y2017", "kind": "send_back", "text": "数据有误"}
    answer = browser.post(address, sent)
    assert (answer.status_code, answer["Location"]) == (302, f"{paper(beijing)}#i-cases.all")
    row = beijing.version.remarks.get(kind="send_back")
    assert (row.address, row.text, row.written_by) == ("cases.all.y2017", "数据有误", liu)
    assert browser.post(address, {**sent, "text": "数据\0有误"}).status_code == 422
    assert status(wang, f"{address}?address=cases.all") == 403
    assert status(liu, f"{address}?address=cases.none") == status(liu, address) == 404


def test_a_remark_is_written_in_the_paper(beijing, liu):
    browser, address = browser_of(liu), paper(beijing, rest="remarks/")
    asked = {"headers": {"HX-Request": "true"}}
    form = browser.get(f"{address}?address=overview.p1", **asked).content.decode()
    assert "<form" in form and "<html" not in form
    sent = {"item": "overview.p1", "kind": "note", "text": ""}
    refused = browser.post(address, sent, **asked)
    assert refused.status_code == 422 and "请写明内容" in refused.content.decode()
    done = browser.post(address, {**sent, "text": "看过"}, **asked).content.decode()
    assert "看过" in done and "<form" not in done and "<html" not in done
    assert "<form" not in browser.get(f"{address}?address=overview.p1&closed=yes", **asked).content.decode()


def test_a_remark_is_changed_and_removed_on_its_page(beijing, hainan, liu, wang, fu):
    row = reason(beijing, liu)
    browser, address = browser_of(liu), paper(beijing, rest=f"remarks/{row.pk}/")
    assert row.text in browser.get(address).content.decode()
    assert browser.post(address, {"kind": "note", "text": "只作批注"}).status_code == 302
    row.refresh_from_db()
    assert (row.kind, row.text, row.address) == ("note", "只作批注", "cases.open")
    assert browser.post(address, {"remove": "yes"}).status_code == 302
    assert browser.get(address).status_code == 404
    foreign = hainan.version.remarks.get()
    assert browser.get(paper(beijing, rest=f"remarks/{foreign.pk}/")).status_code == 404
    assert status(wang, paper(beijing, rest=f"remarks/{beijing.version.remarks.get().pk}/")) == 403
    assert status(fu, paper(beijing, rest=f"remarks/{foreign.pk}/")) == 404


# --- Steps ------------------------------------------------------------------------------------------------------------


def test_nothing_is_sent_back_without_a_reason(beijing, liu):
    with pytest.raises(ValidationError):
        send_back_return(delegation=beijing.submitted, by=liu)
    address = f"/returns/{beijing.submitted.code}/send_back_return/"
    assert "逐项写明退回原因" in read(liu, address)
    assert browser_of(liu).post(address, {"note": "请补充"}).status_code == 422
    beijing.submitted.refresh_from_db()
    assert (beijing.submitted.state, entries_of(beijing.submitted).count()) == ("submitted", 0)


def test_a_note_is_no_reason(beijing, liu):
    add_remark(version=beijing.version, address="overview.p1", kind=NOTE, text="内部意见", by=liu)
    with pytest.raises(ValidationError):
        send_back_return(delegation=beijing.submitted, by=liu)


def test_sending_back_shows_the_reasons_and_sends_each(beijing, liu):
    reason(beijing, liu), reason(beijing, liu, text="请核实", address="overview.p2")
    address = f"/returns/{beijing.submitted.code}/send_back_return/"
    shown = read(liu, address)
    assert "请补充2017年数据" in shown and "请核实" in shown
    answer = browser_of(liu).post(address, {"note": "一周内补充"})
    assert (answer.status_code, answer["Location"]) == (302, paper(beijing))
    beijing.submitted.refresh_from_db()
    sent = dict(beijing.version.remarks.values_list("kind", "sent"))
    assert (beijing.submitted.state, sent) == ("returned", {"note": False, "send_back": True})
    (entry,) = entries_of(beijing.submitted)
    assert (entry.verb, entry.source, entry.target, entry.note) == (
        "send_back_return", "submitted", "returned", "一周内补充",
    )  # fmt: skip


def test_what_was_accepted_can_still_be_sent_back(beijing, liu):
    accept_return(delegation=beijing.submitted, by=liu)
    reason(beijing, liu)
    assert send_back_return(delegation=beijing.submitted, by=liu).state == "returned"


def test_accepting_leaves_reasons_unsent_and_says_so(beijing, liu, hunan):
    reason(beijing, liu, text="未发出的原因")
    address = f"/returns/{beijing.submitted.code}/accept_return/"
    assert "还有1条退回原因没有发出" in read(liu, address)
    assert browser_of(liu).post(address).status_code == 302
    beijing.submitted.refresh_from_db()
    assert beijing.submitted.state == "accepted"
    assert "未发出的原因" not in read(hunan, paper(beijing))


def hidden(page: str) -> str:
    return page.partition('name="seen" value="')[2].partition('"')[0]


def test_a_newer_version_is_not_accepted_unread(beijing, liu):
    """A colleague sent it back and the correction has come, while the page was open."""
    address = f"/returns/{beijing.submitted.code}/accept_return/"
    seen = hidden(read(liu, address))
    make.make_version(beijing.version.returned, number=2)
    answer = browser_of(liu).post(address, {"seen": seen, "note": "已阅"})
    page = answer.content.decode()
    beijing.submitted.refresh_from_db()
    assert (answer.status_code, beijing.submitted.state) == (422, "submitted")
    assert "没有办理" in page and "已阅" in page and hidden(page) not in ("", seen)
    assert browser_of(liu).post(address, {"seen": hidden(page)}).status_code == 302


def test_a_reason_that_a_colleague_wrote_meanwhile_does_not_go_out_unseen(beijing, liu):
    reason(beijing, liu, text="请补充")
    address = f"/returns/{beijing.submitted.code}/send_back_return/"
    seen = hidden(read(liu, address))
    make.make_remark(beijing.version, liu, kind="send_back", text="还没写完")
    answer = browser_of(liu).post(address, {"seen": seen})
    assert (answer.status_code, "还没写完" in answer.content.decode()) == (422, True)
    assert not beijing.version.remarks.filter(sent=True).exists()


@pytest.mark.parametrize(
    "name", ["chen", "wang", "zhao", "sun", "hunan", "hunan_head", "fu", "clerk", "cac", "auditor"]
)
@pytest.mark.parametrize("act", [accept_return, send_back_return, archive_return])
def test_others_take_no_step(beijing, hainan, cast, liu, name, act):
    reason(beijing, liu)
    at(beijing.submitted, "accepted" if act is archive_return else "submitted")
    with pytest.raises(PermissionDenied):
        act(delegation=beijing.submitted, by=cast[name])
    assert not beijing.version.remarks.filter(sent=True).exists()


def test_a_step_out_of_its_time_is_refused_with_a_sentence(beijing, liu):
    at(beijing.submitted, "accepted")
    address = f"/returns/{beijing.submitted.code}/accept_return/"
    assert "现在是“已接收”" in read(liu, address)
    answer = browser_of(liu).post(address)
    assert (answer.status_code, "已是“已接收”状态" in answer.content.decode()) == (422, True)


def test_what_is_archived_stays(beijing, liu):
    accept_return(delegation=beijing.submitted, by=liu)
    assert archive_return(delegation=beijing.submitted, by=liu).state == "archived"
    make.make_remark(beijing.version, liu, kind="send_back")
    with pytest.raises(ValidationError):
        send_back_return(delegation=beijing.submitted, by=liu)


def test_a_delegation_without_a_return_has_no_step(beijing, liu):
    address = f"/returns/{beijing.delegation.code}/send_back_return/"
    assert "不能办理这一步" in read(liu, address)
    assert browser_of(liu).post(address).status_code == 422


def test_the_steps_stand_on_the_last_version_for_whom_they_are(beijing, liu, wang, hunan):
    make.make_version(beijing.version.returned, number=2)
    link = f"/returns/{beijing.submitted.code}/accept_return/"
    assert link in read(liu, paper(beijing, 2)) and link not in read(liu, paper(beijing))
    assert link not in read(wang, paper(beijing, 2)) and link not in read(hunan, paper(beijing, 2))
