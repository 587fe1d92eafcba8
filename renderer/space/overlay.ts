/** What stands over the picture of a box: ticks, names, the directions of the axes, colour bars, marks. Canvas only. */
import { colourTable, formatTick, ticks, type ColourMapName, type Range } from '../../src/field';
import type { SpaceBox, Triple } from './box';
import { boxLabels, type Project, type ScreenPoint } from './boxLabels';

export interface BarShown {
  readonly label: string;
  readonly map: ColourMapName;
  readonly range: Range;
}

export interface Handle {
  readonly key: string;
  readonly at: Triple;
}

export interface OverlayLook {
  readonly text: string;
  readonly soft: string;
  readonly line: string;
  readonly ground: string;
  readonly accent: string;
  readonly font: string;
}

/** How pictures in files look, whatever the window does: as in a journal. */
export const paperLook: OverlayLook = {
  text: '#1d2126',
  soft: '#3d444c',
  line: '#868e98',
  ground: '#ffffff',
  accent: '#1f5fc4',
  font: 'Inter, sans-serif',
};

export interface OverlayContent {
  readonly box: SpaceBox;
  readonly project: Project;
  /** Pixels of the whole picture, and of the column of colour bars at its right end. */
  readonly width: number;
  readonly height: number;
  readonly barWidth: number;
  readonly hasOutline: boolean;
  readonly bars: readonly BarShown[];
  readonly handles: readonly Handle[];
  /** Ends of the line of the plot, and of the line or plane of seeds. */
  readonly lines: readonly (readonly [Triple, Triple])[];
  readonly probe: Triple | null;
}

type Context = CanvasRenderingContext2D;

function writer(context: Context, look: OverlayLook) {
  return (
    text: string,
    at: ScreenPoint,
    options: {
      readonly colour?: string;
      readonly align?: CanvasTextAlign;
      readonly italic?: boolean;
      readonly size?: number;
    } = {},
  ): void => {
    const { colour = look.soft, align = 'center', italic = false, size = 11 } = options;
    context.font = `${italic ? 'italic ' : ''}${size}px ${look.font}`;
    context.textAlign = align;
    context.textBaseline = 'middle';
    context.fillStyle = colour;
    context.fillText(text, at.x, at.y);
  };
}

function stroke(context: Context, from: ScreenPoint, to: ScreenPoint, colour: string, width = 1): void {
  context.strokeStyle = colour;
  context.lineWidth = width;
  context.beginPath();
  context.moveTo(from.x, from.y);
  context.lineTo(to.x, to.y);
  context.stroke();
}

const step = ({ x, y }: ScreenPoint, away: ScreenPoint, by: number): ScreenPoint => ({
  x: x + by * away.x,
  y: y + by * away.y,
});

function drawTicks(context: Context, { box, project }: OverlayContent, look: OverlayLook): void {
  const labels = boxLabels(box, project);
  const write = writer(context, look);
  const placed: ScreenPoint[] = [];
  for (const { at, away, text } of labels.ticks) {
    stroke(context, at, step(at, away, 5), look.line);
    // Wide texts stand farther off where they would reach into the box.
    const place = step(at, away, 13 + Math.abs(away.x) * 2.6 * text.length);
    // Where two sides meet, the texts of their ends would lie on one another.
    const isTaken = placed.some(({ x, y }) => Math.abs(x - place.x) < 26 && Math.abs(y - place.y) < 12);
    if (isTaken) continue;
    placed.push(place);
    write(text, place);
  }
  for (const { at, away, text } of labels.names)
    write(text, step(at, away, 36 + Math.abs(away.x) * 10), { colour: look.text, italic: true, size: 13 });
}

/** Small arrows along the three axes in the lower left corner. */
function drawDirections(context: Context, content: OverlayContent, look: OverlayLook): void {
  const { box, project, height } = content;
  const origin = project([0, 0, 0]);
  const corner = { x: 38, y: height - 38 };
  const reach = 0.01;
  const ends = [0, 1, 2].map((k) => {
    const end = project([k === 0 ? reach : 0, k === 1 ? reach : 0, k === 2 ? reach : 0]);
    return { x: end.x - origin.x, y: end.y - origin.y };
  });
  const longest = Math.max(...ends.map(({ x, y }) => Math.hypot(x, y))) || 1;
  const write = writer(context, look);
  ends.forEach((end, k) => {
    const along = { x: (22 * end.x) / longest, y: (22 * end.y) / longest };
    if (Math.hypot(along.x, along.y) < 4) return;
    stroke(context, corner, step(corner, along, 1), look.soft, 1.5);
    write(box.names[k], step(corner, along, 1.4), { italic: true, colour: look.text });
  });
}

function drawBar(
  context: Context,
  { label, map, range }: BarShown,
  place: { readonly x: number; readonly y: number; readonly height: number; readonly width: number },
  look: OverlayLook,
): void {
  const { x, y, height, width } = place;
  const write = writer(context, look);
  write(label, { x, y: y - 13 }, { align: 'left', colour: look.text, italic: true, size: 12 });
  const table = colourTable(map);
  const rows = table.length / 4;
  for (let k = 0; k < rows; k++) {
    context.fillStyle = `rgb(${table[4 * k]}, ${table[4 * k + 1]}, ${table[4 * k + 2]})`;
    context.fillRect(x, y + height * (1 - (k + 1) / rows), 12, height / rows + 0.6);
  }
  context.strokeStyle = look.line;
  context.lineWidth = 1;
  context.strokeRect(x - 0.5, y - 0.5, 13, height + 1);
  const [low, high] = range;
  const marks = ticks(low, high, Math.max(2, Math.round(height / 42)));
  for (const value of marks.values) {
    const at = { x: x + 13, y: y + height * (1 - (value - low) / (high - low)) };
    stroke(context, at, { x: at.x + 3, y: at.y }, look.line);
    context.save();
    context.beginPath();
    context.rect(at.x, y - 12, width - 15, height + 24);
    context.clip();
    write(formatTick(value, marks.step), { x: at.x + 6, y: at.y }, { align: 'left' });
    context.restore();
  }
}

function drawBars(
  context: Context,
  { bars, width, height, barWidth }: OverlayContent,
  look: OverlayLook,
): void {
  const each = height / Math.max(1, bars.length);
  bars.forEach((bar, k) => {
    const tall = Math.min(240, each - 56);
    if (tall < 24) return;
    drawBar(
      context,
      bar,
      { x: width - barWidth + 6, y: k * each + (each - tall) / 2 + 8, height: tall, width: barWidth - 10 },
      look,
    );
  });
}

function drawMark(context: Context, at: ScreenPoint, radius: number, fill: string, look: OverlayLook): void {
  context.beginPath();
  context.arc(at.x, at.y, radius, 0, 2 * Math.PI);
  context.fillStyle = fill;
  context.fill();
  context.strokeStyle = look.accent;
  context.lineWidth = 2;
  context.stroke();
}

/** Draws over a picture; the context's units are those of `content`. */
export function drawOverlay(context: Context, content: OverlayContent, look: OverlayLook): void {
  const { project, lines, handles, probe, hasOutline } = content;
  if (hasOutline) drawTicks(context, content, look);
  drawDirections(context, content, look);
  drawBars(context, content, look);
  for (const [from, to] of lines) stroke(context, project(from), project(to), look.accent, 1.5);
  for (const { at } of handles) drawMark(context, project(at), 5, look.ground, look);
  if (probe !== null) drawMark(context, project(probe), 3.5, look.accent, { ...look, accent: look.ground });
}
