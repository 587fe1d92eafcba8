import type { EngineLife, RunState, ServiceMessage } from '../protocol';
import { exitReason } from './exit';
import type { EngineExit, EngineProcess, EngineSettings, FromEngine, Starter } from './starter';
import { Switchboard, type Connection } from './switchboard';

/** When to wait, to try again and to give up. Times in milliseconds. */
export interface Policy {
  /** Failures in a row after which the engine is not started again. */
  readonly failures: number;
  /** Pause before the first restart; each further one in a row doubles it. */
  readonly backOff: number;
  /** An engine that ran this long without failing starts a new row. */
  readonly calm: number;
  /** Time between two looks at a silent engine. */
  readonly beat: number;
  /** Looks without a sign of life after which the engine is ended. Counted, so that a sleeping machine is no failure. */
  readonly silentBeats: number;
  /** The same while a program is compiled, during which the engine can't answer. */
  readonly silentBeatsCompiling: number;
  /** The same where it is known to have been stopped by a signal. */
  readonly stoppedBeats: number;
  /** How long an engine that was asked to end may take. */
  readonly farewell: number;
}

const defaultPolicy: Policy = {
  failures: 3,
  backOff: 250,
  calm: 120_000,
  beat: 1000,
  silentBeats: 120,
  silentBeatsCompiling: 900,
  stoppedBeats: 15,
  farewell: 10_000,
};

/**
 * Keeps one engine process alive for all its clients. When it ends unexpectedly it is started again, the run that was
 * in it goes on from its last checkpoint, and everyone is told; after three failures in a row it stays down and the
 * reason is shown.
 */
export class Supervisor {
  private readonly policy: Policy;
  private readonly board: Switchboard;
  private engine: EngineProcess | null = null;
  private settings: EngineSettings = { threads: null };
  private life: EngineLife = 'starting';
  private lifeText = 'The engine is starting.';
  private waiting: Parameters<EngineProcess['post']>[0][] = [];
  private active: RunState | null = null;
  private failures = 0;
  private readyAt = 0;
  private silentFor = 0;
  /** Why the engine was ended by this supervisor; null while it was not. */
  private ended: string | null = null;
  private closing = false;
  private onGone: (() => void) | null = null;
  private beat: NodeJS.Timeout | null = null;
  private restart: NodeJS.Timeout | null = null;

  constructor(
    private readonly starter: Starter,
    policy: Partial<Policy> = {},
  ) {
    this.policy = { ...defaultPolicy, ...policy };
    this.board = new Switchboard((message) => this.send(message));
  }

  get state(): EngineLife {
    return this.life;
  }

  /** Starts the engine process. */
  start(): void {
    this.launch();
    this.beat = setInterval(() => this.listen(), this.policy.beat);
    this.beat.unref();
  }

  /** Joins a client. It is told at once how the engine is. */
  connect(receive: (message: ServiceMessage) => void): Connection {
    const connection = this.board.connect(receive);
    receive({ type: 'event', event: 0, body: { kind: 'engine', state: this.life, text: this.lifeText } });
    return connection;
  }

  /** Starts again after it was given up; also what a "try again" button calls. */
  tryAgain(): void {
    if (this.life !== 'failed') return;
    this.failures = 0;
    this.launch();
  }

  /** Ends the engine in good order: a run in it is put aside with a checkpoint. */
  async close(): Promise<void> {
    this.closing = true;
    if (this.beat !== null) clearInterval(this.beat);
    if (this.restart !== null) clearTimeout(this.restart);
    this.refuseAll('The lab is closing.');
    await this.endEngine();
  }

  private launch(): void {
    this.restart = null;
    this.enter('starting', 'The engine is starting.');
    this.silentFor = 0;
    this.ended = null;
    let engine: EngineProcess;
    try {
      engine = this.starter.start(this.settings);
    } catch (error) {
      this.fail(`The engine could not be started: ${error instanceof Error ? error.message : String(error)}`);
      return;
    }
    this.engine = engine;
    engine.onMessage((message) => {
      if (this.engine === engine) this.hear(message);
    });
    engine.onExit((exit) => {
      if (this.engine === engine) this.gone(exit);
    });
  }

  private hear(message: FromEngine): void {
    this.silentFor = 0;
    switch (message.type) {
      case 'alive':
        return;
      case 'ready':
        return this.ready();
      case 'restart':
        return void this.restartWith(message.id, message.threads);
      case 'event':
        if (message.body.kind === 'state') this.follow(message.body.state);
        return this.board.deliver(message);
      case 'answer':
      case 'refusal':
        return this.board.deliver(message);
    }
  }

