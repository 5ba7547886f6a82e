"""What `{{ ... }}` in a page may say. Every number goes through the engine; an unknown name is an error."""

from collections.abc import Callable, Mapping
from html import escape
from pathlib import Path
from typing import Any

from wattprint import __version__
from wattprint.equivalents import equivalent, names
from wattprint.estimate import estimate
from wattprint.explainer import FIGURES, cat_or_not, drawn
from wattprint.explainer.usage import use
from wattprint.facts import lecture, load
from wattprint.records import Factor, Refused
from wattprint.units import Quantity
from wattprint.wording import Wording

from . import api, bets, claims, downloads, dropped, lists, methods
from .content import Page
from .errors import Unknown
from .estimated import Estimated
from .fragments import calculator, figure, picture
from .holder import Holder
from .shelves import cited
from .values import Value
from .words import set_type, words

LECTURE = "lecture"
PUBLISHED = 3  # digits of a number that someone published; an estimate of ours carries two


def namespace(
    page: Page, pages: Mapping[str, Page], holder: Holder, needs: set[str], out: Path, pending: list[str] | None = None
) -> dict[str, Callable[..., Any]]:
    """The functions of one page. `needs` collects the scripts and styles that what it holds asks for; `pending`, in a
    draft, what does not exist yet."""
    wording = words(page.lang)

    def value(quantity: Quantity, *factors: Factor, **more: Any) -> Value:
        return Value(quantity, factors, wording, holder, **more)

    def fact(id: str, digits: int = PUBLISHED) -> Value:
        """The fact with this id: median and interval, linked to its place among the sources."""
        found = _factor(id)
        return value(found.quantity, found, digits=digits)

    def median(id: str, digits: int = PUBLISHED) -> str:
        """The median of a fact alone."""
        return fact(id, digits).median

    def label(id: str) -> str:
        """The label of a fact."""
        return holder.text(wording.label(_factor(id)))

    def estimated(model: str, **request: Any) -> Estimated:
        """What one request takes: `.energy`, `.carbon`, `.water`, `.google_searches`..., `.sums` (a block)."""
        return Estimated(estimate(model, **request), wording, holder, pages)

    def asked(kind: str, a_day: float = 0, **more: Any) -> Estimated:
        """The same of a request as the figures count it ("short", "long", "reasoning", "image"), asked of ChatGPT; or
        of a year of so many a day."""
        return Estimated(use(kind, **more).one, wording, holder, pages, a_day)

    def shown(name: str, key: str, digits: int | None = None, **state: Any) -> Value:
        """What a figure finds at a state: the very number that its answer says."""
        found = drawn(name, {k: str(v) for k, v in state.items()}, Wording(page.lang)).values
        if key not in found:
            raise Unknown(f"number of {name}", key, found)
        return value(found[key], href=_where(name, page, pages), title=wording.say("site.shown"), digits=digits)

    def verdicts(kind: str = "") -> str:
        """How many claims of the lecture have this verdict, or how many there are."""
        return holder.text(wording.count(claims.counted(kind)))

    def usual(count: int) -> Value:
        """New drawings in a hundred that our cat recogniser judges correctly after so many examples, on average."""
        return value(cat_or_not.usual(count), href=_where("cat-or-not", page, pages), title=wording.say("site.shown"))

    def amount(id: str, count: float = 1) -> Value:
        """What so many of an everyday thing take ("google-search-current", "smartphone-charge")."""
        if id not in names():
            raise Unknown("everyday thing", id, names())
        found = load().equivalent(id)
        return value(found.quantity * count, found)

    def grid(zone: str) -> Value:
        """The CO2e of one kWh of this country."""
        found = load().grid("carbon", load().zone(zone))
        return value(found.quantity, found, digits=PUBLISHED)

    def times(id: str, of: Value) -> Value:
        """How many of an everyday thing take as much."""
        if id not in names():
            raise Unknown("everyday thing", id, names())
        criterion = load().compiled["equivalents"][id]["criterion"]
        found = equivalent(id, {criterion: of.quantity})
        return value(found.times, *of.factors, found.factor)

    def share(part: Value, whole: Value) -> Value:
        """The part as a percentage of the whole."""
        made = part / whole
        return Value(made.quantity.to("%"), made.factors, wording, holder, href=made.href, title=made.title)

    def source(id: str, text: str = "") -> str:
        """A publication, linked to its place on the sources page."""
        if id not in load().compiled["sources"]:
            raise Unknown("source", id, load().compiled["sources"])
        found = load().source(id)
        said = set_type(text or found.title, page.lang)
        title = escape(f"{found.title} ({found.publisher}, {found.date})")
        return holder.inline(
            f'<a class="cite" href="sources.html#source-{id}" title="{title}">{escape(said)}</a>', said
        )

    def link(name: str, anchor: str = "") -> str:
        """The address of another page, from this one."""
        if name not in pages:
            raise Unknown("page", name, pages)
        return f"{name}.html" + (f"#{anchor}" if anchor else "")

    def figured(name: str, /, **state: Any) -> str:
        """A figure of the explainer, at a state."""
        made = figure(name, {key: str(given) for key, given in state.items()}, Wording(page.lang))
        needs.add("figure")
        needs.update(made.scripts)
        return holder.block(made.html)

    def calculate(**state: Any) -> str:
        """The calculator, at a state."""
        needs.add("calculator")
        return holder.block(calculator({key: str(given) for key, given in state.items()}, Wording(page.lang)))

    def history() -> str:
        """Where a history is dropped."""
        needs.add("history")
        return holder.block(dropped.markup(page.lang))

    def block(made: Callable[..., str]) -> Callable[..., str]:
        return lambda *given: holder.block(made(*given, wording))

    def listed(made: Callable[..., str]) -> Callable[..., str]:
        def inner(*given: Any) -> str:
            needs.add("search")
            return holder.block(made(*given, wording))

        return inner

    found: dict[str, Callable[..., Any]] = {
        "fact": fact, "median": median, "label": label, "estimate": estimated, "asked": asked, "shown": shown,
        "amount": amount, "grid": grid, "times": times, "share": share, "source": source, "page": link,
        "figure": figured, "calculator": calculate, "history": history, "verdicts": verdicts, "usual": usual,
        "lab": lambda: f"../lab/{page.lang}/index.html",
        "count": lambda n: holder.text(wording.count(n)),
        "date": lambda day: holder.text(wording.date(day)), "version": lambda: holder.text(__version__),
        "say": lambda key, **given: holder.text(wording.say(key, **given)),
        "picture": lambda name: holder.block(picture(name, wording)),
        "sources": lambda kind="": listed(lists.sources)(kind), "models": listed(lists.models),
        "zones": listed(lists.zones), "editions": block(lists.editions),
        "shelves": block(lists.shelves), "method_list": block(lists.methods), "contents": lambda part="": holder.block(
            lists.contents(part, pages, wording)),
        "worked_example": block(methods.worked), "method_sources": block(methods.publications),
        "method_facts": block(methods.facts), "method_differences": block(methods.differences),
        "changes": block(lists.changes), "claims": lambda: listed(claims.claims)(pages),
        "downloads": lambda: holder.block(downloads.tables(out, wording)),
        "schemas": lambda: holder.block(downloads.schemas(out, wording)),
        "credits": block(downloads.credits), "api": block(api.api),
    }  # fmt: skip

    def bet(name: str) -> str:
        """A question to bet on before reading, kept in this tab until the page that answers it."""
        needs.add("bets")
        return holder.block(bets.asked(name, page, found, holder))

    def told(name: str) -> str:
        """The answer of that bet."""
        needs.add("bets")
        return holder.block(bets.told(name, page, found, holder))

    found |= {"bet": bet, "told": told}
    return found if pending is None else {name: _tolerant(each, holder, pending) for name, each in found.items()}


