/**
 * ChatGPT's "delta encoding v1" -> single operations on paths.
 *
 * What a delta leaves out (path, operation, channel) is that of the delta before it; nothing is left out inside a
 * patch. No document is built: the texts pass through.
 */

/** @typedef {(change: {op: string, path: string, value: any, channel: number}) => void} Apply */

/** A reader of deltas {p, o, v, c}. @param {Apply} apply */
export function deltas(apply) {
  /** @type {{p?: string, o?: string, c?: number}} */
  let last = {};
  return (/** @type {any} */ delta) => {
    const { p = last.p, o = last.o, c = last.c ?? 0, v } = delta;
    if (p === undefined || o === undefined) throw new TypeError("a delta of nothing");
    last = { p, o, c };
    if (o !== "patch") return apply({ op: o, path: p, value: v, channel: c });
    for (const each of v) {
      const path = p + (each.p ?? "");
      if (each.o === "patch")
        for (const inner of each.v) apply({ op: inner.o, path: path + inner.p, value: inner.v, channel: c });
      else apply({ op: each.o, path, value: each.v, channel: c });
    }
    return undefined;
  };
}
