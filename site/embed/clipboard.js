/**
 * Puts a text on the clipboard, also one that is still being made.
 * @param {Promise<string>} text
 * @returns {Promise<HTMLTextAreaElement | undefined>} where the browser does not allow it: the text, to copy by hand
 */
export async function take(text) {
  try {
    if (!globalThis.ClipboardItem) throw new TypeError("no ClipboardItem");
    const blob = text.then((made) => new Blob([made], { type: "text/plain" }));
    await navigator.clipboard.write([new ClipboardItem({ "text/plain": blob })]);
  } catch {
    const made = await text; // what was wrong with the text itself is said by who asked for it
    try {
      await navigator.clipboard.writeText(made);
    } catch {
      const area = document.createElement("textarea");
      Object.assign(area, { value: made, readOnly: true, rows: 4, className: "by-hand" });
      return area;
    }
  }
  return undefined;
}
