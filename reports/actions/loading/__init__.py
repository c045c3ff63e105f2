"""Loading the sample inspections from their files: idempotent, each inspection in one transaction."""

from pathlib import Path

from django.conf import settings
from django.db import transaction

from inspections.models import Inspection
from reports.actions.checking import request_check
from reports.actions.loading.demo_people import load_demo_people
from reports.actions.loading.fieldwork import load_fieldwork
from reports.actions.loading.figures import load_figures
from reports.actions.loading.files import SampleError, read_yaml
from reports.actions.loading.findings import load_findings
from reports.actions.loading.inspection import load_inspection
from reports.actions.loading.known import Known
from reports.actions.loading.recommendations import load_recommendations
from reports.actions.loading.reference import load_reference
from reports.actions.loading.report import Refs, load_report
from reports.actions.loading.responsibilities import load_responsibilities
from reports.actions.loading.returns import load_returns
from reports.actions.loading.rows import Tally, Writer

__all__ = [
    "FIXTURES",
    "SampleError",
    "Tally",
    "Writer",
    "load_demo_people",
    "load_reference",
    "load_sample",
    "samples",
]

FIXTURES = Path(settings.BASE_DIR) / "fixtures"


def samples(root: Path = FIXTURES) -> list[Path]:
    """The folders of the sample inspections, the national one first."""
    return sorted((path for path in (root / "samples").iterdir() if path.is_dir()), reverse=True)


@transaction.atomic
def load_sample(folder: Path, writer: Writer) -> Inspection:
    """Load one inspection with all that belongs to it, or nothing of it, and have its report checked when something is
    new. The reference data stand already."""
    known = Known()
    loaded = load_inspection(read_yaml(folder / "inspection.yaml"), writer, known)
    inspection = loaded.row
    load_fieldwork(read_yaml(folder / "fieldwork.yaml"), inspection, writer, known)
    figures = load_figures(read_yaml(folder / "figures.yaml"), inspection, loaded.shares, writer, known)
    findings = load_findings(read_yaml(folder / "findings.yaml"), inspection, figures, writer, known)
    load_responsibilities(read_yaml(folder / "responsibilities.yaml"), inspection, findings, writer, known)
    load_returns(read_yaml(folder / "returns.yaml"), inspection, writer, known)
    recommendations = load_recommendations(
        read_yaml(folder / "recommendations.yaml"), inspection, figures, findings, writer, known
    )
    refs = Refs(figures, findings, recommendations)
    report = load_report(read_yaml(folder / "report.yaml"), loaded.report, inspection, refs, writer)
    if writer.tally or not report.check_runs.exists():
        request_check(report=report, by=None)
    return inspection
