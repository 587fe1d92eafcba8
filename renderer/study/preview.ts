/** Points from which a geometry is drawn in its form. */
import { boundaryPoints, inside, misfit, regionOf, type BoundarySelection } from '../../src/geometry';
import { selectionHolds, type Meaning } from '../../src/language';
import { gridPoints, uniformAxis } from '../../src/field';

/** Points of a piece of the boundary: one array for each coordinate. */
export interface DrawnPiece {
  /** Null for the boundary as a whole. */
  readonly name: string | null;
  readonly points: readonly Float64Array[];
}

export interface Preview {
  readonly coordinates: readonly string[];
  readonly box: readonly (readonly [low: number, high: number])[];
  readonly pieces: readonly DrawnPiece[];
  /** In two coordinates: 1 inside, row by row from the lowest value of the second one, `side` places along each. */
  readonly filled: { readonly side: number; readonly inside: Uint8Array } | null;
}

const side = 120;
const boundaryCount = 1500;
const pieceCount = 500;

/**
 * What is drawn of a geometry in two or three coordinates, with the boundaries that the study names.
 * @returns a sentence where it can't be drawn
 */
export function previewOf(meaning: Meaning, named: readonly string[]): Preview | string {
  const { geometry } = meaning;
  if (geometry === undefined) return 'The equations hold in the whole box of coordinates.';
  try {
    const region = regionOf(geometry);
    const { coordinates } = region;
    if (coordinates.length < 2 || coordinates.length > 3)
      return `A geometry in ${coordinates.length} coordinates is not drawn.`;
    const wrong = misfit(region, meaning.box);
    if (wrong !== undefined) return wrong;
    const box = region.box;
    const size = Math.hypot(...box.map(([low, high]) => high - low));
    const all: BoundarySelection = { pieces: region.pieces.map(({ name }) => name), chosen: () => true };
    const draw = (
      name: string | null,
      selections: readonly BoundarySelection[],
      count: number,
    ): DrawnPiece => {
      try {
        return { name, points: boundaryPoints(region, box, selections, count, steady()).points };
      } catch {
        return { name, points: box.map(() => new Float64Array()) };
      }
    };
    const pieces = named
      .filter((name) => Object.hasOwn(meaning.boundaries, name))
      .map((name) => {
        const selections = meaning.boundaries[name]!.parts.map(({ pieces: own, where }) => ({
          pieces: own,
          chosen: (point: ArrayLike<number>) => {
            const values: Record<string, number> = { ...meaning.parameters };
            coordinates.forEach((coordinate, k) => (values[coordinate] = point[k]!));
            return where.every((selection) => selectionHolds(selection, values, size));
          },
        }));
        return draw(name, selections, pieceCount);
      });
    return {
      coordinates,
      box,
      pieces: [draw(null, [all], boundaryCount), ...pieces],
      filled: coordinates.length === 2 ? fill() : null,
    };

    function fill() {
      // The second coordinate runs slowest, as the rows of a picture do.
      const [first, second] = coordinates.map((name, k) => uniformAxis(name, ...box[k]!, side));
      const points = gridPoints([second!, first!]);
      return {
        side,
        inside: inside(
          region,
          coordinates.map((name) => points[name]!),
        ),
      };
    }
  } catch (error) {
    if (geometryHasMesh(JSON.stringify(geometry))) return 'A geometry with a mesh is not drawn here.';
    return (error as Error).message;
  }
}

function geometryHasMesh(text: string): boolean {
  return text.includes('"shape":"mesh"');
}

/** The same numbers each time: a picture that is drawn again looks the same (Lehmer's generator, Park & Miller 1988). */
function steady(): (count: number) => Float64Array {
  let state = 1;
  return (count) =>
    Float64Array.from({ length: count }, () => {
      state = (state * 48271) % 2147483647;
      return state / 2147483647;
    });
}
