"""The ZIP that a .docx is, guarded as every archive is; its faults are those of an import."""

from core.archives import Archive
from core.importing.faults import fault


class Package(Archive):
    """A .docx whose directory has been looked at. Raises SourceError."""

    fault = staticmethod(fault)
