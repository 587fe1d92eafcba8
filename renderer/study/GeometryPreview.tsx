import { useEffect, useMemo, useRef, useState } from 'react';
import { isObject, valueAt } from '../state/json';
import { useDocument } from '../state/document';
import { useStudy } from '../state/study';
import { useTheme } from '../state/theme';
import { previewOf, type Preview } from './preview';

/** Width and height of the picture in pixels of the page. */
const extent = 220;
const margin = 10;
const colours = 8;

/** How a body is turned: angles about the upright axis and towards the viewer, in radians. */
interface Turn {
  readonly around: number;
  readonly over: number;
}

/** The region and the named pieces of its boundary, each in its colour. A body turns with the pointer. */
export function GeometryPreview() {
  const { meaning } = useStudy();
  const theme = useTheme((state) => state.theme);
  const boundaries = useDocument((state) => valueAt(state.document ?? undefined, ['boundaries']));
  const preview = useMemo(
    () => (meaning === null ? null : previewOf(meaning, Object.keys(isObject(boundaries) ? boundaries : {}))),
    [meaning, boundaries],
  );
  const [turn, setTurn] = useState<Turn>({ around: 0.6, over: 0.5 });
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    if (canvas.current !== null && preview !== null && typeof preview !== 'string')
      drawPreview(canvas.current, preview, turn);
  }, [preview, turn, theme]);
  if (preview === null) return <p className="section-note">It is drawn once the study has no errors.</p>;
  if (typeof preview === 'string') return <p className="section-note">{preview}</p>;
  const isBody = preview.coordinates.length === 3;
  return (
    <figure className="geometry-preview">
      <canvas
        ref={canvas}
        role="img"
        aria-label={`The region in ${preview.coordinates.join(', ')}`}
        style={{ width: extent, height: extent, cursor: isBody ? 'grab' : 'default' }}
        onPointerMove={(event) => {
          if (!isBody || event.buttons !== 1) return;
          const { movementX, movementY } = event;
          setTurn(({ around, over }) => ({
            around: around + movementX / 80,
            over: Math.max(-Math.PI / 2, Math.min(Math.PI / 2, over + movementY / 80)),
          }));
        }}
      />
      <figcaption className="soft">
        {preview.pieces.map(({ name, points }, k) =>
          name === null ? null : (
            <span key={name} className="piece-key">
              <span className="piece-colour" style={{ background: `var(--curve-${colourNumber(k)})` }} />
              {name}
              {points[0]!.length === 0 && ' (no points)'}
            </span>
          ),
        )}
        <span>{preview.coordinates.join(', ')}</span>
      </figcaption>
    </figure>
  );
}

function colourNumber(piece: number): number {
  return ((piece - 1) % colours) + 1;
}

function drawPreview(canvas: HTMLCanvasElement, preview: Preview, turn: Turn): void {
  const scale = window.devicePixelRatio;
  canvas.width = canvas.height = Math.round(extent * scale);
  const context = canvas.getContext('2d');
  if (context === null) return;
  const style = getComputedStyle(document.documentElement);
  const colour = (name: string) => style.getPropertyValue(name).trim();
  context.scale(scale, scale);
  const { place, order } = projection(preview, turn);
  if (preview.filled !== null) {
    const { side, inside } = preview.filled;
    context.fillStyle = colour('--ground-selected');
    inside.forEach((is, i) => {
      if (is === 0) return;
      const at = preview.box.map(([low, high], k) => {
        const share = (k === 0 ? i % side : Math.floor(i / side)) / (side - 1);
        return low + share * (high - low);
      });
      const [x, y] = place(at);
      const width = (extent - 2 * margin) / (side - 1) + 0.5;
      context.fillRect(x - width / 2, y - width / 2, width, width);
    });
  }
  preview.pieces.forEach(({ name, points }, k) => {
    context.fillStyle = colour(name === null ? '--text-soft' : `--curve-${colourNumber(k)}`);
    const radius = name === null ? 0.8 : 1.8;
    for (let i = 0; i < points[0]!.length; i++) {
      const point = points.map((column) => column[i]!);
      const [x, y] = place(point);
      // What lies behind is paler.
      context.globalAlpha = preview.coordinates.length === 2 ? 1 : 0.25 + 0.75 * order(point);
      context.beginPath();
      context.arc(x, y, radius, 0, 2 * Math.PI);
      context.fill();
    }
    context.globalAlpha = 1;
  });
}

/** Where a point stands in the picture, one scale along all axes, and how far in front it is, from 0 to 1. */
function projection({ box }: Preview, { around, over }: Turn) {
  const middle = box.map(([low, high]) => (low + high) / 2);
  const isBody = box.length === 3;
  const size = isBody
    ? Math.hypot(...box.map(([low, high]) => high - low))
    : Math.max(...box.map(([low, high]) => high - low));
  const unit = (extent - 2 * margin) / size;
  const turned = (point: readonly number[]): [right: number, up: number, front: number] => {
    const [x, y, z] = point.map((value, k) => value - middle[k]!);
    if (!isBody) return [x!, y!, 0];
    const [sin, cos] = [Math.sin(around), Math.cos(around)];
    const [right, back] = [cos * x! + sin * y!, cos * y! - sin * x!];
    return [right, Math.cos(over) * z! + Math.sin(over) * back, Math.sin(over) * z! - Math.cos(over) * back];
  };
  return {
    place(point: readonly number[]): [number, number] {
      const [right, up] = turned(point);
      return [extent / 2 + unit * right, extent / 2 - unit * up];
    },
    order: (point: readonly number[]) => 0.5 + turned(point)[2] / size,
  };
}
