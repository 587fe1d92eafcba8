import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { LabEvent, RequestMessage, RunState, ServiceMessage } from '../../../src/lab/protocol';
import { Supervisor, type EngineExit, type FromEngine, type ToEngine } from '../../../src/lab/supervise';

/** An engine process that does what the test says. */
class FakeEngine {
  readonly got: ToEngine[] = [];
  killed = false;
  private tell: (message: FromEngine) => void = () => undefined;
  private ended: (exit: EngineExit) => void = () => undefined;

  constructor(readonly threads: number | null) {}
  post(message: ToEngine): void {
    this.got.push(message);
    if (message.type === 'close') this.exit({ code: 0 });
  }
  onMessage(listener: (message: FromEngine) => void): void {
    this.tell = listener;
  }
  onExit(listener: (exit: EngineExit) => void): void {
    this.ended = listener;
  }
  isStopped(): boolean {
    return false;
  }
  kill(): void {
    this.killed = true;
    this.exit({ signal: 'SIGKILL' });
  }
  say(message: FromEngine): void {
    this.tell(message);
  }
  event(event: number, body: LabEvent): void {
    this.tell({ type: 'event', event, body });
  }
  exit(exit: Partial<EngineExit>): void {
    this.ended({ code: null, signal: null, output: '', ...exit });
  }
  get requests(): RequestMessage[] {
    return this.got.filter((message) => message.type === 'request');
  }
  get methods(): string[] {
    return this.requests.map((request) => request.method);
  }
}

const engines: FakeEngine[] = [];
const newest = (): FakeEngine => engines.at(-1)!;

function supervised() {
  const supervisor = new Supervisor({
    start: ({ threads }) => {
      engines.push(new FakeEngine(threads));
      return newest();
    },
  });
  supervisor.start();
  return supervisor;
}

function client(supervisor: Supervisor) {
  const got: ServiceMessage[] = [];
  const connection = supervisor.connect((message) => got.push(message));
  const lives = () =>
    got.flatMap((message) =>
      message.type === 'event' && message.body.kind === 'engine' ? [message.body] : [],
    );
  const ask = (id: number, method: RequestMessage['method'], parameters: unknown = {}) =>
    connection.post({ type: 'request', id, method, parameters });
  return { got, connection, lives, ask };
}

const training = { run: 'r1', title: 'A rod', state: 'training', step: 40 } as RunState;
const noMetrics: LabEvent = {
  kind: 'metrics',
  run: 'r1',
  losses: { step: new Float64Array(), phase: new Float64Array(), loss: new Float64Array(), terms: [] },
  measures: {
    step: new Float64Array(),
    freshRatio: new Float64Array(),
    errors: {},
    inferred: {},
    values: {},
    weights: {},
    validation: {},
  },
};

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  engines.length = 0;
  vi.useRealTimers();
});

