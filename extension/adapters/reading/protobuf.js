/**
 * The texts in a protobuf message of which nobody has the description.
 */

const DEEPEST = 8;
const TEXT = /^[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffd]+$/; // eslint-disable-line no-control-regex

/** @param {Uint8Array} bytes @param {number} [depth] @returns {string[]} */
export function texts(bytes, depth = 0) {
  /** @type {string[]} */
  const found = [];
  let at = 0;
  const varint = () => {
    let value = 0n;
    for (let shift = 0n; at < bytes.length; shift += 7n) {
      const byte = bytes[at++];
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return Number(value);
    }
    return NaN;
  };
  while (at < bytes.length) {
    const kind = varint() & 7;
    if (kind === 0) varint();
    else if (kind === 1) at += 8;
    else if (kind === 5) at += 4;
    else if (kind === 2) {
      const size = varint();
      if (!(size <= bytes.length - at)) return found;
      const inner = bytes.subarray(at, (at += size));
      const text = new TextDecoder().decode(inner);
      if (TEXT.test(text)) found.push(text);
      else if (depth < DEEPEST) found.push(...texts(inner, depth + 1));
    } else return found;
  }
  return found;
}
