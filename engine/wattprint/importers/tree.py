"""A conversation as a tree of messages -> one event per answer, on every branch.

Regenerated answers and edited questions were computed too, so every branch counts, not only the one shown last.
A list of messages is a tree without branches.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

from ..records import UsageEvent
from .base import Reading
from .turn import Turn, inner, key

ASK, ANSWER, BESIDE = "ask", "answer", "beside"
"""The reader's message; the model's; and what the model was given or did on the way (tools, system)."""


class Node(NamedTuple):
    """A message: its id, the id of the one before, which of the three roles it has, and itself."""

    id: str
    parent: str | None
    role: str
    message: dict[str, Any]


class _Step(NamedTuple):
    node: Node
    turn: Turn
    answered: bool
    before: str | None  # the id of the answer that this turn answers to


class Shape(NamedTuple):
    """The names that a format gives to the id, the author and the predecessor of a message, and to its two authors."""

    id: str
    role: str
    parent: str
    roles: dict[str, str]


Fill = Callable[[Turn, dict[str, Any]], None]


def events(
    nodes: Iterable[Node], fill: Fill, site: str, conversation: str | None, reading: Reading, model: str | None = None
) -> Iterator[UsageEvent]:
    """The events of a conversation. `fill` counts a message into its turn; `model` is that of turns without a label."""
    every = list(nodes)
    known = {node.id for node in every}
    children: dict[str | None, list[Node]] = {}
    for node in every:
        children.setdefault(node.parent if node.parent in known else None, []).append(node)
    stack = [_Step(root, Turn(), False, None) for root in reversed(children.get(None, []))]
    visited: set[str] = set()
    while stack:
        node, turn, answered, before = stack.pop()
        if node.id in visited:
            continue
        visited.add(node.id)
        fill(turn, node.message)
        if node.role == ANSWER:
            turn.id, answered = node.id, True
        following = children.get(node.id, [])
        turn.model = turn.model or (model if answered else None)
        own = [child for child in following if child.role != ASK or not answered]
        if answered and not own and (made := turn.event(site, conversation, before, reading)):
            yield made
        stack += [_Step(child, turn.branch(), answered, before) for child in reversed(own[1:])]
        if own:
            stack.append(_Step(own[0], turn, answered, before))
        if answered:
            for child in reversed(following):
                if child.role == ASK:
                    fresh = Turn()
                    fresh.model = turn.model
                    stack.append(_Step(child, fresh, False, turn.id))
    for _ in range(len(every) - len(visited)):
        reading.miss("message")


def chain(messages: Iterable[Any], shape: Shape, reading: Reading) -> list[Node]:
    """The nodes of a list of messages, each following the one before unless it names another; those without an id or
    of a strange role are counted as unread."""
    made: list[Node] = []
    for message in messages:
        id, role = key(inner(message, shape.id)), shape.roles.get(str(inner(message, shape.role)).lower())
        if id is None or role is None:
            reading.miss("message", message)
            continue
        before = made[-1].id if made else None
        made.append(Node(id, key(inner(message, shape.parent)) or before, role, message))
    return made
