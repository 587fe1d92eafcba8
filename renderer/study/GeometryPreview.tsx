import { useEffect, useRef, useState } from 'react';
import { valueAt } from '../state/json';
import { useDocument } from '../state/document';
import { useStudy } from '../state/study';
import { useTheme } from '../state/theme';
import type { PicturedPiece, RegionPicture } from '../../src/geometry';
import type { Results } from '../../src/lab/protocol';
import { request } from '../bridge/request';
import { PointsSummary } from './PointsSummary';

/** Width and height of the picture in pixels of the page. */
const extent = 220;
const margin = 10;
const colours = 8;
/** Normals are drawn so long in pixels, at so many points of a piece. */
const normalLength = 9;
const normalCount = 60;

/** The parts of a document on which the picture depends. */
const shapingParts = ['coordinates', 'time', 'parameters', 'geometry', 'parts', 'boundaries', 'fields'];

/** How a body is turned: angles about the upright axis and towards the viewer, in radians. */
interface Turn {
  readonly around: number;
  readonly over: number;
}

/** The region and the named pieces of its boundary, each in its colour. A body turns with the pointer. */
export function GeometryPreview() {
  const theme = useTheme((state) => state.theme);
  const found = usePreview();
  const preview = found?.picture ?? null;
  const [turn, setTurn] = useState<Turn>({ around: 0.6, over: 0.5 });
  const [showsNormals, setShowsNormals] = useState(false);
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    if (canvas.current !== null && preview !== null) drawPreview(canvas.current, preview, turn, showsNormals);
  }, [preview, turn, showsNormals, theme]);
  const summary = found?.points === undefined ? null : <PointsSummary summary={found.points} />;
  if (preview === null)
    return (
      <>
        <p className="section-note">{found?.reason ?? ''}</p>
        {summary}
      </>
    );
  const isBody = preview.coordinates.length === 3;
  const hasNormals = preview.pieces.some(({ normals }) => normals[0]!.some(Number.isFinite));
  return (
    <>
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
            name === null && found?.points === undefined ? null : (
              <span key={k} className="piece-key">
                <span className="piece-colour" style={{ background: `var(${colourOf(name, k)})` }} />
                {name ?? 'inside'}
                {points[0]!.length === 0 && ' (no points)'}
              </span>
            ),
          )}
          <span>{preview.coordinates.join(', ')}</span>
          {hasNormals && (
            <label>
              <input
                type="checkbox"
                className="checkbox"
                checked={showsNormals}
                onChange={() => setShowsNormals(!showsNormals)}
              />{' '}
              normals
            </label>
          )}
        </figcaption>
      </figure>
      {summary}
    </>
  );
}

/** The picture of the present document's region, as soon as it is drawn. */
function usePreview(): Results['study.preview'] | null {
  const folder = useDocument((state) => state.file?.folder ?? undefined);
  const [found, setFound] = useState<Results['study.preview'] | null>(null);
  const { meaning } = useStudy();
  const isRead = meaning !== null;
  // What does not shape the region need not draw it anew.
  const shaping = useDocument((state) =>
    JSON.stringify(shapingParts.map((part) => valueAt(state.document ?? undefined, [part]))),
  );
  useEffect(() => {
    let isWanted = true;
    const ask = setTimeout(() => {
      const { document: study } = useDocument.getState();
      request('study.preview', { study, ...(folder !== undefined && { folder }) })
        .then((answer) => isWanted && setFound(answer))
        .catch((error: unknown) => isWanted && setFound({ reason: String((error as Error).message) }));
    }, 200);
    return () => {
      isWanted = false;
      clearTimeout(ask);
    };
  }, [shaping, folder, isRead]);
  return found;
}

/** The colour of a piece by its name and number. */
function colourOf(name: string | null, piece: number): string {
  return name === null ? '--text-soft' : `--curve-${((piece - 1) % colours) + 1}`;
}

