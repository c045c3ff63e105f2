"""The addresses under which returns are compared and taken over."""

from django.urls import path
from django.urls.resolvers import URLPattern

from findings.views.taking import ReturnsItem, ReturnsItemBelow
from findings.views.taking_below import BelowAttach, BelowTake
from findings.views.taking_merging import MergeChange, MergeFindings
from findings.views.taking_over import TakeFigure, TakeFinding, TakeSum

RETURNS = "inspections/<slug:code>/returns/"
PIECE = f"{RETURNS}<slug:returned>/<int:number>/<str:address>/"
BELOW = "delegations/<slug:code>/returns/"

urlpatterns: list[URLPattern] = [
    path(f"{RETURNS}items/<path:address>/", ReturnsItem.as_view(), name="returns_item"),
    path(f"{RETURNS}sums/<str:address>/", TakeSum.as_view(), name="take_sum"),
    path(f"{RETURNS}merge/", MergeFindings.as_view(), name="merge_findings"),
    path(f"{RETURNS}merge/<slug:finding>/", MergeChange.as_view(), name="merge_change"),
    path(f"{PIECE}finding/", TakeFinding.as_view(), name="take_finding"),
    path(f"{PIECE}figure/", TakeFigure.as_view(), name="take_figure"),
    path(f"{BELOW}items/<path:address>/", ReturnsItemBelow.as_view(), name="returns_item_below"),
    path(f"{BELOW}take/", BelowTake.as_view(), name="below_take"),
    path(f"{BELOW}attach/", BelowAttach.as_view(), name="below_attach"),
]
