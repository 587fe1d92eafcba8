import { build } from 'esbuild';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { NodeStarter, Supervisor } from '../../../src/lab/supervise';
import { plainDocument } from '../../support/cosine-engine';
import { temporaryFolder } from '../../support/runs';
import { supervisedClient } from '../../support/supervised';

async function bundled(folder: string): Promise<string> {
  const outfile = path.join(folder, 'engine.cjs');
  await build({
    entryPoints: ['test/support/cosine-process.ts'],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    external: ['@tensorflow/tfjs-node'],
    define: { 'import.meta.url': 'bundleAddress' },
    banner: { js: "const bundleAddress = require('url').pathToFileURL(__filename).href;" },
    logLevel: 'error',
  });
  return outfile;
}

/** A supervised child process of the small engine, and one client of it. */
async function supervised() {
  const folder = await temporaryFolder();
  const runs = path.join(folder, 'runs');
  const starter = new NodeStarter(await bundled(folder), { ...process.env, COLLOCATE_RUNS: runs });
  return { runs, ...supervisedClient(starter, { backOff: 50 }) };
}

const study = plainDocument({
  training: {
    phases: [
      { optimiser: 'adam', steps: 400 },
      { optimiser: 'adam', steps: 1 },
    ],
    checkpointEvery: 50,
  },
});

describe('an engine in a child process', () => {
  it('is killed while it trains, comes back, and the run ends with the same bits', async () => {
    const { supervisor, runs, ask, until, states, lives, events } = await supervised();
    const sha = async (run: string) => {
      const record = await readFile(path.join(runs, run, 'run.json'), 'utf8');
      return (JSON.parse(record) as { parametersSha256: string | null }).parametersSha256;
    };
    const start = async () => {
      const { run } = await ask('run.start', { study });
      return run;
    };
    const broken = await start();
    await until(() => (states().at(-1)?.step ?? 0) > 120);
    const { pid } = JSON.parse(await readFile(path.join(runs, broken, 'lock'), 'utf8')) as { pid: number };
    process.kill(pid, 'SIGKILL');
    await until(() => states().at(-1)?.state === 'finished');
    expect(lives().map((life) => life.state)).toEqual([
      'starting',
      'starting',
      'ready',
      'restarting',
      'starting',
      'ready',
    ]);
    expect(lives().at(-1)?.text).toBe(
      'The engine was restarted. "A parabola" goes on from its last checkpoint.',
    );
    const course = events.flatMap((event) => (event.kind === 'course' ? [event.event] : []));
    expect(course).toMatchObject([{ kind: 'restarted', step: expect.any(Number) }]);
    expect(course[0]!.step % 50).toBe(0);
    expect(course[0]!.step).toBeGreaterThan(0);
    const whole = await start();
    await until(() => states().at(-1)?.run === whole && states().at(-1)?.state === 'finished');
    expect(await sha(broken)).toMatch(/^[0-9a-f]{64}$/);
    expect(await sha(broken)).toBe(await sha(whole));
    await supervisor.close();
  });

  it('puts its run aside when the lab is closed', async () => {
    const { supervisor, runs, ask, until, states } = await supervised();
    await ask('run.start', { study });
    await until(() => (states().at(-1)?.step ?? 0) > 20);
    const { run } = states().at(-1)!;
    await supervisor.close();
    const record = JSON.parse(await readFile(path.join(runs, run, 'run.json'), 'utf8')) as object;
    expect(record).toMatchObject({ outcome: null, progress: { step: expect.any(Number) } });
    await expect(readFile(path.join(runs, run, 'lock'))).rejects.toThrow();
  });

  it('gives up on a process that can not start, with its own words', async () => {
    const file = path.join(await temporaryFolder(), 'broken.cjs');
    await writeFile(file, "throw new Error('the addon is not built')");
    const supervisor = new Supervisor(new NodeStarter(file), { backOff: 10 });
    const texts: string[] = [];
    supervisor.connect((message) => {
      if (message.type === 'event' && message.body.kind === 'engine') texts.push(message.body.text);
    });
    supervisor.start();
    while (supervisor.state !== 'failed') await new Promise((resolve) => setTimeout(resolve, 10));
    expect(texts.at(-1)).toBe(
      'The engine process ended unexpectedly (code 1): Error: the addon is not built. It failed 3 times in a row and is not started again.',
    );
    await supervisor.close();
  });
});
