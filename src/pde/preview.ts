import { boundaryPoints, filledOf, type PicturedPiece, type RegionPicture, type Surface } from '../geometry';
import type { BoundaryMeaning, Meaning } from '../language';
import { placesOf } from './places';
import { normalRow, uniformNumbers, type Draw } from './point-source';
import { pieceSource } from './sources';
import { streams } from './streams';

const side = 120;
const pieceCount = 500;
/** Points of the whole boundary by the number of coordinates: a body is drawn by them alone. */
const boundaryCount: Readonly<Record<number, number>> = { 2: 1500, 3: 9000 };

/**
 * What is drawn of a study's region in two or three coordinates, with its parts and the pieces that the study names.
 * @param named boundaries of the study
 * @param surfaces those of its mesh files by their names
 * @returns a sentence where it can't be drawn
 */
export function previewOf(
  meaning: Meaning,
  named: readonly string[],
  surfaces: Readonly<Record<string, Surface>>,
): RegionPicture | string {
  if (meaning.geometry === undefined && Object.keys(meaning.parts).length === 0)
    return 'The equations hold in the whole box of coordinates.';
  try {
    const { whole, parts } = placesOf(meaning, surfaces);
    const domain = whole();
    const { region, bounds } = domain;
    const { coordinates } = region;
    if (coordinates.length < 2 || coordinates.length > 3)
      return `A geometry in ${coordinates.length} coordinates is not drawn.`;
    const box = coordinates.map((name, k) => ({ name, low: bounds[k][0], high: bounds[k][1] }));
    const draw = (part: number, count: number): Draw => ({ seed: 0, part, step: 0, box, count });
    const all = { pieces: region.pieces.map(({ name }) => name), chosen: () => true };
    const count = boundaryCount[coordinates.length];
    const outer = boundaryPoints(
      region,
      bounds,
      [all],
      count,
      uniformNumbers(draw(0, count), streams.places),
    );
    // What the other parts leave has their boundaries.
    const inner = Object.entries(meaning.parts).flatMap(
      ([name, { region: own, pieces }]): [string, BoundaryMeaning][] =>
        pieces.some((piece) => piece === name || piece.startsWith(`${name}: `))
          ? [[name, { of: name, region: own, parts: [{ pieces, where: [] }] }]]
          : [],
    );
    const boundaries = { ...meaning.boundaries, ...Object.fromEntries(inner) };
    const asked = [...inner.map(([name]) => name), ...named].filter((name) =>
      Object.hasOwn(boundaries, name),
    );
    const pieces = asked.map((name, k): PicturedPiece => {
      try {
        const columns = pieceSource(name, { ...meaning, boundaries }, { domain, parts, homes: [] }).columns(
          draw(k + 1, pieceCount),
        );
        const column = (row: string) => Float64Array.from(columns[row]);
        return {
          name,
          points: coordinates.map(column),
          normals: coordinates.map((coordinate) => column(normalRow(coordinate))),
        };
      } catch {
        const none = coordinates.map(() => new Float64Array());
        return { name, points: none, normals: none };
      }
    });
    return {
      coordinates,
      box: bounds,
      pieces: [{ name: null, points: outer.points, normals: outer.normals }, ...pieces],
      filled: coordinates.length === 2 ? filledOf(region, bounds, side) : null,
    };
  } catch (error) {
    return (error as Error).message;
  }
}
