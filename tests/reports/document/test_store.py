import json
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.text import Text
from reports.document import model
from reports.document.notices import Notice
from reports.document.store import digest, from_json, to_json

words = st.text(st.characters() | st.sampled_from("\x00\ud800\u202e\U0001f600䶮"), max_size=8)
texts = st.builds(Text, words, words)
keys = st.text("abc.1", max_size=4)
numbers = st.decimals(allow_nan=False, allow_infinity=False, places=3)
leaves = st.one_of(
    st.builds(model.Paragraph, texts, keys),
    st.builds(model.Items, st.lists(texts, max_size=2).map(tuple), keys),
    st.builds(model.Quote, texts, texts, keys),
    st.builds(
        model.Table,
        st.just((model.Column(Text("a"), 2, "end"),)),
        st.lists(
            (texts | st.builds(model.PageRef, st.lists(keys, max_size=2).map(tuple))).map(lambda c: (c,)), max_size=2
        ).map(tuple),
    ),
    st.builds(
        model.TileGrid,
        st.just((model.Tile("11", Text("京"), Text("北京"), "visited", 0, 1),)),
        st.just((("none", Text("x")),)),
    ),
    st.builds(model.BarChart, st.lists(st.builds(model.Bar, texts, numbers, texts), max_size=2).map(tuple), numbers),
)
blocks = st.recursive(
    leaves, lambda inner: st.builds(model.Section, texts, st.lists(inner, max_size=2).map(tuple), keys), max_leaves=4
)
sections = st.builds(model.Section, texts, st.lists(blocks, max_size=2).map(tuple), keys)
documents = st.builds(
    model.Document,
    code=keys,
    title=texts,
    sections=st.lists(sections, max_size=2).map(tuple),
    date=st.just("2017-12-24"),
    opening=st.lists(st.builds(model.Paragraph, texts), max_size=1).map(tuple),
    annexes=st.lists(st.builds(model.Annex, texts, st.lists(blocks, max_size=1).map(tuple)), max_size=1).map(tuple),
    languages=st.sampled_from([("zh",), ("zh", "en")]),
    notices=st.lists(st.builds(Notice, st.sampled_from(["info", "error"]), texts, keys), max_size=1).map(tuple),
)


@settings(max_examples=150, deadline=None)
@given(documents)
def test_what_is_written_is_read_back(document):
    content = to_json(document)
    assert from_json(content) == document
    assert to_json(from_json(content)) == content
    assert digest(document) == digest(content)
    content.encode()  # no half of a surrogate pair: a database could not store it


def test_the_form_is_canonical(short):
    content = to_json(short())
    assert content == json.dumps(json.loads(content), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def test_equal_documents_have_one_digest_and_others_another(short):
    chart = [
        short(annexes=(model.Annex(Text("a"), (model.BarChart((), Decimal(n)),)),)) for n in ("1.50", "1.5", "1.6")
    ]
    assert chart[0] == chart[1]
    assert digest(chart[0]) == digest(chart[1])
    assert digest(chart[1]) != digest(chart[2])


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda plain: plain.update(format=2), "format 1"),
        (lambda plain: plain["document"].update(kind="Section"), "a Document was expected"),
        (lambda plain: plain["document"].pop("title"), "was expected"),
        (lambda plain: plain["document"].update(extra=1), "extra"),
        (lambda plain: plain["document"].update(date=20171224), "document.date: str expected"),
        (lambda plain: plain["document"].update(languages=["fr"]), "'fr' is none of"),
        (lambda plain: plain["document"]["sections"][0]["blocks"].append({"kind": "Script"}), r"blocks\[1\]"),
        (lambda plain: plain["document"]["sections"][0].update(blocks={}), "a list was expected"),
    ],
)
def test_anything_else_is_refused_with_its_place(short, change, said):
    plain = json.loads(to_json(short()))
    change(plain)
    with pytest.raises(ValueError, match=said):
        from_json(json.dumps(plain))


@pytest.mark.parametrize("content", ["", "[]", "{}", "null", "{"])
def test_no_json_no_document(content):
    with pytest.raises(ValueError, match="Expecting|format|delimiter"):
        from_json(content)
