"""The export of a device: read piece by piece, taken over once, refused with a sentence where it is not whole."""

import base64
import io
import json
import tracemalloc
import uuid
from hashlib import sha256

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from findings.exports import BROKEN, LARGEST_EXPORT, NO_EXPORT, STEP, ExportFault, items_of, look_into
from findings.models import Evidence, Finding, Operation
from findings.recording import entry_of
from tests import make
from tests.core.pictures import a_jpeg
from tests.findings.entries import a_photo, an_entry, an_operation
from tests.security.site import browser_of


@pytest.fixture
def inspection(npcsc):
    return make.make_inspection(npcsc, "field-2017")


def blob(photo: dict, content: bytes) -> dict:
    return {
        "id": photo["id"], "name": photo["name"], "digest": photo["digest"], "media_type": photo["media_type"],
        "base64": base64.b64encode(content).decode(),
    }  # fmt: skip


def an_export(person, operations=(), blobs=(), **given) -> bytes:
    content = {
        "format": "zhijian-field/1", "user": person.pk, "made": "2017-09-18T10:00:00.000Z", "operations": list(operations),
        "blobs": list(blobs), **given,
    }  # fmt: skip
    return json.dumps(content, ensure_ascii=False).encode()


def upload(person, content: bytes, step: str = "import"):
    file = SimpleUploadedFile("zhijian-field.json", content, "application/json")
    return browser_of(person).post(reverse("field_import"), {"file": file, "step": step})


@pytest.fixture
def exported(inspection, liu, media):
    photo = a_photo(a_jpeg())
    return an_export(
        liu,
        [an_operation(inspection, data=an_entry(evidence=[photo])), an_operation(inspection)],
        [blob(photo, a_jpeg())],
    )


# --- The page --------------------------------------------------------------------------------------------------------


def test_an_export_is_taken_over_with_its_photos(exported, liu):
    response = upload(liu, exported)
    assert response.status_code == 200
    assert (response.context["counts"], response.context["kept"]) == ({"applied": 2, "conflict": 0, "refused": 0}, 1)
    assert Finding.objects.count() == 2
    assert Evidence.objects.exclude(attachment=None).get().attachment.path.read_bytes() == a_jpeg()


def test_a_second_time_changes_nothing(exported, liu):
    upload(liu, exported)
    before = [(row.pk, row.version, row.history.count()) for row in Finding.objects.all()]
    response = upload(liu, exported)
    assert response.context["counts"]["applied"] == 2 and response.context["kept"] == 1
    assert [(row.pk, row.version, row.history.count()) for row in Finding.objects.all()] == before
    assert Operation.objects.count() == 2


def test_what_was_sent_by_the_device_meanwhile_is_not_doubled(inspection, exported, liu):
    (operation, _) = [value for key, value in items_of(io.BytesIO(exported)) if key == "operations"]
    body = {"operations": [operation]}
    browser_of(liu).post(reverse("api_sync"), body, content_type="application/json")
    assert upload(liu, exported).context["counts"]["applied"] == 2
    assert Finding.objects.count() == 2


def test_to_look_changes_nothing(exported, liu):
    response = upload(liu, exported, "look")
    assert response.status_code == 200 and "日志留存不足六个月" in response.content.decode()
    assert "机房.jpg" in response.context["summary"].photos
    assert (Finding.objects.count(), Operation.objects.count()) == (0, 0)


@pytest.mark.parametrize("step", ["look", "import"])
def test_the_export_of_somebody_else_is_refused(exported, liu, chen, step):
    response = upload(chen, exported, step)
    assert response.status_code == 422 and "另一个人" in response.content.decode()
    assert (Finding.objects.count(), Operation.objects.count()) == (0, 0)
    assert "日志留存" not in response.content.decode()


def test_each_result_stands_there_with_its_reason(inspection, liu, chen, media):
    good, bad = an_operation(inspection), an_operation(inspection, data=an_entry(counted="x"))
    lost = a_photo(b"no photo")
    response = upload(liu, an_export(liu, [good, bad], [blob(lost, b"no photo"), {**blob(lost, b""), "base64": "*"}]))
    page = response.content.decode()
    assert response.context["counts"] == {"applied": 1, "conflict": 0, "refused": 1} and response.context["kept"] == 0
    assert "应为整数。" in page and "没有等待这张照片的检查发现。" in page and "照片在文件中已损坏。" in page


def test_a_conflict_overwrites_nothing_and_says_so(inspection, liu):
    first = an_operation(inspection)
    upload(liu, an_export(liu, [first]))
    finding = Finding.objects.get()
    Finding.objects.update(suggestion="别人改的", version=2)
    edit = {**first, "id": str(uuid.uuid4()), "base": 1, "data": {**entry_of(finding), "suggestion": "我改的"}}
    response = upload(liu, an_export(liu, [edit]))
    assert response.context["counts"]["conflict"] == 1 and "没有覆盖" in response.content.decode()
    assert Finding.objects.get().suggestion == "别人改的"