describe('supervisor', () => {
  it('keeps requests until the engine listens, and gives each client its own answers', () => {
    const supervisor = supervised();
    const [a, b] = [client(supervisor), client(supervisor)];
    a.ask(7, 'lab.status');
    b.ask(7, 'run.list');
    expect(newest().got).toEqual([]);
    newest().say({ type: 'ready' });
    expect(newest().methods).toEqual(['lab.status', 'run.list']);
    const [first, second] = newest().requests.map((request) => request.id);
    newest().say({ type: 'answer', id: second!, result: 'runs' });
    newest().say({ type: 'refusal', id: first!, error: { message: 'No.', problems: [] } });
    expect(a.got.at(-1)).toMatchObject({ type: 'refusal', id: 7 });
    expect(b.got.at(-1)).toEqual({ type: 'answer', id: 7, result: 'runs' });
  });

  it('acknowledges an event once every client has, and no longer waits for one that left', () => {
    const supervisor = supervised();
    newest().say({ type: 'ready' });
    const [a, b] = [client(supervisor), client(supervisor)];
    newest().event(31, noMetrics);
    const number = (a.got.at(-1) as { event: number }).event;
    a.ask(1, 'event.acknowledge', { event: number });
    expect(a.got.at(-1)).toEqual({ type: 'answer', id: 1, result: null });
    expect(newest().requests).toEqual([]);
    b.connection.close();
    expect(newest().requests).toMatchObject([{ method: 'event.acknowledge', parameters: { event: 31 } }]);
  });

  it('restarts an engine that was killed, resumes the run and says so', () => {
    const supervisor = supervised();
    newest().say({ type: 'ready' });
    const { ask, got, lives } = client(supervisor);
    newest().event(1, { kind: 'state', state: training });
    ask(5, 'run.points', { run: 'r1' });
    newest().exit({ signal: 'SIGKILL' });
    expect(got.find((message) => message.type === 'refusal')).toMatchObject({
      id: 5,
      error: { message: expect.stringMatching(/was killed.*Please ask once more/) },
    });
    expect(lives().at(-1)).toMatchObject({ state: 'restarting' });
    expect(got.at(-1)).toMatchObject({ body: { kind: 'state', state: { run: 'r1', state: 'waiting' } } });
    vi.advanceTimersByTime(300);
    expect(engines).toHaveLength(2);
    newest().say({ type: 'ready' });
    expect(newest().requests).toMatchObject([{ method: 'run.resume', parameters: { run: 'r1' } }]);
    expect(lives().at(-1)?.text).toBe('The engine was restarted. "A rod" goes on from its last checkpoint.');
  });

  it('tells that a run lies in its folder when it can not be resumed', () => {
    const supervisor = supervised();
    newest().say({ type: 'ready' });
    const { got } = client(supervisor);
    newest().event(1, { kind: 'state', state: training });
    newest().exit({ signal: 'SIGKILL' });
    vi.advanceTimersByTime(300);
    newest().say({ type: 'ready' });
    const error = { message: 'It has no checkpoint.', problems: [] };
    newest().say({ type: 'refusal', id: newest().requests[0]!.id, error });
    expect(got.at(-1)).toMatchObject({
      body: {
        state: {
          state: 'stored',
          message: expect.stringMatching(/^It has no checkpoint\. The run can be resumed/),
        },
      },
    });
    newest().exit({ signal: 'SIGKILL' });
    vi.advanceTimersByTime(600);
    newest().say({ type: 'ready' });
    expect(newest().methods).toEqual([]);
  });

  it('leaves a run alone that had ended, and keeps a paused one paused', () => {
    const supervisor = supervised();
    newest().say({ type: 'ready' });
    newest().event(1, { kind: 'state', state: { ...training, state: 'finished' } });
    newest().exit({ code: 134 });
    vi.advanceTimersByTime(300);
    newest().say({ type: 'ready' });
    expect(newest().methods).toEqual([]);
    newest().event(1, { kind: 'state', state: { ...training, state: 'paused' } });
    newest().exit({ code: 134 });
    vi.advanceTimersByTime(600);
    newest().say({ type: 'ready' });
    expect(newest().methods).toEqual(['run.resume', 'run.pause']);
    void supervisor.close();
  });

  it('waits longer each time, gives up after three failures in a row and shows the reason', () => {
    const supervisor = supervised();
    const { lives, ask, got } = client(supervisor);
    newest().event(1, { kind: 'state', state: training });
    newest().exit({ code: 1, output: 'Error: libtensorflow.so is missing\n    at load (x.js:1)\n' });
    vi.advanceTimersByTime(249);
    expect(engines).toHaveLength(1);
    vi.advanceTimersByTime(1);
    newest().exit({ code: 1 });
    vi.advanceTimersByTime(499);
    expect(engines).toHaveLength(2);
    vi.advanceTimersByTime(1);
    newest().exit({ code: 1, output: 'Error: libtensorflow.so is missing\n    at load (x.js:1)\n' });
    vi.advanceTimersByTime(60_000);
    expect(engines).toHaveLength(3);
    expect(lives().at(-1)).toMatchObject({
      state: 'failed',
      text: expect.stringContaining('3 times in a row'),
    });
    expect(lives().at(-1)?.text).toContain('libtensorflow.so is missing.');
    expect(lives().at(-1)?.text).not.toContain('at load');
    expect(got.at(-1)).toMatchObject({ body: { kind: 'state', state: { state: 'stored' } } });
    ask(9, 'lab.status');
    expect(got.at(-1)).toMatchObject({ type: 'refusal', id: 9 });
    supervisor.tryAgain();
    expect(engines).toHaveLength(4);
  });

  it('starts a new row of failures after a calm time', () => {
    supervised();
    for (let time = 0; time < 5; time++) {
      newest().say({ type: 'ready' });
      for (let beat = 0; beat < 130; beat++) {
        vi.advanceTimersByTime(1000);
        newest().say({ type: 'alive' });
      }
      newest().exit({ signal: 'SIGSEGV' });
      vi.advanceTimersByTime(1000);
    }
    expect(engines).toHaveLength(6);
  });

  it('ends an engine that says nothing any more, but lets one compile', () => {
    const supervisor = supervised();
    const first = newest();
    first.say({ type: 'ready' });
    first.event(1, { kind: 'state', state: { ...training, state: 'compiling' } });
    vi.advanceTimersByTime(600_000);
    expect(first.killed).toBe(false);
    first.event(1, { kind: 'state', state: training });
    vi.advanceTimersByTime(119_000);
    expect(first.killed).toBe(false);
    const { lives } = client(supervisor);
    vi.advanceTimersByTime(5000);
    expect(first.killed).toBe(true);
    expect(engines).toHaveLength(2);
    expect(lives().map(({ text }) => text)).toContain(
      'The engine process gave no sign of life for 121 s, and was ended. It is started again.',
    );
  });

  it('takes an exit that was asked for as no crash', async () => {
    const supervisor = supervised();
    const { lives } = client(supervisor);
    newest().say({ type: 'ready' });
    await supervisor.close();
    expect(newest().got).toEqual([{ type: 'close' }]);
    vi.advanceTimersByTime(60_000);
    expect(engines).toHaveLength(1);
    expect(lives().map((life) => life.state)).not.toContain('restarting');
  });

  it('starts the engine with another thread count when a request needs it, and asks that again', async () => {
    const supervisor = supervised();
    newest().say({ type: 'ready' });
    const { ask, got } = client(supervisor);
    ask(3, 'run.resume', { run: 'r1' });
    newest().say({ type: 'restart', id: newest().requests[0]!.id, threads: 2 });
    await vi.advanceTimersByTimeAsync(0);
    expect(engines.map((engine) => engine.threads)).toEqual([null, 2]);
    newest().say({ type: 'ready' });
    expect(newest().requests).toMatchObject([{ method: 'run.resume', parameters: { run: 'r1' } }]);
    newest().say({ type: 'answer', id: newest().requests[0]!.id, result: null });
    expect(got.at(-1)).toEqual({ type: 'answer', id: 3, result: null });
  });

  it('sends no request to an engine that its client was told to ask again', () => {
    const supervisor = supervised();
    newest().say({ type: 'ready' });
    const { ask, got } = client(supervisor);
    newest().exit({ code: 1 });
    ask(4, 'run.start', { study: {} });
    vi.advanceTimersByTime(300);
    newest().exit({ code: 1 });
    expect(got.find((message) => message.type === 'refusal')).toMatchObject({ id: 4 });
    vi.advanceTimersByTime(600);
    newest().say({ type: 'ready' });
    expect(newest().methods).toEqual([]);
  });

  it('refuses what waits for an engine that can not be started', () => {
    const broken = new Supervisor({
      start: () => {
        throw new Error('spawn failed');
      },
    });
    const { ask, got } = client(broken);
    ask(1, 'lab.status');
    broken.start();
    expect(got.find((message) => message.type === 'refusal')).toMatchObject({
      id: 1,
      error: { message: expect.stringMatching(/could not be started: spawn failed/) },
    });
    void broken.close();
  });

  it('starts one engine only when two requests need another thread count, and answers both', async () => {
    const supervisor = supervised();
    const first = newest();
    // It takes a while to write its checkpoint.
    first.post = (message) => void first.got.push(message);
    first.say({ type: 'ready' });
    const { ask, got } = client(supervisor);
    ask(1, 'run.resume', { run: 'r1' });
    ask(2, 'run.start', { study: {} });
    const [resume, start] = first.requests;
    first.say({ type: 'restart', id: resume!.id, threads: 2 });
    first.say({ type: 'restart', id: start!.id, threads: 3 });
    first.exit({ code: 0 });
    await vi.advanceTimersByTimeAsync(0);
    expect(engines.map((engine) => engine.threads)).toEqual([null, 2]);
    newest().say({ type: 'ready' });
    expect(newest().methods).toEqual(['run.resume']);
    expect(got.find((message) => message.type === 'refusal')).toMatchObject({ id: 2 });
  });

  it('watches again after a restart, and stops watching when the last who did is gone', () => {
    const supervisor = supervised();
    newest().say({ type: 'ready' });
    const [a, b] = [client(supervisor), client(supervisor)];
    a.ask(1, 'run.watch', { run: 'r1', counts: [4, 4] });
    newest().exit({ code: 1 });
    vi.advanceTimersByTime(300);
    newest().say({ type: 'ready' });
    expect(newest().requests).toMatchObject([{ method: 'run.watch', parameters: { counts: [4, 4] } }]);
    b.ask(1, 'run.watch', { run: 'r1', counts: null });
    expect(newest().requests).toHaveLength(1);
    a.connection.close();
    expect(newest().requests.at(-1)).toMatchObject({
      method: 'run.watch',
      parameters: { run: 'r1', counts: null },
    });
  });
});
