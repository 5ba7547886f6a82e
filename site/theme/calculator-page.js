// The calculator in a page of the site: its state is the address (after #, which is never sent), its engine the page's.
import { ask, intent } from "./engine-start.js";
import { mount } from "../embed/calculator.js";

const address = () => import("../embed/address.js"); // most visits need it late, or never
const state = location.hash || location.search ? (await address()).fromAddress() : undefined;

const mounted = [...document.querySelectorAll("[data-mount]")].map((root) => {
  intent(root);
  return mount(root, {
    lang: document.documentElement.lang,
    state,
    ask,
    onstate: async (/** @type {any[]} */ ...given) => (await address()).toAddress(...given),
  });
});

// A link pasted over the open page, or one within it.
addEventListener("hashchange", async () => {
  const found = (await address()).fromAddress();
  if (found) for (const calculator of mounted) calculator.set(found);
});
