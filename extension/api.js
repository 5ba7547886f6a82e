/** The browser's own interface to extensions, under one name in both. */

/** @type {any} */
export const api = /** @type {any} */ (globalThis).browser ?? /** @type {any} */ (globalThis).chrome;
