/** What is known of an array before it is read. */
export interface ArrayForm {
  /** Extent of each axis, the last one fastest; empty for a single number. */
  readonly shape: readonly number[];
  /** Names of the axes where the file tells them: arrays with an axis of one name share it. */
  readonly dimensions?: readonly string[];
  /** As the file writes it. */
  readonly unit?: string;
}

/** A file of named arrays of numbers. */
export interface ArrayFile {
  /** Such as "NetCDF file". */
  readonly kind: string;
  readonly names: readonly string[];
  /** Errors: `Unreadable`. */
  form(name: string): ArrayForm;
  /**
   * The values of an array, the last axis fastest.
   * @param limit only so many, from the first
   * Errors: `Unreadable`.
   */
  read(name: string, limit?: number): Float64Array;
  close?(): void;
}

/** A file, or an array in it, that can't be read. Of an array the message goes on after its name. */
export class Unreadable extends Error {
  override readonly name = 'Unreadable';
}

/** Bytes that the arrays of one file may take when they are unpacked. */
export const mostBytes = 2 ** 31;

export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, extent) => product * extent, 1);
}

/** Attributes that say how stored numbers become values (NetCDF Climate and Forecast conventions 1.8, 2.5.1 and 8.1). */
export interface Packing {
  readonly scale?: number | undefined;
  readonly offset?: number | undefined;
  /** Stored numbers that stand for no value. */
  readonly missing: readonly number[];
}

/** Stored numbers as values: scaled, shifted, NaN where none is known. Changes `stored`. */
export function unpacked(stored: Float64Array, { scale = 1, offset = 0, missing }: Packing): Float64Array {
  if (scale === 1 && offset === 0 && missing.length === 0) return stored;
  for (let k = 0; k < stored.length; k++)
    stored[k] = missing.includes(stored[k]) ? NaN : stored[k] * scale + offset;
  return stored;
}
