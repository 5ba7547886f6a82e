"""What the extension adds to a page: the same requests in Chromium with it and without, on a site of our own.

`python -m tests.bench.extension`, after `make extension`. The main thread's own processor time is read, not the clock,
so that another program's load matters little; both halves of the extension run on that thread.
"""

import tempfile
from pathlib import Path
from statistics import median
from typing import Any

from tests.extension.browsers import Chrome, chrome
from tests.extension.streams import LONG, PACE, SEND, streaming

ORIGIN = "https://chatgpt.com/*"
REQUESTS, ROUNDS = 150, 5
MILLI = 1000

ASK = f"""async (counted) => {{
  const body = JSON.stringify({{ action: "next", model: "auto", messages: [{{ id: "u-1", author: {{ role: "user" }},
    content: {{ content_type: "text", parts: ["A question of some length, as people ask. ".repeat(10)] }} }}] }});
  for (let n = 0; n < {REQUESTS}; n += 1) {{
    const control = new AbortController();
    const how = counted ? {{ method: "POST", body, signal: control.signal }} : {{ signal: control.signal }};
    const answer = fetch(counted ? "{SEND}?held" : "/early?" + n, how);
    await new Promise((done) => setTimeout(done, 20));
    control.abort();
    await answer.catch(() => {{}});
  }}
}}"""

STREAM = f"""async (name) => {{
  const messages = [{{ id: "u-" + name, author: {{ role: "user" }}, content: {{ parts: ["?"] }} }}];
  const body = JSON.stringify({{ messages }});
  const reader = (await fetch("{SEND}?" + name, {{ method: "POST", body }})).body.getReader();
  let bytes = 0;
  for (let piece; !(piece = await reader.read()).done; ) bytes += piece.value.length;
  return bytes;
}}"""


def measured(browser: Chrome, name: str) -> dict[str, float]:
    """Milliseconds of the main thread: for a request that is counted, for another one, and in a stream."""
    page = browser.open("https://chatgpt.com/")
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})

    def work(function: str, argument: Any) -> float:
        before = _task(session)
        browser.run(page, function, argument)
        return (_task(session) - before) * MILLI

    work(ASK, True)  # the first ones are compiled
    made = {
        "counted": work(ASK, True) / REQUESTS,
        "other": work(ASK, False) / REQUESTS,
        "stream": work(STREAM, f"long-{name}"),
    }
    page.close()
    return made


def _task(session: Any) -> float:
    found = session.send("Performance.getMetrics")["metrics"]
    return next(float(each["value"]) for each in found if each["name"] == "TaskDuration")


def main() -> None:
    """A table."""
    length = LONG * PACE * MILLI
    print(f"Chromium, {REQUESTS} requests; a stream of {LONG} pieces, {PACE * MILLI:.0f} ms apart; median of {ROUNDS}")
    rows = {}
    for name, granted in (("without", ()), ("with", (ORIGIN,))):
        with tempfile.TemporaryDirectory() as folder, streaming(Path(folder)) as site:
            with chrome(Path(folder) / "b", hosts={"chatgpt.com": site.server_port}, granted=granted) as browser:
                rounds = [measured(browser, f"{name}-{n}") for n in range(ROUNDS)]
            rows[name] = {key: median(each[key] for each in rounds) for key in rounds[0]}
    for key, label in (("counted", "a question, ms"), ("other", "any other request, ms"), ("stream", "a stream, ms")):
        without, with_it = rows["without"][key], rows["with"][key]
        print(f"{label:24}{without:9.2f} without{with_it:9.2f} with{with_it - without:+9.2f} added")
    added = rows["with"]["stream"] - rows["without"]["stream"]
    print(f"added to the main thread while streaming: {added / length:.2%} of the time")


if __name__ == "__main__":
    main()
