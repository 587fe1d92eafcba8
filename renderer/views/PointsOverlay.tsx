import { useEffect, useRef, useState } from 'react';
import { colourOf, formatNumber, type Range } from '../../src/field';
import { request } from '../bridge/request';
import { themeColour } from '../plots/style';
import { useRun } from '../state/run';
import { fractionOf, high, low, type Plane } from './axes';
import { residualNames } from './residuals';
import type { Held } from './shown';

const askingPause = 2000;
/** Points farther than this share of a held coordinate's range from the picture are left out. */
const reach = 0.05;

type Points = Readonly<Record<string, Float64Array>>;

interface Coloured {
  readonly points: Points;
  /** √Σ r² over all equations at each point; null when points are plain. */
  readonly residual: Float64Array | null;
}

/** The size of the residuals of all equations together at each point. */
async function residualAt(run: string, points: Points): Promise<Float64Array> {
  const copies = Object.fromEntries(
    Object.entries(points).map(([name, places]) => [name, Float64Array.from(places)]),
  );
  const { values } = await request('run.evaluate', { run, points: copies, quantities: residualNames() });
  const columns = Object.values(values);
  return Float64Array.from(columns[0] ?? [], (_, k) =>
    Math.hypot(...columns.map((column) => column[k] ?? 0)),
  );
}

/** The powers of ten of the residuals: from the smallest twentieth up. */
function exponents(residual: Float64Array): Range {
  const sorted = [...residual].filter((value) => value > 0 && Number.isFinite(value)).sort((a, b) => a - b);
  const lowest = Math.log10(sorted[Math.floor(0.05 * sorted.length)] ?? 1e-6);
  const highest = Math.log10(sorted[sorted.length - 1] ?? 1);
  return [Math.min(lowest, highest - 0.5), highest];
}

function isNear(points: Points, index: number, held: readonly Held[]): boolean {
  return held.every(({ axis, index: at }) => {
    const range = high(axis) - low(axis);
    // The axis of a coordinate that is evaluated at one place only tells nothing of its range.
    if (range === 0) return true;
    return Math.abs((points[axis.name]?.[index] ?? NaN) - (axis.values[at] ?? NaN)) <= reach * range;
  });
}

function draw(
  canvas: HTMLCanvasElement,
  plane: Plane,
  held: readonly Held[],
  { points, residual }: Coloured,
): void {
  const context = canvas.getContext('2d');
  const across = points[plane.across.name];
  const up = points[plane.up.name];
  if (context === null || across === undefined || up === undefined) return;
  const { clientWidth: width, clientHeight: height } = canvas;
  canvas.width = width * devicePixelRatio;
  canvas.height = height * devicePixelRatio;
  context.scale(devicePixelRatio, devicePixelRatio);
  const plain = themeColour('--text');
  const range = residual === null ? null : exponents(residual);
  const size = range === null ? 1.5 : 4;
  across.forEach((value, index) => {
    if (!isNear(points, index, held)) return;
    const x = fractionOf(plane.across, value) * width;
    const y = (1 - fractionOf(plane.up, up[index] ?? NaN)) * height;
    if (range !== null) {
      context.fillStyle = '#000000';
      context.fillRect(x - size / 2 - 0.5, y - size / 2 - 0.5, size + 1, size + 1);
    }
    context.fillStyle = range === null ? plain : colourAt(Math.log10(residual?.[index] ?? NaN), range);
    context.fillRect(x - size / 2, y - size / 2, size, size);
  });
}

function colourAt(exponent: number, range: Range): string {
  const [red, green, blue] = colourOf('greys', exponent, range);
  return `rgb(${red}, ${green}, ${blue})`;
}

interface PointsOverlayProps {
  plane: Plane;
  held: readonly Held[];
  byResidual: boolean;
}

/** The collocation points now in use, over a map; lighter where the residual is larger. */
export function PointsOverlay({ plane, held, byResidual }: PointsOverlayProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const run = useRun((state) => state.state?.run);
  const [coloured, setColoured] = useState<Coloured | null>(null);
  useEffect(() => {
    if (run === undefined) return undefined;
    let stopped = false;
    let asking = false;
    const ask = async (): Promise<void> => {
      if (asking) return;
      asking = true;
      try {
        const { points } = await request('run.points', { run });
        const residual = byResidual ? await residualAt(run, points) : null;
        if (!stopped) setColoured({ points, residual });
      } catch {
        // A run that is not in the engine has no points in use.
      } finally {
        asking = false;
      }
    };
    void ask();
    const timer = setInterval(() => void ask(), askingPause);
    return () => {
      stopped = true;
      clearInterval(timer);
    };
  }, [run, byResidual]);
  useEffect(() => {
    if (canvas.current !== null && coloured !== null) draw(canvas.current, plane, held, coloured);
  }, [coloured, plane, held]);
  const range = coloured?.residual == null ? null : exponents(coloured.residual);
  return (
    <>
      <canvas ref={canvas} className="chart-canvas" aria-hidden="true" />
      {range !== null && (
        <p className="points-key">
          residual at the points: <span className="points-scale" /> {formatNumber(10 ** range[0], 2)} to{' '}
          {formatNumber(10 ** range[1], 2)}
        </p>
      )}
    </>
  );
}
