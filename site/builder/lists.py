"""The long lists of the site: sources, models, zones, subjects, methods, pages, changes of numbers.

An entry is one or two elements, so that a list of two hundred stays within a page's budget.
"""

from collections.abc import Iterable, Mapping
from html import escape

from wattprint.facts import load
from wattprint.methods import METHODS
from wattprint.records import Factor
from wattprint.units import Quantity
from wattprint.wording import Wording

from .content import LAST, LESSONS, Page
from .history import numbers_changed
from .shelves import Shelf, anchor, linked, uses
from .shelves import shelves as all_shelves
from .words import words

DIGITS = 3
ENGLISH = "en"  # the language of data/
REMARKS = ("estimate", "mix", "card", "weather", "studies", "interval")
PAGES = {"zones": "grids"}
INDEX = "facts.json"
"""All that can be looked for (index.py)."""

RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
SHOWN_GRIDS = ("carbon", "water", "primary_energy")


def sources(kind: str, wording: Wording) -> str:
    """Every publication, linked, with what cites it: those under models alone ("models"), or all the others ("")."""
    rows = []
    for id, found in uses().items():
        if (set(found) == {"models"}) != (kind == "models"):
            continue
        source = load().source(id)
        about = ", ".join(escape(part) for part in (source.publisher, source.date, source.elsewhere) if part)
        under = ", ".join(f"{_page_title(page, wording)} ({n})" for page, n in found.items())
        href = source.url if source.url.startswith("http") else f"{next(iter(found))}.html"
        title = " ".join((wording.say("site.licensed", licence=source.licence), source.attribution)).strip()
        rows.append(
            f'<a id="source-{escape(id)}" href="{escape(href)}" title="{escape(title)}">'
            f"{escape(source.title)}, {about}. "
            f"{escape(wording.say('site.under', subjects=under))}</a>"
        )
    return _searched("entries", rows, wording)


def models(wording: Wording) -> str:
    """Every model by maker: its name, when it appeared, its size at work and how that is known."""
    makers: dict[str, list[str]] = {}
    for id, entry in sorted(load().compiled["models"].items(), key=lambda item: item[1]["released"], reverse=True):
        match = load().model(id)
        size = match.model.architecture.active
        quantity = Quantity(size.median, size.low, size.high, "Gparameter")
        head = f"{match.model.name} ({id}), {wording.date(entry['released'])}"
        line = paired(head, wording.interval(quantity, DIGITS), wording)
        read = load().source(entry["source"][0])
        href = read.url or f"sources-models.html#source-{read.id}"
        title = wording.say("site.where_from", label=match.model.name, source=read.title, where=entry["where"])
        makers.setdefault(entry["maker"], []).append(
            f'<a id="model-{escape(id)}" href="{escape(href)}" title="{escape(title)}">{escape(line)}</a>'
        )
    made = [
        f'<h2>{escape(maker)}</h2><div class="entries">{"".join(rows)}</div>' for maker, rows in sorted(makers.items())
    ]
    return _searched("catalogue", made, wording)


def editions(wording: Wording) -> str:
    """The editions that give electricity by default: their publications, and the place in them."""
    items = []
    for id, grid in load().compiled["grids"].items():
        if grid.get("default"):
            read = ", ".join(linked(load().source(each)) for each in grid["source"])
            name = paired(wording.name("criteria", grid["quantity"], "short"), grid["label"][wording.lang], wording)
            items.append(
                f'<dt id="edition-{escape(id)}">{escape(name)}</dt>'
                f'<dd>{read}: <span lang="en">{escape(grid["where"])}</span></dd>'
            )
    return f'<dl class="facts">{"".join(items)}</dl>'


