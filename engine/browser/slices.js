/** What is asked of the engine at a time, so that it answers within a second or two. */

const TOGETHER = 1500; // answers in one question, about

/**
 * Days in groups, each with about so many answers as one question may have, or with a single day that has more.
 * @param {string[]} days @param {(day: string) => number} size
 */
export function* slices(days, size) {
  /** @type {string[]} */
  let some = [];
  let sum = 0;
  for (const day of days) {
    const more = size(day);
    if (some.length && sum + more > TOGETHER) {
      yield some;
      some = [];
      sum = 0;
    }
    some.push(day);
    sum += more;
  }
  if (some.length) yield some;
}
