/** Where the ticks and names of a box stand on the glass as it is turned. Pure. */
import { formatTick, ticks } from '../../src/field';
import type { SpaceBox, Triple } from './box';

export interface ScreenPoint {
  readonly x: number;
  readonly y: number;
}

export type Project = (point: Triple) => ScreenPoint;

export interface BoxTick {
  readonly at: ScreenPoint;
  /** Unit vector away from the box, on the glass. */
  readonly away: ScreenPoint;
  readonly text: string;
}

export interface BoxLabels {
  readonly ticks: readonly BoxTick[];
  readonly names: readonly BoxTick[];
}

/** An axis that is seen at less than this many pixels points at the viewer: its ticks would lie on one another. */
const shortest = 36;
/** Pixels between ticks that are easy to read. */
const spacing = 58;

type Edge = readonly [from: Triple, to: Triple];

/** The four edges of the box along an axis. */
function edgesAlong({ size }: SpaceBox, axis: number): Edge[] {
  const others = [0, 1, 2].filter((k) => k !== axis);
  return [-0.5, 0.5].flatMap((a) =>
    [-0.5, 0.5].map((b): Edge => {
      const place = (along: number): Triple => {
        const shares = [0, 0, 0];
        shares[axis] = along;
        shares[others[0]] = a;
        shares[others[1]] = b;
        return [shares[0] * size[0], shares[1] * size[1], shares[2] * size[2]];
      };
      return [place(-0.5), place(0.5)];
    }),
  );
}

/** Upright edges are labelled at the left of the picture, the others below it: these stand before nothing. */
function outermost(edges: readonly Edge[], project: Project): Edge {
  const scored = edges.map((edge) => {
    const [a, b] = [project(edge[0]), project(edge[1])];
    const isUpright = Math.abs(b.y - a.y) > 1.2 * Math.abs(b.x - a.x);
    return { edge, score: isUpright ? -(a.x + b.x) : a.y + b.y };
  });
  return scored.reduce((best, one) => (one.score > best.score ? one : best)).edge;
}

function awayFrom(centre: ScreenPoint, a: ScreenPoint, b: ScreenPoint): ScreenPoint {
  const middle = { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
  const length = Math.hypot(b.x - a.x, b.y - a.y) || 1;
  const across = { x: -(b.y - a.y) / length, y: (b.x - a.x) / length };
  const side = (middle.x - centre.x) * across.x + (middle.y - centre.y) * across.y < 0 ? -1 : 1;
  return { x: side * across.x, y: side * across.y };
}

/** Ticks and names of the three sides of a box, at the edges that are seen outermost. */
export function boxLabels(box: SpaceBox, project: Project): BoxLabels {
  const centre = project([0, 0, 0]);
  const marks: BoxTick[] = [];
  const names: BoxTick[] = [];
  for (const axis of [0, 1, 2]) {
    const [from, to] = outermost(edgesAlong(box, axis), project);
    const [a, b] = [project(from), project(to)];
    const length = Math.hypot(b.x - a.x, b.y - a.y);
    if (length < shortest) continue;
    const away = awayFrom(centre, a, b);
    const [low, high] = [box.low[axis], box.high[axis]];
    const round = ticks(low, high, Math.max(2, Math.min(6, Math.round(length / spacing))));
    for (const value of round.values) {
      const share = (value - low) / (high - low);
      const [x, y, z] = from.map((start, k) => start + share * (to[k] - start));
      marks.push({ at: project([x, y, z]), away, text: formatTick(value, round.step) });
    }
    const middle = { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
    names.push({ at: middle, away, text: box.names[axis] });
  }
  return { ticks: marks, names };
}
