import { useMemo, useState } from 'react';
import type uPlot from 'uplot';
import { Legend, type LegendRow } from '../plots/Legend';
import { decimate, positive } from '../plots/decimate';
import { marksPlugin } from '../plots/marks';
import { Plot } from '../plots/Plot';
import { linearAxis, logarithmicAxis, logarithmicScale, termColourName, themeColour } from '../plots/style';
import { live } from '../state/live';
import { useRun } from '../state/run';
import { formatCount } from '../../src/field';
import { EmptyState } from '../controls/EmptyState';
import { NoRun } from './NoRun';
import { useMetrics } from './useMetrics';

/** Steps, the weighted total, each term, and the fresh ratio at the steps where it was measured. */
function curvesNow(): uPlot.AlignedData {
  const { losses, measures } = live;
  const { x, curves } = decimate(losses.step.values, [
    losses.loss.values,
    ...losses.terms.map((term) => term.values),
  ]);
  const ratio = new Array<number | null>(x.length).fill(null);
  let at = 0;
  measures.step.values.forEach((step, index) => {
    while (at < x.length - 1 && (x[at] ?? Infinity) < step) at++;
    const value = measures.freshRatio.values[index];
    if (x.length > 0 && value !== undefined && value > 0) ratio[at] = value;
  });
  return [x as unknown as number[], ...curves.map(positive), ratio] as uPlot.AlignedData;
}

function optionsFor(
  names: readonly string[],
  onStep: (step: number | null) => void,
): Omit<uPlot.Options, 'width' | 'height'> {
  const curve = (label: string, colour: string, width: number): uPlot.Series => ({
    label,
    width,
    stroke: () => themeColour(colour),
    points: { show: false },
    spanGaps: true,
  });
  return {
    legend: { show: false },
    padding: [8, 8, 0, 0],
    scales: { x: { time: false }, y: logarithmicScale, ratio: logarithmicScale },
    axes: [
      linearAxis('step', { size: 28 }),
      logarithmicAxis('loss'),
      logarithmicAxis('fresh / trained', { scale: 'ratio', side: 1, grid: { show: false } }),
    ],
    series: [
      {},
      curve('weighted total', '--curve-total', 2),
      ...names.map((name, index) => curve(name, termColourName(index), 1.25)),
      { ...curve('fresh / trained', '--curve-ratio', 1.25), scale: 'ratio', dash: [5, 4] },
    ],
    cursor: { y: false, points: { size: 6 }, drag: { x: true, y: false } },
    hooks: {
      setCursor: [
        (plot) => {
          const { idx, left } = plot.cursor;
          onStep(idx == null || left === undefined || left < 0 ? null : (plot.data[0][idx] ?? null));
        },
      ],
    },
    plugins: [marksPlugin],
  };
}

const groupWords: Readonly<Record<string, string>> = {
  equations: 'residual of the equation',
  conditions: 'condition',
  data: 'distance to the data',
};

function legendRows(step: number | null): LegendRow[] {
  const { losses, measures } = live;
  const index = step === null ? losses.step.length - 1 : losses.step.countBelow(step);
  const measure = step === null ? measures.step.length - 1 : measures.step.countBelow(step + 1) - 1;
  const terms = useRun.getState().state?.terms ?? [];
  return [
    {
      name: 'weighted total',
      colour: '--curve-total',
      value: losses.loss.values[index] ?? NaN,
      meaning: 'The loss that is minimised: the sum of all terms, each times its weight',
    },
    ...terms.map(({ name, group }, term) => ({
      name,
      colour: termColourName(term),
      value: losses.terms[term]?.values[index] ?? NaN,
      meaning: `${name}: mean square of the ${groupWords[group] ?? group}, without its weight`,
    })),
    {
      name: 'fresh / trained',
      colour: '--curve-ratio',
      dashed: true,
      value: measures.freshRatio.values[measure] ?? NaN,
      meaning: 'Loss on fresh points divided by the loss on the training points; far above 1 is overfitting',
    },
  ];
}

/** Loss curves on a logarithmic axis, one for each term. */
export function LossesPanel() {
  const run = useRun((state) => state.state?.run);
  const phase = useRun((state) => state.state?.state);
  const message = useRun((state) => state.state?.message ?? '');
  useMetrics();
  if (run === undefined) return <NoRun what="Loss curves" />;
  if (live.losses.step.length === 0)
    return (
      <EmptyState title={phase === 'failed' ? 'The run failed' : 'No step was made yet'} text={message} />
    );
  return <Curves key={run} />;
}

/** The curves of one run: another one starts with a plot without zoom. */
function Curves() {
  const names = useRun((state) => state.state?.terms.map(({ name }) => name).join('\n') ?? '');
  const [step, setStep] = useState<number | null>(null);
  useMetrics();
  // A plot is made anew for other terms only.
  const options = useMemo(() => optionsFor(names === '' ? [] : names.split('\n'), setStep), [names]);
  return (
    <div className="plot-panel">
      <div className="plot-area">
        <Plot
          name="Losses by step"
          options={options}
          data={curvesNow}
          subscribe={live.metricsChanged.subscribe}
        />
      </div>
      <Legend head={`step ${formatCount(step ?? live.losses.step.last)}`} rows={legendRows(step)} />
    </div>
  );
}
