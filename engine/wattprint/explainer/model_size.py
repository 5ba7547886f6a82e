"""What a model weighs on disk: parameters times bits; and where it fits."""

from ..facts import load
from ..figures import Row, ranges
from ..records import Factor, Source
from ..units import Quantity
from ..wording import Wording
from .base import Drawn, pictures, tabled
from .controls import Choice, Slider
from .precise import Precise
from .series import series
from .state import State

BILLION = 1e9
BITS_PER_BYTE = 8
BITS = (2, 4, 8, 16, 32)
AT_FIRST = 16
MODELS = {
    "gpt2": "lecture/gpt-2-parameters",
    "llama8": "llama-3-8b-instruct",
    "llama70": "llama-3-70b-instruct",
    "gptoss": "gpt-oss-120b",
    "gpt3": "lecture/gpt-3-parameters",
    "llama405": "llama-3.1-405b-instruct",
    "dsv3": "deepseek-v3",
    "gpt4": "gpt-4",
    "gpt5": "gpt-5",
    "kimi": "kimi-k3",
}
"""Models by size: a fact of the lecture's, or a model of the catalogue; of GPT-5, only estimates."""

THEN = {"llama8": "model-size-llama-3-8b-lecture", "llama70": "model-size-llama-3-70b-lecture"}
GPT_4_THEN = "lecture/gpt-4-parameters-lecture"

PHONE = "lecture/phone-memory"
CARDS = {"card": "rtx-4090", "laptop": "apple-m4-pro", "gpu": "h100-sxm"}
"""Accelerators whose memory is what a model must fit into."""

CONTROLS = (
    Choice("model", tuple(MODELS), "llama8"),
    Slider("bits", BITS, AT_FIRST, steps=True),
)


def parameters(id: str, words: Wording) -> Factor:
    """How many parameters a model has, as a fact with its sources."""
    if id.startswith("lecture/"):
        return load().factor(id)
    model = load().model(id).model
    total = model.architecture.total
    quantity = Quantity(total.median, total.low, total.high, "parameter") * BILLION
    return Factor(
        f"model/{id}", quantity, model.sources, "", "", dict.fromkeys(("fr", "en"), words.say("of", model=model.name))
    )


def memories(words: Wording) -> dict[str, Factor]:
    """What models must fit into, the smallest first."""
    found = {"phone": load().factor(PHONE)}
    for name, id in CARDS.items():
        entry = load().compiled["accelerators"][id]
        sources: tuple[Source, ...] = tuple(map(load().source, entry["source"]))
        label = dict.fromkeys(("fr", "en"), words.say("memory_of", name=entry["name"]))
        found[name] = Factor(f"accelerator/{id}", Quantity(entry["memory"], unit="GB"), sources, "", "", label)
    return found


def weight(parameters: Quantity, bits: float) -> Quantity:
    """Parameters times bits, as bytes."""
    return parameters * Quantity(bits / BITS_PER_BYTE, unit="B/parameter")


def draw(state: State, words: Wording) -> Drawn:
    """Every model at these bits, and every memory, on a log scale."""
    bits, precise = state.number("bits"), Precise(words)
    known = {name: parameters(id, words) for name, id in MODELS.items()}
    room = memories(words)
    at = words.say("at", n=int(bits))
    sizes = [
        Row(words.say(f"controls.model.options.{name}"), weight(fact.quantity, bits), at, strong=name == state["model"])
        for name, fact in known.items()
    ]
    rooms = [
        Row(words.say(f"memories.{name}"), fact.quantity.to("B"), words.say("memory"), "water")
        for name, fact in room.items()
    ]
    then = [
        Row(words.say("then", model=words.say(f"controls.model.options.{name}")), load().factor(id).quantity.to("B"),
            words.say("lecture"), "hardware")
        for name, id in THEN.items()
    ]  # fmt: skip
    gpt_4 = load().factor(GPT_4_THEN)
    then.append(Row(words.say("then", model=words.say("controls.model.options.gpt4")), weight(gpt_4.quantity, bits),
                    words.say("lecture_at", n=int(bits)), "hardware"))  # fmt: skip
    rows = sorted([*sizes, *rooms, *then], key=lambda row: row.quantity.median)
    return Drawn(
        pictures(
            lambda width, kind: ranges(rows, precise, title=words.say("title"), name=f"model-size-{kind}", width=width)
        ),
        answer(state, known[state["model"]].quantity, room, precise),
        tabled(rows, precise, (words.say("heads.what"), words.say("heads.size"))),
        (*known.values(), *room.values(), *series("storage-then"), gpt_4),
        (words.say("note"),),
        values={
            "size": weight(known[state["model"]].quantity, bits),
            "parameters": known[state["model"]].quantity,
            "least": weight(known[state["model"]].quantity, BITS[0]),
        },
    )


def answer(state: State, count: Quantity, room: dict[str, Factor], words: Wording) -> str:
    """The size, and the smallest memory that holds it, or how many accelerators it takes."""
    size = weight(count, state.number("bits"))
    fits = next((name for name, memory in room.items() if size.median <= memory.quantity.to("B").median), None)
    largest = [*room.values()][-1].quantity.to("B")
    where = (
        words.say(f"fits.{fits}")
        if fits
        else words.say("fits.none", n=-(-size.median // largest.median), memory=words.quantity(largest))
    )
    model = words.say(f"controls.model.options.{state['model']}")
    return words.say("answer", model=model, n=int(state.number("bits")), size=words.quantity(size), where=where)
