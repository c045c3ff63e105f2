"""A return that may be signed as it stands, in the world where Beijing entrusts Hunan."""

import hashlib
import uuid
from types import SimpleNamespace

from findings.actions.submitting import sign_return, submit_return
from findings.actions.uploading import announce_upload
from findings.models import ReturnSection, ReturnUpload
from inspections.models import Delegation
from tests import make, worlds
from tests.core.pictures import a_jpeg

FILE = uuid.UUID(int=7)


def a_stage(**given) -> SimpleNamespace:
    """hunan fills, hunan_head signs; everything that is asked is answered."""
    inspection = make.make_inspection(worlds.body("npcsc"), "npc")
    request = make.make_request(inspection, "npc-request")
    delegation = make.make_delegation(inspection, worlds.body("hunan-sc"), request=request, **given)
    returned = make.make_return(delegation)
    head = worlds.person("hunan_head")
    head.set_password(make.PASSWORD)
    head.save()
    return SimpleNamespace(
        inspection=inspection, request=request, delegation=delegation, returned=returned,
        hunan=worlds.person("hunan"), hunan_head=head, liu=worlds.person("liu"),
    )  # fmt: skip


def section(stage: SimpleNamespace, key: str) -> ReturnSection:
    return stage.returned.sections.select_related("section").get(section__key=key)


def signed(stage: SimpleNamespace):
    return sign_return(delegation=fresh(stage), password=make.PASSWORD, by=stage.hunan_head)


def submitted(stage: SimpleNamespace):
    signed(stage)
    return submit_return(delegation=fresh(stage), by=stage.hunan)


def fresh(stage: SimpleNamespace) -> Delegation:
    return Delegation.objects.get(pk=stage.delegation.pk)


def announce(stage: SimpleNamespace, content: bytes | None = None, key: uuid.UUID = FILE, **given):
    """Announce `content`, a small photo unless another is given."""
    content = a_jpeg() if content is None else content
    values = {
        "name": "现场.jpg",
        "size": len(content),
        "digest": hashlib.sha256(content).hexdigest(),
        "by": stage.hunan,
    }
    return announce_upload(key=key, **{"returned": stage.returned, **values, **given})


def upload(key: uuid.UUID = FILE) -> ReturnUpload:
    return ReturnUpload.objects.select_related("returned__delegation__inspection").get(key=key)
