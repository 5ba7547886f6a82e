/** Days of the reader's own clock: an event keeps the offset it was counted under, so travel moves nothing. */

/** @param {number} n */
const two = (n) => String(n).padStart(2, "0");

/** The local day of an instant. @param {string} at UTC @param {number} [offset] minutes east of it */
export function dayOf(at, offset = 0) {
  const moved = new Date(at);
  moved.setUTCMinutes(moved.getUTCMinutes() + offset);
  return moved.toISOString().slice(0, 10);
}

/** Today, where the reader is. @param {Date} [now] */
export function today(now = new Date()) {
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

/** The hour of an instant, where the reader is: "14:05". @param {number} at */
export function hour(at) {
  const found = new Date(at);
  return `${two(found.getHours())}:${two(found.getMinutes())}`;
}

/** The next local midnight, which a change to summer time may move. @param {Date} [now] */
export function midnight(now = new Date()) {
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1, 0, 0, 5).getTime();
}
