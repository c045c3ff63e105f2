import hashlib
import io
import os
import subprocess
import sys
import time
from pathlib import Path

import pikepdf
import pytest

from core.text import Text
from reports.document.pdf import Engine, Limits, RenderFailed, engine, render
from reports.document.pieces import LANGUAGES
from reports.document.store import to_json

ROOT = Path(__file__).resolve().parents[3]


def opened(pdf: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(pdf))


@pytest.fixture(scope="module", params=LANGUAGES)
def one(request, document, printed):
    return request.param, printed(document, request.param)


def test_the_file_is_sound_and_says_what_it_is(one):
    layout, result = one
    with opened(result.pdf) as pdf:
        assert pdf.check_pdf_syntax() == []
        info = {name: str(pdf.docinfo[name]) for name in ("/Title", "/Author", "/CreationDate", "/ModDate")}
        lang = str(pdf.Root.Lang)
        assert len(pdf.pages) == result.pages
    titles = {"zh": "关于检查《某某法》实施情况的报告", "en": "Report on the Inspection of the Implementation of a Law"}
    first = LANGUAGES[layout][0]
    assert info["/Title"] == titles[first]
    assert info["/CreationDate"] == info["/ModDate"] == "D:20171224"  # the report's, not today
    assert lang == {"zh": "zh-Hans", "en": "en"}[first]
    assert result.digest == hashlib.sha256(result.pdf).hexdigest()


def test_nothing_is_noticed_in_a_clean_document(one):
    assert [notice for notice in one[1].notices if notice.level != "info"] == []


def test_fonts_are_embedded_as_subsets_of_the_files_handed_over(one):
    with opened(one[1].pdf) as pdf:
        fonts = [
            item
            for item in pdf.objects
            if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/FontDescriptor"
        ]
        names = {str(font.FontName) for font in fonts}
        assert fonts
        assert all("/FontFile2" in font or "/FontFile3" in font for font in fonts)
    assert all(name[7] == "+" and name[8:].startswith("zj-") for name in names), names
    assert len(one[1].pdf) < 1_500_000


def test_the_outline_names_every_heading_once(document, printed):
    with opened(printed(document, "facing").pdf) as pdf, pdf.open_outline() as outline:

        def walk(items):
            return [(str(item.title), walk(item.children)) for item in items]

        found = walk(outline.root)
    assert [title for title, _ in found] == ["关于检查《某某法》实施情况的报告", "引用数据一览", "图表"]
    assert found[0][1] == [
        ("一、基本情况", [("（一）抓好宣传教育，社会知晓程度有所提高", [("1.开展专项行动", [])])]), ("二、主要问题", []),
    ]  # fmt: skip


def test_a_print_is_tagged_unless_it_is_not_wanted(short, printed):
    with opened(printed(short()).pdf) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert "/StructTreeRoot" in pdf.Root
        assert b"pdfuaid" in pdf.Root.Metadata.read_bytes()
    with opened(printed(short(), variant=None).pdf) as pdf:
        assert "/StructTreeRoot" not in pdf.Root


def test_a_print_for_the_archive_says_so(short, printed):
    with opened(printed(short(), variant="pdf/a-2u").pdf) as pdf:
        assert b"pdfaid" in pdf.Root.Metadata.read_bytes()


def test_references_lead_to_the_page_that_is_printed_there(document, printed, read):
    result = printed(document, "zh")
    pages = read(result.pdf)
    table = next(
        lines for lines in pages if any("近1000万个" in line.text for line in lines) and lines[0].text == "附件1"
    )
    row = next(line.text for line in table if "近1000万个" in line.text)
    cited = next(n for n, lines in enumerate(pages, start=1) for line in lines if line.text.startswith("（一）抓好"))
    last = next(n for n, lines in enumerate(pages, start=1) for line in lines if line.text.startswith("二、主要问题"))
    assert cited < last
    assert row == f"近1000万个{cited}、{last}"
    with opened(result.pdf) as pdf:
        number = pages.index(table)
        assert len(pdf.pages[number].get("/Annots", [])) == 2


def test_an_annex_goes_on_with_the_page_numbers_and_sides(document, printed, read):
    for layout in LANGUAGES:
        pages = read(printed(document, layout).pdf)
        assert [int("".join(c for c in lines[-1].text if c.isdigit())) for lines in pages] == list(
            range(1, len(pages) + 1)
        )


@pytest.mark.parametrize("layout", LANGUAGES)
def test_every_annex_begins_a_page_with_its_mark_and_title(document, printed, read, layout):
    first = {"zh": "附件", "en": "Annex", "facing": "附件", "stacked": "附件"}[layout]
    begun = [lines[0].text for lines in read(printed(document, layout).pdf) if lines[0].text.startswith(first)]
    both = {"facing": ["附件1Annex1", "附件2Annex2"]}
    assert begun == both.get(layout, [f"{first}1", f"{first}2"])


