import { useMetrics } from '../panels/useMetrics';
import { live } from '../state/live';
import { useRun } from '../state/run';

/** A number that changes when the open model was measured anew, or has come to its end. */
export function useLearned(): number {
  useMetrics();
  const state = useRun((store) => store.state?.state ?? '');
  return live.measures.step.length + (state === 'training' ? 0 : 0.5);
}
