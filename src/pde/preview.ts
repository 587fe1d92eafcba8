import {
  boundaryPoints,
  filledOf,
  interiorPoints,
  samplers,
  type Body,
  type Interval,
  type PicturedPiece,
  type Region,
  type RegionPicture,
  type UniformNumbers,
} from '../geometry';
import type { BoundaryMeaning, Meaning } from '../language';
import type { Domain } from './domain';
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
 * @param bodies what its files describe, by their names
 * @returns a sentence where it can't be drawn
 */
export function previewOf(
  meaning: Meaning,
  named: readonly string[],
  bodies: Readonly<Record<string, Body>>,
): RegionPicture | string {
  if (meaning.geometry === undefined && Object.keys(meaning.parts).length === 0)
    return 'The equations hold in the whole box of coordinates.';
  try {
    const { whole, parts } = placesOf(meaning, bodies);
    const domain = whole();
    const { region, bounds } = domain;
    const { coordinates } = region;
    if (coordinates.length < 2 || coordinates.length > 3)
      return `A geometry in ${coordinates.length} coordinates is not drawn.`;
    const box = coordinates.map((name, k) => ({ name, low: bounds[k][0], high: bounds[k][1] }));
    const draw = (part: number, count: number): Draw => ({ seed: 0, part, step: 0, box, count });
    const all = { pieces: region.pieces.map(({ name }) => name), chosen: () => true };
    const count = boundaryCount[coordinates.length];
    const random = uniformNumbers(draw(0, count), streams.places);
    const outer =
      region.samples === undefined
        ? boundaryPoints(region, bounds, [all], count, random)
        : samplesOf(region, bounds, count, random);
    // What the other parts leave has their boundaries.
    const inner = Object.entries(meaning.parts).flatMap(
      ([name, { region: own, pieces }]): [string, BoundaryMeaning][] =>
        pieces.some((piece) => piece === name || piece.startsWith(`${name}: `))
          ? [[name, { of: name, region: own, parts: [{ pieces, where: [] }] }]]
          : [],
    );
    const boundaries = { ...listMeanings(domain), ...meaning.boundaries, ...Object.fromEntries(inner) };
    const lists = region.samples === undefined ? [] : region.pieces.map(({ name }) => name);
    const asked = [...inner.map(([name]) => name), ...lists, ...named].filter((name) =>
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

/** The points by which a region is given, in place of its boundary: normals are not known there. */
function samplesOf(
  region: Region,
  bounds: readonly Interval[],
  count: number,
  random: UniformNumbers,
): Pick<PicturedPiece, 'points' | 'normals'> {
  const some = Math.min(count, region.samples![0].length);
  const { points } = interiorPoints(region, bounds, some, samplers.sobol, random);
  return { points, normals: points.map((column) => new Float64Array(column.length).fill(NaN)) };
}

/** Each list of a region that is given by points, as a boundary of that name. */
function listMeanings({ geometry, region }: Domain): Record<string, BoundaryMeaning> {
  if (region.samples === undefined) return {};
  return Object.fromEntries(
    region.pieces.map(({ name }) => [name, { region: geometry, parts: [{ pieces: [name], where: [] }] }]),
  );
}
