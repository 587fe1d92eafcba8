import { useCallback, useMemo } from 'react';
import type uPlot from 'uplot';
import { formatNumber, joinRanges, lineAlong, valueRange, type Range } from '../../src/field';
import { Plot } from '../plots/Plot';
import { linearAxis, themeColour } from '../plots/style';
import { useViews } from '../state/view';
import { planeOf, valueOf } from './axes';
import type { Shown } from './shown';
import { onShownChange, shownNow } from './useScene';

/** The range of both curves over all times, so that the axis stands still while time runs. */
function rangeOf(shown: Shown): Range {
  const own = valueRange(shown.values) ?? [0, 1];
  const reference = shown.reference === null ? undefined : valueRange(shown.reference);
  const [low, high] = reference === undefined ? own : joinRanges(own, reference);
  const margin = 0.05 * (high - low) || 1;
  return [low - margin, high + margin];
}

function curvesAt(id: string): uPlot.AlignedData {
  const shown = shownNow(id);
  const plane = shown === null ? null : planeOf(shown.axes);
  if (shown === null || plane === null) return [[], [], []];
  const { across, up } = plane;
  const grid = {
    axes: shown.axes,
    fields: { own: shown.values, ...(shown.reference === null ? {} : { reference: shown.reference }) },
  };
  const fixed = { [across.name]: valueOf(across, useViews.getState().clock) };
  const own = lineAlong(grid, 'own', up.name, fixed);
  const reference = shown.reference === null ? undefined : lineAlong(grid, 'reference', up.name, fixed);
  const plain = (values: Float64Array | undefined): (number | null)[] =>
    values === undefined ? (up.values.length === 0 ? [] : [...up.values].map(() => null)) : [...values];
  return [[...up.values], plain(own?.values), plain(reference?.values)];
}

/** The field along the upright coordinate at the clock's time, and the reference over it. */
export function LinePlot({ id, shown }: { id: string; shown: Shown }) {
  const plane = planeOf(shown.axes);
  const clock = useViews((state) => state.clock);
  const data = useCallback(() => curvesAt(id), [id]);
  const subscribe = useCallback(
    (listener: () => void) => {
      const stops = [
        onShownChange(id, listener),
        useViews.subscribe((state, before) => {
          if (state.clock !== before.clock) listener();
        }),
      ];
      return () => {
        for (const stop of stops) stop();
      };
    },
    [id],
  );
  const upName = plane?.up.name ?? '';
  const options = useMemo(
    (): Omit<uPlot.Options, 'width' | 'height'> => ({
      legend: { show: false },
      padding: [8, 12, 0, 0],
      scales: {
        x: { time: false },
        y: {
          range: () => {
            const now = shownNow(id);
            return now === null ? [0, 1] : [...rangeOf(now)];
          },
        },
      },
      axes: [linearAxis(upName, { size: 26 }), linearAxis(shown.name, { size: 44 })],
      series: [
        {},
        { label: shown.name, stroke: () => themeColour('--curve-1'), width: 2, points: { show: false } },
        {
          label: 'reference',
          stroke: () => themeColour('--slice'),
          width: 1.25,
          dash: [4, 4],
          points: { show: false },
        },
      ],
      cursor: { y: false, drag: { x: false, y: false } },
    }),
    [id, upName, shown.name],
  );
  if (plane === null) return null;
  const time = formatNumber(valueOf(plane.across, clock));
  return (
    <div className="line-plot">
      <div className="line-plot-head">
        <span>
          {shown.name} at {plane.across.name} = {time}
        </span>
        <span className="line-plot-key">
          <span className="swatch" style={{ borderTopColor: 'var(--curve-1)' }} /> {shown.name}
        </span>
        {shown.reference !== null && (
          <span className="line-plot-key">
            <span className="swatch dashed" style={{ borderTopColor: 'var(--slice)' }} /> reference
          </span>
        )}
      </div>
      <Plot
        name={`${shown.name} along ${upName} at ${plane.across.name} = ${time}`}
        options={options}
        data={data}
        subscribe={subscribe}
        keepsZoom={false}
      />
    </div>
  );
}
