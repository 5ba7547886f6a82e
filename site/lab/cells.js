/**
 * Cells of Python that a reader edits and runs, on a page of the lab or on anybody's:
 *
 *     <link rel="stylesheet" href=".../lab/lab.css">
 *     <script type="module" src=".../lab/cells.js" data-version="0.1.0"></script>
 *     <div class="cell"><pre>print("Hello")</pre></div>
 *
 * A cell may hold its result already (.result) and a folded solution (.solution). Nothing is fetched before a button is
 * pressed. The page's `lang` chooses the words.
 */
import { VERSION, WORDS } from "./contents.js";
import { open, quietly, scriptOf, started, stop } from "./editor.js";
import { element } from "./errors.js";

const lang = document.documentElement.lang.slice(0, 2);
const words = WORDS[lang] ?? WORDS.en;

/** @type {Cell[]} */
const cells = [];

class Cell {
  /** @type {Promise<void> | undefined} */
  opened;
  /** Whether Python has run it, since it started. */
  ran = false;

  /** @param {HTMLElement} box @param {number} number */
  constructor(box, number) {
    this.box = box;
    box.id ||= `cell-${number}`;
    this.code = /** @type {HTMLElement} */ (box.querySelector("pre"));
    this.source = (this.code.textContent ?? "").replace(/^\n+|\s+$/g, "");
    this.code.classList.add("code");
    this.result = box.querySelector(".result") ?? element("div", "result");
    this.status = element("span", "status");
    this.status.setAttribute("role", "status");
    this.run = button("run", () => this.execute());
    this.halt = button("stop", () => this.stop());
    this.reset = button("reset", () => this.restore());
    this.halt.hidden = this.reset.hidden = true;
    const tools = element("div", "tools");
    const keys = element("span", "keys", words.keys);
    tools.append(this.run, this.halt, button("edit", () => this.edit()), this.reset, keys, this.status);
    this.code.after(tools);
    if (!this.result.isConnected) tools.after(this.result);
    this.code.addEventListener("click", () => getSelection()?.isCollapsed && this.edit());
    const solution = box.querySelector(".solution pre");
    if (solution) solution.after(button("try", () => this.replace(solution.textContent ?? "")));
    box.addEventListener("py-editor:done", () => this.finish());
  }

  /** The code as it stands. */
  get current() {
    return scriptOf(this.box)?.code ?? this.source;
  }

  /** Opens the editor, once. */
  edit() {
    this.opened ??= open(this.box, this.code, this.source, () => this.prepare()).then(
      () => {
        this.reset.hidden = false;
        this.box.classList.add("open");
      },
      (error) => {
        this.opened = undefined;
        this.fail(error);
        throw error;
      },
    );
    return this.opened;
  }

  async execute() {
    if (!this.opened) this.say(words.loading.replace("{size}", words.size));
    try {
      await this.edit();
      scriptOf(this.box).process("", true);
    } catch {
      // said already
    }
  }

  /** Before every run, however it was asked for: Python is there, and so are the names of the cells above. */
  async prepare() {
    const first = !cells.some(({ ran }) => ran);
    this.run.hidden = true;
    this.box.setAttribute("aria-busy", "true");
    if (first) this.say(words.loading.replace("{size}", words.size));
    try {
      await started();
      for (const cell of cells.slice(0, cells.indexOf(this))) {
        if (!cell.ran) await quietly(cell.current);
        cell.ran = true;
      }
    } catch (error) {
      this.fail(error);
      return new Promise(() => {}); // the run that was asked for never comes; another may
    }
    this.halt.hidden = false;
    this.ran = true;
    this.result.replaceChildren();
    this.result.classList.add("fresh");
    this.say(words.running);
  }

  finish() {
    this.box.removeAttribute("aria-busy");
    this.halt.hidden = true;
    this.run.hidden = false;
    this.run.textContent = words.run;
    this.say(this.result.querySelector(".failed") ? words.error : words.done);
  }

  stop() {
    stop(this.box);
    for (const cell of cells) cell.ran = false;
    this.finish();
    this.say("");
    this.run.focus();
  }

  restore() {
    scriptOf(this.box).code = this.source;
  }

  /** @param {string} code */
  async replace(code) {
    await this.edit();
    scriptOf(this.box).code = `${this.source}\n\n${code}`;
    this.box.scrollIntoView({ block: "start" });
    this.execute();
  }

  /** @param {unknown} error */
  fail(error) {
    console.warn("wattprint:", error);
    this.box.removeAttribute("aria-busy");
    this.run.hidden = false;
    this.run.textContent = words.again;
    this.say(words.failed);
    this.result.classList.remove("fresh");
  }

  /** @param {string} text */
  say(text) {
    this.status.textContent = text;
  }
}

/** @param {string} name @param {() => unknown} act */
function button(name, act) {
  const made = /** @type {HTMLButtonElement} */ (element("button", name, words[name]));
  made.type = "button";
  made.addEventListener("click", act);
  return made;
}

/** The cells as they stand, as a file that runs anywhere. */
function save() {
  const text = cells.map(({ current }) => `# %%\n${current}\n`).join("\n");
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "text/x-python" }));
  link.download = `${location.pathname.split("/").at(-1)?.replace(/\.html$/, "") || "wattprint"}.py`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

/** A page that names the version it was written with says when the site's is another. */
function compare() {
  const own = [...document.scripts].find(({ src }) => src === import.meta.url);
  const asked = own?.dataset.version;
  if (!asked || asked === VERSION) return;
  const said = words.version.replace("{asked}", asked).replace("{found}", VERSION);
  cells[0]?.box.before(element("p", "version", said));
}

for (const [place, box] of document.querySelectorAll(".cell").entries()) {
  cells.push(new Cell(/** @type {HTMLElement} */ (box), place + 1));
}
if (cells.length) cells[cells.length - 1].box.after(button("save", save));
compare();
document.documentElement.classList.add("lab-ready");
