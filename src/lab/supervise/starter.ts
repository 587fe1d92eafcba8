/**
 * The small interface between the supervisor and an engine process. Three starters implement it: Electron's utility
 * process, a Node child, and one inside this process for tests. No tensor and no engine module is reached from here.
 */
import type { RequestMessage, ServiceMessage } from '../protocol';

/** What the supervisor sends: requests of clients, and the wish to end in good order. */
export type ToEngine = RequestMessage | { readonly type: 'close' };

/** What the engine process sends beside the service's messages. */
export type FromEngine =
  | ServiceMessage
  /** It is listening. */
  | { readonly type: 'ready' }
  /** It is alive though it has nothing to say. */
  | { readonly type: 'alive' }
  /**
   * Request `id` needs an engine with another thread count, which is fixed once per process: start it anew with
   * `threads` and ask again.
   */
  | { readonly type: 'restart'; readonly id: number; readonly threads: number };

export interface EngineSettings {
  /** Threads that the process must be configured with; null leaves the choice to it. */
  readonly threads: number | null;
}

export interface EngineExit {
  readonly code: number | null;
  readonly signal: string | null;
  /** The last lines of its error output, for the reason that is shown to the user. */
  readonly output: string;
}

/** A started engine process. `onExit` is called once, whatever the cause. */
export interface EngineProcess {
  post(message: ToEngine): void;
  onMessage(listener: (message: FromEngine) => void): void;
  onExit(listener: (exit: EngineExit) => void): void;
  /** True when it is known to have been stopped by a signal. */
  isStopped(): boolean;
  /** Ends it at once, also when it was stopped. */
  kill(): void;
}

export interface Starter {
  start(settings: EngineSettings): EngineProcess;
}

/** Environment variable by which a starter passes `EngineSettings.threads` to the process. */
export const threadsVariable = 'COLLOCATE_THREADS';
