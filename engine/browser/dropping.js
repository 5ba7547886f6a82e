/**
 * What a reader drops on a page or chooses there: files and whole folders, each file with its path.
 *
 *     dropping({ over: zone, files: input, folder: other, take: (given) => read(await given) });
 */

/** @typedef {{file: File, path: string}} Given */

/**
 * Listens on the whole page, whose zone shows that something is above it.
 * @param {{over: HTMLElement, files: HTMLInputElement, folder: HTMLInputElement, take: (given: Promise<Given[]>) => unknown}} page
 */
export function dropping({ over, files, folder, take }) {
  const able = "webkitdirectory" in folder; // in every browser of a computer, and in no standard
  if (able) folder.webkitdirectory = true;
  for (const element of [folder, ...(folder.labels ?? [])]) element.hidden = !able;
  for (const input of [files, folder]) {
    input.addEventListener("change", () => {
      const chosen = [...(input.files ?? [])].map((file) => ({ file, path: file.webkitRelativePath || file.name }));
      input.value = ""; // so that the same can be chosen again
      take(Promise.resolve(chosen));
    });
  }
  for (const name of ["dragenter", "dragover"]) {
    document.addEventListener(name, (event) => (event.preventDefault(), over.classList.add("over")));
  }
  document.addEventListener("dragleave", ({ relatedTarget }) => relatedTarget || over.classList.remove("over"));
  document.addEventListener("drop", (event) => {
    event.preventDefault();
    over.classList.remove("over");
    take(dropped(event.dataTransfer));
  });
}

/** @param {DataTransfer | null} transfer @returns {Promise<Given[]>} */
async function dropped(transfer) {
  const items = [...(transfer?.items ?? [])].filter(({ kind }) => kind === "file");
  // Both are gone once anything has been waited for.
  const found = items.map((item) => ({ entry: item.webkitGetAsEntry?.(), file: item.getAsFile() }));
  const each = found.map(({ entry, file }) => (entry ? inside(entry) : file ? [{ file, path: file.name }] : []));
  return (await Promise.all(each)).flat();
}

/** The file itself, or all files of a folder. @param {any} entry a FileSystemEntry @returns {Promise<Given[]>} */
async function inside(entry) {
  if (entry.isFile) {
    const file = await new Promise((resolve, reject) => entry.file(resolve, reject));
    return [{ file, path: entry.fullPath.slice(1) }];
  }
  const reader = entry.createReader();
  const made = [];
  for (;;) {
    const some = await new Promise((resolve, reject) => reader.readEntries(resolve, reject)); // a hundred at a time
    if (!some.length) return made;
    for (const inner of some) made.push(...(await inside(inner)));
  }
}
