/**
 * Every object inside a JSON value, outer ones first, to a depth that no page passes.
 */

const DEEPEST = 12;

/** @param {any} value @param {(object: any) => void} visit @param {number} [depth] */
export function walk(value, visit, depth = 0) {
  if (!value || typeof value !== "object" || depth > DEEPEST) return;
  if (!Array.isArray(value)) visit(value);
  for (const inner of Object.values(value)) walk(inner, visit, depth + 1);
}
