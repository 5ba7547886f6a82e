/**
 * What a page sends, read: an unreadable body is an empty object.
 */

/** @param {import("../../capture/exchange.js").Body} body @returns {any} */
export function sentJSON(body) {
  return typeof body === "string" && body ? (JSON.parse(body) ?? {}) : {};
}

/** A field of a form, whichever way the page wrote it. @param {import("../../capture/exchange.js").Body} body
 *  @param {string} field @returns {string} */
export function sentField(body, field) {
  const form = typeof body === "string" ? new URLSearchParams(body) : body;
  const found = form?.get(field);
  return typeof found === "string" ? found : "";
}
