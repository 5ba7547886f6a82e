/**
 * The tap of talks: what is said aloud passes where no script can count it. A page that sends a microphone to a server
 * is counted as one answer whose length is not known.
 */
import { quietly } from "./quietly.js";

/** @param {any} scope @param {import("./ledger.js").Ledger} ledger */
export function tapVoice(scope, ledger) {
  const { Proxy, Reflect, RTCPeerConnection } = scope;
  if (!RTCPeerConnection) return;
  /** @type {WeakSet<object>} */
  const talking = new WeakSet();
  for (const name of ["addTrack", "addTransceiver"]) {
    const native = RTCPeerConnection.prototype[name];
    if (!native) continue;
    RTCPeerConnection.prototype[name] = new Proxy(native, {
      apply(target, self, args) {
        const made = Reflect.apply(target, self, args);
        quietly(() => {
          if ((args[0]?.kind ?? args[0]) !== "audio" || talking.has(self)) return;
          talking.add(self);
          const turn = ledger.open({ kind: "voice" });
          turn.miss("voice-unknown");
          ledger.close(turn, "end");
        });
        return made;
      },
    });
  }
}
