"""What a reader meets when the network, the browser or the engine does not do its part."""

from typing import Any

import pytest
from tests.browser.chromium import Chromium
from tests.browser.firefox import Firefox
from tests.browser.quiet import AT_REST
from tests.browser.site import POLICY, Site, serving

from browser import runtime

(WHEEL,) = (path.name for path in runtime.OUT.glob("wattprint-*.whl"))
FILES = ("worker.js", "on-demand.js", "contents.js", "pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "stdlib.zip")
QUESTION = {"do": "estimate", "request": {"model": "gpt-4o", "output_tokens": 9}, "lang": "fr"}
ASK = """async ([question, patience]) => {
    Object.assign(engine.patience, patience);
    const outcome = await engine.ask(question, "a").then(
        ({ sentence }) => ({ sentence }), ({ name, code, message, detail }) => ({ name, code, message, detail }));
    return { ...outcome, state: engine.state };
}"""


FAILED = """async () => {
    while (engine.state !== "failed") await new Promise((done) => setTimeout(done, 20));
}"""


def ask(browser: Chromium | Firefox, **patience: float) -> dict[str, Any]:
    outcome: dict[str, Any] = browser.run(ASK, [QUESTION, patience])
    return outcome


@pytest.mark.parametrize("name", [*FILES, WHEEL])
def test_a_missing_file_is_said_at_once_and_tried_again_when_asked(chromium: Chromium, site: Site, name: str) -> None:
    site.faults[name] = "gone"
    chromium.open(site.url)
    outcome = ask(chromium)
    assert (outcome["name"], outcome["code"], outcome["state"]) == ("Fault", "missing", "failed"), outcome
    assert outcome["message"].startswith("Un fichier du calculateur n’a pas pu être chargé")
    site.faults.clear()
    assert "Wh" in ask(chromium)["sentence"]


@pytest.mark.parametrize(
    ("browser", "name"),
    [("chromium", "pyodide.asm.wasm"), ("firefox", "pyodide.asm.wasm"), ("firefox", "stdlib.zip"), ("chromium", WHEEL)],
    indirect=["browser"],
)
def test_a_page_of_a_filter_in_the_place_of_a_file_is_seen(browser: Chromium | Firefox, site: Site, name: str) -> None:
    site.faults[name] = "page"
    browser.open(site.url)
    outcome = ask(browser)
    assert (outcome["code"], outcome["state"]) == ("missing", "failed"), outcome


def test_a_file_that_never_comes_is_given_up(browser: Chromium | Firefox, site: Site) -> None:
    site.faults["pyodide.asm.wasm"] = "held"
    browser.open(site.url)
    outcome = ask(browser, loading=1500)
    assert (outcome["code"], outcome["state"]) == ("stalled", "failed"), outcome
    assert outcome["message"].startswith("Le calculateur ne répond plus")


def test_a_policy_that_forbids_wasm_is_said_at_once(browser: Chromium | Firefox) -> None:
    with serving(POLICY.replace(" 'wasm-unsafe-eval'", "")) as strict:
        browser.open(strict.url)
        outcome = ask(browser)
    assert (outcome["code"], outcome["state"]) == ("blocked", "failed"), outcome


def test_a_worker_that_was_killed_is_replaced_and_the_question_asked_again(chromium: Chromium, site: Site) -> None:
    chromium.open(site.url)
    first = ask(chromium)
    chromium.kill_worker()
    again = ask(chromium, answering=3000)
    assert again["sentence"] == first["sentence"]
    assert len([path for _, path in site.asked if path.endswith("worker.js")]) <= 2


def test_after_an_error_of_its_own_the_engine_starts_anew(chromium: Chromium, site: Site) -> None:
    chromium.open(site.url)
    first = ask(chromium)
    chromium.break_worker()
    chromium.run(FAILED)
    assert ask(chromium)["sentence"] == first["sentence"]


def test_bytes_counted_after_the_first_answer_start_no_clock(chromium: Chromium, site: Site) -> None:
    chromium.open(site.url)
    ask(chromium)
    chromium.run("""() => {
        engine.patience.loading = 0;
        engine.addEventListener("progress", () => (globalThis.late = true));
    }""")
    chromium.page.workers[0].evaluate("() => self.postMessage({ loaded: 1, total: 2 })")
    chromium.run(AT_REST)
    assert chromium.run("() => [engine.state, typeof globalThis.late]") == ["ready", "undefined"]


def test_a_worker_that_answers_nothing_is_given_up_after_two_tries(chromium: Chromium, site: Site) -> None:
    chromium.open(site.url)
    ask(chromium)
    outcome = ask(chromium, answering=0)
    assert (outcome["name"], outcome["code"]) == ("Fault", "stalled")
    assert "Wh" in ask(chromium, answering=15_000)["sentence"]


def test_stale_questions_are_dropped_and_the_others_answered_in_order(browser: Chromium | Firefox, site: Site) -> None:
    browser.open(site.url)
    answered = browser.run("""async () => {
        const order = [];
        const ask = (key, output_tokens) => engine
            .ask({ do: "estimate", request: { model: "gpt-4o", output_tokens } }, key)
            .then((answer) => order.push([key, output_tokens, answer?.energy.median > 0]));
        const early = [ask("slider", 1), ask("other", 7), ask("slider", 2)];
        await Promise.all([...early, ask("slider", 3)]);
        for (let tokens = 10; tokens < 60; tokens += 1) early.push(ask("slider", tokens));
        await Promise.all(early);
        return order;
    }""")
    assert answered[:4] == [["slider", 1, False], ["slider", 2, False], ["other", 7, True], ["slider", 3, True]]
    assert [(tokens, drawn) for _, tokens, drawn in answered[4:]] == [(n, n == 59) for n in range(10, 60)]
    computed = browser.run("() => performance.getEntriesByName('wattprint:answer').length")
    assert computed <= 4, "what is overtaken before its turn is not computed"
