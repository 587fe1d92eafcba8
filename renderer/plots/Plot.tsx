import { useEffect, useRef } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import './plots.css';
import { useTheme } from '../state/theme';

interface PlotProps {
  /** What is plotted, for screen readers. */
  name: string;
  /** Everything but the size; a new object makes a new plot. */
  options: Omit<uPlot.Options, 'width' | 'height'>;
  /** Reads the data as it is now; called when the plot is drawn, at most five times a second. */
  data: () => uPlot.AlignedData;
  /** Calls its listener when there is new data; gives the way to end that. */
  subscribe: (listener: () => void) => () => void;
  /** A range that the user has dragged is kept while data comes in. */
  keepsZoom?: boolean;
}

const drawingPause = 200;

/** A plot that draws itself outside React whenever its data changes, and fills its place. */
export function Plot({ name, options, data, subscribe, keepsZoom = true }: PlotProps) {
  const holder = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  const theme = useTheme((state) => state.theme);

  useEffect(() => {
    const element = holder.current;
    if (element === null) return undefined;
    const size = (): { width: number; height: number } => ({
      width: Math.max(80, element.clientWidth),
      height: Math.max(60, element.clientHeight),
    });
    const made = new uPlot({ ...options, ...size() }, data(), element);
    plot.current = made;
    const stopDrawing = drawOnChange(made, data, subscribe, keepsZoom);
    const observer = new ResizeObserver(() => made.setSize(size()));
    observer.observe(element);
    return () => {
      observer.disconnect();
      stopDrawing();
      made.destroy();
      plot.current = null;
    };
  }, [options, data, subscribe, keepsZoom]);

  useEffect(() => {
    // Colours are read when the plot is drawn; the new theme's are there in the next frame.
    requestAnimationFrame(() => plot.current?.redraw(false));
  }, [theme]);

  return <div ref={holder} className="plot" role="img" aria-label={name} />;
}

/** True when the user has dragged a range that is narrower than the data. */
function isZoomed(plot: uPlot): boolean {
  const xs = plot.data[0];
  const { min, max } = plot.scales['x'] ?? {};
  const first = xs[0];
  const last = xs[xs.length - 1];
  if (min == null || max == null || first === undefined || last === undefined) return false;
  return min > first || max < last;
}

function drawOnChange(
  plot: uPlot,
  data: () => uPlot.AlignedData,
  subscribe: (listener: () => void) => () => void,
  keepsZoom: boolean,
): () => void {
  let drawnAt = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const draw = (): void => {
    timer = undefined;
    drawnAt = performance.now();
    const zoomed = keepsZoom && isZoomed(plot);
    plot.setData(data(), !zoomed);
    if (zoomed) plot.redraw();
  };
  const unsubscribe = subscribe(() => {
    timer ??= setTimeout(draw, Math.max(0, drawingPause - (performance.now() - drawnAt)));
  });
  return () => {
    clearTimeout(timer);
    unsubscribe();
  };
}
