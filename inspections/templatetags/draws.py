"""Draws on pages: digests as they are read out, places by their names."""

from collections.abc import Mapping
from typing import Any

from django import template

from core.text import Text

register = template.Library()


@register.filter
def grouped(digest: str) -> str:
    """A digest in groups of eight characters: to be read out, and compared by eye."""
    return " ".join(digest[at : at + 8] for at in range(0, len(digest), 8))


@register.filter
def place_in(place: str, places: Mapping[str, Text]) -> Any:
    """The name of a place; itself where it is no code."""
    return places.get(place, place)
