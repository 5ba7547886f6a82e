"""The next word: a language model made by counting which word followed which, with backing off to shorter contexts.

The probability of a word after a context mixes what followed this very context with what followed the context
shortened by a word, and so on down to the words alone: a little is taken from every count that was seen (absolute
discounting) and given to the shorter context, so that no word of the text is ever impossible.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from .chance import Chance

WORD = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*'?|\d+(?:[.,]\d+)*|[.,;:!?…«»()“”–]")
ENDS = frozenset(".!?…")
START = ""
"""Before the first word of a sentence there is nothing."""

LONGEST = 5
"""Words of context at the most: beyond it a short text only recites."""

DISCOUNT = 0.2  # taken from every count: a text this short must be trusted, or the model babbles
COLDEST = 1e-3  # a temperature of 0 always takes the likeliest word; this is near enough

_NO_SPACE_BEFORE = frozenset(".,…)”")
_THIN_BEFORE = frozenset(";:!?»")  # a space in French, none in English
_NO_SPACE_AFTER = frozenset("(“")


class Model(NamedTuple):
    """For each context of up to `order` words: which words followed, and how often."""

    order: int
    follows: dict[tuple[str, ...], dict[str, int]]
    words: tuple[str, ...]

    @property
    def parameters(self) -> int:
        """The numbers that were learnt: one count for each context and word seen together."""
        return sum(map(len, self.follows.values()))


def words(text: str) -> list[str]:
    """The words and the punctuation, as the model reads them; what elides ("l'") is a word."""
    found = []
    for token in WORD.findall(text.replace("’", "'")):
        head, mark, tail = token.partition("'")
        found += [head + mark, tail] if mark and tail and len(head) <= ELIDED else [token]
    return found


ELIDED = 2  # letters before the apostrophe of l', qu': in English, don't stays one word


@lru_cache(maxsize=4)
def learn(text: str, order: int) -> Model:
    """Counts every run of up to `order` + 1 words of the text: the whole training."""
    read = words(text)
    follows: dict[tuple[str, ...], dict[str, int]] = {(): {}}
    line = [START] * order
    for word in read:
        for length in range(order + 1):
            context = tuple(line[len(line) - length :])
            counts = follows.setdefault(context, {})
            counts[word] = counts.get(word, 0) + 1
        line = [START] * order if word in ENDS else [*line, word][1:] if order else []
    return Model(order, follows, tuple(sorted(follows[()])))


def context(model: Model, before: Sequence[str]) -> tuple[str, ...]:
    """The last words that the model looks at, from the start of the sentence on."""
    line = [START] * model.order
    for word in before:
        line = [START] * model.order if word in ENDS else [*line, word]
    return tuple(line[len(line) - model.order :])


def seen(model: Model, before: Sequence[str]) -> tuple[str, ...]:
    """The longest end of the context that stood in the text."""
    whole = context(model, before)
    return next(whole[start:] for start in range(len(whole) + 1) if whole[start:] in model.follows)


def probabilities(model: Model, before: Sequence[str], temperature: float = 1.0) -> dict[str, float]:
    """How likely each word of the text is to come next; they add up to 1.

    A temperature below 1 favours the likely words, above 1 it gives the others a chance.
    """
    whole = context(model, before)
    mixed = dict.fromkeys(model.words, 1 / len(model.words))
    for length in range(len(whole) + 1):
        counts = model.follows.get(whole[len(whole) - length :])
        if not counts:
            break
        total = sum(counts.values())
        shorter = DISCOUNT * len(counts) / total
        mixed = {word: share * shorter for word, share in mixed.items()}
        for word, count in counts.items():
            mixed[word] += (count - DISCOUNT) / total
    return heated(mixed, temperature)


def heated(shares: dict[str, float], temperature: float) -> dict[str, float]:
    """The shares to the power of 1 / temperature, made to add up to 1 again."""
    if temperature == 1:
        return shares
    power = 1 / max(temperature, COLDEST)
    most = max(shares.values())
    raised = {word: (share / most) ** power for word, share in shares.items()}
    total = sum(raised.values())
    return {word: share / total for word, share in raised.items()}


def likeliest(shares: dict[str, float], n: int) -> list[tuple[str, float]]:
    """The n likeliest words, the likeliest first, in alphabetical order where they are equal."""
    return sorted(shares.items(), key=lambda pair: (-pair[1], pair[0]))[:n]


def write(model: Model, before: Sequence[str], length: int, temperature: float, seed: int) -> list[str]:
    """Words drawn one after the other, each by the probabilities that those before it give."""
    chance, made = Chance(seed), list(before)
    for _ in range(length):
        shares = probabilities(model, made, temperature)
        made.append(list(shares)[chance.pick(list(shares.values()))])
    return made[len(before) :]


def finish(model: Model, before: Sequence[str], longest: int, temperature: float, seed: int) -> list[str]:
    """The same, up to the end of the sentence."""
    made = write(model, before, longest, temperature, seed)
    ends = [place for place, word in enumerate(made) if word in ENDS]
    return made[: ends[0] + 1] if ends else made


def recited(text: str, made: Sequence[str]) -> int:
    """The longest run of the words made that stands in the text as it is."""
    read = words(text)
    places: dict[str, list[int]] = {}
    for place, word in enumerate(read):
        places.setdefault(word, []).append(place)
    longest = 0
    for start, first in enumerate(made):
        for place in places.get(first, []):
            run = 0
            while start + run < len(made) and place + run < len(read) and made[start + run] == read[place + run]:
                run += 1
            longest = max(longest, run)
    return longest


def joined(made: Sequence[str], french: bool) -> str:
    """The words as a line of text, with the spaces that the language wants around its punctuation."""
    line = ""
    for word in made:
        glued = word in _NO_SPACE_BEFORE or (word in _THIN_BEFORE and not french)
        opened = line.endswith("'") or line[-1:] in _NO_SPACE_AFTER
        line += word if not line or glued or opened else f" {word}"
    return line
