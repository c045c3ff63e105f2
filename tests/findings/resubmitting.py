"""A further version of a return that was submitted."""

from findings.models import Return, ReturnVersion
from tests import make


def resubmit(returned: Return, **changed: dict) -> ReturnVersion:
    """The next version, submitted: `changed` are sections with what stands there now; "" takes something away."""
    for row in returned.sections.filter(section__key__in=changed):
        written = {**row.content, **changed[row.section.key]}
        row.content = {address: value for address, value in written.items() if value}
        row.save()
    return make.make_version(returned, number=returned.versions.count() + 1)
