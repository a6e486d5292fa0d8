// Parses the files whose names come in, one a line, as node or a browser would; runs none of them.
// usage: node --experimental-vm-modules parse.mjs <NAMES
import { readFileSync } from "node:fs";
import vm from "node:vm";

for (const name of readFileSync(0, "utf8").split("\n").filter(Boolean)) {
  const text = readFileSync(name, "utf8");
  try {
    if (name.endsWith(".mjs")) new vm.SourceTextModule(text, { identifier: name });
    else new vm.Script(text, { filename: name });
  } catch (error) {
    console.log(`${name}: ${error.message}`);
    process.exitCode = 1;
  }
}
