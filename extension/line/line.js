// The small line near an answer, if the reader wants it: in a closed shadow tree, so that neither page nor line can
// touch the other. It shows one text that the engine wrote, and goes away by itself or at a press.
(() => {
  const api = globalThis.browser ?? globalThis.chrome;
  const STAYS = 20_000;
  const STYLE = `
    :host { all: initial; position: fixed; right: 16px; bottom: 16px; z-index: 2147483647; }
    button { font: 13px/1.4 system-ui, sans-serif; font-variant-numeric: tabular-nums; color: #f3f7f8; background: #124560;
      border: 1px solid #2a7fa3; border-radius: 6px; padding: 6px 12px; max-width: min(34rem, 80vw); cursor: pointer; text-align: left; }
    button:focus-visible { outline: 2px solid #4c9fc4; outline-offset: 2px; }
    @media print { button { display: none; } }`;
  let host;
  let timer;

  function show(text, lang) {
    hide();
    host = document.createElement("wattprint-line");
    host.lang = lang;
    const shadow = host.attachShadow({ mode: "closed" });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
    shadow.adoptedStyleSheets = [sheet];
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = text;
    button.setAttribute("role", "status");
    button.addEventListener("click", hide);
    shadow.append(button);
    document.documentElement.append(host);
    timer = setTimeout(hide, STAYS);
  }

  function hide() {
    clearTimeout(timer);
    host?.remove();
    host = undefined;
  }

  api.runtime.onMessage.addListener((message, sender) => {
    if (sender.id === api.runtime.id && typeof message?.line === "string" && window === window.top) show(message.line, message.lang);
  });
})();