def test_a_photo_other_than_announced_is_refused(inspection, liu, media):
    photo = a_photo(a_jpeg())
    response = upload(
        liu, an_export(liu, [an_operation(inspection, data=an_entry(evidence=[photo]))], [blob(photo, a_jpeg((9, 9)))])
    )
    assert response.context["kept"] == 0 and Evidence.objects.get().is_missing


def test_an_empty_export_is_fine(liu):
    assert upload(liu, an_export(liu)).status_code == 200


def test_without_a_file_the_form_says_so(liu):
    response = browser_of(liu).post(reverse("field_import"), {"step": "import"})
    assert response.status_code == 422 and "请选择文件" in response.content.decode()


def test_a_file_that_is_too_large_is_not_read(liu):
    response = browser_of(liu).post(reverse("field_import"), b"", content_type="multipart/form-data; boundary=a", CONTENT_LENGTH=str(LARGEST_EXPORT * 2))  # fmt: skip
    assert response.status_code == 413


# --- The file --------------------------------------------------------------------------------------------------------

WHOLE = {"format": "zhijian-field/1", "user": 7, "made": "x", "operations": [{"a": 1}], "blobs": []}


def fault_of(content: bytes):
    with pytest.raises(ExportFault) as caught:
        look_into(io.BytesIO(content))
    return caught.value.text


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (b"", BROKEN), (b"\x00" * 100, BROKEN), (b"[]", BROKEN), (b"not json", BROKEN), (b"\xff\xfe{}", BROKEN), (b'{"format": NaN}', BROKEN),
        (b'{"format":' + b"[" * 100_000, BROKEN), (b'{"user": ' + b"1" * 100_000 + b"}", BROKEN),
        (json.dumps(WHOLE).encode() + b"x", BROKEN), (json.dumps(WHOLE).encode()[:-1] + b',"user":8}', NO_EXPORT),
        (json.dumps({**WHOLE, "format": "other/1"}).encode(), NO_EXPORT), (json.dumps({**WHOLE, "more": 1}).encode(), NO_EXPORT),
        (json.dumps({**WHOLE, "user": "liu"}).encode(), NO_EXPORT), (json.dumps({**WHOLE, "operations": [7]}).encode(), NO_EXPORT),
        (json.dumps({"format": "zhijian-field/1"}).encode(), NO_EXPORT), (json.dumps({**WHOLE, "operations": {}}).encode(), BROKEN),
    ],
)  # fmt: skip
def test_what_is_no_whole_export_gets_a_sentence(content, text):
    assert fault_of(content) == text


def test_every_cut_of_an_export_is_seen_before_anything_is_done(exported, liu):
    for size in (1, 10, len(exported) // 3, len(exported) - 40, len(exported) - 1):
        assert fault_of(exported[:size]) == BROKEN
    response = upload(liu, exported[:-30])
    assert response.status_code == 422 and Finding.objects.count() == 0


def test_more_than_a_device_ever_holds_is_refused():
    assert "2000" in fault_of(json.dumps({**WHOLE, "operations": [{}] * 2001}).encode()).en


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=10),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=8,
)


@given(st.lists(st.dictionaries(st.text(max_size=5), JSON, max_size=3), max_size=5), st.booleans(), st.integers(1, 40))
def test_piece_by_piece_gives_what_all_at_once_gives(operations, ascii_only, step):
    class Slow(io.BytesIO):
        def read(self, size=-1):
            return super().read(min(size, step) if size > 0 else size)

    content = json.dumps({**WHOLE, "operations": operations}, ensure_ascii=ascii_only, indent=step % 3 or None)
    found = list(items_of(Slow(content.encode("utf-8", "surrogatepass") if ascii_only else content.encode())))
    assert [value for key, value in found if key == "operations"] == operations
    assert {key: value for key, value in found if key not in ("operations", "blobs")} == {
        "format": "zhijian-field/1",
        "user": 7,
        "made": "x",
    }


def test_a_large_export_is_never_whole_in_memory():
    """Ten photos of 5 MB: at no time more than a few of them."""
    photo = base64.b64encode(b"\xff" * 5_000_000).decode()
    row = json.dumps(
        {"id": "x", "name": "a.jpg", "digest": sha256(b"").hexdigest(), "media_type": "image/jpeg", "base64": photo}
    )
    content = json.dumps({**WHOLE, "blobs": []}).encode()[:-2] + b", ".join([row.encode()] * 10) + b"]}"
    file = io.BytesIO(content)
    tracemalloc.start()
    assert len(look_into(file).photos) == 10
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(content) > 65_000_000 and most < 60_000_000 and STEP == 1_000_000
