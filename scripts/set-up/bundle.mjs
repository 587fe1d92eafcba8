import path from 'node:path';
import { outdated } from '../build/targets.mjs';
import { run } from './command.mjs';
import { root } from './place.mjs';
import { lastLines, SetUpProblem } from './problem.mjs';

/** The command line alone starts sooner without the window's bundle. */
const parts = {
  engine: ['cli', 'engine'],
  collocate: ['cli', 'engine'],
  serve: ['cli', 'engine', 'renderer'],
};

/** @param {string} purpose */
const due = (purpose) => {
  const wanted = parts[/** @type {keyof typeof parts} */ (purpose)];
  return outdated().filter((target) => !wanted || wanted.includes(target.name));
};

/** The lab itself, bundled from its sources. */
export const bundle = {
  name: 'bundle',
  title: 'the lab',
  purposes: ['engine', 'collocate', 'serve', 'window', 'package', 'test'],
  /** @param {import('./steps.mjs').Context} context */
  ready: ({ purpose }) => due(purpose).length === 0,
  /** @param {import('./steps.mjs').Context} context */
  async run({ purpose, env, report }) {
    const names = due(purpose).map((target) => target.name);
    report.progress(`bundling ${names.join(', ')}`);
    const script = path.join(root, 'scripts/build.mjs');
    const { code, output } = await run(process.execPath, [script, ...names], { cwd: root, env });
    report.end();
    if (code === 0) return;
    throw new SetUpProblem(
      'The lab could not be bundled.',
      lastLines(output, 20),
      'This is an error in the sources: take an unchanged checkout, or correct what is named above.',
    );
  },
};
