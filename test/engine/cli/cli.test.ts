import { existsSync } from 'node:fs';
import { cp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { buildCommandLine, collocate } from '../../support/cli-process';
import { python } from '../../support/python';
import { temporaryFolder } from '../../support/runs';
import { smallDisk } from '../../support/small-disk';

/** A layer that steepens, on a network that trains in seconds; both optimisers are met. */
const small = [
  ...['--set', 'network.width=8', '--set', 'network.depth=2', '--set', 'points.equations=256'],
  ...[
    '--set',
    'points.every=50',
    '--set',
    'training.phases[0].steps=150',
    '--set',
    'training.phases[1].steps=250',
  ],
  ...['--set', 'training.checkpointEvery=60', '--set', 'training.measureEvery=40'],
];
const study = ['run', 'gallery:burgers', ...small, '--json'];

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  for (let tries = 0; !(await holds()); tries++) {
    if (tries > 3000) throw new Error('It never came.');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** True once a checkpoint of at least `step` is there. */
async function hasCheckpoint(folder: string, step: number): Promise<boolean> {
  const names = await readdir(path.join(folder, 'checkpoints')).catch(() => []);
  return names.some((name) => Number(/^step-(\d+)\.ckpt$/.exec(name)?.[1] ?? -1) >= step);
}

/** The process that trains a run, as its lock tells it. */
async function trainerOf(folder: string): Promise<number> {
  return (JSON.parse(await readFile(path.join(folder, 'lock'), 'utf8')) as { pid: number }).pid;
}

beforeAll(buildCommandLine);

describe('the command line on the real engine', () => {
  it('ends with the same parameters when repeated, and when killed half-way in either phase and resumed', async () => {
    const store = await temporaryFolder();
    const whole = await collocate(store, ...study).ended;
    expect(whole).toMatchObject({ code: 0, result: { outcome: 'finished', steps: 400 } });
    expect(whole.result!['first_step_seconds']).toBeLessThan(8);
    const sha = whole.result!['parameters_sha256'];
    expect(sha).toMatch(/^[0-9a-f]{64}$/);

    for (const step of [60, 240]) {
      const folder = path.join(store, `killed-${step}`);
      const { ended } = collocate(store, ...study, '--out', folder);
      await until(() => hasCheckpoint(folder, step));
      // The one that trains; the one that was started hears the user, and ends as that one does.
      process.kill(await trainerOf(folder), 'SIGKILL');
      expect(await ended).toMatchObject({ signal: 'SIGKILL', result: null });
      expect(await hasCheckpoint(folder, 400)).toBe(false);
      const resumed = await collocate(store, 'resume', folder, '--json').ended;
      expect(resumed).toMatchObject({ code: 0, result: { steps: 400, parameters_sha256: sha } });
      const table = await readFile(path.join(folder, 'losses.csv'), 'utf8');
      expect(table).toBe(await readFile(path.join(whole.result!['folder'] as string, 'losses.csv'), 'utf8'));
    }
    const other = await collocate(store, ...study, '--seed', '1').ended;
    expect(other.result!['parameters_sha256']).not.toBe(sha);
  });

  it('stops on Ctrl-C with a checkpoint, exit code 130 and the way to go on', async () => {
    const store = await temporaryFolder();
    const folder = path.join(store, 'stopped');
    const { child, ended } = collocate(
      store,
      ...study,
      '--set',
      'training.phases[1].steps=100000',
      '--out',
      folder,
    );
    await until(() => hasCheckpoint(folder, 60));
    child.kill('SIGINT');
    const { code, err, result } = await ended;
    expect(code).toBe(130);
    expect(err).toMatch(/Go on with: collocate resume stopped/);
    expect(await hasCheckpoint(folder, result!['steps'] as number)).toBe(true);
    const again = collocate(store, 'resume', 'stopped', '--json');
    await until(() => hasCheckpoint(folder, (result!['steps'] as number) + 60));
    again.child.kill('SIGINT');
    expect((await again.ended).code).toBe(130);
  });

  it('ends on Ctrl-C while it compiles, with a checkpoint, as a run that was stopped', async () => {
    const store = await temporaryFolder();
    const folder = path.join(store, 'compiling');
    // A program of its own, which no cache has, and that takes long to compile.
    const deep = ['--set', 'network.depth=48', '--set', `network.width=${8 + (process.pid % 11)}`];
    // More steps than end before the signal, however soon the program is compiled.
    const long = ['--set', 'training.phases[1].steps=100000'];
    const { child, ended } = collocate(store, ...study, ...deep, ...long, '--out', folder);
    await until(() => hasCheckpoint(folder, 0));
    child.kill('SIGINT');
    const { code, err, result } = await ended;
    expect(code).toBe(130);
    expect(err).toMatch(/Go on with: collocate resume compiling/);
    expect(result).toMatchObject({ outcome: 'stopped', run: 'compiling' });
    expect(await hasCheckpoint(folder, result!['steps'] as number)).toBe(true);
    expect(existsSync(path.join(folder, 'lock'))).toBe(false);
    const record = JSON.parse(await readFile(path.join(folder, 'run.json'), 'utf8')) as { outcome: string };
    expect(record.outcome).toBe('stopped');
  });

  it('starts from the parameters of a run, keeps a copy of them, and reproduces that without the run', async () => {
    const store = await temporaryFolder();
    const first = (await collocate(store, ...study, '--steps', '40').ended).result!;
    const frozen = ['--steps', '30', '--set', 'network.frozen=["1"]', '--set', 'seed=3'];
    const { result } = await collocate(store, ...study, ...frozen, '--from', first['run'] as string).ended;
    const folder = result!['folder'] as string;
    const record = JSON.parse(await readFile(path.join(folder, 'run.json'), 'utf8')) as object;
    const { run, parameters_sha256: parametersSha256 } = first;
    expect(record).toMatchObject({ start: { run, step: 40, parametersSha256 } });
    expect(existsSync(path.join(folder, 'start.ckpt'))).toBe(true);
    await rm(first['folder'] as string, { recursive: true });
    const again = await collocate(store, 'reproduce', result!['run'] as string, '--json').ended;
    expect(again).toMatchObject({ code: 0, result: { same: true } });
    const gone = await collocate(store, ...study, '--set', `start.run=${String(run)}`).ended;
    expect(gone.code).not.toBe(0);
    expect(gone.err).toMatch(/There is no run/);
    const wide = ['--set', 'network.width=9', '--from', result!['run'] as string];
    const refused = await collocate(store, ...study, ...wide).ended;
    expect(refused.err).toMatch(/can't be started from: network\.width is 8 there and 9 here/);
  });

  it('goes on with a run of the first version of the lab, and shows what it had found', async () => {
    const store = await temporaryFolder();
    const folder = path.join(store, 'old');
    await cp(path.resolve(import.meta.dirname, '../../data/runs/version-1'), folder, { recursive: true });
    // As it was before its last ten steps.
    await rm(path.join(folder, 'checkpoints/step-00000040.ckpt'));
    const file = path.join(folder, 'run.json');
    const record = JSON.parse(await readFile(file, 'utf8')) as object;
    const unended = { outcome: null, ended: null, parametersSha256: null };
    await writeFile(file, JSON.stringify({ ...record, ...unended }));
    const at = path.join(store, 'at.csv');
    expect((await collocate(store, 'evaluate', 'old', '--grid', 'x=3,t=2', '--out', at).ended).code).toBe(0);
    const { code, result } = await collocate(store, 'resume', 'old', '--json').ended;
    expect({ code, result }).toMatchObject({ code: 0, result: { outcome: 'finished', steps: 40 } });
    expect(result!['loss']).toBeLessThan(0.5);
  });

  it('evaluates fields and derivatives that NumPy reads, and that fit each other', async () => {
    const store = await temporaryFolder();
    const { result } = await collocate(store, ...study, '--steps', '60').ended;
    const run = result!['run'] as string;
    const file = path.join(store, 'fields.npz');
    const grid = ['--grid', 'x=201,t=5', '--derivatives', 'u_x,u_xx', '--out', file];
    expect(await collocate(store, 'evaluate', run, ...grid).ended).toMatchObject({ code: 0, err: '' });
    const script = `
import numpy, sys
f = numpy.load(sys.argv[1])
assert sorted(f.files) == ['t', 'u', 'u_x', 'u_xx', 'x'], f.files
assert f['u'].shape == (201, 5) and f['u'].dtype == numpy.float64
d = numpy.gradient(f['u'], f['x'], axis=0, edge_order=2)
assert numpy.abs(d - f['u_x'])[2:-2].max() < 2e-3 * numpy.abs(f['u_x']).max()
d = numpy.gradient(f['u_x'], f['x'], axis=0, edge_order=2)
assert numpy.abs(d - f['u_xx'])[2:-2].max() < 2e-3 * numpy.abs(f['u_xx']).max()
assert numpy.abs(f['u'][:, 0] + numpy.sin(numpy.pi * f['x'])).max() < 1e-12
`;
    python(script, [file]);
    const points = path.join(store, 'points.csv');
    await writeFile(points, 'x,t\n-1,0.5\n0.5,0\n');
    const at = path.join(store, 'at.csv');
    expect((await collocate(store, 'evaluate', run, '--points', points, '--out', at).ended).code).toBe(0);
    const rows = (await readFile(at, 'utf8'))
      .trim()
      .split('\n')
      .map((line) => line.split(','));
    expect(rows[0]).toEqual(['x', 't', 'u']);
    // Both conditions are built in: a wall and the start.
    expect(Number(rows[1]![2])).toBeCloseTo(0, 12);
    expect(Number(rows[2]![2])).toBeCloseTo(-1, 12);
    const exported = path.join(store, 'out.csv');
    expect(
      (await collocate(store, 'export', run, '--format', 'csv', '--grid', 'x=3,t=2', '--out', exported).ended)
        .code,
    ).toBe(0);
    expect((await readFile(exported, 'utf8')).split('\n')[0]).toBe('x,t,u,reference_u');
    const unknown = await collocate(
      store,
      'evaluate',
      run,
      '--grid',
      'x=3,t=2',
      '--derivatives',
      'w_x',
      '--out',
      file,
    ).ended;
    expect(unknown.code).not.toBe(0);
    expect(unknown.err).toMatch(/w_x/);
  });

  it('tells bad input in sentences, without a stack trace', async () => {
    const store = await temporaryFolder();
    const file = path.join(store, 'study.json');
    const told = async (pattern: RegExp, ...args: string[]) => {
      const { code, out, err } = await collocate(store, ...args).ended;
      expect(code).toBe(2);
      expect(out + err).toMatch(pattern);
      expect(out + err).not.toMatch(/\n\s+at \S+ \(|node:internal/);
    };
    await told(/absent\.json: there is no such file/, 'run', path.join(store, 'absent.json'));
    await writeFile(file, '{ "collocate": 1, "fields": ["u"');
    await told(/study\.json: error: .*line 1, column/, 'run', file);
    await told(
      /equations\[0\]\.text.*\n.*u_t \+ u\*u_x = nu\*u_xy\n/,
      'run',
      'gallery:burgers',
      '--set',
      'equations=["u_t + u*u_x = nu*u_xy"]',
    );
    const { out } = await collocate(store, 'gallery', 'burgers-data').ended;
    await writeFile(file, out.replace('gallery:burgers-data.csv', 'data.csv'));
    await writeFile(path.join(store, 'data.csv'), 'x,t,u\n0,0,0\n0.5,0.5,NaN\n');
    await told(/data\.csv: Row 3, column "u" is NaN/, 'run', file);
  });

  it('trains the gallery study with data', async () => {
    const store = await temporaryFolder();
    const { code, result } = await collocate(store, 'run', 'gallery:burgers-data', '--steps', '200', '--json')
      .ended;
    expect(code).toBe(0);
    expect(Object.keys(result!['terms'] as object)).toEqual([
      'equation 1',
      't = 0',
      'x = -1',
      'x = 1',
      'data burgers-data.csv',
    ]);
  });
});

describe('a full disk', () => {
  it('ends the run with a sentence and loses nothing that was written', async (context) => {
    const disk = smallDisk(await temporaryFolder(), 1024 * 1024);
    if (disk === null) return context.skip('Only root can make a small disk.');
    try {
      const whole = await collocate(await temporaryFolder(), ...study).ended;
      const folder = path.join(disk.folder, 'run');
      const filler = path.join(disk.folder, 'filler');
      const running = collocate(disk.folder, ...study, '--out', folder);
      await until(() => hasCheckpoint(folder, 60));
      await writeFile(filler, Buffer.alloc(1024 * 1024)).catch(() => undefined);
      const { code, err } = await running.ended;
      expect(code).toBe(1);
      expect(err).toMatch(/The disk that holds .* is full\. Free some space there, then go on\./);
      expect(err).toMatch(/collocate resume/);
      expect(err).not.toMatch(/ENOSPC|\n\s+at /);
      expect(existsSync(path.join(folder, 'run.json'))).toBe(true);
      await writeFile(filler, '');
      const resumed = await collocate(disk.folder, 'resume', folder, '--json').ended;
      expect(resumed.result).toMatchObject({ parameters_sha256: whole.result!['parameters_sha256'] });
    } finally {
      disk.release();
    }
  });
});
