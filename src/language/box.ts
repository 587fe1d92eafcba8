import { singleCoordinates, type Problem, type Study } from '../study';
import { constantValue } from './evaluate';

/** The range of each coordinate; those of an indexed family share one. */
export function readBox(
  study: Study,
  parameters: Readonly<Record<string, number>>,
  report: (path: (string | number)[], found: Problem[]) => void,
): Record<string, [number, number]> {
  const ranges: Record<string, [number, number]> = {};
  for (const [key, bounds] of Object.entries(study.coordinates)) {
    const [low, high] = bounds.map((bound, side) => {
      const value = constantValue(bound, parameters);
      if (value.ok) return value.value;
      report(['coordinates', key, side], value.problems);
      return NaN;
    });
    if (low >= high) {
      const message = `The range of ${key} runs from ${low} to ${high}; the first value must be the smaller one.`;
      report(['coordinates', key], [{ path: [], message, severity: 'error' }]);
    }
    // An unreadable bound has been reported; any range keeps the places that use it readable.
    ranges[key] = [Number.isNaN(low) ? -Infinity : low, Number.isNaN(high) ? Infinity : high];
  }
  return Object.fromEntries(
    singleCoordinates(study.coordinates).map(({ name, key }): [string, [number, number]] => [
      name,
      ranges[key],
    ]),
  );
}
