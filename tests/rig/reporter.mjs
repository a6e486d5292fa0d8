// Reporter of node:test for tests/run: one line a test as it ends, the error under a failed one, and
// at the end the counts, which tests/run adds up. Works with node 18 and newer.
const indent = (text) => text.replace(/^/gm, "        ");

function reason(error) {
  const cause = error?.cause ?? error;
  return String(cause?.stack ?? cause?.message ?? cause);
}

export default async function* reporter(source) {
  const count = { passed: 0, failed: 0, skipped: 0 };

  for await (const { type, data } of source) {
    if (type === "test:stdout" || type === "test:stderr") yield data.message;
    if (type !== "test:pass" && type !== "test:fail") continue;
    // A suite fails when a test in it does: only its tests count, and what broke outside of them.
    const inner = data.details?.error?.failureType === "subtestsFailed";
    if (inner || (data.details?.type === "suite" && type === "test:pass")) continue;
    const verdict = data.skip !== undefined ? "skipped" : type === "test:pass" ? "passed" : "failed";
    count[verdict] += 1;
    const took = Math.round(data.details?.duration_ms ?? 0);
    yield `  ${verdict === "passed" ? "ok     " : verdict === "failed" ? "FAILED " : "skipped"} ${data.name} (${took} ms)\n`;
    if (verdict === "failed") yield indent(reason(data.details?.error)) + "\n";
    if (verdict === "skipped" && typeof data.skip === "string") yield indent(data.skip) + "\n";
  }
  yield `counted ${count.passed} ${count.failed} ${count.skipped}\n`;
}
