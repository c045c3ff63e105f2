"""Bringing the figures of a finding in step with what was typed."""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from findings.actions.numbering import next_number
from findings.figuring import columns_of, written_of
from findings.models import Figure, Finding
from findings.queries.citing import codes_in_use
from findings.recording import Entry, FigureEntry
from inspections.models import Inspection


@dataclass
class FigurePlan:
    """What has to happen: figures that change, that are new, and that the finding no longer has.

    A figure is found again by its code; without one, by being the same, or by counting the same thing. So an unchanged
    figure keeps its code, and with it every text that cites it.
    """

    finding: Finding
    changed: list[tuple[Figure, FigureEntry]] = field(default_factory=list)
    new: list[FigureEntry] = field(default_factory=list)
    dropped: list[Figure] = field(default_factory=list)

    @property
    def changes(self) -> bool:
        return bool(self.changed or self.new or self.dropped)

    @classmethod
    def of(cls, finding: Finding, entry: Entry) -> "FigurePlan":
        """The plan for `entry`. Raises ValidationError for a code that is none of the finding's figures."""
        rows: list[Figure] = []
        if not finding._state.adding:
            rows = list(finding.figures.filter(inspection=finding.inspection_id).select_related("same_as"))
        plan = cls(finding, dropped=list(rows))
        pairs = [(each, plan._named(each, number)) for number, each in enumerate(entry.figures)]
        for alike in (_is_same, _counts_the_same):
            pairs = [(each, row or plan._claim(each, alike)) for each, row in pairs]
        for each, row in pairs:
            if row is None:
                plan.new.append(each)
            elif not _is_same(row, each):
                plan.changed.append((row, each))
        return plan

    def _named(self, each: FigureEntry, number: int) -> Figure | None:
        if not each.code:
            return None
        for row in self.dropped:
            if row.code == each.code:
                self.dropped.remove(row)
                return row
        raise ValidationError(
            {f"figures.{number}.code": ValidationError(_("这条检查发现没有这个数据。"), code="foreign")}
        )

    def _claim(self, each: FigureEntry, alike: Callable[[Figure, FigureEntry], bool]) -> Figure | None:
        row = next((row for row in self.dropped if alike(row, each)), None)
        if row is not None:
            self.dropped.remove(row)
        return row

    def carry_out(self) -> None:
        """Do it. Raises ValidationError (`cited`) rather than take away a figure that something rests on."""
        self._drop()
        for row, each in self.changed:
            _write(row, each)
        if not self.new:
            return
        inspection = Inspection.objects.select_for_update(no_key=True).get(pk=self.finding.inspection_id)
        for each in self.new:
            number = next_number(inspection.figures.all(), "N")
            row = Figure(inspection=inspection, order=number, ref=f"N{number}", code=_free_code(inspection, number))
            _write(row, each)
            row.findings.add(self.finding)

    def _drop(self) -> None:
        """Take figures away from the finding; those of no other finding go altogether."""
        alone = [row for row in self.dropped if not row.findings.exclude(pk=self.finding.pk).exists()]
        used = codes_in_use(alone)
        if used:
            shown = ", ".join(f"{written_of(row).best('zh')} ({row.code})" for row in alone if row.code in used)
            sentence = _("数据%(shown)s已被文字或其他数据引用，不能删除。可以修改数值，或者先从引用它的文字中去掉。")
            raise ValidationError({"figures": ValidationError(sentence, code="cited", params={"shown": shown})})
        self.finding.figures.remove(*self.dropped)
        Figure.objects.filter(pk__in=[row.pk for row in alone]).delete()


def _is_same(row: Figure, each: FigureEntry) -> bool:
    return row.population == each.what and written_of(row) == each.written


def _counts_the_same(row: Figure, each: FigureEntry) -> bool:
    return bool(each.what) and row.population == each.what


def _write(row: Figure, each: FigureEntry) -> None:
    """Set what was typed; the value is read anew only where it was typed anew."""
    assert each.quantity is not None  # noqa: S101  read_entry lets none pass without
    if row._state.adding or written_of(row) != each.written:
        for name, value in columns_of(each.quantity, each.written).items():
            setattr(row, name, value)
    row.population = each.what
    row.save()


def _free_code(inspection: Inspection, number: int) -> str:
    code = f"n{number}"
    return f"{code}-2" if inspection.figures.filter(code=code).exists() else code
