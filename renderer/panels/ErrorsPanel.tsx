import { useMemo } from 'react';
import type uPlot from 'uplot';
import { EmptyState } from '../controls/EmptyState';
import { Legend } from '../plots/Legend';
import { positive } from '../plots/decimate';
import { marksPlugin } from '../plots/marks';
import { Plot } from '../plots/Plot';
import { linearAxis, logarithmicAxis, logarithmicScale, termColourName, themeColour } from '../plots/style';
import { live } from '../state/live';
import { useRun } from '../state/run';
import { formatCount } from '../../src/field';
import { NoRun } from './NoRun';
import { useMetrics } from './useMetrics';

function curvesNow(): uPlot.AlignedData {
  const { step, errors } = live.measures;
  return [
    step.values as unknown as number[],
    ...[...errors.values()].map(({ values }) => positive(values)),
  ] as uPlot.AlignedData;
}

/** Relative errors against the reference, or the plain statement that there is none. */
export function ErrorsPanel() {
  const run = useRun((state) => state.state?.run);
  useMetrics();
  const { measures } = live;
  const key = [...measures.errors.keys()].join('\n');
  const options = useMemo(
    (): Omit<uPlot.Options, 'width' | 'height'> => ({
      legend: { show: false },
      padding: [8, 8, 0, 0],
      scales: { x: { time: false }, y: logarithmicScale },
      axes: [linearAxis('step', { size: 28 }), logarithmicAxis('relative L2 error')],
      series: [
        {},
        ...(key === '' ? [] : key.split('\n')).map((field, index) => ({
          label: field,
          width: 1.5,
          stroke: () => themeColour(termColourName(index)),
          points: { show: true, size: 4 },
        })),
      ],
      cursor: { y: false },
      plugins: [marksPlugin],
    }),
    [key],
  );
  if (run === undefined) return <NoRun what="Errors" />;
  if (measures.step.length === 0)
    return (
      <EmptyState
        title="No error was measured yet"
        text="The first one comes when the study says so (training, measure every)."
      />
    );
  if (key === '')
    return (
      <EmptyState
        title="No reference"
        text="This study has nothing to measure errors against. The ratio of the loss on fresh points to that on the training points, among the losses, tells how far the solution can be trusted."
      />
    );
  return (
    <div className="plot-panel">
      <div className="plot-area">
        <Plot
          name="Relative errors by step"
          options={options}
          data={curvesNow}
          subscribe={live.metricsChanged.subscribe}
        />
      </div>
      <Legend
        head={`step ${formatCount(measures.step.last)}`}
        rows={[...measures.errors].map(([field, values], index) => ({
          name: field,
          colour: termColourName(index),
          value: values.last,
          meaning: `Relative L2 error of ${field}: √(Σ (${field} − reference)² / Σ reference²) on the reference's grid`,
        }))}
        note="Relative L2 norm against the reference"
      />
    </div>
  );
}
