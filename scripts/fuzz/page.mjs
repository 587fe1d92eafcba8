/** Milliseconds of the processor that a document may take. */
const slowest = 2000;
/** Bytes that live memory may grow by, at 10,000 documents and later, in one process. */
const mostGrowth = 64 * 2 ** 20;

/**
 * What the slices say together.
 * @param {import('../fuzz.mjs').Slice[]} slices
 */
export function verdict(slices) {
  /** @type {Record<string, import('../fuzz.mjs').Tally>} */
  const kinds = {};
  for (const { tallies } of slices)
    for (const [name, tally] of Object.entries(tallies)) {
      const sum = (kinds[name] ??= { count: 0, taken: 0, failed: 0, longest: 0, slowest: 0, failures: [] });
      sum.count += tally.count;
      sum.taken += tally.taken;
      sum.failed += tally.failed;
      if (tally.longest > sum.longest) Object.assign(sum, { longest: tally.longest, slowest: tally.slowest });
      sum.failures.push(...tally.failures);
    }
  const growths = [...new Set(slices.map((slice) => slice.process))].map((number) => {
    const memory = slices
      .filter((slice) => slice.process === number && slice.memory > 0)
      .map((slice) => slice.memory);
    return memory.length > 1 ? Math.max(...memory.slice(1)) - memory[0] : 0;
  });
  const growth = Math.max(...growths);
  const tallies = Object.values(kinds);
  const holds =
    growth <= mostGrowth && tallies.every(({ failed, longest }) => failed === 0 && longest <= slowest);
  const lines = Object.entries(kinds).map(
    ([name, { count, taken, failed, longest, slowest: number }]) =>
      `${count} ${name}: ${taken} taken, ${failed} failures, the longest ${longest.toFixed(0)} ms (document ${number})`,
  );
  return {
    kinds,
    growth,
    holds,
    failures: tallies.flatMap(({ failures }) => failures),
    text: [...lines, `Live memory grew by at most ${mebibytes(growth)}.`].join('\n'),
  };
}

/**
 * @param {ReturnType<typeof verdict>} found
 * @param {number} count
 * @param {number} seed
 */
export function fuzzPage({ kinds, growth, holds, failures }, count, seed) {
  const rows = Object.entries(kinds).map(
    ([name, tally]) =>
      `| ${name} | ${tally.count} | ${tally.taken} | ${tally.count - tally.taken - tally.failed} | ${tally.failed} | ${tally.longest.toFixed(0)} ms |`,
  );
  return `# Files and messages of strangers

Written by \`npm run fuzz\`: right studies, messages of the window and data files with mistakes of all kinds (parts left
out, exchanged, doubled, nested; odd numbers, names and texts; characters and bytes changed, put in and cut off) are read as the lab
reads them, in one process after the other without a restart. Each must be taken, or be refused with a sentence, within ${slowest / 1000} s of the processor. Live memory
after the first 10,000 may grow by ${mebibytes(mostGrowth)} at most. Document N of seed ${seed} can be read again by itself.

${holds ? `${count} documents: no crash, no hang, no growth of memory.` : `**Not all is well:** ${failures.length} failures are told below.`}

| what | read | taken | refused with a sentence | failures | the longest |
| --- | --- | --- | --- | --- | --- |
${rows.join('\n')}

Live memory grew by at most ${mebibytes(growth)}.

${failures.map((failure) => `    ${failure.replaceAll('\n', '\n    ')}`).join('\n\n')}
`;
}

/** @param {number} bytes */
function mebibytes(bytes) {
  return `${(bytes / 2 ** 20).toFixed(1)} MiB`;
}
