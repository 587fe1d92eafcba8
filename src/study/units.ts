import { suggestion } from './near';

/** Powers of metre, kilogram, second, ampere and kelvin. */
export type Dimension = readonly [m: number, kg: number, s: number, A: number, K: number];

/** A value in SI base units. */
export interface PhysicalQuantity {
  value: number;
  dimension: Dimension;
}

const units: Record<string, [factor: number, dimension: Dimension]> = {
  m: [1, [1, 0, 0, 0, 0]],
  g: [1e-3, [0, 1, 0, 0, 0]],
  s: [1, [0, 0, 1, 0, 0]],
  A: [1, [0, 0, 0, 1, 0]],
  N: [1, [1, 1, -2, 0, 0]],
  Pa: [1, [-1, 1, -2, 0, 0]],
  J: [1, [2, 1, -2, 0, 0]],
  W: [1, [2, 1, -3, 0, 0]],
  V: [1, [2, 1, -3, -1, 0]],
  ohm: [1, [2, 1, -3, -2, 0]],
  S: [1, [-2, -1, 3, 2, 0]],
  T: [1, [0, 1, -2, -1, 0]],
  G: [1e-4, [0, 1, -2, -1, 0]],
  Hz: [1, [0, 0, -1, 0, 0]],
  min: [60, [0, 0, 1, 0, 0]],
  K: [1, [0, 0, 0, 0, 1]],
  h: [3600, [0, 0, 1, 0, 0]],
};

const prefixes: Record<string, number> = {
  n: 1e-9,
  u: 1e-6,
  µ: 1e-6,
  m: 1e-3,
  c: 1e-2,
  k: 1e3,
  M: 1e6,
  G: 1e9,
};

/**
 * Reads a number with units, such as "2.5 cm", "1e-6 m^2/s" or "998 kg/m^3"; after "/" each unit divides.
 * @throws RangeError with a sentence when it can't be read
 */
export function readQuantity(text: string): PhysicalQuantity {
  const match = /^\s*([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)\s*(.*?)\s*$/u.exec(text);
  if (match === null) throw new RangeError(`"${text}" does not begin with a number; write it as in 2.5 cm.`);
  let value = Number(match[1]);
  let dimension: Dimension = [0, 0, 0, 0, 0];
  const rest = match[2].replaceAll('²', '^2').replaceAll('³', '^3');
  // A unit may begin with what it is divided by, as 1/s does.
  const factors = rest === '' || rest.startsWith('/') ? rest : `*${rest}`;
  for (const [, sign, part] of factors.matchAll(/([*/·\s])\s*([^*/·\s]*)/gu)) {
    const unit = /^(\p{L}+)(?:\^(-?\d))?$/u.exec(part);
    if (unit === null)
      throw new RangeError(`"${part}" in "${text}" is not a unit; write units as in kg/m^3.`);
    const [factor, its] = readUnit(unit[1], text);
    const power = Number(unit[2] ?? 1) * (sign === '/' ? -1 : 1);
    value *= factor ** power;
    dimension = dimension.map((old, k) => old + power * its[k]) as unknown as Dimension;
  }
  return { value, dimension };
}

function readUnit(name: string, text: string): [number, Dimension] {
  if (Object.hasOwn(units, name)) return units[name];
  const [prefix, base] = [name.slice(0, 1), name.slice(1)];
  if (Object.hasOwn(prefixes, prefix) && Object.hasOwn(units, base)) {
    const [factor, dimension] = units[base];
    return [prefixes[prefix] * factor, dimension];
  }
  const help = suggestion(name, Object.keys(units)) || ` Units: ${Object.keys(units).join(', ')}.`;
  throw new RangeError(`"${name}" in "${text}" is not a unit.${help}`);
}

/**
 * What a value in one unit is multiplied by to be one in another: 0.01 from "cm/s" to "m/s". A unit may have a number,
 * such as "0.1 m": what 1 stands for.
 * @throws RangeError with a sentence when one can't be read, or they measure different things
 */
export function unitFactor(from: string, to: string): number {
  const [one, other] = [from, to].map((text) =>
    readQuantity(/^[\s]*[-+.\d]/.test(text) ? text : `1 ${text}`),
  );
  if (one.dimension.some((power, k) => power !== other.dimension[k]))
    throw new RangeError(`"${from}" and "${to}" are units of different things; correct one of them.`);
  const factor = one.value / other.value;
  if (!(factor > 0 && factor < Infinity))
    throw new RangeError(`"${from}" is not a multiple of "${to}"; write units as in cm/s or 0.1 m.`);
  return factor;
}
