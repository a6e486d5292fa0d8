// tests/scenario: plays scenarios by hand and tells in words what happens.
import { load, names, play } from "./scenario.mjs";

const wanted = process.argv.slice(2);
if (!wanted.length) for (const name of names()) console.log(name.padEnd(8), load(name).title.replace(/^F\d+\w*: /, ""));

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
