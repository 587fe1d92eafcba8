import { evaluateNumber, type Meaning, type Resolved } from '../language';
import { uniformNumbers, type Mirror, type Parity } from '../network';
import type { StudySymmetries } from '../study';
import type { HardForm } from './hard';

/** Points at which an expression's parity is looked at. */
const samples = 32;

/** Values of an expression at points of the box, and at their images in a coordinate. */
function valuePairs(
  tree: Resolved,
  coordinate: string,
  { box, parameters }: Meaning,
  image: (x: number) => number,
): [here: number, there: number][] {
  const names = Object.keys(box);
  const numbers = uniformNumbers(1, 1, samples * names.length);
  return Array.from({ length: samples }, (_, k) => {
    const point = Object.fromEntries(
      names.map((name, j) => {
        const [low, high] = box[name];
        return [name, low + (high - low) * numbers[k * names.length + j]];
      }),
    );
    const valueAt = (x: number) => evaluateNumber(tree, { ...parameters, ...point, [coordinate]: x });
    return [valueAt(point[coordinate]), valueAt(image(point[coordinate]))];
  });
}

/** Whether the second value of each pair is the first one times a sign. */
function isSame(pairs: readonly (readonly [number, number])[], sign: 1 | -1): boolean {
  const size = Math.max(...pairs.flat().map(Math.abs));
  return pairs.every(([here, there]) => Math.abs(here - sign * there) <= 1e-9 * size);
}

/** Whether an expression is odd or even in a coordinate, found at points of the box and their mirror images. */
function parityOf(tree: Resolved, coordinate: string, meaning: Meaning): 'odd' | 'even' | null {
  const pairs = valuePairs(tree, coordinate, meaning, (x) => -x);
  if (isSame(pairs, 1)) return 'even';
  return isSame(pairs, -1) ? 'odd' : null;
}

/** Whether an expression has the same value all along a coordinate, found at points of the box. */
function isTranslated(tree: Resolved, coordinate: string, meaning: Meaning): boolean {
  const [low, high] = meaning.box[coordinate];
  // Half of the range further, and round at its end.
  const moved = (x: number) => (x > (low + high) / 2 ? x - (high - low) / 2 : x + (high - low) / 2);
  const ends = (x: number) => (x > (low + high) / 2 ? low : high);
  return [moved, ends].every((image) => isSame(valuePairs(tree, coordinate, meaning, image), 1));
}

/**
 * The parity that the network of a field needs for lift + distance · N to be odd or even: that of the field, changed by
 * an odd distance; or that it stays as it is under translations where both do. Errors: built-in conditions that are not symmetric themselves, as a sentence.
 */
function networkParity(
  field: string,
  coordinate: string,
  wanted: StudySymmetries[string][string],
  { lift, distance }: HardForm,
  meaning: Meaning,
): Parity {
  if (wanted === 'translation') {
    const built = [lift, distance].filter((tree) => tree !== null);
    if (built.every((tree) => isTranslated(tree, coordinate, meaning))) return wanted;
    throw new Error(
      `${field} can't be the same all along ${coordinate}: its built-in conditions are not. ` +
        `Leave ${coordinate} out of them, or make them soft.`,
    );
  }
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
 * The mirrors of a study's symmetries about the origin of a coordinate, and its translations, in coordinates mapped to
 * [−1, 1].
 * @param hard of each field, in the order of the fields
 */
export function mirrorsOf(
  symmetries: StudySymmetries,
  meaning: Meaning,
  hard: readonly HardForm[],
): Mirror[] {
  const { fields } = meaning.names;
  return Object.entries(meaning.box).flatMap(([coordinate, [low, high]], row): Mirror[] => {
    const all = fields.map((field, k): Parity => {
      const wanted = symmetries[field]?.[coordinate];
      return wanted ? networkParity(field, coordinate, wanted, hard[k], meaning) : 'none';
    });
    if (all.every((parity) => parity === 'none')) return [];
    return [{ coordinate: row, centre: -(low + high) / (high - low), parities: all }];
  });
}
