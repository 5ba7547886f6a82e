/**
 * What a reader does to a control stays there: an arrow key on a slider must not turn the slide that it stands on, nor
 * a finger that drags it. Slide programs listen on the document and see only the custom element as the target, so they
 * cannot know that a control inside it has the focus.
 */

const KEYS = ["keydown", "keypress", "keyup"];
const FINGERS = ["pointerdown", "pointermove", "pointerup", "touchstart", "touchmove", "touchend"];

/** @param {ShadowRoot} root */
export function contain(root) {
  for (const name of KEYS) {
    root.addEventListener(name, (event) => {
      const { key, ctrlKey, altKey, metaKey } = /** @type {KeyboardEvent} */ (event);
      // Leaving, and shortcuts of the page and of the browser, are not the control's.
      if (key !== "Escape" && !ctrlKey && !altKey && !metaKey && !/^F\d/.test(key)) event.stopPropagation();
    });
  }
  for (const name of FINGERS) {
    root.addEventListener(
      name,
      (event) => {
        if (event.target instanceof Element && event.target.matches("input, select, textarea")) event.stopPropagation();
      },
      { passive: true },
    );
  }
}
