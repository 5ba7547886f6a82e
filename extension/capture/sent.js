/**
 * What a page sends, as an adapter can read it.
 */

/** Gives what a page sends, as text or form, now if it can be read now. @param {any} scope @param {any} body
 *  @param {(body: import("./exchange.js").Body) => void} give @returns {Promise<void> | undefined} */
export function readBody(scope, body, give) {
  const { FormData, URLSearchParams, Blob, Request, ArrayBuffer, TextDecoder } = scope;
  const decoded = (/** @type {any} */ bytes) => new TextDecoder().decode(bytes);
  if (typeof body === "string" || body instanceof FormData || body instanceof URLSearchParams) give(body);
  else if (body instanceof ArrayBuffer || ArrayBuffer.isView(body)) give(decoded(body));
  else if (body instanceof Blob || body instanceof Request) {
    const form = body instanceof Request && /^multipart\//.test(body.headers.get("content-type") ?? "");
    return (form ? body.formData() : body.text()).then(give, () => give(null));
  } else give(null);
  return undefined;
}
