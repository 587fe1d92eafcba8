import type { Solved } from '../solver/compare';
import { finish } from '../../../run';
import { keptFile, readStored, store } from '../store';
import { FlowSolution, type FlowHistory } from './history';
import type { FlowProblem } from './problem';

/** Changed whenever the same flow would be solved in another way. */
const version = 1;

type Stored = Omit<Solved, 'solution'> & { readonly history: FlowHistory };

/**
 * A flow's solution, or what was kept of an earlier time.
 * @param cache the folder where computed references are kept; null to keep none
 * Errors: `Unreached`, with the reason as a sentence.
 */
export async function solvedFlow(
  problem: FlowProblem,
  cache: string | null,
  progress: (sentence: string) => void,
  signal?: AbortSignal,
): Promise<Solved<FlowSolution>> {
  const file = cache === null ? null : keptFile(cache, { kind: 'flow', version, problem });
  const stored = file === null ? undefined : ((await readStored(file)) as Stored | undefined);
  if (stored !== undefined) {
    const { history, ...rest } = stored;
    return { ...rest, solution: new FlowSolution(problem.space, problem.time.name, problem.grid, history) };
  }
  // The engine is loaded when it is needed: checking a study must not wait for it.
  const { solveFlow } = await import('./solve');
  const { solution, ...rest } = await finish(solveFlow(problem, progress), signal);
  const { history } = solution;
  if (file !== null)
    await store(file, { ...rest, history }, 8 * history.snapshots.length * history.snapshots[0].length);
  return { ...rest, solution };
}