def zones(wording: Wording) -> str:
    """Every zone with the electricity that the default editions give it."""
    facts = load()
    rows = []
    for zone, entry in sorted(facts.compiled["zones"].items(), key=lambda item: _folded(item[1]["name"][wording.lang])):
        said = []
        for quantity in SHOWN_GRIDS:
            grids = [
                grid for grid in facts.compiled["grids"].values()
                if grid["quantity"] == quantity and grid.get("default") and zone in grid["zones"]
            ]  # fmt: skip
            if grids:
                found = facts.grid(quantity, zone)
                said.append(f"{wording.name('criteria', quantity, 'short')} {wording.interval(found.quantity)}")
        line = escape(paired(f"{entry['name'][wording.lang]} ({zone})", wording.say("site.and").join(said), wording))
        rows.append(f'<li id="zone-{zone}">{line}</li>')
    return _searched("zones", [f"<ul>{''.join(rows)}</ul>"], wording)


def shelves(wording: Wording) -> str:
    """A field that looks everywhere, and the subjects under which the facts stand."""
    items = [
        f'<li><a href="{shelf.name}.html">{escape(_shelf_title(shelf, wording))}</a> '
        f"{escape(wording.say('fact.used', n=len(shelf.facts)))}</li>"
        for shelf in all_shelves()
    ]
    field = f'<search hidden data-index="{INDEX}">{_field(wording, "all")}</search>'
    return f'{field}<ul class="columns">{"".join(items)}</ul>'


def methods(wording: Wording) -> str:
    """The methods, the default first, with what each is."""
    items = [
        f'<dt><a href="method-{id}.html">{escape(wording.name("methods", id))}</a></dt>'
        f"<dd>{escape(wording.name('methods', id, 'says'))}</dd>"
        for id in METHODS
    ]
    return f'<dl class="terms">{"".join(items)}</dl>'


def contents(part: str, pages: Mapping[str, Page], wording: Wording) -> str:
    """The plan: the parts of the lecture and the pages of each; or the pages of one part ("tools")."""
    wanted = (part,) if part else LESSONS
    made = []
    for each in wanted:
        found = [page for page in ordered(pages) if page.part == each]
        opening = found[0] if found and found[0].order == 0 and not part else None
        items = "".join(
            f'<li><a href="{page.name}.html">{escape(page.label)}</a></li>' for page in found if page is not opening
        )
        if not found:
            continue
        title = escape(wording.say(f"parts.{each}"))
        if opening:
            title = f'<a href="{opening.name}.html"><b>{each}</b> {title}</a>'
        says = escape(wording.say(f"part_says.{each}"))
        made.append(
            f'<section class="part"><h2>{title}</h2><p>{says}</p><ol>{items}</ol></section>' if not part
            else f'<ul class="columns">{items}</ul>'
        )  # fmt: skip
    return "".join(made) if part else f'<div class="plan">{"".join(made)}</div>'


def changes(wording: Wording) -> str:
    """What the changelog says of numbers that moved, the newest release first."""
    items = []
    for change in numbers_changed():
        text, lang = change.said(wording.lang)
        other = "" if lang == wording.lang else f' lang="{lang}"'
        title = escape(change.title(wording))
        items.append(f'<dt id="{escape(change.anchor)}">{title}</dt><dd{other}>{escape(text)}</dd>')
    return f'<dl class="terms">{"".join(items)}</dl>'


def paired(one: str, two: str, wording: Wording) -> str:
    """ "one: two", with the space that French puts before a colon."""
    return wording.say("site.pair", one=one, two=two)


def facts(shelf: Shelf, wording: Wording) -> str:
    """The facts of one page: label, value, source, place, and the day it was last read."""
    entries = "".join(f"<div>{fact(each, wording)}</div>" for each in shelf.facts)
    return f'<search hidden>{_field(wording)}</search><dl class="facts" data-filtered>{entries}</dl>'


