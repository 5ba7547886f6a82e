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

YEARS = (1, 2, 3, 4, 5, 6, 8, 10, 12, 15)
AT_FIRST = 3
ZONES = ("FRA", "DEU", "USA", "POL", "WOR")

CONTROLS = (
    Choice("device", tuple(DEVICES)),
    Slider("years", YEARS, AT_FIRST),
    Choice("zone", ZONES),
)


def draw(state: State, words: Wording) -> Drawn:
    """Two lines over the years: what making took, once; what using has taken so far."""
    made, power = (load().factor(id) for id in DEVICES[state["device"]])
    grid = load().grid("carbon", state["zone"])
    yearly = (power.quantity * grid.quantity).to("kg/yr")
    years = [Quantity(year, unit="yr") for year in YEARS]
    making = Line(words.say("making"), tuple((year, made.quantity) for year in years), "hardware", dashed=True)
    using = Line(words.say("using"), tuple((year, yearly * year.median * ONE_YEAR) for year in years), "carbon")
    now = Quantity(state.number("years"), unit="yr")
    used = yearly * now
    mark = Mark(now, used, words.say("after", years=words.quantity(now)))
    device = words.say(f"controls.device.options.{state['device']}")
    rows = (
        *((words.say("row", years=words.quantity(year)), words.interval(value)) for year, value in using.points),
        (words.say("making"), words.interval(made.quantity)),
    )
    described = words.say("described", device=device, made=made.quantity, years=words.quantity(now), used=used)
    return Drawn(
        pictures(
            lambda width, kind: lines(
                [making, using],
                words,
                title=words.say("title"),
                described=described,
                name=f"making-and-using-{kind}",
                width=width,
                marks=[mark],
            )
        ),
        answer(device, made.quantity, yearly, now, words),
        Table((words.say("heads.when"), words.say("heads.carbon")), rows),
        (*series("hardware"), grid),
        (words.say("note"),),
    )


def answer(device: str, made: Quantity, yearly: Quantity, now: Quantity, words: Wording) -> str:
    """The share of making after so many years, and when using catches up."""
    used = yearly * now
    share = Quantity(made.median / (made + used).median)
    return words.say(
        "answer",
        device=device,
        years=words.quantity(now),
        share=words.quantity(share.to("%")),
        catch=(made / yearly).to("yr"),
    )
