import { useMemo, useState } from 'react';
import type uPlot from 'uplot';
import { formatNumber } from '../../src/field';
import type { SequenceGrowth } from '../../src/lab/sequence-protocol';
import { EmptyState } from '../controls/EmptyState';
import { NumberInput } from '../controls/Field';
import { NoRun } from '../panels/NoRun';
import { Legend } from '../plots/Legend';
import { Plot } from '../plots/Plot';
import { linearAxis, themeColour } from '../plots/style';
import { useRun } from '../state/run';
import { useLearned } from './useLearned';
import { useLook } from './useLook';
import './sequence.css';

const never = () => () => undefined;
const usualLength = 200;
const mostRadius = 2;

/** ln ‖∂h_t/∂h_0‖ against t: whether gradients vanish or explode, with a spectral radius that can be moved. */
export function GradientPanel() {
  const run = useRun((state) => state.state?.run);
  const [radius, setRadius] = useState<number | null>(null);
  const [length, setLength] = useState<number | string>(usualLength);
  const learned = useLearned();
  const isLength = Number.isInteger(length) && Number(length) >= 2 && Number(length) <= 1000;
  const parameters = run === undefined || !isLength ? null : { run, length: Number(length), radius };
  const { found, failure } = useLook('sequence.growth', parameters, learned);
  if (run === undefined) return <NoRun what="Gradients through time" />;
  const trained = found === null ? NaN : Math.max(...found.trained);
  return (
    <div className="sequence-panel">
      <div className="sequence-bar">
        <label className="sequence-wide">
          <span className="soft">spectral radius of W_h</span>
          <input
            className="slider"
            type="range"
            aria-label="Spectral radius of W_h"
            min={0}
            max={mostRadius}
            step={0.01}
            value={radius ?? (Number.isNaN(trained) ? 1 : Math.min(mostRadius, trained))}
            onChange={(event) => setRadius(Number(event.target.value))}
          />
          <span className="sequence-number">{formatNumber(radius ?? trained, 3)}</span>
        </label>
        <button
          type="button"
          className="button"
          aria-pressed={radius === null}
          onClick={() => setRadius(null)}
        >
          as trained
        </button>
        <label>
          <span className="soft">length </span>
          <span className="sequence-short">
            <NumberInput name="Length of the sequence" value={length} onChange={setLength} />
          </span>
        </label>
        {!isLength && <p className="problem">The length is a whole number from 2 to 1000.</p>}
      </div>
      {failure !== null && <EmptyState title="No state to show" text={failure} />}
      {found !== null && <Growth found={found} />}
    </div>
  );
}

/** Slope over the second half. */
function slopeOf(values: Float64Array): number {
  const [from, to] = [values.length >> 1, values.length - 1];
  return ((values[to] ?? NaN) - (values[from] ?? NaN)) / (to - from);
}

function verdictOf(slope: number): string {
  if (Math.abs(slope) < 1e-3) return 'The gradient keeps its size.';
  const factor = formatNumber(Math.exp(slope), 4);
  return slope < 0
    ? `The gradient vanishes: each step multiplies it by ${factor}.`
    : `The gradient explodes: each step multiplies it by ${factor}.`;
}

function Growth({ found }: { found: SequenceGrowth }) {
  const { logarithms, radii } = found;
  const largest = Math.max(...radii);
  const options = useMemo(
    (): Omit<uPlot.Options, 'width' | 'height'> => ({
      legend: { show: false },
      padding: [8, 8, 0, 0],
      scales: { x: { time: false } },
      axes: [linearAxis('t', { size: 28 }), linearAxis('ln ‖∂h_t/∂h_0‖', { size: 52 })],
      series: [
        {},
        { label: 'measured', width: 2, stroke: () => themeColour('--curve-1'), points: { show: false } },
        {
          label: 't ln ρ',
          width: 1.5,
          dash: [6, 4],
          stroke: () => themeColour('--curve-total'),
          points: { show: false },
        },
      ],
      cursor: { y: false },
    }),
    [],
  );
  const data = useMemo(
    () => () =>
      [
        Array.from(logarithms, (_, t) => t + 1),
        Array.from(logarithms, (x) => (Number.isFinite(x) ? x : null)),
        // The powers of W_h alone, through the first value.
        Array.from(logarithms, (_, t) => (largest > 0 ? (logarithms[0] ?? 0) + t * Math.log(largest) : null)),
      ] as uPlot.AlignedData,
    [logarithms, largest],
  );
  const slope = slopeOf(logarithms);
  return (
    <div className="plot-panel">
      <div className="plot-area">
        <Plot name="Growth of the gradient through time" options={options} data={data} subscribe={never} />
      </div>
      <Legend
        head="for each step"
        rows={[
          {
            name: 'slope',
            colour: '--curve-1',
            value: slope,
            digits: 4,
            meaning: 'Slope of ln ‖∂h_t/∂h_0‖ (Frobenius norm) over the second half',
          },
          {
            name: 'ln ρ(W_h)',
            colour: '--curve-total',
            dashed: true,
            value: Math.log(largest),
            digits: 4,
            meaning: 'What the powers of W_h alone would give: a linear cell has this slope',
          },
          ...radii.map((radius, k) => ({
            name: radii.length === 1 ? 'ρ(W_h)' : `ρ of block ${k + 1}`,
            colour: '--ground',
            value: radius,
            digits: 4,
            meaning: 'Spectral radius of a square block of W_h; a cell with gates has one for each',
          })),
        ]}
        note={verdictOf(slope)}
      />
    </div>
  );
}
