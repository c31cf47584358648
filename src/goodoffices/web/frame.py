"""What every page has: the name of the case, the way to the other pages, light and dark, and word
when the files have changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from nicegui import ui

from goodoffices.errors import RequestError
from goodoffices.web.desk import Desk, Sheet

PAGES = {
    "/": "Situation",
    "/actors": "Actors",
    "/outcomes": "Outcomes",
    "/map": "Map",
    "/what-if": "What if",
    "/evidence": "Evidence",
    "/settlement": "Settlement",
    "/outlook": "Outlook",
    "/brief": "Brief",
}
"""Path → name, in the order of the work."""
WATCH = 2.0
"""Seconds between two looks at the files."""
STYLE = """
:root { --ink:#1d2530; --soft:#5a6675; --line:#d5dbe3; --paper:#fbfbf9; --card:#ffffff;
  --mark:#1f5f8b; --good:#2f6b3c; --bad:#9c2f2f; --tint:#eef3f7; }
body.body--dark { --ink:#e6eaf0; --soft:#a3afbd; --line:#3a4450; --paper:#14181d; --card:#1c2229;
  --mark:#8cc3ea; --good:#8fcf9c; --bad:#f0a0a0; --tint:#232b34; }
@layer theme { body.body--dark .text-primary { color:var(--mark) !important; } }
body { background:var(--paper) !important; color:var(--ink); overflow-wrap:anywhere; }
.q-dialog__inner { z-index:1; }
.q-loading-bar { display:none; }
.q-header { background:var(--card) !important; color:var(--ink) !important;
  border-bottom:1px solid var(--line); }
.go-page .q-btn__content, .q-dialog .q-btn__content { min-width:0; }
.go-nav { display:flex; gap:.15rem; overflow-x:auto; max-width:100%; scrollbar-width:thin; }
.go-nav a { color:var(--ink); text-decoration:none; padding:.45rem .7rem; white-space:nowrap;
  border-bottom:3px solid transparent; }
.go-nav a[aria-current=page] { border-color:var(--mark); font-weight:600; }
.go-nav a:focus-visible, button:focus-visible { outline:3px solid var(--mark); outline-offset:1px; }
.go-page { width:100%; max-width:1280px; margin:0 auto; padding:1rem; }
.go-soft { color:var(--soft); }
.go-card { background:var(--card); border:1px solid var(--line); border-radius:6px; padding:.9rem;
  width:100%; box-shadow:none; color:var(--ink); }
.go-picture { width:100%; max-width:900px; background:#fff; border-radius:4px; }
@media (max-width:800px){ .go-two { flex-wrap:wrap !important; } }
summary { display:list-item; cursor:pointer; }
summary:focus-visible { outline:3px solid var(--mark); outline-offset:1px; }
.go-quote { border-left:3px solid var(--mark); padding-left:.7rem; }
.go-bad { color:var(--bad); } .go-good { color:var(--good); }
.go-table { width:100%; border-collapse:collapse; }
.go-table th { text-align:left; color:var(--soft); font-weight:600; }
.go-table th, .go-table td { padding:.3rem .6rem .3rem 0; border-bottom:1px solid var(--line);
  vertical-align:top; min-width:4.5rem; overflow-wrap:break-word; }
.go-scroll { overflow-x:auto; width:100%; }
.gap-0 { gap:0; } .gap-1 { gap:.25rem; } .gap-2 { gap:.5rem; }
.w-full { width:100%; } .grow { flex:1 1 12rem; } .min-w-48 { min-width:12rem; }
.q-tab-panels, .q-panel { background:transparent !important; }
.q-tab, .q-btn { text-transform:none; }
h1 { font-size:1.5rem; line-height:1.25; font-weight:600; margin:.2rem 0 .6rem; }
h2 { font-size:1.15rem; line-height:1.3; font-weight:600; margin:1.1rem 0 .4rem; }
h3 { font-size:1rem; line-height:1.3; font-weight:600; margin:.8rem 0 .2rem; }
.cm-editor .cm-gutterElement { color:var(--soft); }
.cm-editor .cm-activeLine, .cm-editor .cm-activeLineGutter { background:var(--tint); }
.cm-line.go-wrong { background:color-mix(in srgb, var(--bad) 14%, transparent);
  text-decoration:underline wavy var(--bad); }
"""
SEEN = """const here = document.querySelector('.go-nav [aria-current]');
if (here) here.parentElement.scrollLeft = here.offsetLeft - here.parentElement.offsetLeft - 40;"""
"""On a narrow page the name of the page is brought into view."""
PRIMARY = "#1f5f8b"
"""Of buttons: 6.6 to 1 against the white that stands on it."""
DARK = "goodoffices-dark"
"""The cookie in which a browser keeps what was chosen: 1 dark, 0 light; else as the system is."""


@dataclass(frozen=True)
class Frame:
    """What a page is built with."""

    desk: Desk
    sheet: Sheet
    renew: Callable[[], None]
    """To be called after something was written: the head says so at once."""
    now_shows: Callable[[Sheet], None]
    """To be called where the page was made anew from another sheet than it began with."""


@contextmanager
def frame(desk: Desk, path: str, watched: bool = True) -> Iterator[Frame]:
    """A page with its head; the block fills it. ``watched``: word is given when files change; a
    page that looks at them by itself needs none."""
    sheet = desk.look()
    name = PAGES[path]
    ui.page_title(f"{name} · {sheet.title}")
    ui.add_css(STYLE)
    ui.colors(primary=PRIMARY)
    request = ui.context.client.request
    kept = {"1": True, "0": False}.get(request.cookies.get(DARK, "") if request else "")
    dark = ui.dark_mode(kept)
    with ui.header().classes("q-pa-none"), ui.column().classes("w-full q-px-md q-pt-xs gap-0"):
        with ui.row().classes("w-full items-center no-wrap"):
            ui.label(sheet.title).classes("text-subtitle1 ellipsis grow").tooltip(str(desk.path))
            with ui.row().classes("no-wrap gap-1"):
                undo = ui.button(icon="undo", on_click=lambda: _undo(desk)).props("flat round")
                undo.props('aria-label="Take back the last change"').set_enabled(bool(desk.steps))
                turn = ui.button(icon="contrast", on_click=lambda: _turn(dark)).props("flat round")
                turn.props('aria-label="Light or dark"')
        with ui.element("nav").classes("go-nav").props('aria-label="Pages"'):
            for at, one in PAGES.items():
                link = ui.link(one, at)
                if at == path:
                    link.props("aria-current=page")
        ui.run_javascript(SEEN)
    with ui.element("div").classes("go-page"):
        stale = ui.row().classes("go-card items-center q-mb-md").props("role=status")
        with stale:
            ui.label("The files have changed since this page was made.")
            ui.button("Show them as they are", on_click=lambda: ui.navigate.reload())
        stale.set_visibility(False)

        shown = [sheet]

        def renew() -> None:
            stale.set_visibility(watched and desk.is_stale(shown[0]))
            undo.set_enabled(bool(desk.steps))

        def now_shows(seen: Sheet) -> None:
            shown[0] = seen
            renew()

        yield Frame(desk, sheet, renew, now_shows)
    ui.timer(WATCH, renew)


async def _turn(dark: ui.dark_mode) -> None:
    """Light where it is dark now, whoever decided that, and the other way round."""
    is_dark = await ui.run_javascript("document.body.classList.contains('body--dark')")
    dark.value = not is_dark
    ui.run_javascript(
        f"document.cookie = '{DARK}={int(dark.value)}; path=/; max-age=31536000; SameSite=Strict'"
    )


def _undo(desk: Desk) -> None:
    try:
        step = desk.undo()
    except RequestError as error:
        ui.notify(str(error), type="warning", multi_line=True)
        return
    ui.notify(f"Taken back: {step.what}")
    ui.navigate.reload()
