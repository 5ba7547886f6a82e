/**
 * The worker's half of an import: the reader's files are mounted as they are, and Python reads them a piece at a time;
 * not even an archive of a gigabyte is in memory.
 */
const PLACE = "/import";

/**
 * pydantic validates what comes in, and is fetched only now.
 * @param {any} pyodide @param {number} id @param {string} text {salt, lang} @param {import("./dropping.js").Given[]} files
 */
export async function importing(pyodide, id, text, files) {
  const { FS } = pyodide;
  await pyodide.loadPackage("pydantic", { messageCallback() {} });
  FS.mkdirTree(PLACE);
  const blobs = placed(files);
  FS.mount(FS.filesystems.WORKERFS, { blobs }, PLACE);
  // What was given as a folder is one: Python chooses in it, as it does on a disk.
  const tops = new Set(blobs.map(({ name }) => name.split("/", 2).join("/")));
  const paths = [...tops].map((name) => `${PLACE}/${name}`);
  const offset = (/** @type {number} */ at) => -new Date(at * 1000).getTimezoneOffset();
  const tell = (/** @type {string} */ said) => self.postMessage({ id, said });
  const made = pyodide.pyimport("wattprint.bridge").importing(JSON.stringify({ ...JSON.parse(text), paths }), tell, offset);
  FS.unmount(PLACE);
  self.postMessage({ id, text: made });
}

/**
 * Files by their paths. Of two with the same path the second goes into a folder of its own; others stay together, as a
 * database and its log do.
 * @param {import("./dropping.js").Given[]} files
 */
function placed(files) {
  const seen = new Map();
  return files.map(({ file, path }) => {
    const plain = path.split("/").filter((part) => part && part !== "." && part !== "..").join("/") || "file";
    const before = seen.get(plain) ?? 0;
    seen.set(plain, before + 1);
    return { name: `${before}/${plain}`, data: file };
  });
}
