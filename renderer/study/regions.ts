/** Regions as they begin in a form, and what their numbers are called. */
import { valueAt, isList, isObject, type Json, type JsonObject } from '../state/json';

/** A coordinate of space with its range as far as it is a plain number. */
export interface SpaceCoordinate {
  readonly name: string;
  readonly low: number;
  readonly high: number;
}

const combinations = ['union', 'intersection', 'difference'];

export function isCombined(shape: string): boolean {
  return combinations.includes(shape);
}

/** The coordinates of space of a document, in their order. */
export function spaceOf(
  document: Json | null,
  names: readonly string[],
  time: string | undefined,
): SpaceCoordinate[] {
  const plain = (value: Json | undefined, without: number): number =>
    typeof value === 'number' ? value : without;
  return names
    .filter((name) => name !== time)
    .map((name) => {
      const range = valueAt(document ?? undefined, ['coordinates', name]);
      const [low, high] = isList(range) ? range : [];
      return { name, low: plain(low, 0), high: plain(high, 1) };
    });
}

/** A region of another shape in place of one that is there: what fits both is kept. */
export function begun(shape: string, space: readonly SpaceCoordinate[], before: Json | undefined): Json {
  const kept = isObject(before) ? before : {};
  const parts = kept['of'];
  if (isCombined(shape))
    return {
      shape,
      of: isList(parts) ? parts : [before ?? begun('box', space, undefined), begun('disc', space, undefined)],
    };
  const plane = space.slice(0, 2);
  const solid = space.slice(0, 3);
  const middle = (of: readonly SpaceCoordinate[]): JsonObject =>
    Object.fromEntries(of.map(({ name, low, high }) => [name, (low + high) / 2]));
  const size = Math.min(...space.map(({ low, high }) => high - low)) / 4;
  const lengths = (of: readonly SpaceCoordinate[]): JsonObject =>
    Object.fromEntries(of.map(({ name }) => [name, size]));
  const axis = solid[solid.length - 1]?.name ?? 'z';
  switch (shape) {
    case 'box':
      return { shape, ranges: Object.fromEntries(space.map(({ name, low, high }) => [name, [low, high]])) };
    case 'disc':
      return { shape, centre: middle(plane), radius: size };
    case 'ball':
      return { shape, centre: middle(solid), radius: size };
    case 'ellipse':
      return { shape, centre: middle(plane), radii: lengths(plane), angle: 0 };
    case 'ellipsoid':
      return { shape, centre: middle(solid), radii: lengths(solid) };
    case 'cylinder':
      return { shape, centre: middle(solid), axis, radius: size, height: 2 * size };
    case 'torus':
      return { shape, centre: middle(solid), axis, radius: size, tube: size / 3 };
    case 'mesh':
      return { shape, file: 'body.stl', coordinates: solid.map(({ name }) => name) };
    case 'points':
      return { shape, file: 'points.csv', columns: columnsOf(space.map(({ name }) => name)), boundaries: {} };
    default:
      return { shape, coordinates: plane.map(({ name }) => name), corners: triangle(plane) };
  }
}

/** Each coordinate in a column of its name. */
export function columnsOf(coordinates: readonly string[]): JsonObject {
  return Object.fromEntries(coordinates.map((name) => [name, name]));
}

/** The headings of the components of normals as they are often called. */
export function normalsOf(coordinates: readonly string[]): JsonObject {
  return Object.fromEntries(coordinates.map((name) => [name, `n${name}`]));
}

function triangle([first, second]: readonly SpaceCoordinate[]): Json {
  if (first === undefined || second === undefined) return [];
  return [
    [first.low, second.low],
    [first.high, second.low],
    [first.low, second.high],
  ];
}

/** Corners as typed, "0, 0; 1, 0; 0, 1", and as the document has them. */
export function cornersText(corners: Json): string {
  return isList(corners) ? corners.map((corner) => (isList(corner) ? corner.join(', ') : '')).join('; ') : '';
}

export function readCorners(text: string): Json {
  return text
    .split(';')
    .map((corner) => corner.split(',').map((part) => part.trim()))
    .map((parts) =>
      parts.map((part) => (part !== '' && Number.isFinite(Number(part)) ? Number(part) : part)),
    );
}

/** A part of a named boundary as it is typed: a piece, and what holds there with commas between. */
export interface PieceTexts {
  readonly piece: string;
  readonly where: string;
}

/** The parts of a named boundary as the document has them. */
export function partsOf(value: Json): PieceTexts[] {
  const list = isList(value) ? value : [value];
  return list.map((part) => {
    if (!isObject(part)) return { piece: String(part), where: '' };
    const { piece, where } = part;
    return {
      piece: typeof piece === 'string' ? piece : '',
      where: isList(where) ? where.join(', ') : String(where),
    };
  });
}

/** As the document says it: in the shortest form. */
export function writtenParts(parts: readonly PieceTexts[]): Json {
  const written = parts.map(({ piece, where }): Json => {
    const all = where.split(',').map((text) => text.trim());
    const conditions = all.filter((text, k) => text !== '' || k < all.length - 1);
    if (conditions.length === 0) return piece;
    // A comma that was typed last stays, so that the next one can follow.
    const texts = all.length > conditions.length ? [...conditions, ''] : conditions;
    return { ...(piece !== '' && { piece }), where: texts.length === 1 ? texts[0]! : texts };
  });
  return written.length === 1 ? written[0]! : written;
}
