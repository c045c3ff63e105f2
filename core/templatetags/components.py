"""Components of pages: what each takes is its signature, what it draws is templates/components/<name>.html."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import template
from django.forms import BaseForm
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString
from lucide.templatetags.lucide import lucide

from core.history import Entry
from core.jobs import Job, JobState
from core.paging import COUNTED, Page
from core.templatetags.words import best, page_language
from core.text import Text

register = template.Library()

ICONS = {"info": "info", "ok": "circle-check", "warn": "triangle-alert", "err": "circle-alert", "neutral": "circle"}

LONG_TITLE = {"zh": 40, "en": 110}  # characters; longer ones are set smaller

# Keys of states, of all records alike, by what they ask of the reader; a key not named here is neutral.
TONES = {
    "ok": {"done", "closed", "published", "approved", "ready", "accepted", "confirmed", "verified", "adopted"},
    "info": {
        "running",
        "in_progress",
        "in_review",
        "fieldwork_done",
        "reporting",
        "deliberation",
        "submitted",
        "adopted",
    },
    "warn": {"queued", "returned", "sent_back", "overdue", "pending", "follow_up", "tracking", "ambiguous"},
    "err": {"failed", "rejected", "cancelled"},
}


@register.simple_tag
def icon(name: str, label: str = "") -> str:
    """An icon of Lucide, drawn inline. Without `label` it is decoration and hidden from screen readers."""
    spoken = {"role": "img", "aria_label": str(label)} if label else {"aria_hidden": "true"}
    return lucide(str(name), size=None, **{"class": "icon", "focusable": "false"}, **spoken)


@register.inclusion_tag("components/pill.html")
def pill(label: Any, state: str = "", tone: str = "") -> dict[str, Any]:
    """A state as a word with a mark. `tone` (neutral, info, ok, warn, err) is taken from `state` unless given."""
    tone = tone or next((name for name, states in TONES.items() if state in states), "neutral")
    return {"label": label, "tone": tone, "icon": ICONS[tone]}


@register.filter
def message_tone(level_tag: str) -> str:
    """Level of a Django message → tone of a notice."""
    return {"success": "ok", "warning": "warn", "error": "err"}.get(level_tag, "info")


@register.inclusion_tag("components/breadcrumb.html")
def breadcrumb(*steps: Any) -> dict[str, Any]:
    """The way here: label, url, label, url, …, label of this page (no url): read out only, its title stands below."""
    pairs = list(zip(steps[:-1:2], steps[1::2], strict=True))
    return {"steps": pairs, "here": steps[-1]}


@register.simple_block_tag
def page_header(
    content: str, title: Any, kicker: Any = "", state: str = "", state_label: str = "", mark: Any = ""
) -> SafeString:
    """Title of the page, its other language below, `kicker` (a code, a kind) and state above; the content are actions.

    Of a `Text` the page's language is the title and the other one stands below it. `mark`: what nobody may overlook
    about the title (an example text).
    """
    other, other_lang = "", ""
    if isinstance(title, Text):
        other_lang = "zh" if page_language() == "en" else "en"
        other = title.get(other_lang) if title.get(page_language()) else ""
    props = {"title": title, "kicker": kicker, "state": state, "state_label": state_label, "mark": mark}
    props["long"] = len(best(title)) > LONG_TITLE[page_language()]
    return render_to_string(
        "components/page_header.html", {**props, "other": other, "other_lang": other_lang, "actions": content}
    )


@register.simple_block_tag
def notice(content: str, tone: str = "info", title: str = "", role: str = "") -> SafeString:
    """A sentence that must be seen. `tone`: info, ok, warn, err; `role` = status or alert when it appears later."""
    props = {"tone": tone, "icon": ICONS[tone], "title": title, "role": role, "content": content}
    return render_to_string("components/notice.html", props)


@register.simple_block_tag
def empty_state(content: str, title: str, icon: str = "inbox") -> SafeString:
    """Nothing here yet: says so, and the content offers the first step."""
    return render_to_string("components/empty_state.html", {"title": title, "icon": icon, "content": content})


@register.simple_block_tag
def table_region(content: str, label: str) -> SafeString:
    """Wraps a wide table in a region of its own that scrolls, with the keyboard too; `label` names it."""
    return format_html('<div class="table-region" role="region" aria-label="{}" tabindex="0">{}</div>', label, content)


@register.inclusion_tag("components/filter_bar.html")
def filter_bar(form: BaseForm, reset_url: str, target: str = "") -> dict[str, Any]:
    """A GET form above a list with 查询 and 重置. `target`: id of the results, exchanged in place where htmx runs."""
    return {"form": form, "reset_url": reset_url, "target": target}


@register.filter
def capped(number: int) -> str:
    """A number that was counted up to COUNTED: 1000+ beyond it."""
    return f"{COUNTED}+" if number > COUNTED else str(number)


@register.inclusion_tag("components/paginator.html")
def paginator(page: Page) -> dict[str, Any]:
    """Ways to the neighbours of a page by key, and how many rows there are: "1000+" where they are over COUNTED."""
    return {"page": page, "shown": len(page.rows), "counted": COUNTED}


@register.inclusion_tag("components/timeline.html")
def timeline(
    entries: Iterable[Entry], verbs: Mapping[str, Any] | None = None, states: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """History entries, newest first. `verbs` and `states` give the words for their keys."""
    verbs, states = verbs or {}, states or {}
    lines = [
        {
            "entry": entry,
            "verb": verbs.get(entry.verb, entry.verb),
            "target": states.get(entry.target, entry.target) if entry.target != entry.source else "",
        }
        for entry in entries
    ]
    return {"lines": sorted(lines, key=lambda line: (line["entry"].at, line["entry"].pk or 0), reverse=True)}


@register.inclusion_tag("components/stage_bar.html")
def stage_bar(
    stages: Iterable[tuple[str, Any]], current: str, dates: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """The states of a procedure in order; those before `current` are done. `dates`: key → words below a stage.

    A `current` outside of `stages` (suspended, cancelled) marks none: say that in words beside the bar.
    """
    stages = list(stages)
    keys = [key for key, _ in stages]
    place = keys.index(current) if current in keys else -1
    kinds = ["done" if n < place else "current" if n == place else "ahead" for n in range(len(stages))]
    rows = [
        {"number": n + 1, "label": label, "kind": kind, "date": (dates or {}).get(key, "")}
        for n, ((key, label), kind) in enumerate(zip(stages, kinds, strict=True))
    ]
    return {"rows": rows, "long": len(rows) > 8}


@register.inclusion_tag("components/progress_panel.html")
def progress_panel(job: Job, poll_url: str) -> dict[str, Any]:
    """A job with percent, phase and place in the queue; asks `poll_url` every 2 s until the job is over.

    The answer of `poll_url` replaces the panel: it renders the same tag.
    """
    kind = {JobState.DONE.value: "done", JobState.FAILED.value: "failed"}.get(job.state, "open")
    return {"job": job, "poll_url": poll_url, "kind": kind, "queued": job.state == JobState.QUEUED}


@register.inclusion_tag("components/error_summary.html")
def error_summary(form: BaseForm | None = None, errors: Iterable[str] = ()) -> dict[str, Any]:
    """What is wrong, at the top, with links to the fields of `form`; `errors` are sentences that belong to no field.

    Draws nothing while there is nothing wrong.
    """
    fields = [(field.id_for_label, field.label, field.errors) for field in form or () if field.errors]
    general = [*errors, *(form.non_field_errors() if form is not None else ())]
    return {"fields": fields, "general": general}


@register.inclusion_tag("components/figures.html")
def figures(numbers: Sequence[Any]) -> dict[str, Any]:
    """A strip of large numbers, each with its label: a sequence of `core.charts.Number`."""
    return {"numbers": numbers}