def fact(found: Factor, wording: Wording) -> str:
    """One fact in two elements and its sources."""
    value = escape(written(found.quantity, wording))
    label = escape(wording.label(found))
    read = ", ".join(linked(source) for source in found.sources)
    checked = escape(wording.say("fact.checked", date=wording.date(found.checked))) if found.checked else ""
    ours, theirs = remarked(found.note, wording)
    where = f"{found.where.rstrip('.')}." if found.where else ""
    quoted = escape(" ".join(part for part in (where, theirs) if part))
    if quoted and wording.lang != ENGLISH:
        quoted = f'<span lang="{ENGLISH}">{quoted}</span>'
    told = wording.say("site.pair", one=read, two=quoted) if read else quoted
    rest = " ".join(part for part in (told, f"{checked}." if checked else "", escape(ours)) if part)
    return f'<dt id="{anchor(found.id)}">{paired(label, value, wording)}</dt><dd>{rest}</dd>'


def remarked(note: str, wording: Wording) -> tuple[str, str]:
    """What there is to know of a fact: the sentences that recur, in this language; and the rest, as data/ has it."""
    ours = []
    for key in REMARKS:
        sentence = words(ENGLISH).say(f"remarks.{key}")
        if sentence in note:
            note = note.replace(sentence, "")
            ours.append(wording.say(f"remarks.{key}"))
    return " ".join(ours), " ".join(note.split())


def written(quantity: Quantity, wording: Wording) -> str:
    """The quantity as a fact says it: one that an estimate would call "less than" keeps its digits."""
    said = wording.interval(quantity, DIGITS)
    if not said.startswith(wording.say("number.less_than", number="").strip()):
        return said
    ends = [_power(end, wording) for end in (quantity.median, quantity.low, quantity.high)]
    bounds = wording.say("number.bounds", low=ends[1], high=ends[-1])
    median = f"{ends[0]}\N{NO-BREAK SPACE}{quantity.unit}"
    return median if quantity.low == quantity.high else wording.say("number.interval", median=median, bounds=bounds)


def _power(value: float, wording: Wording) -> str:
    mantissa, _, power = f"{value:.{DIGITS - 1}e}".partition("e")
    space = "\N{NO-BREAK SPACE}"
    return f"{wording.number(float(mantissa), DIGITS)}{space}×{space}10{str(int(power)).translate(RAISED)}"


def ordered(pages: Mapping[str, Page]) -> list[Page]:
    """The pages that lists show, in the order of the lecture, then of the parts that have names."""
    rank = {part: place for place, part in enumerate((*LESSONS, "tools", "numbers", "about"))}
    listed = (page for page in pages.values() if page.listed and page.layout != "home")
    return sorted(listed, key=lambda page: (rank[page.part], page.order, page.name if page.order == LAST else ""))


def _searched(kind: str, rows: Iterable[str], wording: Wording) -> str:
    """A list with a field that filters what stands in it, shown where there is JavaScript."""
    return f'<search hidden>{_field(wording)}</search><div class="{kind}" data-filtered>{"".join(rows)}</div>'


def _field(wording: Wording, label: str = "label") -> str:
    label, none = escape(wording.say(f"search.{label}")), escape(wording.say("search.none"))
    return f'<label>{label} <input type="search" autocomplete="off"></label><output data-none="{none}"></output>'


def _shelf_title(shelf: Shelf, wording: Wording) -> str:
    title = wording.say(f"shelves.{shelf.key}")
    return f"{title} ({shelf.number})" if shelf.number > 1 else title


def _page_title(name: str, wording: Wording) -> str:
    for shelf in all_shelves():
        if shelf.name == name:
            return _shelf_title(shelf, wording)
    return wording.say(f"shelves.{PAGES.get(name, name)}")


def _folded(name: str) -> str:
    import unicodedata

    return unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()


def shelf_pages(lang: str) -> dict[str, Page]:
    """A page for each shelf, which nobody has to write."""
    wording = words(lang)
    return {
        shelf.name: Page(
            shelf.name, lang, shelf.path, _shelf_title(shelf, wording),
            wording.say("fact.own", n=len(shelf.facts)), "numbers", "", 1, lang, order=LAST, listed=False,
        )
        for shelf in all_shelves()
    }  # fmt: skip
