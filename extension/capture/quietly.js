/**
 * Whatever is wrong on our side, the page goes on.
 */

/** @template T @param {() => T} work @returns {T | undefined} */
export function quietly(work) {
  try {
    return work();
  } catch {
    return undefined;
  }
}
