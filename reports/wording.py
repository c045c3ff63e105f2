"""Fixed words of the printed report and of its places, in both languages. They follow the report, never the language of
the interface."""

from core.text import Text
from reports.document.model import Column, TileStatus

SAMPLE_NOTICE = Text(
    "示例文本，非官方文本：依据公开报告的数据重新撰写。",
    "Example text, not the official text: rewritten on the figures of the published report.",
)
COVERAGE = Text("检查覆盖情况", "Coverage of the inspection")
COVERAGE_NOTE = Text(
    "方格图，非地图。另委托{number}个省（区、市）人大常委会开展检查，名单未载明。",
    "A schematic grid, not a map. The standing committees of {number} further provinces, autonomous regions and "
    "municipalities were entrusted with inspections; their names are not stated.",
)
VISITED_PLACES = Text("实地检查的市县", "Cities and counties visited")
COVERAGE_AND_SURVEY = Text("检查覆盖情况与问卷调查结果", "Coverage of the inspection and survey results")
GRID_CAPTION = Text("各省（区、市）检查覆盖示意", "Provinces covered by the inspection")
AMBIGUOUS_BASE = Text("“其中”的基数原文未载明", "the base of “among them” is not stated in the source")
FIGURES_CITED = Text("引用数据一览", "Figures cited")
NOT_STATED = Text("未载明", "not stated")
TILE_LEGEND: tuple[tuple[TileStatus, Text], ...] = (
    ("visited", Text("实地检查", "visited")),
    ("delegated", Text("委托检查", "entrusted")),
    ("none", Text("未列入本次检查", "not part of this inspection")),
    ("unknown", Text("未载明", "not stated")),
)
FIGURE_COLUMNS = (
    Column(Text("数值", "Value"), 8),
    Column(Text("统计对象", "What is counted"), 10),
    Column(Text("时间", "Period"), 7),
    Column(Text("来源", "Source"), 10),
    Column(Text("页码", "Page"), 4, "center"),
)

HEAD_LABELS = {
    "title": Text("标题", "Title"),
    "occasion": Text("会议名称", "Occasion"),
    "presenter": Text("报告人", "Presenter"),
    "salutation": Text("称谓", "Salutation"),
    "closing": Text("结束语", "Closing line"),
}
HEADING_LABEL = Text("{number}标题", "{number}, heading")
PARAGRAPH_LABEL = Text("{number}第{place}段", "{number}, paragraph {place}")
OPENING_LABEL = Text("引言第{place}段", "Opening, paragraph {place}")
