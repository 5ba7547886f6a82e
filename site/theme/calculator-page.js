// The calculator in a page of the site: its state is the address (after #, which is never sent), its engine the page's.
import { ask, intent } from "./engine-start.js";
import { mount } from "../embed/calculator.js";

const address = () => import("../embed/address.js"); // most visits need it late, or never
const state = location.hash || location.search ? (await address()).fromAddress() : {};

for (const root of document.querySelectorAll("[data-mount]")) {
  intent(root);
  mount(root, {
    lang: document.documentElement.lang,
    state,
    ask,
    onstate: async (/** @type {any[]} */ ...given) => (await address()).toAddress(...given),
  });
}
