import { useMemo, useState } from 'react';
import type uPlot from 'uplot';
import { formatNumber } from '../../src/field';
import type { SequenceTraces } from '../../src/lab/sequence-protocol';
import { EmptyState } from '../controls/EmptyState';
import { Segments } from '../controls/Segments';
import { NoRun } from '../panels/NoRun';
import { Legend } from '../plots/Legend';
import { Plot } from '../plots/Plot';
import { linearAxis, termColourName, themeColour } from '../plots/style';
import { useRun } from '../state/run';
import { ContextBar } from './ContextBar';
import { MatrixPicture } from './MatrixPicture';
import { shownUnit } from './TablePanel';
import { useLearned } from './useLearned';
import { useLook } from './useLook';
import './sequence.css';

const never = () => () => undefined;

/** The state unrolled in time, neuron by neuron, and how far the gates stand open. */
export function StatesPanel() {
  const run = useRun((state) => state.state?.run);
  const [context, setContext] = useState('');
  const learned = useLearned();
  const { found, failure } = useLook('sequence.traces', run === undefined ? null : { run, context }, learned);
  if (run === undefined) return <NoRun what="States" />;
  return (
    <div className="sequence-panel">
      <ContextBar context={context} onChange={setContext} />
      {failure !== null && <EmptyState title="No state to show" text={failure} />}
      {found !== null && <Traces found={found} />}
    </div>
  );
}

/** Mean over the neurons at each place. */
function meanOver(values: Float64Array, width: number): Float64Array {
  return Float64Array.from({ length: values.length / width }, (_, row) => {
    const own = values.subarray(row * width, (row + 1) * width);
    return own.reduce((a, b) => a + b, 0) / width;
  });
}

function Traces({ found }: { found: SequenceTraces }) {
  const { traces, length, units, note } = found;
  const layers = Math.max(...traces.map(({ layer }) => layer)) + 1;
  const nameOf = ({ layer, name }: { layer: number; name: string }) =>
    layers === 1 ? name : `${name}, layer ${layer + 1}`;
  const [wanted, setWanted] = useState('');
  const [cell, setCell] = useState<{ readonly row: number; readonly column: number } | null>(null);
  const shown = traces.find((trace) => nameOf(trace) === wanted) ?? traces[0];
  // Neurons upwards, time across.
  const picture = useMemo(() => {
    if (shown === undefined) return new Float64Array();
    const { width, values } = shown;
    return Float64Array.from(
      { length: length * width },
      (_, k) => values[(k % length) * width + Math.floor(k / length)] ?? NaN,
    );
  }, [shown, length]);
  const gates = traces.filter(({ isGate }) => isGate);
  const gateKey = gates.map(nameOf).join('\n');
  const means = useMemo(
    () => traces.filter(({ isGate }) => isGate).map(({ values, width }) => meanOver(values, width)),
    [traces],
  );
  const options = useMemo(
    (): Omit<uPlot.Options, 'width' | 'height'> => ({
      legend: { show: false },
      padding: [8, 8, 0, 0],
      scales: { x: { time: false }, y: { range: [0, 1] } },
      axes: [linearAxis('place t', { size: 28 }), linearAxis('mean opening', { size: 48 })],
      series: [
        {},
        ...gateKey.split('\n').map((label, k) => ({
          label,
          width: 1.5,
          stroke: () => themeColour(termColourName(k)),
          points: { show: false },
        })),
      ],
      cursor: { y: false },
    }),
    [gateKey],
  );
  const data = useMemo(
    () => () =>
      [
        Array.from({ length }, (_, t) => t + 1),
        ...means.map((mean) => Array.from(mean)),
      ] as uPlot.AlignedData,
    [length, means],
  );
  if (shown === undefined) return null;
  const largest = shown.values.reduce((size, x) => Math.max(size, Math.abs(x)), 1e-12);
  const value = cell === null ? undefined : picture[cell.row * length + cell.column];
  return (
    <div className="traces">
      <div className="sequence-bar">
        <Segments
          name="State or gate"
          value={nameOf(shown)}
          choices={traces.map((trace) => ({ value: nameOf(trace), label: nameOf(trace) }))}
          onChange={setWanted}
        />
        <span className="soft">
          {cell === null
            ? `${shown.width} neurons from top to bottom, time to the right; ${shown.isGate ? '0 … 1' : `±${formatNumber(largest, 2)}`}`
            : `neuron ${cell.row + 1}, t = ${cell.column + 1}: ${formatNumber(value ?? NaN, 3)}`}
        </span>
      </div>
      <div className="traced-picture">
        <MatrixPicture
          name={`${nameOf(shown)} by neuron and time`}
          rows={shown.width}
          columns={length}
          values={picture}
          range={shown.isGate ? [0, 1] : [-largest, largest]}
          map={shown.isGate ? 'viridis' : 'balance'}
          onPoint={setCell}
        />
      </div>
      <p className="traced-units" style={{ gridTemplateColumns: `repeat(${length}, minmax(0, 1fr))` }}>
        {Array.from({ length }, (_, place) => (
          <span key={place} className={cell?.column === place ? 'own' : ''}>
            {units === null ? '' : shownUnit(units[place] ?? '')}
          </span>
        ))}
      </p>
      {gates.length > 0 ? (
        <div className="plot-panel">
          <div className="plot-area">
            <Plot name="Mean opening of the gates" options={options} data={data} subscribe={never} />
          </div>
          <Legend
            head="mean over time"
            rows={gates.map((gate, k) => ({
              name: nameOf(gate),
              colour: termColourName(k),
              value: (means[k] ?? new Float64Array()).reduce((a, b) => a + b, 0) / length,
              meaning: `${nameOf(gate)}: 0 is shut, 1 is open; mean over neurons and time`,
            }))}
            {...(note !== null && { note })}
          />
        </div>
      ) : (
        <p className="section-note">This cell has no gates. {note ?? ''}</p>
      )}
    </div>
  );
}
