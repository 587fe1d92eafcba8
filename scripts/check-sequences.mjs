// npm run check:sequences: what models of sequences reach on processes whose truth is known, and on a text of 1 MB.
//
//   npm run check:sequences -- [PART …] [--minutes N] [--threads N]
//
// Parts: markov, copy, radius, adding, lorenz, text. Without any, all run, the text for 15 minutes of training. Rows of
// the parts that ran are written to docs/sequence.md; exits 1 where one does not hold.
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { buildFolder } from './build/targets.mjs';
import { corpus } from './sequences/corpus.mjs';
import { root } from './set-up/place.mjs';
import { setUpOrExit } from './set-up/steps.mjs';

const titles = {
  markov: 'A Markov chain of order 2',
  copy: 'Copy of one of 8 symbols after a lag of 50, equal steps; chance is 12.5 %',
  radius: 'Growth of ∂h_t/∂h_0 for t from 100 to 200',
  adding: 'The adding problem at length 200',
  lorenz: 'The Lorenz system at Δt = 0.02',
  text: 'A text of 1 MB: Markdown pages of the installed packages, each paragraph once',
};
const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    minutes: { type: 'string', default: '15' },
    threads: { type: 'string', default: String(os.availableParallelism()) },
  },
});
const parts = positionals.length > 0 ? positionals : Object.keys(titles);
const stranger = parts.find((part) => !(part in titles));
if (stranger !== undefined) {
  console.error(`There is no part ${stranger}. There are ${Object.keys(titles).join(', ')}.`);
  process.exit(2);
}

await setUpOrExit('collocate');
// Loaded now: esbuild is there only after set-up.
const { bundleScript } = await import('./benchmark/entries.mjs');
const folder = path.join(buildFolder, 'sequences');
mkdirSync(folder, { recursive: true });
const bundle = await bundleScript('scripts/sequences/trials.ts', path.join(folder, 'trials.cjs'));
const text = path.join(folder, 'text.txt');
if (parts.includes('text')) writeFileSync(text, corpus(1_000_000));

/** @typedef {{part: string, name: string, steps: number, seconds: number, reached: string, wanted: string, holds: boolean | null}} Row */
const page = path.join(root, 'docs/sequence.md');
let failed = 0;
for (const part of parts) {
  const rows = await rowsOf(part);
  failed += rows.filter(({ holds }) => holds === false).length;
  await record(part, rows);
}
process.exitCode = failed > 0 ? 1 : 0;

/** @param {string} part @returns {Promise<Row[]>} */
function rowsOf(part) {
  const own = part === 'text' ? ['--text', text, '--minutes', options.minutes] : [];
  const child = spawn(process.execPath, [bundle, part, '--threads', options.threads, ...own], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  /** @type {Row[]} */
  const rows = [];
  createInterface({ input: child.stdout }).on('line', (line) => {
    if (!line.startsWith('{')) return;
    const row = JSON.parse(line);
    rows.push(row);
    const mark = row.holds === null ? '      ' : row.holds ? 'holds ' : 'MISSED';
    console.log(
      `${mark}  ${part}, ${row.name}: ${row.reached} (wanted: ${row.wanted}; ${row.seconds.toFixed(0)} s)`,
    );
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) =>
      code === 0 ? resolve(rows) : reject(new Error(`The trials of ${part} ended with ${code}.`)),
    );
  });
}

/** Puts the rows of a part in their place on the page. @param {string} part @param {Row[]} rows */
async function record(part, rows) {
  const minutes = part === 'text' && options.minutes !== '15' ? `-${options.minutes}` : '';
  const [begin, finish] = [`<!-- ${part}${minutes} -->`, `<!-- end of ${part}${minutes} -->`];
  const machine = `${new Date().toISOString().slice(0, 10)}, ${os.cpus()[0].model.trim()}, threads: ${options.threads}.`;
  const table = [
    '| model | steps | seconds | reached | wanted | |',
    '| --- | ---: | ---: | --- | --- | --- |',
    ...rows.map(
      ({ name, steps, seconds, reached, wanted, holds }) =>
        `| ${name} | ${steps} | ${seconds.toFixed(0)} | ${reached} | ${wanted} | ${holds === null ? '' : holds ? 'holds' : 'missed'} |`,
    ),
  ];
  const title = titles[/** @type {keyof typeof titles} */ (part)];
  const section = `${begin}\n\n**${title}.** ${machine}\n\n${table.join('\n')}\n\n${finish}`;
  const before = readFileSync(page, 'utf8');
  const [from, to] = [before.indexOf(begin), before.indexOf(finish)];
  const last = '<!-- end of measurements -->';
  const written =
    from < 0
      ? before.replace(last, `${section}\n\n${last}`)
      : `${before.slice(0, from)}${section}${before.slice(to + finish.length)}`;
  const { format, resolveConfig } = await import('prettier');
  writeFileSync(page, await format(written, { ...(await resolveConfig(page)), filepath: page }));
}
