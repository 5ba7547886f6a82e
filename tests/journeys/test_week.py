"""A week with the extension, in both browsers: another chatbot on each of seven days, the dashboard in the
reader's language, export, deletion, and the return of everything from the file that was exported."""

import base64
import csv
import io
import json
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial
from typing import Any

import pytest
from tests.extension.browsers import chrome, fire, until
from tests.extension.test_conversations import (
    COUNTERS,
    HOSTS,
    RECORDINGS,
    SOCKETS,
    Session,
    clockless,
    day,
    named,
)  # fmt: skip
from tests.extension.test_import import GIVE
from tests.extension.test_views import FRESH, TEXT, _plain, engine
from tests.journeys.calculator_page import Words

DAYS = 7
PATIENCE = 90  # seconds, for an engine on a machine that may be busy
BACK = """async ([site, days]) => {
  const { each, keepAll } = await import("/store.js");
  const moved = [];
  await each((events) => void moved.push(...events.filter((event) => event.site === site)));
  for (const event of moved) {
    const at = new Date(event.at);
    at.setUTCDate(at.getUTCDate() - days);
    event.at = at.toISOString();
  }
  await keepAll(moved);
}"""
"""The same answers heard before: of two instants the store keeps the first."""

CLICK = "async (button) => document.querySelector(button).click()"
DRAWN = """async (button) => {
  delete document.querySelector("#view").dataset.fresh;
  document.querySelector(button).click();
}"""
SAVED = """async (button) => {
  const made = new Promise((done) => {
    const plain = URL.createObjectURL;
    URL.createObjectURL = (blob) => {
      URL.createObjectURL = plain;
      done(blob);
      return plain.call(URL, blob);
    };
  });
  HTMLAnchorElement.prototype.click = function () { window.savedAs = this.download; };
  document.querySelector(button).click();
  return [await (await made).text(), window.savedAs];
}"""
SAYS = "async (place) => document.querySelector(place).textContent"
RETURNED = {"en": "answers added", "fr": "réponses ajoutées"}


@pytest.fixture(params=[("chromium", "en"), ("firefox", "fr")], ids=" ".join)
def week(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Session, str]]:
    """A browser whose reader has asked a chatbot a day for a week."""
    from tests.extension.rooms import answering

    name, lang = request.param
    where = tmp_path_factory.mktemp(name)
    hosts = dict.fromkeys(HOSTS | SOCKETS, 0)
    granted = [f"https://{host}/*" for host in HOSTS]
    start = chrome if name == "chromium" else fire
    with answering(where) as room, start(where, dict.fromkeys(hosts, room.server_port), granted, lang=lang) as browser:
        session = Session(browser, room)
        session.inside("async (lang) => (await import('/settings.js')).change({ lang })", lang)
        for back, recording in enumerate(list(RECORDINGS.values())[:DAYS]):
            session.counted({browser.open(room.sit(recording)): recording})
            session.inside(BACK, [recording.head["site"], back])
        yield session, lang


def test_a_week_is_counted_read_exported_deleted_and_brought_back(week: tuple[Session, str]) -> None:
    session, lang = week
    kept = session.kept()
    answers = Counter(map(day, kept))
    today = date.today()
    assert sorted(answers) == [str(today - timedelta(days=back)) for back in reversed(range(DAYS))]

    tab = session.browser.view("dashboard/dashboard.html")
    here = partial(session.run, tab)
    shown = of_the_week(session, tab)
    assert shown == by_cpython(session, kept, lang)

    backup, name = here(SAVED, "#json")
    assert name == f"wattprint-{today}.json"
    assert sorted(map(named, json.loads(backup)["events"])) == sorted(map(named, kept))
    table, name = here(SAVED, "#csv")
    assert name == f"wattprint-{today}.csv"
    rows = list(csv.DictReader(io.StringIO(table)))
    assert Counter(row["at"][:10] for row in rows) == Counter(event["at"][:10] for event in kept)

    here(CLICK, "#all")
    here(CLICK, "#no")
    assert session.kept() == kept, "a question that is answered with no deletes nothing"
    here(CLICK, "#all")
    here(CLICK, "#yes")
    assert until(lambda: session.kept() == [], PATIENCE)
    assert until(lambda: here(SAYS, "#toast"), PATIENCE), "what was deleted is said, with a way back"
    assert of_the_week(session, tab) == by_cpython(session, [], lang)

    here(GIVE, [["wattprint.json", base64.b64encode(backup.encode()).decode()]])
    said = until(lambda: here(SAYS, "#result"), PATIENCE)
    assert said.replace("\N{NO-BREAK SPACE}", " ").startswith(f"{len(kept)} {RETURNED[lang]}")
    assert list(map(clockless, session.kept())) == list(map(clockless, kept))
    assert Counter(map(day, session.kept())) == answers
    assert of_the_week(session, tab) == shown


def of_the_week(session: Session, tab: Any) -> str:
    """What the dashboard says of seven days, once it is drawn."""
    assert until(partial(session.run, tab, FRESH, "#view"), PATIENCE)
    session.run(tab, DRAWN, "[data-period=week]")
    assert until(partial(session.run, tab, FRESH, "#view"), PATIENCE)
    return _plain(session.run(tab, TEXT, "#view"))


def by_cpython(session: Session, events: list[dict[str, Any]], lang: str) -> str:
    """The same, of these events, by the engine outside of the browser."""
    today = date.today().isoformat()
    kept = engine("days", events=events, days=sorted({day(event) for event in events}))["days"]
    seen, heard = (session.inside(COUNTERS, f"{name}|{today}|") for name in ("seen", "heard"))
    html = engine("dashboard", days=kept, today=today, lang=lang, period="week", seen=seen, heard=heard)["html"]
    return _plain(re.sub(r"\s+", " ", Words(html).said))
