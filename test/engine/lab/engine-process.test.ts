import { readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Notice } from '../../../src/lab/protocol';
import { NodeStarter } from '../../../src/lab/supervise';
import { galleryEntry } from '../../../src/study';
import { buildCommandLine } from '../../support/cli-process';
import { temporaryFolder } from '../../support/runs';
import { supervisedClient } from '../../support/supervised';

beforeAll(buildCommandLine);

/** The gallery study with data, on a network that takes 800 steps in seconds. */
function smallStudy(steps = 300): object {
  const entry = galleryEntry('burgers-data')!.study as Record<string, unknown>;
  return {
    ...entry,
    network: { kind: 'mlp', width: 8, depth: 2, activation: 'tanh' },
    points: { equations: 256, sampler: 'jittered-rad', every: 100 },
    training: {
      precision: 'float64',
      phases: [
        { optimiser: 'adam', steps },
        { optimiser: 'self-scaled-broyden', steps: 500 },
      ],
      checkpointEvery: 100,
    },
  };
}

async function processWithStore() {
  const runs = path.join(await temporaryFolder(), 'runs');
  const entry = path.resolve('build/engine.cjs');
  return { runs, ...supervisedClient(new NodeStarter(entry, { ...process.env, COLLOCATE_RUNS: runs })) };
}

async function recordOf(runs: string, run: string) {
  const text = await readFile(path.join(runs, run, 'run.json'), 'utf8');
  return JSON.parse(text) as { parametersSha256: string | null; threads: number };
}

describe('the engine process', () => {
  it('trains with a core left free, live, and is resumed to the same bits when it is killed', async () => {
    const { supervisor, runs, ask, until, states, lives, events } = await processWithStore();
    const { run: broken } = await ask('run.start', { study: smallStudy() });
    await ask('run.watch', { run: broken, counts: [64, 33] });
    await until(() => (states().at(-1)?.step ?? 0) > 330);
    const { pid } = JSON.parse(await readFile(path.join(runs, broken, 'lock'), 'utf8')) as { pid: number };
    process.kill(pid, 'SIGKILL');
    await until(() => states().at(-1)?.state === 'finished');
    expect(lives().at(-1)?.text).toMatch(
      /^The engine was restarted\. ".*" goes on from its last checkpoint\.$/,
    );
    const { run: whole } = await ask('run.start', { study: smallStudy() });
    await until(() => states().at(-1)?.run === whole && states().at(-1)?.state === 'finished');
    const [one, other] = [await recordOf(runs, broken), await recordOf(runs, whole)];
    expect(one.parametersSha256).toMatch(/^[0-9a-f]{64}$/);
    expect(one.parametersSha256).toBe(other.parametersSha256);
    expect(one.threads).toBe(Math.max(1, availableParallelism() - 1));
    const frames = events.flatMap((event) => (event.kind === 'frame' ? [event.frame] : []));
    expect(frames.length).toBeGreaterThan(0);
    expect(frames[0]!.fields['u']).toHaveLength(64 * 33);
    const steps = () =>
      events.flatMap((event) =>
        event.kind === 'metrics' && event.run === whole ? [...event.losses.step] : [],
      );
    // The last batch may come after the news that the run has ended.
    await until(() => steps().at(-1) === 800);
    expect(steps()).toEqual(Array.from({ length: 800 }, (_, index) => index + 1));
    await supervisor.close();
  });

  it('answers while it trains, takes changes of weights and parameters, and exports', async () => {
    const { supervisor, runs, ask, until, states, events, lives } = await processWithStore();
    // Long enough not to end by itself, however slow the asking is.
    const { run } = await ask('run.start', { study: smallStudy(20_000) });
    await until(() => states().at(-1)?.state === 'training');
    await ask('run.setWeight', { run, group: 'data', value: 5 });
    await ask('run.setParameter', { run, name: 'nu', value: 0.03 });
    // News and answers come in the order in which they were sent: here the run has not ended, and it goes on.
    const { state, step } = states().at(-1)!;
    expect(state).toBe('training');
    await until(() => (states().at(-1)?.step ?? 0) > step);
    // Each change is told in a state of its own, so both are waited for.
    await until(() => states().at(-1)?.weights.data === 5);
    await until(() => states().at(-1)?.parameters['nu'] === 0.03);
    await expect(ask('run.setParameter', { run, name: 'mu', value: 1 })).rejects.toThrow(/no parameter "mu"/);
    // A Ctrl-C in a terminal is for the parent to answer.
    const { pid } = JSON.parse(await readFile(path.join(runs, run, 'lock'), 'utf8')) as { pid: number };
    process.kill(pid, 'SIGINT');
    await ask('run.pause', { run });
    await until(() => states().at(-1)?.state === 'paused');
    const { fields, axes } = await ask('run.fields', { run, counts: [16, 5] });
    const reference = await ask('run.reference', { run, counts: [16, 5] });
    expect(axes.map((axis) => axis.name)).toEqual(['x', 't']);
    expect(reference?.fields['u']).toHaveLength(fields['u']!.length);
    expect(Object.keys((await ask('run.points', { run })).points)).toEqual(['x', 't']);
    const point = { x: Float64Array.of(0.3), t: Float64Array.of(0.2) };
    const { values } = await ask('run.evaluate', {
      run,
      points: point,
      quantities: ['u', 'u_x', 'residual 1'],
    });
    expect(Object.keys(values)).toEqual(['u', 'u_x', 'residual 1']);
    const file = path.join(runs, 'fields.npz');
    expect(await ask('run.export', { run, format: 'npz', path: file })).toEqual({ files: [file] });
    await ask('run.stop', { run });
    await until(() => states().at(-1)?.state === 'stopped');
    const notices = events.flatMap((event): Notice[] => (event.kind === 'notice' ? [event.notice] : []));
    expect(notices.filter((notice) => notice.level === 'error')).toEqual([]);
    await supervisor.close();
    expect(lives().map((life) => life.state)).not.toContain('restarting');
  });
});
