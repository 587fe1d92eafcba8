import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..', '..');
export const bundle = path.join(root, 'build', 'cli.cjs');

/**
 * A row of a table: one seed of a problem.
 *
 * @template Problem
 * @typedef {{ key: string, name: string, problem: Problem, seed: number }} Row
 */

/**
 * Measures the rows of a table one by one and keeps each as soon as it is finished, with a fingerprint of what was asked,
 * so that a command that was stopped goes on where it was.
 *
 * @template {{ seeds: readonly number[] }} Problem
 */
export class KeptRows {
  /** @type {Record<string, any>} */
  rows = {};

  /**
   * @param {string} name of the JSON file and of the page in docs
   * @param {Readonly<Record<string, Problem>>} problems
   * @param {(rows: Record<string, any>, machine: string) => string} page writes the page
   */
  constructor(name, problems, page) {
    this.problems = problems;
    this.page = page;
    this.kept = path.join(root, 'docs', `${name}.json`);
    this.text = path.join(root, 'docs', `${name}.md`);
    this.all = Object.entries(problems).flatMap(([name, problem]) =>
      problem.seeds.map((seed) => ({ key: `${name}:${seed}`, name, problem, seed })),
    );
    const read = existsSync(this.kept) ? JSON.parse(readFileSync(this.kept, 'utf8')) : {};
    for (const { key } of this.all) if (key in read) this.rows[key] = read[key];
  }

  /**
   * The rows that the command line names, by problem or by problem and seed as in burgers:1; all where it names none.
   * Ends the process where a name is unknown or the command line of the lab cannot be built.
   * @param {readonly string[]} given
   * @returns {Row<Problem>[]}
   */
  chosen(given) {
    const wished = given.filter((argument) => !argument.startsWith('--'));
    const absent = wished.filter((name) => !this.all.some((row) => row.key === name || row.name === name));
    if (absent.length > 0) {
      console.error(`There is no ${absent.join(', ')}. There are ${Object.keys(this.problems).join(', ')}.`);
      process.exit(2);
    }
    const launcher = path.join(root, 'scripts', 'collocate.mjs');
    const prepared = spawnSync(process.execPath, [launcher, 'gallery'], { encoding: 'utf8' });
    if (prepared.status !== 0) {
      console.error(prepared.stderr);
      process.exit(1);
    }
    return this.all.filter(
      ({ key, name }) => wished.length === 0 || wished.includes(name) || wished.includes(key),
    );
  }

  /**
   * @param {readonly Row<Problem>[]} chosen
   * @param {object} how
   * @param {boolean} how.again measure also what is kept
   * @param {(problem: Problem) => string} how.fingerprint
   * @param {(problem: Problem, seed: number) => Promise<any>} how.measure
   * @param {(row: any) => string} how.tell a finished row in a line
   */
  async measure(chosen, { again, fingerprint, measure, tell }) {
    for (const { key, problem, seed } of chosen) {
      const now = fingerprint(problem);
      if (!again && this.rows[key]?.fingerprint === now) {
        console.log(`${key}: kept from ${this.rows[key].date}`);
        continue;
      }
      this.rows[key] = { fingerprint: now, ...(await measure(problem, seed)) };
      this.write();
      console.log(`${key}: ${tell(this.rows[key])}`);
    }
    this.write();
  }

  /** Writes the rows and their page. */
  write() {
    const ordered = Object.fromEntries(
      this.all.filter(({ key }) => this.rows[key]).map(({ key }) => [key, this.rows[key]]),
    );
    writeFileSync(this.kept, `${JSON.stringify(ordered, null, 2)}\n`);
    const machine = `${os.cpus().length} cores (${os.cpus()[0]?.model ?? os.arch()}), Node ${process.versions.node}`;
    writeFileSync(this.text, this.page(ordered, machine));
    const prettier = path.join(root, 'node_modules/prettier/bin/prettier.cjs');
    spawnSync(process.execPath, [prettier, '--write', '--log-level', 'warn', this.kept, this.text]);
  }
}

/** Short and different for different things. @param {unknown} asked anything that JSON holds */
export function fingerprintOf(asked) {
  return createHash('sha256').update(JSON.stringify(asked)).digest('hex').slice(0, 16);
}
