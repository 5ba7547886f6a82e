/** The count of today, on the button of the browser. */
import { api } from "./api.js";
import { today } from "./clock.js";
import { disk } from "./disk.js";
import { settings } from "./settings.js";
import { countOf } from "./store.js";

const COLOURS = { usual: "#124560", paused: "#56636c", full: "#9a2a12" };

export async function badge() {
  const { paused } = await settings();
  const n = await countOf(today());
  const text = disk.full ? "!" : n > 999 ? "999+" : n ? String(n) : "";
  const state = disk.full ? "full" : Date.now() < paused.until ? "paused" : "usual";
  await api.action.setBadgeText({ text });
  await api.action.setBadgeBackgroundColor({ color: COLOURS[state] });
  await api.action.setBadgeTextColor?.({ color: "#ffffff" });
}
