"""The methods, listed by hand: one published method, one file, one line here. The first is the default."""

from ..records import Refused
from .base import Method
from .ecologits_0_11_3 import METHOD as ECOLOGITS
from .epoch_2025 import METHOD as EPOCH
from .google_2025 import METHOD as GOOGLE
from .lecture_2025 import METHOD as LECTURE
from .microsoft_2026 import METHOD as MICROSOFT
from .mistral_lca_2025 import METHOD as MISTRAL
from .openai_2025 import METHOD as OPENAI
from .serving_2026 import METHOD as SERVING

_LIST: tuple[Method, ...] = (SERVING, MICROSOFT, GOOGLE, OPENAI, EPOCH, MISTRAL, ECOLOGITS, LECTURE)

METHODS: dict[str, Method] = {method.id: method for method in _LIST}
"""Every method by its id, the default first. `.source` names the publications it comes from."""

DEFAULT = SERVING.id


def named(id: str | None) -> Method:
    """The method with this id, or the default. Raises Refused listing the ids."""
    found = METHODS.get(id or DEFAULT)
    if found is None:
        raise Refused("method", "method", id, ", ".join(METHODS))
    return found
