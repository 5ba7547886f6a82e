"""All that one can look for, in one file a language: facts, publications, models, countries, each with its place.

search.js fetches it when a reader types into the field of the sources.
"""

import json

from wattprint.facts import load

from .lists import paired, written
from .shelves import anchor, shelves, uses
from .words import set_type, words


def index(lang: str) -> str:
    """[[what is shown, what is searched beside it, where it stands]...] as JSON."""
    wording, facts = words(lang), load()
    rows = [
        [
            paired(wording.label(fact), written(fact.quantity, wording), wording),
            " ".join(source.title for source in fact.sources),
            f"{shelf.name}.html#{anchor(fact.id)}",
        ]
        for shelf in shelves()
        for fact in shelf.facts
    ]
    for id, cited in uses().items():
        source = facts.source(id)
        page = "sources-models" if set(cited) == {"models"} else "sources"
        rows.append([set_type(source.title, lang), f"{source.publisher} {source.date}", f"{page}.html#source-{id}"])
    rows += [[entry["name"], id, f"models.html#model-{id}"] for id, entry in facts.compiled["models"].items()]
    rows += [[entry["name"][lang], id, f"zones.html#zone-{id}"] for id, entry in facts.compiled["zones"].items()]
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":"))
