// Chromium's worker may start no other: the engine lives in this document, which nobody sees, while there is work.
import { api } from "../api.js";
import { WORK } from "./work.js";

api.runtime.onMessage.addListener((/** @type {any} */ { room, asked }, /** @type {any} */ sender, /** @type {any} */ reply) => {
  if (sender.id !== api.runtime.id || !room) return false;
  WORK[room](asked).then((answer) => reply({ answer }), (error) => reply({ error: String(error) }));
  return true;
});
