// Reads a list of texts as JSON, writes how many tokens of o200k_base each one has.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const { encode } = createRequire(`${process.argv[2]}/x.js`)("gpt-tokenizer/encoding/o200k_base");
const texts = JSON.parse(readFileSync(0, "utf8"));
process.stdout.write(JSON.stringify(texts.map((text) => encode(text).length)));