def test_a_preview_prints_one_section(document, printed, read):
    result = printed(document, "zh", only="measures")
    found = [line.text for lines in read(result.pdf) for line in lines]
    assert found[0] == "（一）抓好宣传教育，社会知晓程度有所提高"
    assert result.pages == 1


TWICE = """
import sys
from pathlib import Path
from reports.document.fonts import FontSet
from reports.document.pdf import render
fonts = FontSet.from_json(sys.argv[1])
print(*(render(Path(sys.argv[2]).read_text(), layout, fonts).digest for layout in ("zh", "facing")))
"""


def test_the_same_edition_gives_the_same_bytes_in_every_process(document, fonts, printed, tmp_path):
    content = tmp_path / "edition.json"
    content.write_text(to_json(document))
    found = set()
    for seed in ("1", "2"):
        environment = os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT), "TZ": f"UTC{seed}"}
        command = [sys.executable, "-c", TWICE, fonts.to_json(), str(content)]
        found.add(subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout)
        time.sleep(1.1)  # a clock in the file would show
    assert found == {" ".join(printed(document, layout).digest for layout in ("zh", "facing")) + "\n"}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_language_that_is_not_there_is_refused(short, printed, lang):
    other = {"zh": "en", "en": "zh"}[lang]
    with pytest.raises(RenderFailed) as failure:
        printed(short(languages=(other,)), lang)
    assert failure.value.sentence.complete


def test_damaged_content_is_refused_with_a_sentence(fonts):
    with pytest.raises(RenderFailed) as failure:
        render('{"format": 1}', "zh", fonts)
    assert failure.value.sentence.zh == "文件内容已损坏，无法读取。"


def test_what_ends_the_wait_ends_the_print(document, fonts):
    """Whoever lost the lease of the job stops waiting; the next print is not disturbed."""
    own = Engine(fonts)
    calls = []

    def lost():
        calls.append(1)
        raise InterruptedError

    big = to_json(document).replace("检查组先后", "检查组先后" * 9000)
    with pytest.raises(InterruptedError):
        own.render(big, "zh", None, Limits(), tick=lost)
    assert len(calls) == 1
    assert own.pid is None
    assert own.render(to_json(document), "zh", None, Limits()).pages > 3
    own.close()


def test_a_killed_process_is_a_sentence_and_the_next_print_goes_on(short, fonts):
    own = Engine(fonts)
    own.start()
    os.kill(own.pid, 9)
    os.waitid(os.P_PID, own.pid, os.WEXITED | os.WNOWAIT)
    assert own.render(to_json(short()), "zh", None, Limits()).pages == 1
    own.close()


LONG = """
import sys
from pathlib import Path
from reports.document.fonts import FontSet
from reports.document.pdf import engine, render
fonts = FontSet.from_json(sys.argv[1])
engine(fonts).start()
print(engine(fonts).pid, flush=True)
render(Path(sys.argv[2]).read_text(), "zh", fonts)
"""


def test_whoever_waits_is_killed_and_nothing_goes_on(document, fonts, tmp_path):
    content = tmp_path / "edition.json"
    content.write_text(to_json(document).replace("检查组先后", "检查组先后" * 9000))
    command = [sys.executable, "-c", LONG, fonts.to_json(), str(content)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as waiting:
        pid = int(waiting.stdout.readline())
        children = Path(f"/proc/{pid}/task/{pid}/children")
        assert within(300, lambda: children.read_text().split())
        (child,) = children.read_text().split()
        waiting.kill()
    assert within(300, lambda: ended(pid))
    assert within(300, lambda: ended(int(child)))


def within(seconds: float, true) -> bool:
    end = time.monotonic() + seconds
    while not (found := true()) and time.monotonic() < end:
        time.sleep(0.05)
    return bool(found)


def ended(pid: int) -> bool:
    """Gone, or dead and waiting to be collected."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except FileNotFoundError:
        return True


def test_the_process_knows_none_of_our_secrets(short, fonts, monkeypatch):
    monkeypatch.setenv("ZHIJIAN_SECRET_KEY", "canary")
    own = Engine(fonts)
    own.render(to_json(short()), "zh", None, Limits())
    assert b"canary" not in Path(f"/proc/{own.pid}/environ").read_bytes()
    own.close()


def test_prints_share_one_warm_process(short, fonts, printed):
    printed(short())
    before = engine(fonts).pid
    printed(short("另一份。"))
    assert engine(fonts).pid == before


def test_a_notice_of_the_document_comes_along(short, printed):
    from reports.document.notices import Notice

    notice = Notice("warning", Text("未知数据", "Unknown figure"), "p1")
    assert printed(short(notices=(notice,))).notices == (notice,)
