// Gives each frame of Wattprint on this page the height of what it shows. Hears its own site only.
(() => {
  const site = new URL(document.currentScript.src).origin;
  const ours = () => [...document.querySelectorAll("iframe")].filter((frame) => frame.src.startsWith(site + "/"));
  const ask = (frame) => frame.contentWindow.postMessage({ wattprint: "height?" }, site);
  addEventListener("message", ({ origin, source, data }) => {
    const frame = origin === site && ours().find((one) => one.contentWindow === source);
    if (!frame) return;
    const { wattprint, height } = Object(data);
    if (wattprint === "here") ask(frame);
    if (wattprint === "height" && Number.isFinite(height) && height > 0 && height < 2e4) frame.style.height = height + "px";
  });
  // A frame that has said "here" before this script came is asked once all have loaded.
  if (document.readyState === "complete") ours().forEach(ask);
  else addEventListener("load", () => ours().forEach(ask));
})();
