/** Where the names and ticks of a surface's box stand on the glass as it is turned. */
import { formatTick, ticks } from '../../src/field';
import { high, low, planeOf } from './axes';
import type { Shown } from './shown';
import type { SurfaceScene } from './three/surfaceScene';

export interface SurfaceLabel {
  readonly key: string;
  readonly x: number;
  readonly y: number;
  readonly text: string;
  readonly isName: boolean;
}

type Place = readonly [across: number, value: number, back: number];

interface Edge {
  /** The point of the edge at a share of its length. */
  readonly at: (share: number) => Place;
}

const sides = [-0.5, 0.5];

/** The edge of those given that `score` likes best, by the place of its middle on the glass. */
function bestEdge(
  scene: SurfaceScene,
  edges: readonly Edge[],
  score: (x: number, y: number) => number,
): Edge | undefined {
  const scored = edges.map((edge) => {
    const { x, y } = scene.project(...edge.at(0.5));
    return { edge, score: score(x, y) };
  });
  return scored.sort((a, b) => b.score - a.score)[0]?.edge;
}

function labelsAlong(
  scene: SurfaceScene,
  edge: Edge | undefined,
  name: string,
  marks: readonly { readonly share: number; readonly text: string }[],
): SurfaceLabel[] {
  if (edge === undefined) return [];
  const centre = scene.project(0, 0, 0);
  const middle = scene.project(...edge.at(0.5));
  const length = Math.hypot(middle.x - centre.x, middle.y - centre.y) || 1;
  // Labels stand outside the box, away from its centre.
  const [awayX, awayY] = [(middle.x - centre.x) / length, (middle.y - centre.y) / length];
  const label = (share: number, text: string, away: number, isName: boolean): SurfaceLabel => {
    const { x, y } = scene.project(...edge.at(share));
    return { key: `${name} ${text}`, x: x + away * awayX, y: y + away * awayY, text, isName };
  };
  return [...marks.map(({ share, text }) => label(share, text, 18, false)), label(0.5, name, 44, true)];
}

function marksOf(from: number, to: number, count: number): { share: number; text: string }[] {
  const { values, step } = ticks(from, to, count);
  return values.map((value) => ({ share: (value - from) / (to - from), text: formatTick(value, step) }));
}

export function surfaceLabels(scene: SurfaceScene, shown: Shown): SurfaceLabel[] {
  const plane = planeOf(shown.axes);
  if (plane === null) return [];
  const lowest = (_x: number, y: number): number => y;
  const leftmost = (x: number): number => -x;
  const acrossEdges = sides.map((back): Edge => ({ at: (share) => [share - 0.5, -0.5, back] }));
  const backEdges = sides.map((across): Edge => ({ at: (share) => [across, -0.5, 0.5 - share] }));
  const upEdges = sides.flatMap((across) =>
    sides.map((back): Edge => ({ at: (share) => [across, share - 0.5, back] })),
  );
  const { across, up } = plane;
  const marks = (axis: typeof across): { share: number; text: string }[] => marksOf(low(axis), high(axis), 4);
  return [
    ...labelsAlong(scene, bestEdge(scene, acrossEdges, lowest), across.name, marks(across)),
    ...labelsAlong(scene, bestEdge(scene, backEdges, lowest), up.name, marks(up)),
    ...labelsAlong(scene, bestEdge(scene, upEdges, leftmost), shown.name, marksOf(...shown.range, 4)),
  ];
}
