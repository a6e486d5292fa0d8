// tests/scenario: plays scenarios by hand and tells in words what happens.
import { load, names, play } from "./scenario.mjs";

const wanted = process.argv.slice(2);
if (!wanted.length) for (const name of names()) console.log(name.padEnd(8), load(name).title.replace(/^F\d+\w*: /, ""));

const unknown = wanted.filter((name) => !names().includes(name));
if (unknown.length) {
  console.error(`There is no scenario ${unknown.join(", ")}. There are: ${names().join(" ")}`);
  process.exit(64);
}

for (const name of wanted) {
  console.log(`\n${load(name).title}`);
  try {
    const { orders, merged } = await play(name, (line) => console.log(`  ${line}`));
    console.log(`  Healed: ${orders} orders agree with Allegro, ${merged} merged away.`);
  } catch (error) {
    console.log(`  NOT healed: ${error.message}`);
    process.exitCode = 1;
  }
}
