import { formatNumber } from '../../src/field';

export interface LegendRow {
  readonly name: string;
  /** CSS variable of its colour. */
  readonly colour: string;
  readonly value: number;
  readonly dashed?: boolean;
  /** Significant digits of the value; 3 if not given. */
  readonly digits?: number;
  /** What exactly is shown, as a tooltip. */
  readonly meaning?: string;
}

interface LegendProps {
  /** Where the values are read: "step 1 200". */
  head: string;
  rows: readonly LegendRow[];
  note?: string;
}

/** Names, colours and values of the curves beside a plot. */
export function Legend({ head, rows, note }: LegendProps) {
  return (
    <div className="legend" role="group" aria-label="Legend" tabIndex={0}>
      <div className="legend-head">
        <span />
        <span>{head}</span>
      </div>
      {rows.map(({ name, colour, value, dashed, digits, meaning }) => (
        <div key={name} className="legend-row" title={meaning ?? name}>
          <span
            className={dashed === true ? 'swatch dashed' : 'swatch'}
            style={{ borderTopColor: `var(${colour})` }}
          />
          <span className="legend-name">{name}</span>
          <span className="legend-value">{Number.isNaN(value) ? '–' : formatNumber(value, digits)}</span>
        </div>
      ))}
      {note !== undefined && <p className="legend-note">{note}</p>}
    </div>
  );
}
