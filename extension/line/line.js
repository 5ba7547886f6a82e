// The small line near an answer, if the reader wants it: in a closed shadow tree, so that neither page nor line can
// touch the other. It shows one text that the engine wrote, and goes away by itself or at a press.
(() => {
  const api = globalThis.browser ?? globalThis.chrome;
  const STAYS = 20_000;
  const STYLE = `
    :host { all: initial; position: fixed; right: 16px; bottom: 16px; z-index: 2147483647; }
    p { margin: 0; display: flex; align-items: baseline; gap: 10px; font: 13px/1.4 system-ui, sans-serif;
      font-variant-numeric: tabular-nums; color: #f3f7f8; background: #124560;
      border: 1px solid #2a7fa3; border-radius: 6px; padding: 6px 12px; max-width: min(34rem, 80vw); }
    button { all: unset; cursor: pointer; font: 16px/1 system-ui, sans-serif; padding: 2px 4px; border-radius: 4px; }
    button:focus-visible { outline: 2px solid #4c9fc4; outline-offset: 2px; }
    @media print { p { display: none; } }`;
  let host;
  let timer;

  function show(text, lang, close) {
    hide();
    host = document.createElement("wattprint-line");
    host.lang = lang;
    const shadow = host.attachShadow({ mode: "closed" });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
    shadow.adoptedStyleSheets = [sheet];
    // A live region is there before it speaks, and its button is no part of it.
    const line = document.createElement("p");
    line.lang = lang;
    const said = document.createElement("span");
    said.setAttribute("role", "status");
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = "\u00d7";
    button.setAttribute("aria-label", close);
    button.addEventListener("click", hide);
    line.append(said, button);
    shadow.append(line);
    document.documentElement.append(host);
    requestAnimationFrame(() => (said.textContent = text));
    timer = setTimeout(hide, STAYS);
  }

  function hide() {
    clearTimeout(timer);
    host?.remove();
    host = undefined;
  }

  api.runtime.onMessage.addListener((message, sender) => {
    if (sender.id === api.runtime.id && typeof message?.line === "string" && window === window.top) {
      show(message.line, String(message.lang), String(message.close));
    }
  });
})();
