import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..', '..');
export const bundle = path.join(root, 'build', 'cli.cjs');

/** Builds the command line where that is needed. */
export function prepare() {
  const launcher = path.join(root, 'scripts', 'collocate.mjs');
  const { status } = spawnSync(process.execPath, [launcher, 'gallery'], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (status !== 0) throw new Error('The set-up failed; see above.');
}

/**
 * Runs the command line and gives back the object of its last line, with the seconds of the whole command as `wall`.
 * @param {string} scratch the folder in which its runs are kept
 * @param {readonly string[]} given
 * @param {Record<string, string>} environment
 */
export function collocate(scratch, given, environment = {}) {
  const began = performance.now();
  const done = spawnSync(process.execPath, [bundle, ...given, '--json'], {
    encoding: 'utf8',
    env: { ...process.env, COLLOCATE_RUNS: path.join(scratch, 'runs'), ...environment },
    maxBuffer: 1 << 26,
  });
  if (done.status !== 0)
    throw new Error(`collocate ${given.join(' ')} ended with ${done.status}:\n${done.stderr}`);
  const lines = done.stdout.trim().split('\n');
  return { ...JSON.parse(lines[lines.length - 1]), wall: (performance.now() - began) / 1000 };
}

/** What was measured, each beside what is promised; told at once, and written as a table. */
export class Promises {
  /** @type {{ name: string, value: string, bound: string, holds: boolean }[]} */
  rows = [];

  /**
   * @param {string} name
   * @param {string} value
   * @param {string} bound
   * @param {boolean} holds
   */
  record(name, value, bound, holds) {
    this.rows.push({ name, value, bound, holds });
    console.log(`${holds ? 'holds ' : 'FAILED'}  ${name}: ${value} (${bound})`);
  }

  get allHold() {
    return this.rows.every(({ holds }) => holds);
  }

  /**
   * Writes a page of docs, with the machine.
   * @param {string} file
   * @param {{ title: string, command: string, text: string }} page
   */
  write(file, { title, command, text }) {
    const machine = `${os.cpus().length} cores (${os.cpus()[0]?.model ?? os.arch()}), ${Math.round(os.totalmem() / 1e9)} GB, Node ${process.versions.node}`;
    const lines = [
      `# ${title}`,
      '',
      `Written by \`npm run ${command}\` on ${new Date().toISOString().slice(0, 10)}: ${machine}, load ${os.loadavg()[0].toFixed(1)} at the end.`,
      '',
      text,
      '',
      '| measured | value | promised | holds |',
      '| --- | --- | --- | --- |',
      ...this.rows.map(
        ({ name, value, bound, holds }) => `| ${name} | ${value} | ${bound} | ${holds ? 'yes' : 'no'} |`,
      ),
      '',
    ];
    const page = path.join(root, 'docs', file);
    writeFileSync(page, lines.join('\n'));
    spawnSync(process.execPath, [path.join(root, 'node_modules/prettier/bin/prettier.cjs'), '--write', page]);
  }
}
