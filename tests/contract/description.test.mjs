// Descriptions as they would be sent, made of every case of the cleaner's own test, against Allegro's
// description.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { test } from "node:test";

import { OpenApi } from "./openapi.mjs";

const path = process.env.KRAM_OPENAPI;
const skip = path ? false : "openapi.yaml is not here (KRAM_OPENAPI)";
const schemas = "#/components/schemas/";
const ofType = { TEXT: "DescriptionSectionItemText", IMAGE: "DescriptionSectionItemImage" };

test("each is a description of Allegro's, and has no field that it does not know", { skip }, async () => {
  const openapi = await OpenApi.load(path);
  const program = `${process.env.KRAM_BUILD ?? "build"}/tests/unit/domain/test_description`;
  const documents = execFileSync(program, ["--print"], { encoding: "utf8" }).trim().split("\n").map((line) => JSON.parse(line));
  const problems = [];
  const hold = (schema, value) => {
    problems.push(...openapi.validate({ $ref: schemas + schema }, value));
    problems.push(...openapi.unknownFields({ $ref: schemas + schema }, value).map((at) => `${at} is not declared`));
  };
  for (const document of documents) {
    hold("StandardizedDescription", document);
    for (const item of document.sections.flatMap((section) => section.items)) hold(ofType[item.type], item);
  }
  assert.deepEqual(problems, []);
  assert.ok(documents.length > 50, `${documents.length} documents`);
});