  private ready(): void {
    this.readyAt = Date.now();
    const { active } = this;
    const text = this.failures > 0 ? 'The engine was restarted.' : 'The engine is ready.';
    this.enter(
      'ready',
      active === null ? text : `${text} "${active.title}" goes on from its last checkpoint.`,
    );
    if (active !== null) {
      this.board.ask('run.resume', { run: active.run }, (reason) => this.leave(active, reason));
      if (active.state === 'paused') this.board.ask('run.pause', { run: active.run });
    }
    this.board.watchAgain();
    for (const message of this.waiting.splice(0)) this.engine?.post(message);
  }

  /** Another thread count needs a new process: the run in the old one is put aside first. */
  private async restartWith(id: number, threads: number): Promise<void> {
    // It ends already: whoever asked is told when it has ended.
    if (this.onGone !== null) return;
    const request = this.board.takeOut(id);
    this.settings = { threads };
    this.enter(
      'starting',
      `The engine starts again with ${threads} ${threads === 1 ? 'thread' : 'threads'}.`,
    );
    await this.endEngine();
    this.refuseAll('The engine was started again; please ask once more.');
    this.active = null;
    if (this.closing) return;
    this.launch();
    if (request !== undefined) this.board.again(request);
  }

  private async endEngine(): Promise<void> {
    const { engine } = this;
    if (engine === null) return;
    const ended = new Promise<void>((resolve) => (this.onGone = resolve));
    engine.post({ type: 'close' });
    const timer = setTimeout(() => engine.kill(), this.policy.farewell);
    await ended;
    clearTimeout(timer);
  }

  private gone(exit: EngineExit): void {
    this.engine = null;
    // An end that was asked for is no failure.
    if (this.onGone !== null) {
      this.onGone();
      this.onGone = null;
      return;
    }
    const lasted = this.life === 'ready' ? Date.now() - this.readyAt : 0;
    this.failures = lasted >= this.policy.calm ? 1 : this.failures + 1;
    const reason = this.ended ?? exitReason(exit);
    this.refuseAll(`${reason} Please ask once more when it is back.`);
    if (this.failures >= this.policy.failures) return this.fail(reason);
    this.enter('restarting', `${reason} It is started again.`);
    if (this.active !== null) this.tell(this.active, 'waiting', 'Waits for the engine to be started again.');
    this.restart = setTimeout(() => this.launch(), this.policy.backOff * 2 ** (this.failures - 1));
  }

  private fail(reason: string): void {
    this.refuseAll(reason);
    const times =
      this.failures > 1 ? ` It failed ${this.failures} times in a row and is not started again.` : '';
    this.enter('failed', `${reason}${times}`);
    if (this.active !== null) this.leave(this.active, 'The engine failed.');
  }

  /** The run can't go on by itself: everyone is told that it lies in its folder. */
  private leave(run: RunState, reason: string): void {
    if (this.active?.run === run.run) this.active = null;
    this.tell(run, 'stored', `${reason} The run can be resumed from its last checkpoint.`);
  }

  private tell(run: RunState, state: RunState['state'], message: string): void {
    const changed = { ...run, state, message, stepsPerSecond: 0, remainingSeconds: null };
    this.board.announce({ kind: 'state', state: changed });
  }

  /** Looks whether a silent engine is still there. */
  private listen(): void {
    if (this.engine === null) return;
    this.silentFor++;
    const compiling = this.active?.state === 'compiling' || this.life === 'starting';
    const limit = compiling ? this.policy.silentBeatsCompiling : this.policy.silentBeats;
    const stopped = this.silentFor > this.policy.stoppedBeats && this.engine.isStopped();
    if (this.silentFor <= limit && !stopped) return;
    const seconds = Math.round((this.silentFor * this.policy.beat) / 1000);
    this.ended = `The engine process ${stopped ? 'was stopped by a signal, ' : ''}gave no sign of life for ${seconds} s, and was ended.`;
    this.engine.kill();
  }

  private follow(state: RunState): void {
    if (['waiting', 'compiling', 'training', 'paused'].includes(state.state)) this.active = state;
    else if (this.active?.run === state.run) this.active = null;
  }

  private send(message: Parameters<EngineProcess['post']>[0]): void {
    if (this.life === 'ready') this.engine?.post(message);
    else if (this.life !== 'failed') this.waiting.push(message);
    else this.refuseAll(this.lifeText);
  }

  /** Refuses every open request. One that was refused must not reach the next engine. */
  private refuseAll(reason: string): void {
    this.waiting = [];
    this.board.refuseAll(reason);
  }

  private enter(life: EngineLife, text: string): void {
    this.life = life;
    this.lifeText = text;
    this.board.announce({ kind: 'engine', state: life, text });
  }
}
