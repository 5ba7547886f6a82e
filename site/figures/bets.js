/**
 * Bets: what a reader chooses where a part opens is kept in this tab, and shown again where the part ends.
 */
/** Storage that may be refused: then the bet lasts as long as the page. @param {string} name @param {string} [bet] */
function kept(name, bet) {
  try {
    if (bet !== undefined) sessionStorage.setItem(`bet:${name}`, bet);
    return sessionStorage.getItem(`bet:${name}`);
  } catch {
    return bet ?? null;
  }
}

/** @param {Element} section @param {string | null} bet */
function show(section, bet) {
  for (const button of section.querySelectorAll("button")) {
    button.disabled = false;
    button.setAttribute("aria-pressed", String(button.value === bet));
  }
  for (const said of section.querySelectorAll("span[hidden]")) if (bet !== null) said.removeAttribute("hidden");
}

for (const section of document.querySelectorAll(".bet")) {
  const { bet: name = "", mine } = /** @type {HTMLElement} */ (section).dataset;
  const bet = kept(name);
  if (mine === undefined) {
    show(section, bet);
    section.addEventListener("click", ({ target }) => {
      const button = target instanceof Element ? target.closest("button") : null;
      if (button) show(section, kept(name, button.value));
    });
  } else if (bet !== null) {
    const chosen = section.querySelectorAll("li")[Number(bet)];
    const note = document.createElement("i");
    note.textContent = mine;
    chosen?.classList.add("mine");
    chosen?.append(" ", note);
  }
}
