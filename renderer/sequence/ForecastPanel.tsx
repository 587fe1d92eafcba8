import { useEffect, useMemo, useRef, useState } from 'react';
import type uPlot from 'uplot';
import { formatNumber } from '../../src/field';
import type { SequenceForecast } from '../../src/lab/sequence-protocol';
import { EmptyState } from '../controls/EmptyState';
import { Segments } from '../controls/Segments';
import { NoRun } from '../panels/NoRun';
import { Legend } from '../plots/Legend';
import { Plot } from '../plots/Plot';
import { linearAxis, themeColour } from '../plots/style';
import { useRun } from '../state/run';
import { useTheme } from '../state/theme';
import { Attractor, type Path3 } from './attractor';
import { useLearned } from './useLearned';
import { useLook } from './useLook';
import './sequence.css';

const never = () => () => undefined;

/** Forecasts fed back into themselves, against the reference: curves, attractor, and the horizon in Lyapunov times. */
export function ForecastPanel() {
  const run = useRun((state) => state.state?.run);
  const learned = useLearned();
  const { found, failure } = useLook('sequence.forecast', run === undefined ? null : { run }, learned);
  if (run === undefined) return <NoRun what="Forecasts" />;
  if (failure !== null) return <EmptyState title="No forecast to show" text={failure} />;
  if (found === null) return <EmptyState title="The forecast is being made" />;
  return <Shown found={found} />;
}

const median = (values: Float64Array) => Float64Array.from(values).sort()[values.length >> 1] ?? NaN;

function columnOf(values: Float64Array, columns: number, column: number): Float64Array {
  return Float64Array.from(
    { length: values.length / columns },
    (_, row) => values[row * columns + column] ?? NaN,
  );
}

function Shown({ found }: { found: SequenceForecast }) {
  const { names, interval, lyapunov, steps, bound, horizons, oneStep, errors, truth, told } = found;
  const [chosen, setChosen] = useState(names[0] ?? '');
  const column = Math.max(0, names.indexOf(chosen));
  const inLyapunov = lyapunov !== null && lyapunov > 0;
  const unit = inLyapunov ? lyapunov : 1;
  const timeName = inLyapunov ? 'Lyapunov times' : 'time';
  const options = useMemo(
    (): Omit<uPlot.Options, 'width' | 'height'> => ({
      legend: { show: false },
      padding: [8, 8, 0, 0],
      scales: { x: { time: false }, error: { range: [0, 4] } },
      axes: [
        linearAxis(timeName, { size: 28 }),
        linearAxis(names[column] ?? '', { size: 48 }),
        linearAxis('error / σ', { scale: 'error', side: 1, grid: { show: false } }),
      ],
      series: [
        {},
        {
          label: 'reference',
          width: 1.5,
          stroke: () => themeColour('--curve-total'),
          points: { show: false },
        },
        { label: 'forecast', width: 1.5, stroke: () => themeColour('--curve-2'), points: { show: false } },
        {
          label: 'median error',
          scale: 'error',
          width: 1.25,
          dash: [5, 4],
          stroke: () => themeColour('--curve-ratio'),
          points: { show: false },
        },
      ],
      cursor: { y: false },
    }),
    [timeName, names, column],
  );
  const data = useMemo(
    () => () =>
      [
        Array.from({ length: steps }, (_, step) => (step + 1) * interval * unit),
        Array.from(columnOf(truth, names.length, column)),
        Array.from(columnOf(told, names.length, column)),
        Array.from(errors),
      ] as uPlot.AlignedData,
    [steps, interval, unit, truth, told, errors, names, column],
  );
  return (
    <div className="forecast">
      <div className="sequence-bar">
        <Segments
          name="Column"
          value={names[column] ?? ''}
          choices={names.map((value) => ({ value, label: value }))}
          onChange={setChosen}
        />
      </div>
      <div className="plot-panel">
        <div className="plot-area">
          <Plot name="Forecast against the reference" options={options} data={data} subscribe={never} />
        </div>
        <Legend
          head={`${horizons.length} starts`}
          rows={[
            {
              name: 'horizon, median',
              colour: '--ground',
              value: median(horizons) * unit,
              meaning: `Time until the error reaches ${bound} standard deviations, in ${timeName}`,
            },
            { name: 'horizon, longest', colour: '--ground', value: Math.max(...horizons) * unit },
            { name: 'horizon, shortest', colour: '--ground', value: Math.min(...horizons) * unit },
            {
              name: 'error of one step',
              colour: '--curve-ratio',
              dashed: true,
              value: oneStep,
              meaning: 'Root mean square over the test part, in standard deviations of the series',
            },
            ...(inLyapunov
              ? [
                  {
                    name: 'Lyapunov exponent',
                    colour: '--ground',
                    value: lyapunov,
                    meaning: 'Largest one, of the reference',
                  },
                ]
              : []),
          ]}
          note={`Black: reference; orange: forecast from one window of it, of the median start. A forecast counts up to ${bound} standard deviations.${inLyapunov ? '' : ' No Lyapunov exponent is known: horizons are in the time of the series.'}`}
        />
      </div>
      <Picture found={found} label={formatNumber(median(horizons) * unit, 3)} />
    </div>
  );
}

/** Three columns; of two, time stands upwards; of one, it is drawn against itself one and two steps before. */
function pathOf(values: Float64Array, columns: number, interval: number): Path3 {
  const [a, b, c] = [0, 1, 2].map((k) => (k < columns ? columnOf(values, columns, k) : null));
  if (a == null) return [new Float64Array(), new Float64Array(), new Float64Array()];
  if (b == null) {
    const before = (lag: number) => Float64Array.from(a, (_, k) => a[Math.max(0, k - lag)] ?? NaN);
    return [a, before(1), before(2)];
  }
  return [a, b, c ?? Float64Array.from(a, (_, k) => k * interval)];
}

function Picture({ found, label }: { found: SequenceForecast; label: string }) {
  const holder = useRef<HTMLDivElement>(null);
  const attractor = useRef<Attractor | null>(null);
  const theme = useTheme((state) => state.theme);
  useEffect(() => {
    const element = holder.current;
    if (element === null) return undefined;
    const made = new Attractor(element);
    attractor.current = made;
    const observer = new ResizeObserver(() => {
      const { clientWidth, clientHeight } = element;
      if (clientWidth > 0 && clientHeight > 0) made.setSize(clientWidth, clientHeight);
    });
    observer.observe(element);
    return () => {
      observer.disconnect();
      made.dispose();
      attractor.current = null;
    };
  }, []);
  useEffect(() => {
    const { truth, told, names, interval } = found;
    attractor.current?.show([pathOf(truth, names.length, interval), pathOf(told, names.length, interval)]);
  }, [found]);
  useEffect(() => {
    // The new theme's colours are there in the next frame.
    requestAnimationFrame(() =>
      attractor.current?.setColours([themeColour('--curve-total'), themeColour('--curve-2')]),
    );
  }, [theme]);
  return (
    <div
      ref={holder}
      className="attractor"
      role="img"
      aria-label={`Attractor: reference and forecast, horizon ${label}; drag to turn`}
    />
  );
}
