"""What a paper attached to a return may bring into it."""

from core.importing.source import read_source
from core.importing.structure import outline
from findings.models import Return, ReturnFile
from findings.queries.returning import form_of_return
from findings.returns.proposals import Proposal, proposals


def proposals_of(returned: Return, file: ReturnFile) -> list[Proposal]:
    """What `file` may bring. Raises SourceError for a file that is no text."""
    source = read_source(file.attachment.path.read_bytes(), name=file.attachment.name)
    return proposals(form_of_return(returned), outline(source.paragraphs, "zh"))
