/** The run that the window shows, and the life of the engine. Updated a few times a second at most. */
import { create } from 'zustand';
import type {
  CourseEvent,
  EngineLife,
  EngineStatus,
  Notice,
  RunState,
  RunSummary,
} from '../../src/lab/protocol';
import type { Json } from './json';

interface RunStore {
  /** State of the open run; null when none is open. */
  readonly state: RunState | null;
  /** A run that trains while another one, or none, is shown. */
  readonly background: RunState | null;
  /** The study that the open run trains, as it was given to it. */
  readonly study: Json | null;
  readonly courses: readonly CourseEvent[];
  /** A request to start or open a run is under way. */
  readonly opening: boolean;
  /** Why the last request to start or open a run was refused. */
  readonly refusal: string | null;
  readonly engine: { readonly state: EngineLife; readonly text: string };
  readonly status: EngineStatus | null;
  readonly log: readonly Notice[];
  readonly runs: readonly RunSummary[] | null;
}

const logLimit = 2000;

export const useRun = create<RunStore>(() => ({
  state: null,
  background: null,
  study: null,
  courses: [],
  opening: false,
  refusal: null,
  engine: { state: 'starting', text: 'The engine is starting.' },
  status: null,
  log: [],
  runs: null,
}));

export function addNotices(notices: readonly Notice[]): void {
  useRun.setState(({ log }) => ({ log: [...log, ...notices].slice(-logLimit) }));
}

/** Adds a sentence of the window's own to the log. */
export function addNotice(level: Notice['level'], text: string): void {
  addNotices([{ run: useRun.getState().state?.run ?? null, level, text, time: Date.now() / 1000 }]);
}

/** True while the engine works, or can go on working, on the run. */
export function isUnderWay(state: RunState | null): boolean {
  return state !== null && ['waiting', 'compiling', 'training', 'paused'].includes(state.state);
}

/** True while steps are being made or prepared. */
export function isActive(state: RunState | null): boolean {
  return state !== null && ['waiting', 'compiling', 'training'].includes(state.state);
}
