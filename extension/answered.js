/** After an answer: the small line in its page, and the gentle notice of a goal, where the reader asked for them. */
import { api } from "./api.js";
import { badge } from "./badge.js";
import { dayOf, today } from "./clock.js";
import { ask } from "./room/door.js";
import { language } from "./settings.js";
import { countOf } from "./store.js";
import { WORDS } from "./words.js";

/** @param {any} event @param {number} tab @param {any} chosen */
export async function line(event, tab, chosen) {
  const lang = language(chosen);
  const day = dayOf(event.at, event.offset);
  const text = await ask("line", { event, day, chosen, lang });
  if (text) await api.tabs.sendMessage(tab, { line: text, lang, close: WORDS[lang].notices.close });
}

/** Says once a day that the goal is reached: by a notice if it may, by the badge in any case. @param {any} chosen */
export async function goal(chosen) {
  const day = today();
  const { told } = await api.storage.local.get("told");
  if (told === day || !chosen.goal.kind || !chosen.goal.most) return;
  const { kind, most } = chosen.goal;
  const over = kind === "requests" ? (await countOf(day)) >= most : await ask("reached", { chosen });
  if (!over) return;
  await api.storage.local.set({ told: day });
  await badge();
  if (!(await api.permissions.contains({ permissions: ["notifications"] }))) return;
  const words = WORDS[language(chosen)];
  api.notifications.create("goal", {
    type: "basic", iconUrl: api.runtime.getURL("look/icon-128.png"), title: words.store.name, message: words.notices.goal,
  });
}
