import { readFile, readdir, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { plainDocument } from '../../support/cosine-engine';
import { commandLine } from '../../support/command-line';
import { temporaryFolder } from '../../support/runs';

async function studyFile(changes: object = {}): Promise<string> {
  const file = path.join(await temporaryFolder(), 'study.json');
  await writeFile(file, JSON.stringify(plainDocument(changes)));
  return file;
}

const long = {
  training: {
    phases: [
      { optimiser: 'adam', steps: 50_000 },
      { optimiser: 'adam', steps: 1 },
    ],
    checkpointEvery: 10,
  },
};

describe('run and resume', () => {
  it('trains a study and tells the result in one line of JSON', async () => {
    const { json, store } = await commandLine();
    const { code, result, results } = await json('run', await studyFile());
    expect(code).toBe(0);
    expect(results).toHaveLength(1);
    expect(result).toMatchObject({
      outcome: 'finished',
      steps: 100,
      precision: 'float64',
      seed: 0,
      terms: { 'equation 1': expect.any(Number), 'x = 0': expect.any(Number) },
      errors: { u: expect.any(Number) },
      warnings: [],
      parameters_sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
      first_step_seconds: expect.any(Number),
    });
    expect(path.dirname(result['folder'] as string)).toBe(store.folder);
    expect(await readdir(result['folder'] as string)).toEqual([
      'checkpoints',
      'events.jsonl',
      'log.txt',
      'losses.csv',
      'measures.csv',
      'run.json',
      'study.json',
    ]);
  });

  it('takes steps, seed, threads, settings and the place of the run', async () => {
    const { json, engine } = await commandLine();
    const study = await studyFile();
    const out = path.join(await temporaryFolder(), 'here');
    const options = ['--steps', '60', '--seed', '7', '--threads', '3', '--device', 'cpu'];
    const { result } = await json('run', study, ...options, '--out', out, '--set', 'parameters.bend=2');
    expect(result).toMatchObject({ steps: 60, seed: 7, threads: 3, folder: out, run: 'here' });
    expect(engine.choice).toEqual({ threads: 3, device: 'cpu' });
    expect(JSON.parse(await readFile(path.join(out, 'study.json'), 'utf8'))).toMatchObject({
      seed: 7,
      parameters: { bend: 2 },
    });
    const same = await json('run', study, ...options, '--set', 'parameters.bend=2');
    expect(same.result['parameters_sha256']).toBe(result['parameters_sha256']);
    const other = await json('run', study, '--steps', '60', '--seed', '8', '--set', 'parameters.bend=2');
    expect(other.result['parameters_sha256']).not.toBe(result['parameters_sha256']);
    const again = await json('run', study, '--out', out);
    expect(again.code).toBe(1);
    expect(again.err).toMatch(/is not empty\. Choose a new folder/);
  });

  it('stops in good order on an interrupt, and goes on to the same bits', async () => {
    const slow = await commandLine({ stepMilliseconds: 2 });
    const study = await studyFile({
      training: {
        ...long.training,
        phases: [
          { optimiser: 'adam', steps: 300 },
          { optimiser: 'adam', steps: 1 },
        ],
      },
    });
    const running = slow.json('run', study);
    await new Promise((resolve) => setTimeout(resolve, 250));
    slow.interrupt();
    const stopped = await running;
    expect(stopped.code).toBe(130);
    expect(stopped.result).toMatchObject({ outcome: 'stopped' });
    expect(stopped.result['steps']).toBeLessThan(300);
    expect(stopped.err).toContain(`Go on with: collocate resume ${stopped.result['run'] as string}`);
    const resumed = await slow.json('resume', stopped.result['run'] as string);
    expect(resumed.code).toBe(0);
    expect(resumed.result).toMatchObject({ outcome: 'finished', steps: 301 });
    const whole = await slow.json('run', study);
    expect(resumed.result['parameters_sha256']).toBe(whole.result['parameters_sha256']);
    const ended = await slow.json('resume', whole.result['folder'] as string);
    expect(ended.code).toBe(1);
    expect(ended.err).toMatch(/has ended and can't be resumed/);
  });

  it('trains for the seconds it was given, past the steps of the study', async () => {
    const { json } = await commandLine();
    const { result } = await json('run', await studyFile(), '--for', '800ms');
    expect(result['seconds']).toBeGreaterThan(0.78);
    expect(result['seconds']).toBeLessThan(2);
    expect(result['steps']).toBeGreaterThan(100);
  });

  it('ends with a sentence and a way on when the run folder disappears', async () => {
    const slow = await commandLine({ stepMilliseconds: 2 });
    const out = path.join(await temporaryFolder(), 'run');
    const running = slow.json('run', await studyFile(long), '--out', out);
    await new Promise((resolve) => setTimeout(resolve, 300));
    await rename(out, `${out}-away`);
    const { code, err, result } = await running;
    expect(code).toBe(1);
    expect(err).toMatch(/is gone: it was moved or deleted\. Put it back/);
    expect(err).toMatch(/collocate resume/);
    expect(result['warnings']).toEqual([
      { term: '', place: '', message: expect.stringMatching(/is gone/) as unknown },
    ]);
    await rename(`${out}-away`, out);
    slow.interrupt();
    const resumed = slow.json('resume', out);
    await new Promise((resolve) => setTimeout(resolve, 200));
    slow.interrupt();
    expect((await resumed).result['steps']).toBeGreaterThan(0);
  });

  it('says that bits may differ where a run goes on under another version, and keeps that in its log', async () => {
    const slow = await commandLine({ stepMilliseconds: 2 });
    const running = slow.json(
      'run',
      await studyFile({
        training: {
          phases: [
            { optimiser: 'adam', steps: 200 },
            { optimiser: 'adam', steps: 1 },
          ],
        },
      }),
    );
    await new Promise((resolve) => setTimeout(resolve, 150));
    slow.interrupt();
    const folder = (await running).result['folder'] as string;
    const file = path.join(folder, 'run.json');
    const record = JSON.parse(await readFile(file, 'utf8')) as { versions: object };
    const versions = { ...record.versions, collocate: '0.0.9', tensorflow: '2.0' };
    await writeFile(file, JSON.stringify({ ...record, versions }));
    const { code, err } = await slow.json('resume', folder);
    expect(code).toBe(0);
    const told = /goes on with version \S+ of the lab, TensorFlow 0\.0: it may differ in the last digits/;
    expect(err).toMatch(told);
    expect(await readFile(path.join(folder, 'log.txt'), 'utf8')).toMatch(told);
  });

  it('ends with 1 and the engine`s own words when it fails', async () => {
    const broken = await commandLine();
    broken.engine.failure = new Error('TensorFlow could not be loaded.\n    at somewhere');
    expect(await broken.run('run', await studyFile())).toMatchObject({
      code: 1,
      err: 'TensorFlow could not be loaded.',
    });
  });
});

describe('bad input', () => {
  it('is told with file, place and what to do, and exit code 2', async () => {
    const { run } = await commandLine();
    const folder = await temporaryFolder();
    const file = async (name: string, text: string) => {
      const place = path.join(folder, name);
      await writeFile(place, text);
      return place;
    };
    const told = async (pattern: RegExp, ...args: string[]) => {
      const { code, err, out } = await run(...args);
      expect({ args, code }).toEqual({ args, code: 2 });
      expect(`${err}\n${out}`).toMatch(pattern);
      expect(`${err}\n${out}`).not.toMatch(/\n\s+at |Error:/);
    };
    await told(/none\.json: there is no such file/, 'run', path.join(folder, 'none.json'));
    await told(/this is a folder/, 'run', folder);
    await told(/The gallery has no study "none"\. It has: /, 'run', 'gallery:none');
    const torn = await file('torn.json', '{\n  "collocate": 1,\n  "title" "x"\n}');
    await told(/torn\.json: error: .*line 3, column 11/, 'run', torn);
    await told(/torn\.json: error: .*line 3, column 11/, 'check', torn);
    const wrong = await file('wrong.json', JSON.stringify(plainDocument({ equations: ['u_x = 2*bent*x'] })));
    await told(/equations\[0\]\.text: .*bent.*\n {4}u_x = 2\*bent\*x\n {12}\^{4}\n/, 'run', wrong);
    await told(/1 problem, see above/, 'run', wrong);
    await told(/equations\[0\]\.text: .*bent/, 'check', wrong);
    const data = [{ file: 'd.csv', columns: { x: 'x', u: 'u' } }];
    const withData = await file('data.json', JSON.stringify(plainDocument({ data })));
    await told(/"d\.csv" is not in /, 'run', withData);
    await file('d.csv', 'x,u\n0,1\n0.5,nan\n');
    await told(/d\.csv: Row 3, column "u" is nan/, 'run', withData);
    const good = await file('good.json', JSON.stringify(plainDocument()));
    await told(/no setting named "spead"/, 'run', good, '--set', 'training.spead=1');
    await told(/60s, 5m or 1h/, 'run', good, '--for', 'soon');
    await told(/whole number/, 'run', good, '--steps', '0');
    await told(/cannot be used with/, 'run', good, '--steps', '5', '--for', '5s');
    const wide = ['--set', 'network={"kind":"mlp","width":4096,"depth":64}'];
    await told(
      /parameters, and .* of memory, where this machine has .* smaller network/,
      'run',
      good,
      ...wide,
    );
    await told(/--out needs the name/, 'run', good, '--out', '');
    await told(/weights\.data must be a number, but is "1e400"/, 'run', good, '--set', 'weights.data=1e400');
    await told(/would hold csv/, 'export', 'nothing', '--format', 'csv', '--out', 'a.npz');
    await told(/Allowed choices are auto, cpu, gpu/, 'run', good, '--device', 'tpu');
    await told(/unknown option '--fast'/, 'run', good, '--fast');
    await told(/unknown command 'fly'/, 'fly');
    await told(/There is no run "nothing"/, 'resume', 'nothing');
    await told(/not the folder of a run/, 'resume', folder);
    await told(/one of --points FILE\.csv, --line/, 'evaluate', 'nothing', '--out', 'a.npz');
    await told(/must be \.npz, \.csv, \.mat/, 'evaluate', 'nothing', '--grid', 'x=3', '--out', 'a.txt');
  });
});

describe('listings and results', () => {
  it('lists and prints the gallery, and checks it', async () => {
    const { run, engine } = await commandLine();
    const listed = await run('gallery');
    expect(listed.code).toBe(0);
    for (const line of listed.results) {
      const name = line.split(' ')[0]!;
      const printed = await run('gallery', name);
      expect(JSON.parse(printed.out)).toHaveProperty('collocate', 1);
      expect(await run('check', `gallery:${name}`)).toMatchObject({ code: 0 });
    }
    // None of this may wait for the engine.
    expect(engine.choice).toBeNull();
  });

  it('gives a run that has ended more steps', async () => {
    const { run, json } = await commandLine();
    const { result } = await json('run', await studyFile());
    const name = result['run'] as string;
    expect(await run('resume', name)).toMatchObject({ code: 1, err: expect.stringMatching(/has ended/) });
    const more = await json('resume', name, '--more', '50');
    expect(more).toMatchObject({ code: 0, result: { outcome: 'finished', steps: 150 } });
    const whole = await json('run', await studyFile(), '--steps', '150');
    expect(more.result['parameters_sha256']).toBe(whole.result['parameters_sha256']);
  });

  it('filters, sorts and chooses columns of the table of runs', async () => {
    const { run, json, store } = await commandLine();
    const names: string[] = [];
    for (const bend of ['3', '1', '2'])
      names.push(
        (await json('run', await studyFile(), '--set', `parameters.bend=${bend}`)).result['run'] as string,
      );
    await store.label(names[1]!, { addTags: ['paper'], archived: true });
    const column = ['--columns', 'parameters.bend'];
    expect((await run('runs', ...column, '--sort', 'parameters.bend')).results.slice(1)).toEqual(
      ['2', '3'].map((value) => value.padStart('parameters.bend'.length)),
    );
    const filtered = await run(
      'runs',
      '--archived',
      '--filter',
      'parameters.bend < 3 and tag = paper',
      '--json',
    );
    expect(filtered.results.map((line) => (JSON.parse(line) as { run: string }).run)).toEqual([names[1]]);
    expect(await run('runs', '--filter', 'loss <')).toMatchObject({
      code: 2,
      err: expect.stringMatching(/--filter: A value is expected.*character 7/),
    });
    expect(await run('runs', '--sort', 'los')).toMatchObject({
      code: 2,
      err: expect.stringMatching(/No run has a column "los"/),
    });
  });

  it('lists runs, and evaluates and exports them', async () => {
    const { run, json } = await commandLine();
    expect((await run('runs')).err).toMatch(/There are no runs/);
    const { result } = await json('run', await studyFile());
    const name = result['run'] as string;
    expect((await run('runs')).results[1]).toMatch(new RegExp(`^${name} +A parabola +finished +100 `));
    const folder = await temporaryFolder();
    const grid = path.join(folder, 'grid.csv');
    expect(await run('evaluate', name, '--grid', 'x=3', '--out', grid)).toMatchObject({ code: 0, out: grid });
    expect((await readFile(grid, 'utf8')).split('\n').map((line) => line.split(',')[0])).toEqual([
      'x',
      '0',
      '0.5',
      '1',
      '',
    ]);
    const points = path.join(folder, 'points.csv');
    await writeFile(points, 'name,x\na,0.5\nb,1\n');
    const at = path.join(folder, 'at.csv');
    expect((await run('evaluate', name, '--points', points, '--out', at)).code).toBe(0);
    const rows = (await readFile(at, 'utf8')).trim().split('\n');
    const gridRows = (await readFile(grid, 'utf8')).trim().split('\n');
    expect(rows[0]).toBe('x,u');
    expect(rows[1]).toBe(gridRows[2]);
    const npz = path.join(folder, 'out.npz');
    expect((await run('export', name, '--format', 'npz', '--out', npz)).code).toBe(0);
    expect((await readFile(npz)).subarray(0, 2).toString()).toBe('PK');
    expect((await run('evaluate', name, '--grid', 'y=3', '--out', grid)).err).toMatch(
      /each coordinate of the run: x/,
    );
    await writeFile(points, 'x\n0.5\nabc\n');
    expect((await run('evaluate', name, '--points', points, '--out', at)).err).toMatch(
      /Row 3, column "x" is "abc"/,
    );
  });

  it('tells what runs here', async () => {
    const { run, engine } = await commandLine();
    const well = await run('doctor');
    expect(well.code).toBe(0);
    expect(well.out).toMatch(/Device +CPU: test processor/);
    engine.limits = () => Promise.reject(new Error('no library'));
    const ill = await run('doctor');
    expect(ill.code).toBe(1);
    expect(ill.out).toMatch(/Engine +does not run: no library\.\n +Run "npm run set-up"/);
  });

  it('gives help and version without failing', async () => {
    const { run } = await commandLine();
    expect((await run('--help')).code).toBe(0);
    expect((await run('run', '--help')).out).toMatch(/--for <time>/);
    expect((await run('--version')).out).toMatch(/^\d+\.\d+\.\d+$/);
  });
});
