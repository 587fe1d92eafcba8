/** Starting, watching and restarting the engine process, for main processes that hold no tensor themselves. */
export type { EngineExit, EngineProcess, EngineSettings, FromEngine, Starter, ToEngine } from './starter';
export { threadsVariable } from './starter';
