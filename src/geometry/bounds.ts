import { listWords } from '../study';
import type { Region } from './region';
import type { Interval } from './shape';

/**
 * What keeps a region from fitting into a box of coordinates, as a sentence; undefined where it fits.
 * @param ranges lowest and highest value of each coordinate
 */
export function misfit(region: Region, ranges: Readonly<Record<string, Interval>>): string | undefined {
  const { coordinates, box } = region;
  if (box.some(([low, high]) => low >= high)) {
    return 'The geometry holds no points: its parts do not meet.';
  }
  const open = coordinates.filter((_, k) => box[k].some((end) => !Number.isFinite(end)));
  if (open.length > 0) {
    return `Nothing bounds the geometry along ${listWords(open)}; intersect it with a box, or mention ${listWords(open)} in every shape that is joined.`;
  }
  for (const [k, name] of coordinates.entries()) {
    const [low, high] = box[k];
    const [least, most] = ranges[name];
    // Bounds such as cos(pi/3) are compared as computed numbers.
    const close = 1e-9 * (most - least);
    if (low >= least - close && high <= most + close) continue;
    return `The geometry reaches from ${short(low)} to ${short(high)} along ${name}, but the range of ${name} is ${short(least)} to ${short(most)}; widen the range or make the geometry smaller.`;
  }
  return undefined;
}

function short(value: number): string {
  return String(Number(value.toPrecision(6)));
}
