/** Starting, watching and restarting the engine process, for main processes that hold no tensor themselves. */
export type { EngineExit, EngineProcess, EngineSettings, FromEngine, Starter, ToEngine } from './starter';
export { threadsVariable } from './starter';
export { isStopped } from './stopped';
export { NodeStarter } from './node-starter';
export { Supervisor, type Policy } from './supervisor';
export type { Connection } from './switchboard';
