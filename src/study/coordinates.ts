/** The systems in which the operators of vector calculus are written. */
export const coordinateSystems = ['cartesian', 'polar', 'cylindrical', 'spherical'] as const;
export type CoordinateSystem = (typeof coordinateSystems)[number];

/** `x[1..100]`: coordinates x1 to x100. */
export const familyPattern = /^(\p{L}[\p{L}]*)\[(\d{1,4})\.\.(\d{1,4})\]$/u;

/** How many coordinates one study may have. */
export const mostCoordinates = 256;

/** One coordinate by itself. */
export interface SingleCoordinate {
  name: string;
  /** Its key in the document: its name, or that of its family. */
  key: string;
}

/** Name, first and last index of an indexed family; undefined for any other key. */
export function readFamily(key: string): { name: string; low: number; high: number } | undefined {
  const match = familyPattern.exec(key);
  return match === null ? undefined : { name: match[1], low: Number(match[2]), high: Number(match[3]) };
}

/** Every coordinate of a study by itself, families written out, in the order of the document. */
export function singleCoordinates(coordinates: Readonly<Record<string, unknown>>): SingleCoordinate[] {
  return Object.keys(coordinates).flatMap((key) => {
    const family = readFamily(key);
    if (family === undefined) return [{ name: key, key }];
    const count = Math.min(Math.max(0, family.high - family.low + 1), mostCoordinates);
    return Array.from({ length: count }, (_, k) => ({ name: `${family.name}${family.low + k}`, key }));
  });
}
