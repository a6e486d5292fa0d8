// How deep the tests go: as far as one waits for (`make test`), or all of it (`make prove`). What is
// a sample is another one every day; a failure tells its seed, and KRAM_SEED brings it back.

/** Every point, every dress, every document. */
export const deep = process.env.KRAM_DEPTH === "all";

/** The number a sample is drawn by; tests/run sets it to the date. */
export const seed = Number(process.env.KRAM_SEED ?? 20261121);
