import { evaluateNumber, type Meaning, type Resolved } from '../language';
import { uniformNumbers, type Mirror, type Parity } from '../network';
import type { StudySymmetries } from '../study';
import type { HardForm } from './hard';

/** Points at which an expression's parity is looked at. */
const samples = 32;

/** Whether an expression is odd or even in a coordinate, found at points of the box and their mirror images. */
function parityOf(tree: Resolved, coordinate: string, { box, parameters }: Meaning): Parity | null {
  const names = Object.keys(box);
  const numbers = uniformNumbers(1, 1, samples * names.length);
  const pairs = Array.from({ length: samples }, (_, k) => {
    const point = Object.fromEntries(
      names.map((name, j) => {
        const [low, high] = box[name];
        return [name, low + (high - low) * numbers[k * names.length + j]];
      }),
    );
    const mirrored = { ...point, [coordinate]: -point[coordinate] };
    return [point, mirrored].map((at) => evaluateNumber(tree, { ...parameters, ...at }));
  });
  const size = Math.max(...pairs.flat().map(Math.abs));
  const holds = (sign: number) =>
    pairs.every(([here, there]) => Math.abs(here - sign * there) <= 1e-9 * size);
  if (holds(1)) return 'even';
  return holds(-1) ? 'odd' : null;
}

/**
 * The parity that the network of a field needs for lift + distance · N to be odd or even: that of the field, changed by
 * an odd distance. Errors: built-in conditions that are not symmetric themselves, as a sentence.
 */
function networkParity(
  field: string,
  coordinate: string,
  wanted: 'odd' | 'even',
  { lift, distance }: HardForm,
  meaning: Meaning,
): Parity {
  const ofDistance = distance ? parityOf(distance, coordinate, meaning) : 'even';
  const ofLift = lift ? parityOf(lift, coordinate, meaning) : wanted;
  if (ofDistance === null || ofLift !== wanted) {
    throw new Error(
      `${field} can't be ${wanted} in ${coordinate}: its built-in conditions are not. ` +
        `Build in conditions on both sides of ${coordinate} = 0 that are ${wanted} too, or make them soft.`,
    );
  }
  return ofDistance === 'even' ? wanted : wanted === 'odd' ? 'even' : 'odd';
}

/**
 * The mirrors of a study's symmetries about the origin of a coordinate, in coordinates mapped to [−1, 1].
 * @param hard of each field, in the order of the fields
 */
export function mirrorsOf(
  symmetries: StudySymmetries,
  meaning: Meaning,
  hard: readonly HardForm[],
): Mirror[] {
  const { fields } = meaning.names;
  return Object.entries(meaning.box).flatMap(([coordinate, [low, high]], row): Mirror[] => {
    const parities = fields.map((field, k): Parity => {
      const wanted = symmetries[field]?.[coordinate];
      return wanted ? networkParity(field, coordinate, wanted, hard[k], meaning) : 'none';
    });
    if (parities.every((parity) => parity === 'none')) return [];
    return [{ coordinate: row, centre: -(low + high) / (high - low), parities }];
  });
}
