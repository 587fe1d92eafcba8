import { useCallback, useMemo } from 'react';
import type uPlot from 'uplot';
import { formatCount } from '../../src/field';
import { EmptyState } from '../controls/EmptyState';
import { Legend } from '../plots/Legend';
import { marksPlugin } from '../plots/marks';
import { Plot } from '../plots/Plot';
import { linearAxis, termColourName, themeColour } from '../plots/style';
import { live } from '../state/live';
import { useRun } from '../state/run';
import { NoRun } from './NoRun';
import { useMetrics } from './useMetrics';

/** The value of one unknown number, step by step. */
function Course({ name, colour }: { name: string; colour: string }) {
  const data = useCallback((): uPlot.AlignedData => {
    const values = live.measures.inferred.get(name)?.values ?? [];
    return [[...live.measures.step.values], [...values]];
  }, [name]);
  const options = useMemo(
    (): Omit<uPlot.Options, 'width' | 'height'> => ({
      legend: { show: false },
      padding: [8, 8, 0, 0],
      scales: { x: { time: false } },
      axes: [linearAxis('step', { size: 28 }), linearAxis(name, { size: 56 })],
      series: [
        {},
        { label: name, width: 1.5, stroke: () => themeColour(colour), points: { show: true, size: 4 } },
      ],
      cursor: { y: false },
      plugins: [marksPlugin],
    }),
    [name, colour],
  );
  return (
    <Plot
      name={`Value of ${name} by step`}
      options={options}
      data={data}
      subscribe={live.metricsChanged.subscribe}
    />
  );
}

/** The numbers that are inferred: how their values came about. */
export function UnknownsPanel() {
  const run = useRun((state) => state.state?.run);
  const inferred = useRun((state) => state.state?.inferred);
  useMetrics();
  if (run === undefined || inferred === undefined) return <NoRun what="Values of the unknowns" />;
  const names = Object.keys(inferred);
  if (names.length === 0)
    return (
      <EmptyState
        title="Nothing is inferred"
        text="Name a number among the unknowns of the study and add data: its value is found with the solution."
      />
    );
  const { step } = live.measures;
  if (step.length === 0)
    return (
      <EmptyState
        title="No value was measured yet"
        text="The first one comes when the study says so (training, measure every)."
      />
    );
  return (
    <div className="plot-panel">
      <div className="plot-area courses">
        {names.map((name, index) => (
          <Course key={`${run} ${name}`} name={name} colour={termColourName(index)} />
        ))}
      </div>
      <Legend
        head={`step ${formatCount(step.last)}`}
        rows={names.map((name, index) => ({
          name,
          colour: termColourName(index),
          value: live.measures.inferred.get(name)?.last ?? NaN,
          digits: 5,
          meaning: `${name}: its value as inferred up to this step`,
        }))}
        note="Found together with the solution"
      />
    </div>
  );
}
