import { useMemo, useRef } from 'react';
import { contourLines, formatTick, ticks } from '../../src/field';
import { useRun } from '../state/run';
import { useViews, type ViewSettings } from '../state/view';
import { namesOf } from '../study/names';
import { fractionOf, type Plane } from './axes';
import { arrowPaths, pictureFlow, planeVectors, streamlinePaths, type FlowPaths } from './flows';
import type { Shown } from './shown';
import { useSize, type Size } from './useSize';

/** A label needs a line of this many pixels, and this distance to the border and to other labels. */
const labelledLength = 90;
const labelMargin = 18;
const labelDistance = 56;

interface Label {
  readonly x: number;
  readonly y: number;
  readonly angle: number;
  readonly text: string;
}

interface Contours {
  readonly path: string;
  readonly labels: readonly Label[];
}

/** Contours at round values, with labels where there is room for them. */
function contoursOf(shown: Shown, plane: Plane, size: Size, count: number): Contours {
  const { values, step } = ticks(...shown.range, count);
  const labels: Label[] = [];
  const isFree = (x: number, y: number): boolean =>
    x > labelMargin &&
    y > labelMargin &&
    x < size.width - labelMargin &&
    y < size.height - labelMargin &&
    labels.every((other) => Math.hypot(other.x - x, other.y - y) > labelDistance);
  const paths = values.flatMap((level) =>
    contourLines(plane.across, plane.up, shown.values, level).map(({ points, isClosed }) => {
      const drawn = Array.from({ length: points.length / 2 }, (_, k): [number, number] => [
        fractionOf(plane.across, points[2 * k] ?? NaN) * size.width,
        (1 - fractionOf(plane.up, points[2 * k + 1] ?? NaN)) * size.height,
      ]);
      const label = labelOf(drawn, formatTick(level, step), isFree);
      if (label !== null) labels.push(label);
      const text = drawn.map(([x, y], k) => `${k === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`).join('');
      return isClosed ? `${text}Z` : text;
    }),
  );
  return { path: paths.join(''), labels };
}

/** A label near the middle of a line, upright enough to be read; null where there is no room. */
function labelOf(
  points: readonly (readonly [number, number])[],
  text: string,
  isFree: (x: number, y: number) => boolean,
): Label | null {
  const length = points.reduce((sum, [x, y], k) => {
    const before = points[k - 1];
    return before === undefined ? sum : sum + Math.hypot(x - before[0], y - before[1]);
  }, 0);
  if (length < labelledLength) return null;
  for (const share of [0.5, 0.35, 0.65, 0.2, 0.8]) {
    const k = Math.floor(share * points.length);
    const [at, from, to] = [
      points[k],
      points[Math.max(0, k - 3)],
      points[Math.min(points.length - 1, k + 3)],
    ];
    if (at === undefined || from === undefined || to === undefined || !isFree(at[0], at[1])) continue;
    const slope = (Math.atan2(to[1] - from[1], to[0] - from[0]) * 180) / Math.PI;
    const angle = slope > 90 ? slope - 180 : slope < -90 ? slope + 180 : slope;
    return { x: at[0], y: at[1], angle, text };
  }
  return null;
}

function flowOf(settings: ViewSettings, shown: Shown, plane: Plane, size: Size): FlowPaths | null {
  if (settings.flow === 'none') return null;
  const vectors = planeVectors(namesOf(useRun.getState().study), plane);
  const vector = vectors.find(({ name }) => name === settings.flowVector) ?? vectors[0];
  if (vector === undefined) return null;
  const [right, up] = [shown.field(vector.right), shown.field(vector.up)];
  if (right === null || up === null) return null;
  const flow = pictureFlow(plane, right, up, size);
  const draw = settings.flow === 'arrows' ? arrowPaths : streamlinePaths;
  return draw(flow, settings.flowDistance);
}

interface MapLinesProps {
  id: string;
  shown: Shown;
  plane: Plane;
}

/** Contours, and streamlines or arrows of a vector, over a map. */
export function MapLines(props: MapLinesProps) {
  const settings = useViews((state) => state.views[props.id]);
  if (settings === undefined || (settings.contours === 0 && settings.flow === 'none')) return null;
  return <Lines {...props} settings={settings} />;
}

function Lines({ shown, plane, settings }: MapLinesProps & { settings: ViewSettings }) {
  const holder = useRef<HTMLDivElement>(null);
  const size = useSize(holder);
  const isReady = size !== null && size.width > 0 && size.height > 0;
  const contours = useMemo(
    () => (isReady && settings.contours > 0 ? contoursOf(shown, plane, size, settings.contours) : null),
    [isReady, shown, plane, size, settings.contours],
  );
  const flow = useMemo(
    () => (isReady ? flowOf(settings, shown, plane, size) : null),
    [isReady, settings, shown, plane, size],
  );
  return (
    <div ref={holder} className="map-lines" aria-hidden="true">
      {isReady && (
        <svg width={size.width} height={size.height}>
          {contours !== null && <path className="contours" d={contours.path} />}
          {flow !== null && (
            <>
              <path className="under" d={flow.lines} />
              <path className="flow" d={flow.lines} />
              <path className="heads" d={flow.heads} />
            </>
          )}
          {contours?.labels.map(({ x, y, angle, text }) => (
            <text key={`${x} ${y}`} x={x} y={y} dy="0.35em" transform={`rotate(${angle} ${x} ${y})`}>
              {text}
            </text>
          ))}
        </svg>
      )}
    </div>
  );
}