function drawPreview(
  canvas: HTMLCanvasElement,
  picture: RegionPicture,
  turn: Turn,
  showsNormals: boolean,
): void {
  const scale = window.devicePixelRatio;
  canvas.width = canvas.height = Math.round(extent * scale);
  const context = canvas.getContext('2d');
  if (context === null) return;
  const style = getComputedStyle(document.documentElement);
  const colour = (name: string) => style.getPropertyValue(name).trim();
  context.scale(scale, scale);
  const view = projection(picture, turn);
  if (picture.filled !== null) {
    const { side, inside } = picture.filled;
    context.fillStyle = colour('--ground-selected');
    inside.forEach((is, i) => {
      if (is === 0) return;
      const at = picture.box.map(([low, high], k) => {
        const share = (k === 0 ? i % side : Math.floor(i / side)) / (side - 1);
        return low + share * (high - low);
      });
      const [x, y] = view.place(at);
      const width = (extent - 2 * margin) / (side - 1) + 0.5;
      context.fillRect(x - width / 2, y - width / 2, width, width);
    });
  }
  picture.pieces.forEach((piece, k) => {
    const fill = colour(colourOf(piece.name, k));
    if (picture.coordinates.length === 3) drawBody(context, piece, fill, colour('--ground-selected'), view);
    else drawDots(context, piece, fill, view);
    if (showsNormals) drawNormals(context, piece, fill, view);
  });
  context.globalAlpha = 1;
}

function drawDots(
  context: CanvasRenderingContext2D,
  { name, points }: PicturedPiece,
  fill: string,
  { place }: View,
): void {
  context.fillStyle = fill;
  for (let i = 0; i < points[0]!.length; i++) {
    const [x, y] = place(points.map((column) => column[i]!));
    dot(context, x, y, name === null ? 0.8 : 1.8);
  }
}

/** The side of a surface that faces the viewer, as dots from the back to the front that are brighter the more they face. */
function drawBody(
  context: CanvasRenderingContext2D,
  { name, points, normals }: PicturedPiece,
  fill: string,
  ground: string,
  { place, front }: View,
): void {
  const all = Array.from(points[0]!, (_, i) => {
    const normal = normals.map((column) => column[i]!);
    // Points without normals are all seen.
    const facing = normal.some(Number.isNaN) ? 1 : front(normal);
    const point = points.map((column) => column[i]!);
    return { point, facing, depth: front(point) };
  });
  const seen = all.filter(({ facing }) => facing > 0).sort((a, b) => a.depth - b.depth);
  for (const { point, facing } of seen) {
    const [x, y] = place(point);
    const radius = name === null ? 2.2 : 1.6;
    if (name === null) {
      context.globalAlpha = 1;
      context.fillStyle = ground;
      dot(context, x, y, radius);
    }
    context.globalAlpha = 0.15 + 0.85 * facing;
    context.fillStyle = fill;
    dot(context, x, y, radius);
  }
}

/** Outward normals at some points of a piece; of a body where they face the viewer. */
function drawNormals(
  context: CanvasRenderingContext2D,
  { points, normals }: PicturedPiece,
  stroke: string,
  { place, front, unit }: View,
): void {
  const count = points[0]!.length;
  const step = Math.max(1, Math.ceil(count / normalCount));
  context.globalAlpha = 1;
  context.strokeStyle = stroke;
  context.beginPath();
  for (let i = 0; i < count; i += step) {
    const normal = normals.map((column) => column[i]!);
    if (normal.some(Number.isNaN) || front(normal) < 0) continue;
    const point = points.map((column) => column[i]!);
    context.moveTo(...place(point));
    context.lineTo(...place(point.map((value, k) => value + (normalLength / unit) * normal[k]!)));
  }
  context.stroke();
}

function dot(context: CanvasRenderingContext2D, x: number, y: number, radius: number): void {
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  context.fill();
}

interface View {
  /** Where a point stands in the picture, one scale along all axes. */
  place(point: readonly number[]): [number, number];
  /** How far a direction points towards the viewer, or how far in front of another a point is. */
  front(direction: readonly number[]): number;
  /** Pixels of a length of 1. */
  readonly unit: number;
}

function projection({ box }: RegionPicture, { around, over }: Turn): View {
  const middle = box.map(([low, high]) => (low + high) / 2);
  const isBody = box.length === 3;
  const size = isBody
    ? Math.hypot(...box.map(([low, high]) => high - low))
    : Math.max(...box.map(([low, high]) => high - low));
  const unit = (extent - 2 * margin) / size;
  const turned = ([x, y, z]: readonly number[]): [right: number, up: number, front: number] => {
    if (!isBody) return [x!, y!, 0];
    const [sin, cos] = [Math.sin(around), Math.cos(around)];
    const [right, back] = [cos * x! + sin * y!, cos * y! - sin * x!];
    return [right, Math.cos(over) * z! + Math.sin(over) * back, Math.sin(over) * z! - Math.cos(over) * back];
  };
  return {
    place(point) {
      const [right, up] = turned(point.map((value, k) => value - middle[k]!));
      return [extent / 2 + unit * right, extent / 2 - unit * up];
    },
    front: (direction) => turned(direction)[2],
    unit,
  };
}
