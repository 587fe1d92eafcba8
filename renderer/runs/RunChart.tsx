import { useState } from 'react';
import { formatNumber } from '../../src/field';
import { columnTitle, type TableRun } from '../../src/lab/run-table';
import { EmptyState } from '../controls/EmptyState';
import { Segments } from '../controls/Segments';
import { useTable } from '../state/table';
import { axisScale, dots, lines, varyingColumns, type AxisScale } from './chart';

const plane = { width: 640, height: 260 };
const margin = { left: 72, right: 48, top: 24, bottom: 40 };
const viewBox = `0 0 ${plane.width + margin.left + margin.right} ${plane.height + margin.top + margin.bottom}`;

const kinds = [
  { value: 'scatter', label: 'Scatter' },
  { value: 'parallel', label: 'Parallel coordinates' },
] as const;

/** The runs of the table by their numbers: one column against another, or all columns side by side. */
export function RunChart({ runs, chosen }: { runs: readonly TableRun[]; chosen: ReadonlySet<string> }) {
  const [kind, setKind] = useState<'scatter' | 'parallel'>('scatter');
  const columns = useTable((state) => state.columns);
  const varying = varyingColumns(runs, columns);
  if (varying.length < 2)
    return (
      <EmptyState
        title="Fewer than two columns vary"
        text="Show two columns of numbers or more in the table, such as a setting and the loss."
      />
    );
  const picked = runs.filter(({ summary }) => chosen.has(summary.run));
  return (
    <div className="runs-view">
      <Segments name="Chart" value={kind} choices={kinds} onChange={setKind} />
      {kind === 'scatter' ? (
        <Scatter key={varying.join()} runs={runs} picked={picked} columns={varying} />
      ) : (
        <Parallel runs={runs} picked={picked} columns={varying} />
      )}
    </div>
  );
}

interface ChartProps {
  readonly runs: readonly TableRun[];
  readonly picked: readonly TableRun[];
  readonly columns: readonly string[];
}

function Scatter({ runs, picked, columns }: ChartProps) {
  const [first = '', second = ''] = columns;
  const [across, setAcross] = useState(first);
  const [upright, setUpright] = useState(second);
  const [x, y] = [axisScale(runs, across), axisScale(runs, upright)];
  return (
    <>
      <div className="runs-bar">
        <ColumnChoice name="Across" value={across} columns={columns} onChange={setAcross} />
        <ColumnChoice name="Upright" value={upright} columns={columns} onChange={setUpright} />
      </div>
      <svg
        className="runs-chart"
        viewBox={viewBox}
        role="img"
        aria-label={`${columnTitle(upright)} against ${columnTitle(across)} of ${runs.length} runs`}
      >
        <g transform={`translate(${margin.left} ${margin.top})`}>
          <rect className="runs-frame" width={plane.width} height={plane.height} />
          <path className="runs-dots" d={dots(runs, x, y, plane)} />
          <path className="runs-dots picked" d={dots(picked, x, y, plane)} />
          <UprightAxis at={0} scale={y} title={columnTitle(upright)} />
          <text y={plane.height + 16}>{formatNumber(x.low)}</text>
          <text x={plane.width} y={plane.height + 16} textAnchor="end">
            {formatNumber(x.high)}
          </text>
          <text x={plane.width / 2} y={plane.height + 32} textAnchor="middle">
            {columnTitle(across)}
            {x.logarithmic ? ' (logarithmic)' : ''}
          </text>
        </g>
      </svg>
    </>
  );
}

function Parallel({ runs, picked, columns }: ChartProps) {
  const axes = columns.map((column) => axisScale(runs, column));
  const distance = plane.width / (columns.length - 1);
  return (
    <svg
      className="runs-chart"
      viewBox={viewBox}
      role="img"
      aria-label={`${columns.map(columnTitle).join(', ')} of ${runs.length} runs`}
    >
      <g transform={`translate(${margin.left} ${margin.top})`}>
        <path className="runs-lines" d={lines(runs, axes, plane)} />
        <path className="runs-lines picked" d={lines(picked, axes, plane)} />
        {columns.map((column, index) => (
          <UprightAxis key={column} at={index * distance} scale={axes[index]!} title={columnTitle(column)} />
        ))}
      </g>
    </svg>
  );
}

function UprightAxis({ at, scale, title }: { at: number; scale: AxisScale; title: string }) {
  return (
    <g transform={`translate(${at} 0)`}>
      <line className="runs-axis" y2={plane.height} />
      <text y={-12} textAnchor="middle">
        {title}
        {scale.logarithmic ? ' (log)' : ''}
      </text>
      <text x={-4} y={8} textAnchor="end">
        {formatNumber(scale.high)}
      </text>
      <text x={-4} y={plane.height} textAnchor="end">
        {formatNumber(scale.low)}
      </text>
    </g>
  );
}

interface ColumnChoiceProps {
  readonly name: string;
  readonly value: string;
  readonly columns: readonly string[];
  readonly onChange: (column: string) => void;
}

function ColumnChoice({ name, value, columns, onChange }: ColumnChoiceProps) {
  return (
    <label className="runs-choice">
      {name}
      <select className="input" value={value} onChange={(event) => onChange(event.target.value)}>
        {columns.map((column) => (
          <option key={column} value={column}>
            {columnTitle(column)}
          </option>
        ))}
      </select>
    </label>
  );
}
