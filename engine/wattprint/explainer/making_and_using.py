"""Making a device against using it: when does manufacturing stop being most of its carbon?"""

from ..facts import load
from ..figures.lines import Line, Mark, lines
from ..units import Quantity
from ..wording import Wording
from .base import Drawn, Table, pictures
from .controls import Choice, Slider
from .series import ONE_YEAR, series
from .state import State

DEVICES = {
    "smartphone": ("smartphone-manufacture-ademe", "smartphone-electricity-per-year"),
    "tablet": ("tablet-manufacture-ademe", "tablet-electricity-per-year"),
    "laptop": ("laptop-manufacture-ademe", "laptop-electricity-per-year"),
    "desktop": ("desktop-manufacture-ademe", "desktop-electricity-per-year"),
    "tv": ("tv-manufacture-ademe", "tv-electricity-per-year"),
    "console": ("console-manufacture-ademe", "console-electricity-per-year"),
    "box": ("box-manufacture-ademe", "box-electricity-per-year"),
    "gpu": ("accelerator-carbon", "h100-use-per-year"),
}
"""Each device: the fact of its manufacture, the fact of its electricity a year."""

MONTHS = (1, 3, 6, 12, 24, 36, 60, 120, 240, 600, 1200, 2400, 6000)
A_YEAR = 12
AT_FIRST = 36
TICKS = tuple(Quantity(years, unit="yr") for years in (1 / A_YEAR, 1, 10, 100))
ZONES = ("FRA", "DEU", "USA", "POL", "WOR")


def lasting(months: float, words: Wording) -> str:
    """ "3 months", "50 years"."""
    years = int(months) // A_YEAR
    return words.say("lasting.years", n=years) if years else words.say("lasting.months", n=int(months))


def after(months: float) -> Quantity:
    """So many months."""
    return Quantity(months / A_YEAR, unit="yr")


CONTROLS = (
    Choice("device", tuple(DEVICES)),
    Slider("months", MONTHS, AT_FIRST, shown=lambda months, words: lasting(months, words)),
    Choice("zone", ZONES),
)


def draw(state: State, words: Wording) -> Drawn:
    """Two lines over the years: what making took, once; what using has taken so far."""
    made, power = (load().factor(id) for id in DEVICES[state["device"]])
    grid = load().grid("carbon", state["zone"])
    yearly = (power.quantity * grid.quantity).to("kg/yr")
    years = list(map(after, MONTHS))
    making = Line(words.say("making"), tuple((year, made.quantity) for year in years), "hardware", dashed=True)
    using = Line(words.say("using"), tuple((year, yearly * year.median * ONE_YEAR) for year in years), "carbon")
    now = after(state.number("months"))
    used, said = yearly * now, lasting(state.number("months"), words)
    met = (made.quantity / yearly).to("yr")
    marks = [Mark(now, used, words.say("after", years=said))]
    if years[0].median <= met.median <= years[-1].median:
        marks.append(Mark(met, made.quantity, "", line=False))
    device = words.say(f"controls.device.options.{state['device']}")
    rows = (
        *(
            (words.say("row", years=lasting(months, words)), words.interval(value))
            for months, (_, value) in zip(MONTHS, using.points, strict=True)
        ),
        (words.say("making"), words.interval(made.quantity)),
    )
    described = words.say("described", device=device, made=made.quantity, years=said, used=used)
    return Drawn(
        pictures(
            lambda width, kind: lines(
                [making, using],
                words,
                title=words.say("title"),
                described=described,
                name=f"making-and-using-{kind}",
                width=width,
                marks=marks,
                ticks=TICKS,
            )
        ),
        answer(device, made.quantity, used, met, said, words),
        Table((words.say("heads.when"), words.say("heads.carbon")), rows),
        (*series("hardware"), grid),
        (words.say("note"),),
        values={"catch": met, "yearly": yearly * ONE_YEAR},
    )


def answer(device: str, made: Quantity, used: Quantity, met: Quantity, said: str, words: Wording) -> str:
    """The share of making after so long, and when using catches up."""
    share = Quantity(made.median / (made + used).median)
    return words.say(
        "answer",
        device=device,
        years=said,
        share=words.quantity(share.to("%")),
        catch=met,
    )
