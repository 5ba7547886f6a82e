// The hidden page that runs the engine for a page of another origin (remote.js). It hears one port, given by the page
// that holds it; it answers nothing but the calculator's questions, which are counts and short choices: no prose passes.
import { engine } from "../runtime/engine.js";

const LONGEST = 1600; // characters of one value of a state: a list of names at the most
const MOST = 60; // values
const ROOT = /v\/\d+\.\d+\.\d+\/embed\/$/.test(new URL("./", location.href).pathname) ? "../../../" : "../";

/** @param {any} given @param {(value: any) => boolean} good */
const flat = (given, good) => Object.keys(Object(given)).length <= MOST && Object.values(Object(given)).every(good);

/** @param {any} question @returns {boolean} whether it is one that a calculator asks */
function allowed(question) {
  const { do: door, lang, part = "", state, counts, ...rest } = Object(question);
  return (
    door === "calculator" && ["fr", "en", undefined].includes(lang) && /^[a-z]*$/.test(part) &&
    Object.keys(rest).length === 0 && flat(counts, Number.isFinite) &&
    flat(state, (value) => typeof value === "string" && value.length <= LONGEST)
  );
}

/** @param {MessagePort} port */
function serve(port) {
  const forward = (name) => ({ detail }) => port.postMessage({ [name]: detail ?? true });
  for (const name of ["progress", "ready", "fault"]) engine.addEventListener(name, forward(name));
  port.onmessage = ({ data: { start, id, key, question } }) => {
    if (start) return engine.start();
    if (!allowed(question)) {
      return port.postMessage({ id, error: { name: "Fault", code: "broken", message: "not a calculator's question" } });
    }
    engine.ask(question, key).then(
      (answer) => port.postMessage({ id, answer }),
      ({ name, message, field, found, allowed, code }) =>
        port.postMessage({ id, error: { name, message, field, found, allowed, code } }),
    );
  };
  port.postMessage({ here: true });
  fetch(new URL(`${ROOT}versions.json`, location.href), { cache: "no-cache" })
    .then((response) => response.json())
    .then((news) => port.postMessage({ news }))
    .catch(() => {}); // a newer version is good to know of, not needed
}

window.addEventListener("message", function hear({ source, data, ports }) {
  if (source !== window.parent || data?.wattprint !== "engine" || ports.length !== 1) return;
  window.removeEventListener("message", hear);
  serve(ports[0]);
});
