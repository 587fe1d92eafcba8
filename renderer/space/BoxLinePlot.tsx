import { useCallback, useEffect, useMemo, useRef, useSyncExternalStore } from 'react';
import type uPlot from 'uplot';
import type { LinePlot } from '../../src/field/volume';
import { Plot } from '../plots/Plot';
import { linearAxis, themeColour } from '../plots/style';
import { Signal } from '../state/live';
import { useViews } from '../state/view';
import { scaleOf, shareToScene } from './box';
import { useBoxChoices } from './choices';
import { boxFrames } from './frames';
import { askGeometry, newSlot } from './geometry';
import { colourOfLayer } from './layers';
import { quantityLabel } from './quantities';

const points = 200;
const dashes = [[], [6, 3], [2, 3]];

/** The values of what the layers are coloured by, along the line between two points of the box. */
export function BoxLinePlot({ id }: { id: string }) {
  const choices = useBoxChoices();
  const space = useViews((state) => state.views[id]?.space);
  const version = useSyncExternalStore(boxFrames.changed.subscribe, boxFrames.changed.read);
  const shown = useRef<LinePlot | null>(null);
  const slot = useMemo(newSlot, []);
  const signal = useMemo(() => new Signal(), []);
  const { fields } = boxFrames;
  const vectors = choices?.vectors;
  const names = useMemo(() => {
    const lengthOf = (name: string): string =>
      (vectors?.find((vector) => vector.name === name) ?? vectors?.[0])?.length ?? '';
    const all = (space?.layers ?? [])
      .filter(({ visible }) => visible)
      .map((layer) => colourOfLayer(layer, lengthOf));
    return [...new Set(all)].filter((name) => name in (fields?.ranges ?? {})).slice(0, dashes.length);
  }, [space?.layers, vectors, fields]);
  const line = space?.line;

  useEffect(() => {
    if (fields === null || line === undefined || names.length === 0) return undefined;
    let isOld = false;
    const [from, to] = [shareToScene(fields.box, line.from), shareToScene(fields.box, line.to)];
    const show = (plot: LinePlot | null): void => {
      if (isOld) return;
      shown.current = plot;
      signal.emit();
    };
    askGeometry(slot, { kind: 'linePlot', fields: names, from, to, count: points }).then(show, () =>
      show(null),
    );
    return () => {
      isOld = true;
    };
  }, [fields, line, names, version, signal, slot]);

  const labels = names.map((name) => quantityLabel(name, choices?.quantities ?? []));
  const labelKey = labels.join('\n');
  const options = useMemo(
    (): Omit<uPlot.Options, 'width' | 'height'> => ({
      legend: { show: false },
      padding: [8, 12, 0, 0],
      scales: { x: { time: false } },
      axes: [linearAxis('distance', { size: 26 }), linearAxis('', { size: 48 })],
      series: [
        {},
        ...labelKey.split('\n').map((label, k) => ({
          label,
          stroke: () => themeColour(`--curve-${k + 1}`),
          width: 1.5,
          dash: dashes[k],
          points: { show: false },
        })),
      ],
      cursor: { y: false, drag: { x: false, y: false } },
    }),
    [labelKey],
  );
  const nameKey = JSON.stringify(names);
  const data = useCallback((): uPlot.AlignedData => {
    const plot = shown.current;
    const { fields: now } = boxFrames;
    // Along one axis the distance is in its unit; across several, sides that are drawn alike have none in common.
    const scale = now === null ? 1 : Math.max(...scaleOf(now.box));
    const along = plot === null ? [] : Array.from(plot.distance, (value) => value / scale);
    const values = (JSON.parse(nameKey) as string[]).map((name) => {
      const column = plot?.values[name];
      return along.map((_, k) => (column === undefined || Number.isNaN(column[k]) ? null : column[k]));
    });
    return [along, ...values];
  }, [nameKey]);
  if (fields === null) return null;
  return (
    <div className="line-plot box-line-plot">
      <div className="line-plot-head">
        <span>Along the line</span>
        {labels.map((label, k) => (
          <span key={label} className="line-plot-key">
            <span className="swatch" style={{ borderTopColor: `var(--curve-${k + 1})` }} /> {label}
          </span>
        ))}
      </div>
      <Plot
        name={`${labels.join(', ')} along the line`}
        options={options}
        data={data}
        subscribe={signal.subscribe}
        keepsZoom={false}
      />
    </div>
  );
}
