import { oklabToRgb, type Rgb } from './oklab';
import type { Range } from './range';

export type ColourMapName = 'viridis' | 'balance' | 'greys' | 'phase';

export interface ColourMap {
  title: string;
  /** Sequential for magnitudes, diverging for signed fields, cyclic for angles. */
  kind: 'sequential' | 'diverging' | 'cyclic';
  /** The colour at a share of the range from 0 to 1, as red, green and blue from 0 to 1. */
  at(share: number): Rgb;
}

/** Every fifth of the 256 colours of viridis (S. van der Walt, N. Smith; public domain), as hexadecimal digits. */
const viridis = [
  '44015446085c471063481769481d6f482475472a7a46307e453781433d844142873f48893d4e8a',
  '3a538b38598c355e8d33638d31688e2e6d8e2c718e2a768e297b8e27808e25848e23898e218e8d',
  '20928c1f978b1e9c891fa18821a58524aa8328ae802eb37c35b7793dbc7446c06f50c46a5ac864',
  '65cb5e70cf577cd25089d54895d840a2da37b0dd2fbddf26cae11fd8e219e5e419f1e51dfde725',
].join('');

function viridisAt(share: number): Rgb {
  const last = viridis.length / 6 - 1;
  const lower = Math.min(last - 1, Math.floor(share * last));
  const part = share * last - lower;
  const channel = (colour: number, k: number): number =>
    parseInt(viridis.slice(6 * colour + 2 * k, 6 * colour + 2 * k + 2), 16) / 255;
  const mixed = [0, 1, 2].map((k) => (1 - part) * channel(lower, k) + part * channel(lower + 1, k));
  return [mixed[0], mixed[1], mixed[2]];
}

/** Dark blue, white, dark red: equal distances from the middle are equally light. */
function balanceAt(share: number): Rgb {
  const signed = 2 * share - 1;
  const distance = Math.abs(signed);
  const lightness = 0.97 - 0.69 * distance ** 1.15;
  // The colour is strongest halfway, and fades into white and into the dark ends.
  const chroma = 0.165 * Math.sin(Math.PI * Math.min(1, 0.78 * distance)) ** 0.9;
  return fromHue(lightness, chroma, signed < 0 ? 255 : 28);
}

function fromHue(lightness: number, chroma: number, degrees: number): Rgb {
  const angle = (degrees * Math.PI) / 180;
  return oklabToRgb(lightness, chroma * Math.cos(angle), chroma * Math.sin(angle));
}

export const colourMaps: Readonly<Record<ColourMapName, ColourMap>> = {
  viridis: { title: 'Viridis', kind: 'sequential', at: viridisAt },
  balance: { title: 'Balance', kind: 'diverging', at: balanceAt },
  greys: { title: 'Greys', kind: 'sequential', at: (share) => oklabToRgb(0.16 + 0.82 * share, 0, 0) },
  phase: { title: 'Phase', kind: 'cyclic', at: (share) => fromHue(0.7, 0.115, 360 * share) },
};

export type Rgba = readonly [red: number, green: number, blue: number, alpha: number];

/** What stands for a value that is not a number: nothing of a field may look like it. */
const noValue: Rgba = [0, 0, 0, 0];

/** A map as `count` colours of four bytes (red, green, blue, 255): the texture of a shader. */
export function colourTable(name: ColourMapName, count = 256): Uint8Array {
  const table = new Uint8Array(4 * count);
  for (let i = 0; i < count; i++) {
    const colour = colourMaps[name].at(count === 1 ? 0.5 : i / (count - 1));
    colour.forEach((channel, k) => (table[4 * i + k] = Math.round(255 * channel)));
    table[4 * i + 3] = 255;
  }
  return table;
}

/**
 * The colour of a value in bytes: red, green, blue and opacity. Values beyond the range take the
 * colour of its end; NaN is transparent.
 */
export function colourOf(name: ColourMapName, value: number, [low, high]: Range): Rgba {
  if (Number.isNaN(value)) return noValue;
  const share = high > low ? Math.min(1, Math.max(0, (value - low) / (high - low))) : 0.5;
  const [red, green, blue] = colourMaps[name].at(share).map((channel) => Math.round(255 * channel));
  return [red, green, blue, 255];
}

/** The colour map that suits a range: diverging when it is symmetric about zero. */
export function suitableMap([low, high]: Range): ColourMapName {
  return low < 0 && low === -high ? 'balance' : 'viridis';
}
