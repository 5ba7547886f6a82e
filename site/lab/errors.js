/** What Python says when a cell fails, for those who read it for the first time. */
import { WORDS } from "./contents.js";

// PyScript writes the message as HTML, where <exec> and <module> are taken for elements.
const FRAME = /File "(?:<exec>)?", line (\d+)/g;
const LAST = /^(?:[\w.]*\.)?(\w+)(?::\s*([\s\S]*))?$/;

/** @param {string} trace a traceback @returns {{type: string, message: string, line: string | undefined}} */
export function understood(trace) {
  const lines = trace.trimEnd().split("\n");
  const start = lines.findLastIndex((line) => /^[\w.]+(Error|Exception|Refused|Interrupt|Exit|Iteration)\b/.test(line));
  const [, type = "", message = ""] = LAST.exec(lines.slice(Math.max(start, 0)).join("\n")) ?? [];
  return { type, message: start < 0 ? lines.at(-1) ?? "" : message, line: [...trace.matchAll(FRAME)].at(-1)?.[1] };
}

/**
 * An error as something to read: the line, what Python says, what that means, and the whole message folded.
 * @param {string} trace @param {string} lang
 */
export function explained(trace, lang) {
  const words = WORDS[lang] ?? WORDS.en;
  const { type, message, line } = understood(trace);
  const made = element("div", "failed");
  made.append(element("p", "what", `${line ? words.line.replace("{line}", line) : words.error}`));
  made.append(element("p", "says", [type, message].filter(Boolean).join(lang === "fr" ? "\u00a0: " : ": ")));
  if (words.errors[type]) made.append(element("p", "means", words.errors[type]));
  const whole = element("details", "");
  whole.append(element("summary", "", words.trace), element("pre", "", trace.trim()));
  made.append(whole);
  return made;
}

/** @param {string} tag @param {string} name @param {string} [text] */
export function element(tag, name, text) {
  const made = document.createElement(tag);
  if (name) made.className = name;
  if (text) made.textContent = text;
  return made;
}
