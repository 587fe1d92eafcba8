import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { combinations, sweptPaths, type SweepPlan } from '../../../src/cli/sweep-values';
import { plainDocument } from '../../support/cosine-engine';
import { commandLine } from '../../support/command-line';
import { temporaryFolder } from '../../support/runs';

const all = (set: string[], more: Partial<SweepPlan> = {}) =>
  combinations({ set, ...more }).map((one) => one.join(' '));

describe('values of a sweep', () => {
  it('combines lists and ranges, or pairs them', () => {
    expect(all(['a=1,2', 'b=x', 'c=5,6'])).toEqual([
      'a=1 b=x c=5',
      'a=1 b=x c=6',
      'a=2 b=x c=5',
      'a=2 b=x c=6',
    ]);
    expect(all(['a=1,2', 'b=x', 'c=5,6'], { pairs: true })).toEqual(['a=1 b=x c=5', 'a=2 b=x c=6']);
    expect(all(['a=0..1:3'])).toEqual(['a=0', 'a=0.5', 'a=1']);
    expect(all(['a=1e-3..1e-1:3:log'])).toEqual(['a=0.001', 'a=0.01', 'a=0.1']);
    expect(all(['w=10..20:4:int'])).toEqual(['w=10', 'w=13', 'w=17', 'w=20']);
    expect(all(['x=[1,2],[3,4]', 'e="u = 1, 2"'])).toEqual(['x=[1,2] e="u = 1, 2"', 'x=[3,4] e="u = 1, 2"']);
    expect(sweptPaths({ set: ['a=1,2', 'b=x', 'c=0..1:3'] })).toEqual(['a', 'c']);
  });

  it('samples ranges and lists evenly, and the same ones each time', () => {
    const numbers = (more: Partial<SweepPlan>) =>
      all(['a=0..1', 'k=p,q', 'f=7'], more).map((one) => /^a=(\S+) k=(\w) f=7$/.exec(one)!);
    const sobol = numbers({ sobol: 64 });
    // The first 2^m points fall one by one into the 2^m equal parts of each range.
    expect(new Set(sobol.map(([, a]) => Math.floor(64 * Number(a)))).size).toBe(64);
    expect(sobol.filter(([, , k]) => k === 'p')).toHaveLength(32);
    const random = numbers({ random: 400 });
    const mean = random.reduce((sum, [, a]) => sum + Number(a) / 400, 0);
    expect(mean).toBeCloseTo(0.5, 1);
    expect(numbers({ random: 400 })).toEqual(random);
    expect(numbers({ random: 400, seed: 1 })).not.toEqual(random);
  });

  it('says what is wrong', () => {
    expect(() => all(['a'])).toThrow(/needs path=values/);
    expect(() => all(['a=1..0:3'])).toThrow(/from the smaller to the larger/);
    expect(() => all(['a=0..1:3:log'])).toThrow(/needs positive/);
    expect(() => all(['a=0..1'])).toThrow(/how many points/);
    expect(() => all(['a=1,2', 'b=1,2,3'], { pairs: true })).toThrow(/lists of one length/);
    expect(() => all(['a=0..1:1000', 'b=0..1:1000'])).toThrow(/1000000 combinations/);
  });
});

async function studyFile(): Promise<string> {
  const file = path.join(await temporaryFolder(), 'study.json');
  await writeFile(file, JSON.stringify(plainDocument()));
  return file;
}

