import type { Study } from './schema';

/** How many windows time is cut into. */
export function windowCount({ windows }: Pick<Study, 'windows'>): number {
  return windows.lengths?.length ?? windows.count;
}

/** The times at which windows begin and end, first and last included: one more than there are windows. */
export function windowEdges(study: Pick<Study, 'windows'>, [low, high]: readonly [number, number]): number[] {
  const count = windowCount(study);
  const lengths = study.windows.lengths ?? new Array<number>(count).fill(1);
  const whole = lengths.reduce((sum, length) => sum + length, 0);
  let before = 0;
  const inner = lengths.slice(0, -1).map((length) => {
    before += length;
    return low + ((high - low) * before) / whole;
  });
  return [low, ...inner, high];
}
