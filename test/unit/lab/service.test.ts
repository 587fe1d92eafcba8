import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { RunStore, Service } from '../../../src/lab';
import type { Frame, LabEvent, Method, OpenedRun, ServiceMessage } from '../../../src/lab/protocol';
import { CosineEngine, plainDocument } from '../../support/cosine-engine';
import type { CosineOptions } from '../../support/cosine-trainer';
import { temporaryFolder } from '../../support/runs';

async function lab(options: CosineOptions = {}, threads: number | null = null) {
  const store = new RunStore(await temporaryFolder());
  const engine = new CosineEngine(options);
  const events: { event: number; body: LabEvent }[] = [];
  const restarts: { id: number; threads: number }[] = [];
  const answers = new Map<number, (message: ServiceMessage) => void>();
  const lab = {
    store,
    engine,
    events,
    restarts,
    acknowledges: true,
    service: new Service({
      engine,
      store,
      threads,
      choice: { threads: 1, device: 'cpu' },
      send: (message) => {
        if (message.type !== 'event') return answers.get(message.id)?.(message);
        events.push(message);
        const { kind } = message.body;
        if (lab.acknowledges && (kind === 'metrics' || kind === 'frame')) {
          // As a window would: when it has drawn.
          setTimeout(() => void ask('event.acknowledge', { event: message.event }), 1);
        }
      },
      restart: (id, count) => void restarts.push({ id, threads: count }),
    }),
  };
  let nextId = 1;
  const send = (message: object) =>
    new Promise<ServiceMessage>((resolve) => {
      const id = nextId++;
      answers.set(id, resolve);
      lab.service.receive({ type: 'request', id, ...message });
    });
  const ask = (method: Method, parameters: unknown = {}) => send({ method, parameters });
  const result = async <T>(method: Method, parameters: unknown = {}): Promise<T> => {
    const message = await ask(method, parameters);
    if (message.type !== 'answer') throw new Error(JSON.stringify(message));
    return message.result as T;
  };
  const refusal = async (method: Method, parameters: unknown = {}): Promise<string> => {
    const message = await ask(method, parameters);
    if (message.type !== 'refusal') throw new Error(`${method} was answered`);
    return message.error.message;
  };
  const states = () => events.flatMap(({ body }) => (body.kind === 'state' ? [body.state] : []));
  const until = async (state: string) => {
    while (states().at(-1)?.state !== state) await new Promise((resolve) => setTimeout(resolve, 5));
  };
  const start = async (changes: object = {}) =>
    (await result<{ run: string }>('run.start', { study: plainDocument(changes) })).run;
  return Object.assign(lab, { send, ask, result, refusal, states, until, start });
}

/** Many slow steps: a run that is still there when the test looks. */
const long = {
  training: {
    phases: [
      { optimiser: 'adam', steps: 10 },
      { optimiser: 'adam', steps: 100_000 },
    ],
    checkpointEvery: 50,
  },
};

