/**
 * The JSON objects inside a frame of which the rest is unknown bytes.
 */

/** @param {string} text @returns {any[]} */
export function enclosed(text) {
  const found = [];
  let from = text.indexOf('{"');
  while (from >= 0) {
    const end = closing(text, from);
    if (end < 0) break;
    try {
      found.push(JSON.parse(text.slice(from, end)));
      from = text.indexOf('{"', end);
    } catch {
      from = text.indexOf('{"', from + 1);
    }
  }
  return found;
}

/** Where the object that begins here is over; -1 if it is not. @param {string} text @param {number} from */
function closing(text, from) {
  let depth = 0;
  let quoted = false;
  for (let at = from; at < text.length; at += 1) {
    const each = text[at];
    if (quoted) {
      if (each === "\\") at += 1;
      else if (each === '"') quoted = false;
    } else if (each === '"') quoted = true;
    else if (each === "{") depth += 1;
    else if (each === "}" && --depth === 0) return at + 1;
  }
  return -1;
}
