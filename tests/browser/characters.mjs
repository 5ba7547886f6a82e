// node characters.mjs RUNTIME < [[text, cut, cut...], ...]: the counts of each text, and of its pieces.
import { pathToFileURL } from "node:url";

const { Characters, counted } = await import(pathToFileURL(`${process.argv[2]}/characters.js`).href);
let input = "";
for await (const part of process.stdin.setEncoding("utf8")) input += part;
const answers = JSON.parse(input).map(([text, ...cuts]) => {
  const pieces = new Characters();
  let from = 0;
  for (const cut of [...cuts, text.length]) {
    pieces.add(text.slice(from, cut));
    pieces.counts; // looking changes nothing
    from = cut;
  }
  return [counted(text), pieces.counts];
});
process.stdout.write(JSON.stringify(answers));