def _tolerant(function: Callable[..., Any], holder: Holder, pending: list[str]) -> Callable[..., Any]:
    """In a draft, a name that does not exist is marked in the page and told at the end."""

    def inner(*given: Any, **more: Any) -> Any:
        try:
            return function(*given, **more)
        except (Unknown, Refused, ModuleNotFoundError) as error:
            pending.append(str(error))
            said = f"[{error}]"
            return (
                "#"
                if function.__name__ in ("link", "<lambda>")
                else holder.inline(f"<mark>{escape(said)}</mark>", said)
            )

    return inner


def _where(name: str, page: Page, pages: Mapping[str, Page]) -> str:
    """The address of a figure: on this page, or on the first that holds it."""
    held = f'figure("{name}"'
    if held in page.body:
        return f"#{name}"
    found = next((other for other in pages.values() if held in other.body), None)
    if found is None:
        raise Unknown("figure of a page", name, FIGURES)
    return f"{found.name}.html#{name}"


def _factor(id: str) -> Factor:
    """The fact "pue-google", "google-2025/median-prompt", "lecture/laion-5b" or "equivalent:smartphone-charge"."""
    compiled = load().compiled
    method, _, key = id.rpartition("/")
    if id.startswith("equivalent:"):
        key = id.partition(":")[2]
        if key not in compiled["equivalents"]:
            raise Unknown("everyday thing", key, compiled["equivalents"])
        return load().equivalent(key)
    if method == LECTURE:
        if key not in lecture()["facts"]:
            raise Unknown("fact of the lecture", key, lecture()["facts"])
    elif method:
        if method not in compiled["methods"]:
            raise Unknown("method", method, compiled["methods"])
        if key not in compiled["methods"][method]["facts"]:
            raise Unknown("fact", key, compiled["methods"][method]["facts"])
    elif id not in compiled["factors"]:
        raise Unknown("fact", id, compiled["factors"])
    return load().factor(id)


__all__ = ["Estimated", "cited", "namespace"]
