/**
 * The worker's half of an import: the reader's files are mounted as they are, and Python reads them a piece at a time;
 * not even an archive of a gigabyte is in memory.
 */
const PLACE = "/import";

/**
 * pydantic validates what comes in, and is fetched only now.
 * @param {any} pyodide @param {number} id @param {string} text {salt, lang} @param {File[]} files
 */
export async function importing(pyodide, id, text, files) {
  const { FS } = pyodide;
  await pyodide.loadPackage("pydantic", { messageCallback() {} });
  FS.mkdirTree(PLACE);
  // Two files may have one name: each gets a folder of its own.
  const blobs = files.map((file, place) => ({ name: `${place}/${file.name.replaceAll("/", "_")}`, data: file }));
  FS.mount(FS.filesystems.WORKERFS, { blobs }, PLACE);
  const paths = blobs.map(({ name }) => `${PLACE}/${name}`);
  const offset = (/** @type {number} */ at) => -new Date(at * 1000).getTimezoneOffset();
  const tell = (/** @type {string} */ said) => self.postMessage({ id, said });
  const made = pyodide.pyimport("wattprint.bridge").importing(JSON.stringify({ ...JSON.parse(text), paths }), tell, offset);
  FS.unmount(PLACE);
  self.postMessage({ id, text: made });
}
