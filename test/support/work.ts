import { parseEquation, resolveComponents, type Names } from '../../src/language';

const plainNames: Names = { coordinates: ['x'], fields: ['u'], parameters: [] };
const plainText = `${Array(1000).fill('u').join(' + ')} = 0`;

/** The processor time of an action in microseconds: what else the machine does at that time is not in it. */
function timed<Result>(action: () => Result): { result: Result; microseconds: number } {
  const before = process.cpuUsage();
  const result = action();
  const { user, system } = process.cpuUsage(before);
  return { result, microseconds: user + system };
}

let unit: number | undefined;

function unitOfWork(): number {
  const times = Array.from({ length: 3 }, () => {
    const { result, microseconds } = timed(() => {
      const parsed = parseEquation(plainText);
      return parsed.ok && resolveComponents(parsed.tree, plainNames).ok;
    });
    if (!result) throw new Error('The plain text could not be read.');
    return microseconds;
  });
  return Math.max(...times);
}

/**
 * What an action gives, and its work in multiples of the work of reading a plain sum of 1000 terms: a number that
 * neither the load nor the speed of the machine changes much, and that an exponential algorithm sends beyond all bounds.
 */
export function measured<Result>(action: () => Result): { result: Result; work: number } {
  unit ??= unitOfWork();
  const { result, microseconds } = timed(action);
  return { result, work: microseconds / unit };
}