describe('sweep', () => {
  it('makes each combination an ordinary run, and goes on where it was', async () => {
    const { run, store, engine } = await commandLine();
    const command = [
      'sweep',
      await studyFile(),
      '--set',
      'parameters.bend=1,2',
      '--set',
      'seed=3,4',
      '--jobs',
      '1',
    ];
    const one = await run(...command, '--task', '2');
    expect(one.code).toBe(0);
    const whole = await run(...command);
    expect(whole).toMatchObject({ code: 0 });
    expect(whole.results[0]).toMatch(/^Run +parameters\.bend +seed +State/i);
    expect(whole.results).toHaveLength(5);
    const runs = await store.list();
    expect(runs).toHaveLength(4);
    expect(new Set(runs.map(({ entry }) => entry.sweep)).size).toBe(1);
    expect(
      runs.map((one) => `${one.settings()['parameters.bend']} ${one.settings()['seed']}`).sort(),
    ).toEqual(['1 3', '1 4', '2 3', '2 4']);
    expect(engine.trainers).toHaveLength(4);
    expect((await run(...command)).code).toBe(0);
    expect(engine.trainers).toHaveLength(4);
  });

  it('leaves out of a job for Slurm what has ended, and says how to submit it by hand', async () => {
    const { run, store } = await commandLine();
    const command = ['sweep', await studyFile(), '--set', 'parameters.bend=1,2', '--set', 'seed=3,4,5'];
    for (const task of ['1', '4']) expect((await run(...command, '--task', task)).code).toBe(0);
    vi.stubEnv('PATH', '/nonexistent');
    const ran = await run(...command, '--slurm');
    vi.unstubAllEnvs();
    expect(ran.code).toBe(1);
    expect(ran.err).toMatch(/^2 of 6 runs are done\.$/m);
    const [, script = ''] = /no sbatch on this machine\. It is written to (.*); submit/.exec(ran.err) ?? [];
    expect(script.startsWith(store.folder)).toBe(true);
    const text = await readFile(script, 'utf8');
    expect(text).toMatch(/^#SBATCH --array=0,2-3,5$/m);
    expect(text).toContain(`export COLLOCATE_RUNS='${store.folder}'`);
  });

  it('tells wrong settings before it trains', async () => {
    const { run, engine } = await commandLine();
    const wrong = await run('sweep', await studyFile(), '--set', 'training.precision=float64,float16');
    expect(wrong.code).toBe(2);
    expect(wrong.err).toMatch(/precision/);
    expect(engine.trainers).toHaveLength(0);
  });
});

describe('compare and reproduce', () => {
  it('puts two runs side by side', async () => {
    const { run, json } = await commandLine();
    const file = await studyFile();
    const name = async (...more: string[]) => (await json('run', file, ...more)).result['run'] as string;
    const [a, b] = [await name(), await name('--set', 'parameters.bend=2')];
    const { result } = await json('compare', a, b);
    expect(result).toMatchObject({
      runs: [a, b],
      settings: { 'parameters.bend': [1, 2] },
      results: { steps: [100, 100], 'error u': [expect.any(Number), expect.any(Number)] },
      machine: {},
    });
    expect((await run('compare', a, b)).out).toMatch(/parameters\.bend +1 +2/);
    expect((await run('compare', a, a)).out).toMatch(/The settings are the same/);
  });

  it('trains again with the same bits, and says so when they are not', async () => {
    const { run, json, store } = await commandLine();
    const { result } = await json('run', await studyFile(), '--steps', '80');
    const name = result['run'] as string;
    const again = await json('reproduce', name);
    expect(again).toMatchObject({ code: 0, result: { run: name, same: true } });
    expect(await store.list()).toHaveLength(2);
    const record = path.join(store.folder, name, 'run.json');
    const text = await readFile(record, 'utf8');
    await writeFile(record, text.replace(/"parametersSha256": "\w{4}/, '"parametersSha256": "0000'));
    const other = await run('reproduce', name);
    expect(other.code).toBe(1);
    expect(other.out).toMatch(/^Other bits: \w+ instead of 0000/);
  });

  it('repeats the changes that were made on the way', async () => {
    const { json, store } = await commandLine({ stepMilliseconds: 1 });
    const { result } = await json('run', await studyFile());
    const name = result['run'] as string;
    await writeFile(
      path.join(store.folder, name, 'events.jsonl'),
      '{"step":40,"kind":"weight","name":"conditions","value":50}\n',
    );
    expect(await json('reproduce', name)).toMatchObject({ code: 1, result: { same: false } });
  });
});