describe('lab service', () => {
  it('trains a study and tells every step once, in order', async () => {
    const { start, until, events, states, result } = await lab();
    const run = await start();
    await until('finished');
    await new Promise((resolve) => setTimeout(resolve, 700));
    const steps = events.flatMap(({ body }) => (body.kind === 'metrics' ? [...body.losses.step] : []));
    expect(steps).toEqual(Array.from({ length: 100 }, (_, index) => index + 1));
    expect(states().map(({ state }) => state)).toEqual(
      expect.arrayContaining(['compiling', 'training', 'finished']),
    );
    expect(states().at(-1)).toMatchObject({
      run,
      step: 100,
      totalSteps: 100,
      threads: 1,
      parameters: { bend: 1 },
    });
    const opened = await result<OpenedRun>('run.open', { run });
    expect(opened.losses.step).toHaveLength(100);
    expect(opened.losses.terms).toHaveLength(2);
    expect([...(opened.measures.errors['u'] ?? [])]).toHaveLength(10);
    expect(opened.state).toMatchObject({ state: 'finished', step: 100 });
    expect(await result('run.list')).toMatchObject([{ run, state: 'finished', step: 100 }]);
  });

  it('refuses what is malformed in a sentence, and survives rubbish', async () => {
    const { service, send, refusal } = await lab();
    for (const rubbish of [
      null,
      5,
      'run.start',
      {},
      { type: 'request' },
      { type: 'request', id: 'x', method: 1 },
    ]) {
      service.receive(rubbish);
    }
    expect(await send({ method: 'run.fly', parameters: {} })).toMatchObject({
      error: { message: 'The lab knows no request "run.fly".' },
    });
    expect(await send({ method: 'constructor', parameters: {} })).toMatchObject({ type: 'refusal' });
    expect(await refusal('run.pause', { run: '../../etc' })).toMatch(
      /^The request "run\.pause" is malformed: run:/,
    );
    expect(await refusal('run.setWeight', { run: 'a', group: 'data', value: Number.NaN })).toMatch(
      /malformed: value/,
    );
    expect(await refusal('run.pause', { run: 'a', extra: 1 })).toMatch(/malformed/);
    expect(await refusal('run.open', { run: 'nothing' })).toMatch(/There is no run "nothing"/);
    expect(await refusal('run.pause', { run: 'nothing' })).toMatch(/not being trained now/);
  });

  it('refuses a study that can not be solved, with the places', async () => {
    const { ask, refusal } = await lab();
    const message = await ask('run.start', { study: plainDocument({ equations: ['u_x = 2*bent*x'] }) });
    expect(message).toMatchObject({
      type: 'refusal',
      error: {
        message: expect.stringMatching(/^The study can't be solved: equations\[0\].*bent/),
        problems: [{ path: ['equations', 0, 'text'], severity: 'error', span: { start: 8, end: 12 } }],
      },
    });
    expect(await refusal('run.start', { study: 7 })).toMatch(/A study is an object/);
  });

  it('checks data files, and reads none outside the folder of the study', async () => {
    const { result } = await lab();
    const folder = await temporaryFolder();
    await writeFile(path.join(folder, 'good.csv'), 'x,u\n0,0\n1,1\n');
    await writeFile(path.join(folder, 'bad.csv'), 'x,u\n0,0\n1,nan\n');
    const check = async (file: string) => {
      const study = plainDocument({ data: [{ file, columns: { x: 'x', u: 'u' } }] });
      const { problems } = await result<{ problems: { message: string; path: unknown }[] }>('study.check', {
        study,
        folder,
      });
      return problems.map((problem) => problem.message);
    };
    expect(await check('good.csv')).toEqual([]);
    expect(await check('bad.csv')).toEqual([expect.stringMatching(/^bad\.csv: Row 3, column "u" is nan/)]);
    expect(await check('none.csv')).toEqual([expect.stringMatching(/"none\.csv" is not in /)]);
    for (const outside of ['../secret.csv', '/etc/passwd', 'a/../../b.csv', 'C:\\x.csv']) {
      expect(await check(outside), outside).toEqual([expect.stringMatching(/lies outside the folder/)]);
    }
  });

  it('pauses, changes weights and parameters at their step, goes on and stops', async () => {
    const { start, until, result, states, events, refusal } = await lab({ stepMilliseconds: 2 });
    const run = await start(long);
    await until('training');
    await result('run.pause', { run });
    await until('paused');
    const { step } = states().at(-1)!;
    await result('run.setWeight', { run, group: 'conditions', value: 4 });
    await result('run.setParameter', { run, name: 'bend', value: 2 });
    expect(await refusal('run.setParameter', { run, name: 'bent', value: 2 })).toMatch(
      /no parameter "bent".*bend/,
    );
    await result('run.go', { run });
    await until('training');
    const course = events.flatMap(({ body }) => (body.kind === 'course' ? [body.event] : []));
    expect(course).toEqual([
      { step, kind: 'weight', name: 'conditions', value: 4 },
      { step, kind: 'parameter', name: 'bend', value: 2 },
    ]);
    await result('run.stop', { run });
    await until('stopped');
    expect(states().at(-1)).toMatchObject({ weights: { conditions: 4 }, parameters: { bend: 2 } });
    const opened = await result<OpenedRun>('run.open', { run });
    expect(opened.events).toEqual(course);
    await result('run.resume', { run });
    await until('training');
    expect(states().at(-1)).toMatchObject({ weights: { conditions: 4 }, parameters: { bend: 2 } });
    await result('run.stop', { run });
    await until('stopped');
  });

  it('sends frames of the watched grid, one at a time, and at most 5 a second', async () => {
    const lively = await lab({ stepMilliseconds: 2 });
    const { start, until, result, events } = lively;
    const run = await start(long);
    // No frame was sent before this moment, however late a busy machine tells of the first ones.
    const began = performance.now();
    await result('run.watch', { run, counts: [9] });
    await until('training');
    const frames = () => events.flatMap(({ body }) => (body.kind === 'frame' ? [body.frame] : []));
    // A busy machine sends fewer, so they are waited for; more than five in a second may never come.
    while (frames().length < 5) await new Promise((resolve) => setTimeout(resolve, 5));
    expect(frames().length).toBeLessThanOrEqual(2 + (performance.now() - began) / 200);
    expect(frames()[0]).toMatchObject({
      run,
      axes: [{ name: 'x' }],
      fields: { u: expect.any(Float32Array) },
    });
    lively.acknowledges = false;
    await new Promise((resolve) => setTimeout(resolve, 300));
    const [sentFrames, sentMetrics] = [
      frames().length,
      events.filter(({ body }) => body.kind === 'metrics').length,
    ];
    await new Promise((resolve) => setTimeout(resolve, 700));
    expect(frames()).toHaveLength(sentFrames);
    expect(events.filter(({ body }) => body.kind === 'metrics')).toHaveLength(sentMetrics);
    await result('run.stop', { run });
    await until('stopped');
    await lively.service.close();
  });

  it('evaluates and exports running and stored runs', async () => {
    const { start, until, result, refusal, store, engine } = await lab();
    const run = await start();
    await until('finished');
    const fields = await result<{ fields: Record<string, Float32Array> }>('run.fields', { run, counts: [5] });
    expect(fields.fields['u']).toHaveLength(5);
    // Another run takes its place: from now on the first one is read from its folder.
    await start();
    await until('finished');
    const again = await result<typeof fields>('run.fields', { run, counts: [5] });
    expect(again.fields['u']).toEqual(fields.fields['u']);
    expect(engine.trainers).toHaveLength(3);
    const points = { x: Float64Array.of(0.25, 0.5) };
    const { values } = await result<{ values: Record<string, Float64Array> }>('run.evaluate', {
      run,
      points,
      quantities: ['u'],
    });
    expect(values['u']![1]).toBeCloseTo(0.25, 1);
    expect(await refusal('run.evaluate', { run, points: { y: points.x }, quantities: ['u'] })).toMatch(
      /coordinate "y"/,
    );
    expect(await refusal('run.fields', { run, counts: [5, 5] })).toMatch(
      /needs one count for each of its coordinates: x/,
    );
    const held = await result<Frame>('run.fields', { run, counts: [1], held: { x: 0.5 }, quantities: ['u'] });
    expect(held.axes[0]!.values).toEqual(Float64Array.of(0.5));
    expect(held.fields['u']![0]).toBeCloseTo(values['u']![1]!, 6);
    expect(held.inside).toBeNull();
    const wrong = (request: object) => refusal('run.fields', { run, counts: [5], ...request });
    expect(await wrong({ held: { x: 0.5 } })).toBe('"x" is held, so its count must be 1 instead of 5.');
    expect(await wrong({ held: { y: 0 } })).toMatch(/"y" can't be held: the coordinates of this run are x/);
    expect(await wrong({ counts: [1], held: { x: 1.5 } })).toMatch(
      /x = 1.5 lies outside of the range from 0 to 1/,
    );
    expect(await wrong({ quantities: ['v'] })).toMatch(/"v" can't be evaluated/);
    expect(await wrong({ quantities: [] })).toMatch(/malformed/);
    const file = path.join(store.folder, 'out.csv');
    expect(await result('run.export', { run, format: 'csv', counts: [3], path: file })).toEqual({
      files: [file],
    });
    expect((await readFile(file, 'utf8')).split('\n')[0]).toBe('x,u,reference_u');
    expect(await refusal('run.export', { run, format: 'csv', path: '/nonexistent/x.csv' })).toMatch(
      /does not exist. Make that folder/,
    );
    await result('run.delete', { runs: [run] });
    expect(await refusal('run.fields', { run, counts: [5] })).toMatch(/There is no run/);
  });

  it('trains one run at a time; a paused one makes room and can be resumed', async () => {
    const { start, until, refusal, result, states, engine } = await lab({ stepMilliseconds: 2 });
    const first = await start(long);
    await until('training');
    expect(await refusal('run.start', { study: plainDocument() })).toMatch(/Another run is being trained/);
    await result('run.pause', { run: first });
    await until('paused');
    const second = await start(long);
    await until('training');
    expect(states().find(({ run, state }) => run === first && state === 'stored')).toBeDefined();
    expect(engine.trainers[0]?.disposed).toBe(true);
    await result('run.stop', { run: second });
    await until('stopped');
    await result('run.resume', { run: first });
    await until('training');
    expect(states().at(-1)?.run).toBe(first);
    expect(await refusal('run.delete', { runs: [first] })).toMatch(/Stop it first/);
    await result('run.stop', { run: first });
    await until('stopped');
  });

  it('asks for another process when a run needs another thread count', async () => {
    const { start, until, service, restarts, result, engine, store } = await lab({ stepMilliseconds: 2 });
    const run = await start(long);
    await until('training');
    await service.close();
    const record = path.join(store.folderOf(run), 'run.json');
    await writeFile(record, (await readFile(record, 'utf8')).replace('"threads": 1', '"threads": 2'));
    expect(await result('run.list')).toMatchObject([{ run, state: 'stored' }]);
    service.receive({ type: 'request', id: 900, method: 'run.resume', parameters: { run } });
    while (restarts.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    expect(restarts).toEqual([{ id: 900, threads: 2 }]);
    expect(engine.trainers).toHaveLength(1);
  });

  it('takes the threads that it was restarted with', async () => {
    const { result, engine } = await lab({}, 2);
    expect(await result('lab.status')).toMatchObject({ threads: 2 });
    expect(engine.choice).toEqual({ threads: 2, device: 'cpu' });
  });

  it('measures the machine while nothing trains, and tells the share of it that a run uses', async () => {
    const { result, start, until, states, service } = await lab({ stepMilliseconds: 2 });
    expect(await result('lab.status')).toMatchObject({ limits: null });
    await new Promise((resolve) => setTimeout(resolve, 2300));
    expect(await result('lab.status')).toMatchObject({ limits: { float32Flops: 1e11 } });
    const run = await start(long);
    await until('training');
    while ((states().at(-1)?.share ?? null) === null) await new Promise((resolve) => setTimeout(resolve, 10));
    expect(states().at(-1)!.share).toBeGreaterThan(0);
    expect(states().at(-1)!.share).toBeLessThan(1);
    await result('run.stop', { run });
    await until('stopped');
    await service.close();
  });

  it('says plainly when the engine can not make a trainer', async () => {
    const broken = await lab();
    broken.engine.failure = new Error('libtensorflow could not be loaded\n    at require');
    expect(await broken.refusal('run.start', { study: plainDocument() })).toBe(
      'libtensorflow could not be loaded.',
    );
    expect(await broken.result('run.list')).toEqual([]);
  });
});
