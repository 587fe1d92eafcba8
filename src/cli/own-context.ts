import { RunStore, nativeEngine } from '../lab';
import type { Context } from './context';
import { streamOutput } from './output';

/** What the command line works with outside of tests: the native engine, the user's store, the streams of the process. */
export function context(): Pick<Context, 'engine' | 'output' | 'store'> {
  return { engine: nativeEngine, output: streamOutput(), store: new RunStore() };
}
