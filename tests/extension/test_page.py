"""The taps in real pages: nothing changes for the page, what it ends is ended, and it cannot speak for us."""

import hashlib
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from tests.extension.browsers import Chrome, Fire, chrome, fire, until
from tests.extension.streams import EVENTS, SEND, Streams, event, head, streaming

ORIGIN = "https://chatgpt.com/*"
Run = Callable[[str], Any]

ASK = f"""
  const ask = (name, signal) => fetch("{SEND}?" + name, {{ method: "POST", signal, body: JSON.stringify(
    {{ action: "next", model: "auto", messages: [{{ id: "u-" + name, author: {{ role: "user" }},
       content: {{ content_type: "text", parts: ["Combien ?"] }} }}] }}) }});
  const some = async (reader, count = 3) => {{ for (let n = 0; n < count; n += 1) await reader.read(); }};
"""

ENDS = {
    "abort": "const c = new AbortController(); const r = (await ask(name, c.signal)).body.getReader();"
             "await some(r); c.abort();",
    "reader-cancel": "const r = (await ask(name)).body.getReader(); await some(r); await r.cancel('enough');",
    "body-cancel": "const r = await ask(name); await r.body.cancel();",
    "for-await": "let n = 0; for await (const piece of (await ask(name)).body) if ((n += 1) > 3) break;",
    "pipe-to": "let n = 0; const bad = new WritableStream({ write() { if ((n += 1) > 3) throw new Error('full'); } });"
               "await (await ask(name)).body.pipeTo(bad).catch(() => {});",
    "pipe-through": "const r = (await ask(name)).body.pipeThrough(new TextDecoderStream()).getReader();"
                    "await some(r); await r.cancel();",
    "tee": "const [a, b] = (await ask(name)).body.tee(); const r = a.getReader(); await some(r);"
           "await Promise.all([r.cancel(), b.cancel()]);",
    "clone": "const a = await ask(name); const b = a.clone(); const r = a.body.getReader(); await some(r);"
             "await Promise.all([r.cancel(), b.body.cancel()]);",
}  # fmt: skip


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Streams]:
    with streaming(tmp_path_factory.mktemp("site")) as made:
        yield made


@pytest.fixture(scope="module", params=["chromium", "firefox"])
def browser(
    request: pytest.FixtureRequest, site: Streams, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Chrome | Fire]:
    start = chrome if request.param == "chromium" else fire
    where = tmp_path_factory.mktemp(str(request.param))
    with start(where, hosts={"chatgpt.com": site.server_port}, granted=(ORIGIN,)) as made:
        yield made


@pytest.fixture
def run(browser: Chrome | Fire) -> Run:
    """Runs a function's body in a fresh tab of the chat."""
    if isinstance(browser, Fire):
        browser.open("https://chatgpt.com/")
        return lambda body: browser.run(f"async () => {{ {body} }}")
    page = browser.open("https://chatgpt.com/")
    return lambda body: browser.run(page, f"async () => {{ {body} }}")


def test_a_page_gets_every_byte_as_it_was_sent(run: Run) -> None:
    body = """
      const got = await ask("fast-bytes");
      const bytes = new Uint8Array(await got.clone().arrayBuffer());
      const digest = await crypto.subtle.digest("SHA-256", bytes);
      const text = await got.text();
      return { digest: Array.from(new Uint8Array(digest), (b) => b.toString(16).padStart(2, "0")).join(""),
               size: bytes.length, text: text.length, url: got.url, type: got.type, status: got.status,
               used: got.bodyUsed };
    """
    sent = head("fast-bytes") + b"".join(map(event, range(EVENTS)))
    found = run(ASK + body)
    assert found == {
        "digest": hashlib.sha256(sent).hexdigest(), "size": len(sent),
        "text": len(sent.decode().encode("utf-16-le")) // 2,
        "url": f"https://chatgpt.com{SEND}?fast-bytes", "type": "basic", "status": 200, "used": True,
    }  # fmt: skip


@pytest.mark.parametrize("end", ENDS)
def test_the_page_ends_its_own_request(run: Run, site: Streams, browser: Chrome | Fire, end: str) -> None:
    name = f"{browser.name}-{end}"
    run(f"{ASK} const name = {name!r}; {ENDS[end]} return true;")
    deadline = time.monotonic() + 10
    while name not in site.over and time.monotonic() < deadline:
        time.sleep(0.05)
    assert site.written[name] < EVENTS // 2, f"{site.written[name]} of {EVENTS} pieces were still written"


def test_nothing_of_ours_is_to_be_seen(run: Run) -> None:
    found = run("return window.seen();")
    assert found == {"native": [True] * 7, "socket": True, "name": "fetch", "length": 1, "ours": [], "heard": []}


def test_a_page_cannot_speak_for_us(run: Run, browser: Chrome | Fire) -> None:
    before = len(browser.events())
    found = run("""
      const heard = [];
      for (const name of ["wattprint:page", "wattprint:isolated"])
        document.addEventListener(name, (event) => heard.push(event.detail), true);
      for (const detail of ["ready", "heard", "0".repeat(32)])
        for (const name of ["wattprint:page", "wattprint:isolated"])
          document.dispatchEvent(new CustomEvent(name, { detail }));
      await new Promise((done) => setTimeout(done, 300));
      return heard.filter((detail) => !["ready", "heard", "0".repeat(32)].includes(detail));
    """)
    assert found == [], "the name of the channel is not given to a page that asks for it"
    assert len(browser.events()) == before


def test_an_answer_that_was_read_is_counted(run: Run, browser: Chrome | Fire) -> None:
    run(ASK + 'const r = (await ask("fast-count")).body.getReader(); while (!(await r.read()).done); return true;')

    def counted() -> bool:
        return any(
            found["id"] == "a-fast-count" and found["answer"].get("digit", 0) >= EVENTS for found in browser.events()
        )

    assert until(counted)


def test_a_page_that_writes_itself_anew_is_heard_on(run: Run, browser: Chrome | Fire) -> None:
    """`document.open()` takes every listener of the document away, those of our two halves too."""
    page = """
      document.open(); document.write("<p>Another page</p>"); document.close();
      await new Promise((done) => setTimeout(done, 200));
    """
    run(page + ASK + 'const r = (await ask("fast-anew")).body.getReader(); while (!(await r.read()).done); return 1;')
    assert until(lambda: [found for found in browser.events() if found["id"] == "a-fast-anew"], 10)


def test_a_page_that_replaces_the_clock_and_the_writer_of_json_changes_nothing(run: Run) -> None:
    lies = """
      const lie = () => { throw new Error("not yours"); };
      performance.now = Date.now = crypto.getRandomValues = lie;
      const { stringify } = JSON; window.said = [];
      const body = stringify({ action: "next", messages: [{ id: "u-lies", author: { role: "user" },
        content: { content_type: "text", parts: ["Combien ?"] } }] });
      JSON.stringify = (value) => { said.push(value); return "{}"; };
    """
    asked = f'fetch("{SEND}?fast-lies", {{ method: "POST", body }})'
    found = run(lies + f"const r = (await {asked}).body.getReader(); while (!(await r.read()).done);"
                "await new Promise((done) => setTimeout(done, 300)); return said.length;")  # fmt: skip
    assert found == 0
