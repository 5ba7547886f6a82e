// What a notebook or a MyST page does with an anywidget: a model that keeps values and tells of changes, and a place.
import widget from "../widget.mjs";

const place = document.querySelector("#widget");
const select = document.querySelector("#model");
const told = new EventTarget();
const values = { site: new URL(place.dataset.site, document.baseURI).href, lang: place.dataset.lang, model: "gpt-4o", zone: "FRA" };
const model = {
  get: (name) => values[name],
  set(name, value) {
    values[name] = value;
    told.dispatchEvent(new Event(`change:${name}`));
  },
  on: (name, act) => told.addEventListener(name, act),
  off: (name, act) => told.removeEventListener(name, act),
  save_changes() {
    const { site, lang, ...state } = values;
    document.querySelector("#heard").value = new URLSearchParams(Object.entries(state).filter(([, value]) => value));
    if ([...select.options].some(({ value }) => value === state.model)) select.value = state.model;
  },
};
select.addEventListener("change", () => {
  model.set("model", select.value);
  model.save_changes();
});
place.replaceChildren();
await widget.render({ model, el: place });
