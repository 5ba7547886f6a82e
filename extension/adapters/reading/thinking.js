/**
 * A text in which the reasoning stands between <think> and </think>, wherever the pieces are cut.
 */

const MARKS = { answer: "<think>", reasoning: "</think>" };

/** Splits pieces of a text. @param {(part: "answer" | "reasoning", text: string) => void} say */
export function thinking(say) {
  /** @type {"answer" | "reasoning"} */
  let part = "answer";
  let held = ""; // the end of a piece that may be the start of a mark
  return {
    /** @param {string} text */
    push(text) {
      let rest = held + text;
      held = "";
      for (;;) {
        const at = rest.indexOf(MARKS[part]);
        if (at < 0) break;
        say(part, rest.slice(0, at));
        rest = rest.slice(at + MARKS[part].length);
        part = part === "answer" ? "reasoning" : "answer";
      }
      for (let size = Math.min(MARKS[part].length - 1, rest.length); size > 0; size -= 1) {
        if (!MARKS[part].startsWith(rest.slice(-size))) continue;
        held = rest.slice(-size);
        rest = rest.slice(0, -size);
        break;
      }
      say(part, rest);
    },
    /** Nothing follows. */
    end() {
      say(part, held);
      held = "";
    },
  };
}

/** A text as a whole, split. @param {string} text @returns {{answer: string, reasoning: string}} */
export function thought(text) {
  const made = { answer: "", reasoning: "" };
  const split = thinking((part, piece) => (made[part] += piece));
  split.push(text);
  split.end();
  return made;
}
