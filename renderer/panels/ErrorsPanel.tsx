import { EmptyState } from '../controls/EmptyState';
import { live } from '../state/live';
import { useRun } from '../state/run';
import type { MeasureSeries } from '../state/series';
import { Curves } from './Curves';
import { NoRun } from './NoRun';
import { useMetrics } from './useMetrics';

const errorsOf = ({ errors }: MeasureSeries) => errors;

/** Relative errors against the reference, or the plain statement that there is none. */
export function ErrorsPanel() {
  const run = useRun((state) => state.state?.run);
  useMetrics();
  const { measures } = live;
  if (run === undefined) return <NoRun what="Errors" />;
  if (measures.step.length === 0)
    return (
      <EmptyState
        title="No error was measured yet"
        text="The first one comes when the study says so (training, measure every)."
      />
    );
  if (measures.errors.size === 0)
    return (
      <EmptyState
        title="No reference"
        text="This study has nothing to measure errors against. The ratio of the loss on fresh points to that on the training points, among the losses, tells how far the solution can be trusted."
      />
    );
  return (
    <Curves
      name="Relative errors by step"
      axis="relative L2 error"
      of={errorsOf}
      meaning={(field) =>
        `Relative L2 error of ${field}: √(Σ (${field} − reference)² / Σ reference²) on the reference's grid`
      }
      note="Relative L2 norm against the reference"
    />
  );
}
