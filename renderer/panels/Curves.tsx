import { useMemo } from 'react';
import type uPlot from 'uplot';
import { formatCount } from '../../src/field';
import { Legend } from '../plots/Legend';
import { positive } from '../plots/decimate';
import { marksPlugin } from '../plots/marks';
import { Plot } from '../plots/Plot';
import { linearAxis, logarithmicAxis, logarithmicScale, termColourName, themeColour } from '../plots/style';
import { live } from '../state/live';
import type { Column, MeasureSeries } from '../state/series';

export interface CurvesProps {
  /** The name of the plot. */
  readonly name: string;
  readonly axis: string;
  /** Which of the measures are drawn: by name. */
  readonly of: (measures: MeasureSeries) => ReadonlyMap<string, Column>;
  /** What a curve is, in a sentence. */
  readonly meaning: (name: string) => string;
  readonly note: string;
}

/** Measures by step on a logarithmic axis, with their last values. */
export function Curves({ name, axis, of, meaning, note }: CurvesProps) {
  const { measures } = live;
  const shown = of(measures);
  const key = [...shown.keys()].join('\n');
  const options = useMemo(
    (): Omit<uPlot.Options, 'width' | 'height'> => ({
      legend: { show: false },
      padding: [8, 8, 0, 0],
      scales: { x: { time: false }, y: logarithmicScale },
      axes: [linearAxis('step', { size: 28 }), logarithmicAxis(axis)],
      series: [
        {},
        ...(key === '' ? [] : key.split('\n')).map((label, index) => ({
          label,
          width: 1.5,
          stroke: () => themeColour(termColourName(index)),
          points: { show: true, size: 4 },
        })),
      ],
      cursor: { y: false },
      plugins: [marksPlugin],
    }),
    [key, axis],
  );
  const curves = () =>
    [
      live.measures.step.values as unknown as number[],
      ...[...of(live.measures).values()].map(({ values }) => positive(values.map(Math.abs))),
    ] as uPlot.AlignedData;
  return (
    <div className="plot-panel">
      <div className="plot-area">
        <Plot name={name} options={options} data={curves} subscribe={live.metricsChanged.subscribe} />
      </div>
      <Legend
        head={`step ${formatCount(measures.step.last)}`}
        rows={[...shown].map(([label, values], index) => ({
          name: label,
          colour: termColourName(index),
          value: values.last,
          meaning: meaning(label),
        }))}
        note={note}
      />
    </div>
  );
}
