/** A dated backup in the downloads folder, every so many days, where the reader asked for one. */
import { api } from "./api.js";
import { today } from "./clock.js";
import { ask } from "./room/door.js";
import { change, settings } from "./settings.js";

const DAY = 86_400_000;

export async function saveBackup() {
  const { backup } = await settings();
  const due = !backup.last || Math.abs(Date.now() - Date.parse(backup.last)) >= backup.every * DAY;
  if (!backup.every || !due || !(await api.permissions.contains({ permissions: ["downloads"] }))) return;
  const url = await ask("backup", {});
  await api.downloads.download({ url, filename: `wattprint/wattprint-${today()}.json`, conflictAction: "overwrite" });
  await change((old) => ({ backup: { ...old.backup, last: today(), saved: today() } }));
}
