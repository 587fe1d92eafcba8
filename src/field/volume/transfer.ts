import { colourMaps, type ColourMapName } from '../colour-map';
import type { Rgb } from '../oklab';

/** How a value of a volume looks. */
export interface TransferPoint {
  /** Where it stands in the range of the field, from 0 to 1. */
  readonly at: number;
  /** Red, green and blue from 0 to 1. */
  readonly colour: Rgb;
  /** From 0, not seen at all, to 1 over the length of the box's longest side. */
  readonly opacity: number;
}

/** Colour and opacity, linear between points in rising order; beyond the ends as at them. */
export type TransferFunction = readonly TransferPoint[];

/** A function that a colour map gives its colours. @param opacity pairs of place and opacity in rising order */
export function transferOf(
  map: ColourMapName,
  opacity: readonly (readonly [at: number, opacity: number])[],
): TransferFunction {
  const even = Array.from({ length: 17 }, (_, k) => k / 16);
  const places = [...new Set([...even, ...opacity.map(([at]) => at)])].sort((a, b) => a - b);
  const points = opacity.map(([at, value]): TransferPoint => ({ at, colour: [0, 0, 0], opacity: value }));
  return places.map((at) => ({
    at,
    colour: colourMaps[map].at(at),
    opacity: transferAt(points, at).opacity,
  }));
}

/** Opacity that rises with the value: what is largest is seen best. */
export const risingOpacity: readonly (readonly [number, number])[] = [
  [0, 0],
  [0.3, 0],
  [1, 0.8],
];

/** Opacity of values far from the middle of a range that is symmetric about zero. */
export const outerOpacity: readonly (readonly [number, number])[] = [
  [0, 0.8],
  [0.4, 0],
  [0.6, 0],
  [1, 0.8],
];

export function transferAt(points: TransferFunction, at: number): { colour: Rgb; opacity: number } {
  const next = points.findIndex((point) => point.at >= at);
  if (next <= 0) return points[next === 0 ? 0 : points.length - 1];
  const [low, high] = [points[next - 1], points[next]];
  const share = (at - low.at) / (high.at - low.at);
  const mix = (a: number, b: number): number => (1 - share) * a + share * b;
  const [red, green, blue] = low.colour.map((channel, k) => mix(channel, high.colour[k]));
  return { colour: [red, green, blue], opacity: mix(low.opacity, high.opacity) };
}

/**
 * The function as bytes (red, green, blue, opacity) for values 0 to 255 of a `VolumeTexture`: masked places, the
 * value 0, are transparent.
 */
export function transferTable(points: TransferFunction): Uint8Array {
  const table = new Uint8Array(4 * 256);
  for (let value = 1; value < 256; value++) {
    const { colour, opacity } = transferAt(points, (value - 1) / 254);
    [...colour, opacity].forEach((part, k) => (table[4 * value + k] = Math.round(255 * part)));
  }
  return table;
}

/** A function that was stored as JSON. Throws a RangeError with a sentence for anything else. */
export function readTransfer(value: unknown): TransferFunction {
  if (!Array.isArray(value) || value.length < 2)
    throw new RangeError('A transfer function is a list of at least two points.');
  const points = value.map((point: unknown, k): TransferPoint => {
    const { at, colour, opacity } = (point ?? {}) as Record<string, unknown>;
    const isColour = Array.isArray(colour) && colour.length === 3 && colour.every(isShare);
    if (!isShare(at) || !isShare(opacity) || !isColour)
      throw new RangeError(
        `Point ${k + 1} of the transfer function needs "at", "opacity" and three parts of "colour", each from 0 to 1.`,
      );
    const [red, green, blue] = colour as number[];
    return { at, opacity, colour: [red, green, blue] };
  });
  if (points.some((point, k) => k > 0 && point.at <= points[k - 1].at))
    throw new RangeError('The points of a transfer function must be in rising order of "at".');
  return points;
}

function isShare(value: unknown): value is number {
  return typeof value === 'number' && value >= 0 && value <= 1;
}
