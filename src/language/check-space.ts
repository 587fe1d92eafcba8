import { listWords, suggestion, type Problem, type Study } from '../study';
import { scopeOf } from './resolve';
import { axisNames, timeOf } from './space';
import type { Names } from './tree';

/** Whether time and the coordinates fit the coordinate system. */
export function checkSpace(
  study: Study,
  names: Names,
  box: Readonly<Record<string, readonly [number, number]>>,
): Problem[] {
  const problems: Problem[] = [];
  const error = (path: (string | number)[], message: string): void =>
    void problems.push({ path, message, severity: 'error' });
  if (study.time !== undefined && !names.coordinates.includes(study.time)) {
    const help =
      suggestion(study.time, names.coordinates) || ` Coordinates: ${listWords(names.coordinates)}.`;
    error(['time'], `"${study.time}" is not a coordinate, so it can't be time.${help}`);
  }
  const { coordinateSystem: system } = study;
  if (system === 'cartesian') return problems;
  const time = timeOf(names);
  const spatial = names.coordinates.filter((name) => name !== time);
  const known = axisNames[system].slice(0, system === 'polar' ? 2 : 3);
  for (const name of spatial) {
    if (known.includes(name)) continue;
    const help = suggestion(name, known);
    error(
      ['coordinates', name],
      `"${name}" is no coordinate of a ${system} system; its coordinates are ${listWords(known)}, and time.${help}`,
    );
  }
  const demand = (name: string, reason: string): void => {
    if (!spatial.includes(name))
      error(['coordinates'], `A ${system} system needs the coordinate ${name}${reason}.`);
  };
  demand('r', '');
  if (system === 'spherical') {
    const whole = scopeOf(names).space.shown.length === 3;
    if (spatial.includes('phi') || whole) {
      demand('theta', spatial.includes('phi') ? ' when it has phi' : ' for vectors with three components');
    }
  }
  if ((box.r?.[0] ?? 0) < 0) {
    error(
      ['coordinates', 'r'],
      'r is a distance from the axis or the centre, so its range begins at 0 or above.',
    );
  }
  return problems;
}
