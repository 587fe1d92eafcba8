import { build } from 'esbuild';
import { readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { NodeStarter, Supervisor, type Policy, type Starter } from '../../../src/lab/supervise';
import type { RunRecord } from '../../../src/run';
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
async function supervised(
  policy: Partial<Policy> = {},
  env: NodeJS.ProcessEnv = {},
  change = (starter: Starter) => starter,
) {
  const folder = await temporaryFolder();
  const runs = path.join(folder, 'runs');
  const starter = new NodeStarter(await bundled(folder), { ...process.env, COLLOCATE_RUNS: runs, ...env });
  const client = supervisedClient(change(starter), { backOff: 50, ...policy });
  const record = async (run: string) =>
    JSON.parse(await readFile(path.join(runs, run, 'run.json'), 'utf8')) as RunRecord;
  /** The process that trains a run. */
  const trainer = async (run: string) =>
    (JSON.parse(await readFile(path.join(runs, run, 'lock'), 'utf8')) as { pid: number }).pid;
  /** The digest of the run that nobody disturbs. */
  const undisturbed = async () => {
    const { run } = await client.ask('run.start', { study });
    const { states } = client;
    await client.until(() => states().at(-1)?.run === run && states().at(-1)?.state === 'finished');
    return (await record(run)).parametersSha256;
  };
  return { runs, record, trainer, undisturbed, ...client };
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
    const { supervisor, record, trainer, undisturbed, ask, until, states, lives, events } =
      await supervised();
    const { run: broken } = await ask('run.start', { study });
    await until(() => (states().at(-1)?.step ?? 0) > 120);
    process.kill(await trainer(broken), 'SIGKILL');
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
    const { parametersSha256 } = await record(broken);
    expect(parametersSha256).toMatch(/^[0-9a-f]{64}$/);
    expect(parametersSha256).toBe(await undisturbed());
    await supervisor.close();
  });

  it.runIf(process.platform === 'linux')(
    'is stopped by a signal while it trains, is ended and comes back, and the run ends with the same bits',
    async () => {
      const { supervisor, record, trainer, undisturbed, ask, until, states, lives } = await supervised({
        beat: 50,
        stoppedBeats: 4,
        // A busy machine may keep a living engine from its turn for a while.
        silentBeats: Infinity,
        silentBeatsCompiling: Infinity,
      });
      const { run } = await ask('run.start', { study });
      await until(() => (states().at(-1)?.step ?? 0) > 120);
      const pid = await trainer(run);
      process.kill(pid, 'SIGSTOP');
      await until(() => states().at(-1)?.state === 'finished');
      expect(() => process.kill(pid, 0)).toThrow();
      expect(lives().map(({ text }) => text)).toContainEqual(
        expect.stringMatching(
          /^The engine process was stopped by a signal, gave no sign of life for \d+ s, and was ended\. It is started again\.$/,
        ),
      );
      expect((await record(run)).parametersSha256).toBe(await undisturbed());
      await supervisor.close();
    },
  );

  it('is missed by its heartbeat where nothing else tells that it was stopped', async () => {
    const blind = (starter: Starter): Starter => ({
      start: (settings) => ({ ...starter.start(settings), isStopped: () => false }),
    });
    // A sign of life comes every 5 s; on a busy machine later.
    const policy = { beat: 250, silentBeats: 40, silentBeatsCompiling: 400 };
    const { supervisor, trainer, ask, until, states, lives } = await supervised(policy, {}, blind);
    const { run } = await ask('run.start', { study });
    await until(() => (states().at(-1)?.step ?? 0) > 120);
    process.kill(await trainer(run), 'SIGSTOP');
    await until(() => lives().some(({ state }) => state === 'restarting'));
    expect(lives().at(-1)?.text).toMatch(/^The engine process gave no sign of life for 1\d s, and was ended/);
    await supervisor.close();
  });

  it('runs out of memory three times, stays down with the reason, and the run goes on when asked', async () => {
    const hoard = path.join(await temporaryFolder(), 'hoard');
    await writeFile(hoard, '');
    const env = { HOARD: hoard, NODE_OPTIONS: '--max-old-space-size=60' };
    const { supervisor, record, undisturbed, ask, until, states, lives } = await supervised({}, env);
    const { run } = await ask('run.start', { study });
    await until(() => supervisor.state === 'failed');
    expect(lives().filter(({ state }) => state === 'restarting')).toHaveLength(2);
    expect(lives().at(-1)?.text).toBe(
      'The engine process ran out of memory. It failed 3 times in a row and is not started again.',
    );
    expect(states().at(-1)).toMatchObject({ run, state: 'stored' });
    await rm(hoard);
    supervisor.tryAgain();
    await until(() => supervisor.state === 'ready');
    await ask('run.resume', { run });
    await until(() => states().at(-1)?.state === 'finished');
    expect((await record(run)).parametersSha256).toBe(await undisturbed());
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
