"""An invented history: answers of several chatbots over many days, the same at every call."""

import random
from datetime import UTC, datetime, timedelta
from typing import Any

CLASSES = ("vowel", "consonant", "space", "word", "capital", "mark", "digit", "newline")
MODELS = (("chatgpt.com", "gpt-5"), ("chatgpt.com", "gpt-4o"), ("claude.ai", "claude-sonnet-4-5"),
          ("chat.mistral.ai", "mistral-large"), ("gemini.google.com", "gemini-2.5-flash"))  # fmt: skip
TALK = 8  # answers in a conversation


def history(days: int, each: int, last: datetime | None = None, seed: int = 6) -> list[dict[str, Any]]:
    """`each` answers on every one of `days` days up to `last` (today), at Paris' winter clock."""
    chance = random.Random(seed)
    end = (last or datetime.now(UTC)).replace(hour=0, minute=0, second=0, microsecond=0)
    made = []
    for back in range(days):
        for number in range(each):
            site, model = chance.choice(MODELS)
            at = end - timedelta(days=back) + timedelta(hours=6, seconds=number * 60)
            event: dict[str, Any] = {
                "id": f"{back}-{number}", "site": site, "kind": "text", "at": at.strftime("%Y-%m-%dT%H:%M:%SZ"),
                "offset": 60, "model": model, "conversation": f"{site}-{back}-{number // TALK}",
                "prompt": {name: chance.randint(1, 100) for name in CLASSES[:5]},
                "answer": {name: chance.randint(1, 600) for name in CLASSES},
            }  # fmt: skip
            if number % 4 == 0:
                event["reasoning"] = {"vowel": chance.randint(100, 3000)}
            made.append(event)
    return made
