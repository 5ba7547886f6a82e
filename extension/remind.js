/** The reminder of a backup, where the reader asked for one and there is something to lose. */
import { span } from "./store.js";

const MONTH = 30 * 86_400_000;

/** @param {any} chosen the settings */
export async function overdue({ backup }) {
  if (!backup.remind) return false;
  const since = backup.saved || (await span())?.[0];
  return Boolean(since) && Math.abs(Date.now() - Date.parse(since)) >= MONTH;
}
