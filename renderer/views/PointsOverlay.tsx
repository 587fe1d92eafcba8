import { useEffect, useRef } from 'react';
import { request } from '../bridge/request';
import { themeColour } from '../plots/style';
import { useRun } from '../state/run';
import { fractionOf, type Plane } from './axes';

const askingPause = 2000;

function drawPoints(
  canvas: HTMLCanvasElement,
  plane: Plane,
  points: Readonly<Record<string, Float64Array>>,
): void {
  const context = canvas.getContext('2d');
  const across = points[plane.across.name];
  const up = points[plane.up.name];
  if (context === null || across === undefined || up === undefined) return;
  const { clientWidth: width, clientHeight: height } = canvas;
  canvas.width = width * devicePixelRatio;
  canvas.height = height * devicePixelRatio;
  context.scale(devicePixelRatio, devicePixelRatio);
  context.fillStyle = themeColour('--text');
  across.forEach((value, index) => {
    const x = fractionOf(plane.across, value) * width;
    const y = (1 - fractionOf(plane.up, up[index] ?? NaN)) * height;
    context.fillRect(x - 0.75, y - 0.75, 1.5, 1.5);
  });
}

/** The collocation points now in use, over a map. */
export function PointsOverlay({ plane }: { plane: Plane }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const run = useRun((state) => state.state?.run);
  const latest = useRef(plane);
  latest.current = plane;
  useEffect(() => {
    if (run === undefined) return undefined;
    let stopped = false;
    const ask = async (): Promise<void> => {
      try {
        const { points } = await request('run.points', { run });
        if (!stopped && canvas.current !== null) drawPoints(canvas.current, latest.current, points);
      } catch {
        // A run that is not in the engine has no points in use.
      }
    };
    void ask();
    const timer = setInterval(() => void ask(), askingPause);
    return () => {
      stopped = true;
      clearInterval(timer);
    };
  }, [run]);
  return <canvas ref={canvas} className="chart-canvas" aria-hidden="true" />;
}
