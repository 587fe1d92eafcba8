import type { Axis, Values } from './grid';

/** A line in a plane: two numbers for each point, across and up. */
export interface PlaneLine {
  readonly points: Float64Array;
  /** The last point is the first one. */
  readonly isClosed: boolean;
}

/**
 * The lines on which a field has a value, by marching squares: linear along the edges of cells; where a cell has two ways
 * to be joined, the mean of its corners decides. Lines end at the border and at cells with a corner that is no number.
 * @param values rows along `up`, the places of a row along `across`
 */
export function contourLines(across: Axis, up: Axis, values: Values, level: number): PlaneLine[] {
  const [width, height] = [across.values.length, up.values.length];
  // An edge is named by its lower left node: twice its number for the one across, one more for the one upwards.
  const joined = new Map<number, number[]>();
  const join = (a: number, b: number): void => {
    for (const [from, to] of [
      [a, b],
      [b, a],
    ]) {
      const known = joined.get(from);
      if (known === undefined) joined.set(from, [to]);
      else known.push(to);
    }
  };
  for (let row = 0; row + 1 < height; row++)
    for (let column = 0; column + 1 < width; column++) {
      const node = row * width + column;
      const corners = [values[node], values[node + 1], values[node + width + 1], values[node + width]];
      const mean = (corners[0] + corners[1] + corners[2] + corners[3]) / 4;
      if (Number.isNaN(mean)) continue;
      const above = corners.map((value) => value >= level);
      // Bottom, right, top, left: the edge after each corner, the other way round.
      const edges = [2 * node, 2 * (node + 1) + 1, 2 * (node + width), 2 * node + 1];
      const crossed = edges.filter((_, k) => above[k] !== above[(k + 1) % 4]);
      if (crossed.length === 2) join(crossed[0], crossed[1]);
      if (crossed.length < 4) continue;
      const isolatesFirst = above[0] !== mean >= level;
      join(edges[0], edges[isolatesFirst ? 3 : 1]);
      join(edges[2], edges[isolatesFirst ? 1 : 3]);
    }

  const place = (edge: number): [number, number] => {
    const node = edge >> 1;
    const isUp = (edge & 1) === 1;
    const [row, column] = [Math.floor(node / width), node % width];
    const next = node + (isUp ? width : 1);
    const share = (level - values[node]) / (values[next] - values[node]);
    const between = ({ values: places }: Axis, k: number): number =>
      places[k] + share * (places[k + 1] - places[k]);
    return isUp ? [across.values[column], between(up, row)] : [between(across, column), up.values[row]];
  };

  const lines: PlaneLine[] = [];
  const trace = (start: number): void => {
    const path = [start];
    let at = start;
    for (;;) {
      const next = joined.get(at)?.pop();
      joined.delete(at);
      if (next === undefined) break;
      const back = joined.get(next);
      if (back !== undefined) joined.set(next, without(back, at));
      path.push(next);
      at = next;
      if (next === start) break;
    }
    lines.push({ points: Float64Array.from(path.flatMap(place)), isClosed: at === start && path.length > 1 });
  };
  // Open lines first, from their ends; what is left is closed.
  const ends = [...joined].flatMap(([edge, others]) => (others.length === 1 ? [edge] : []));
  for (const edge of ends) if (joined.has(edge)) trace(edge);
  for (const edge of [...joined.keys()]) if (joined.has(edge)) trace(edge);
  return lines;
}

function without(edges: readonly number[], one: number): number[] {
  const at = edges.indexOf(one);
  return edges.filter((_, k) => k !== at);
}
