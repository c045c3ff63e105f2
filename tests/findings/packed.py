"""Helpers for packages: two installations are two keys, and what the other one holds is deleted."""

import hashlib
import io
import zipfile
from collections.abc import Callable
from typing import Any

from django.db import connection

from accounts.models import User
from core.attachments import keep
from core.canonical import canonical, strict_json
from core.signing import public_key, sign
from core.uploads import PDF
from findings.actions.packages import export_answer, import_package, look_into
from findings.models import Package, Return, ReturnFile, ReturnVersion
from findings.packages.archive import pack
from findings.packages.manifest import MANIFEST, SIGNATURE, signed_message
from findings.packages.refusals import PackageRefused
from inspections.enums import DelegationState
from inspections.models import Delegation, Letter
from tests import make

ABOVE, BELOW = "11" * 32, "22" * 32  # the secret keys of the two installations


def installation(settings: Any, key: str) -> None:
    settings.ZHIJIAN_PACKAGE_KEY = key


def bytes_of(export: Callable[..., Any], **given: Any) -> bytes:
    file = io.BytesIO()
    export(file=file, **given)
    return file.getvalue()


def packed_answer(
    delegation: Delegation, signer: User | None, *, number: int = 1, pdf: bytes = b"%PDF-1.7 statistics\n%%EOF"
) -> tuple[bytes, str]:
    """The body filled in, signed and submitted: the package of that version, and its digest."""
    returned = make.make_return(delegation)
    paper = keep(pdf, name="统计.pdf", media_type=PDF)
    file = ReturnFile.objects.create(returned=returned, attachment=paper, title="统计表")
    section = returned.sections.get(section__key="papers")
    section.content = {"statistics": [str(file.key)]}
    section.save()
    version = make.make_version(returned, number=number, signed_by=signer)
    version.files.add(paper)
    delegation.state = DelegationState.SUBMITTED
    delegation.save()
    by = User.objects.filter(memberships__body=delegation.body, memberships__role="provincial_officer").first()
    by = by or make_officer(delegation)
    return bytes_of(export_answer, returned=returned, by=by), version.digest


def make_officer(delegation: Delegation) -> User:
    person = make.make_user(f"officer-{delegation.pk}")
    make.make_membership(person, delegation.body, "provincial_officer")
    return person


def forget_returns(delegation: Delegation) -> None:
    """Delete the returns of `delegation` past the guards of the database: they belong to another installation."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        versions = ReturnVersion.objects.filter(returned__delegation=delegation)
        for version in versions:
            version.files.clear()
            version.remarks.all().delete()
        versions._raw_delete(versions.db)
        cursor.execute("SET LOCAL session_replication_role = DEFAULT")
    for returned in Return.objects.filter(delegation=delegation):
        returned.files.all().delete()
        returned.sections.all().delete()
        returned.delete()
    Package.objects.filter(delegation=delegation).delete()


def forget_all(of: Any) -> None:
    """Delete the delegation with everything around it, as on a server that never saw it."""
    delegation = getattr(of, "delegation", of)
    inspection, request, letter = delegation.inspection, delegation.request, delegation.letter_id
    forget_returns(delegation)
    Delegation.objects.filter(pk=delegation.pk).delete()
    type(request).objects.filter(pk=request.pk).delete()
    Letter.objects.filter(pk=letter).delete()
    type(inspection).objects.filter(pk=inspection.pk).delete()


def parts_of(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def repacked(content: bytes, name: str, change: Callable[[Any], Any]) -> bytes:
    """The package with another JSON entry, signed anew by the installation that is set."""
    parts = parts_of(content)
    parts[name] = canonical(change(strict_json(parts[name])))
    return resigned(parts)


def resigned(parts: dict[str, bytes], change: Callable[[Any], Any] = lambda manifest: manifest) -> bytes:
    """The parts with a manifest that fits them, changed by `change`, and a signature of the installation that is set."""
    manifest = strict_json(parts[MANIFEST])
    names = [name for name in parts if name not in (MANIFEST, SIGNATURE)]
    manifest["key"] = public_key()
    manifest["entries"] = [
        {"name": name, "size": len(parts[name]), "digest": hashlib.sha256(parts[name]).hexdigest()} for name in names
    ]
    head = canonical(change(manifest))
    file = io.BytesIO()
    signature = sign(signed_message(head)).encode()
    pack(file, [(MANIFEST, head), (SIGNATURE, signature), *((name, parts[name]) for name in names)])
    return file.getvalue()


def refusal_of(content: bytes, by: User, *, take: bool = False) -> str:
    """Why looking into the package, or taking it, is refused; "" where it is not. Both languages are written."""
    try:
        look = look_into(file=io.BytesIO(content), by=by)
        if take:
            import_package(file=io.BytesIO(content), by=by, confirmed=look.fingerprint)
    except PackageRefused as refusal:
        assert refusal.text.complete
        assert "{" not in refusal.text.zh + refusal.text.en
        return refusal.code
    return ""
