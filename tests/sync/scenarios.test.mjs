// Each failure staged by a file in tests/sandbox/scenarios, and what Kram made of it.
import { test } from "node:test";
import { load, names, play } from "../sandbox/scenario.mjs";

for (const name of names().filter((one) => !load(one).hostile)) test(load(name).title, () => play(name));
