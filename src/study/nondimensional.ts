import { listWords } from './near';
import { readQuantity, type Dimension } from './units';

/**
 * The numbers of a conducting fluid (Chandrasekhar, Hydrodynamic and Hydromagnetic Stability, 1961, ch. IV), with length L, speed
 * U, kinematic viscosity ν, magnetic diffusivity η and Alfvén speed a = B/√(μ₀ρ): Re = UL/ν, Rm = UL/η, the coupling
 * S = a²/U² of the magnetic force, Ha = aL/√(νη) = √(S Re Rm), Pm = ν/η = Rm/Re, and Lundquist's Lu = aL/η = √S Rm.
 */
export const numberNames = ['Re', 'Rm', 'S', 'Ha', 'Pm', 'Lu'] as const;
export type NumberName = (typeof numberNames)[number];

/** In units of L and U: ν = 1/Re, η = 1/Rm, and the coupling S. Absent where nothing given fixes it. */
export interface CanonicalSet {
  nu?: number;
  eta?: number;
  S?: number;
}

/** Logarithms of the numbers as sums of those of Re, Rm and S. */
const powers: Record<NumberName, readonly [re: number, rm: number, s: number]> = {
  Re: [1, 0, 0],
  Rm: [0, 1, 0],
  S: [0, 0, 1],
  Ha: [0.5, 0.5, 0.5],
  Pm: [-1, 1, 0],
  Lu: [0, 1, 0.5],
};

/**
 * What follows from any of the numbers.
 * @throws RangeError with a sentence when one is not positive, or they contradict each other
 */
export function canonicalSet(given: Readonly<Partial<Record<NumberName, number>>>): CanonicalSet {
  const rows: { name: NumberName; row: number[] }[] = [];
  for (const name of numberNames) {
    const value = given[name];
    if (value === undefined) continue;
    if (!(value > 0 && value < Infinity))
      throw new RangeError(`${name} is a positive number, but it is given as ${value}.`);
    rows.push({ name, row: [...powers[name], Math.log(value)] });
  }
  const solved = eliminate(rows);
  const number = (k: number, sign: 1 | -1) => {
    const value = solved[k];
    return value === undefined ? undefined : Math.exp(sign * value);
  };
  const [nu, eta, S] = [number(0, -1), number(1, -1), number(2, 1)];
  return {
    ...(nu !== undefined && { nu }),
    ...(eta !== undefined && { eta }),
    ...(S !== undefined && { S }),
  };
}

/** The numbers that follow from what is known of ν, η and S: the way back. */
export function numbersOf(set: CanonicalSet): Partial<Record<NumberName, number>> {
  const logarithms = [set.nu, set.eta, set.S].map((value, k) =>
    value === undefined ? undefined : Math.log(value) * (k < 2 ? -1 : 1),
  );
  const follows = numberNames.filter((name) =>
    powers[name].every((power, k) => power === 0 || Number.isFinite(logarithms[k])),
  );
  return Object.fromEntries(
    follows.map((name) => [
      name,
      Math.exp(powers[name].reduce((sum, power, k) => sum + (power === 0 ? 0 : power * logarithms[k]!), 0)),
    ]),
  );
}

/** What parameters of a study that bear these names fix, ν and η before the numbers; nothing where they contradict. */
export function setOfParameters(values: Readonly<Record<string, number>>): CanonicalSet {
  const given = Object.fromEntries(
    numberNames.flatMap((name) => (values[name] === undefined ? [] : [[name, values[name]]])),
  );
  const direct = Object.fromEntries(
    (['nu', 'eta', 'S'] as const).flatMap((name) => (values[name] > 0 ? [[name, values[name]]] : [])),
  );
  try {
    return { ...canonicalSet(given), ...direct };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return direct;
  }
}

const anyNumber = new RegExp(`\\b(${[...numberNames, 'nu', 'eta'].join('|')})\\b`);

/**
 * Parameters of a study that are to be set so that it has these numbers: those that it is given by, whether ν, η and S or
 * numbers such as Re, Ha and Pm; parameters that follow from them stay. The canonical set where it has none of them.
 */
export function parametersFor(
  set: CanonicalSet,
  parameters: Readonly<Record<string, number | string>>,
): Readonly<Record<string, number>> {
  const all: Record<string, number> = { ...numbersOf(set), ...set };
  const isGiven = (name: string): boolean => {
    const value = parameters[name];
    return value !== undefined && !(typeof value === 'string' && anyNumber.test(value));
  };
  const own = Object.entries(all).filter(([name]) => isGiven(name));
  return own.length > 0 ? Object.fromEntries(own) : { ...set };
}

/** Gauss–Jordan elimination; an entry of the result is undefined where nothing fixes it. */
function eliminate(rows: readonly { name: NumberName; row: number[] }[]): (number | undefined)[] {
  const tiny = 1e-12;
  const left = rows.map(({ row }) => [...row]);
  const pivots: number[] = [];
  for (let k = 0; k < 3; k++) {
    const at = left.findIndex((row, i) => i >= pivots.length && Math.abs(row[k]) > tiny);
    if (at < 0) continue;
    const place = pivots.length;
    [left[place], left[at]] = [left[at], left[place]];
    const pivot = left[place].map((value) => value / left[place][k]);
    left.forEach((row, i) => (left[i] = i === place ? pivot : row.map((v, j) => v - row[k] * pivot[j])));
    pivots.push(k);
  }
  if (left.some((row, i) => i >= pivots.length && Math.abs(row[3]) > 1e-9)) {
    const names = rows.map(({ name }) => name);
    throw new RangeError(
      `${listWords(names)} contradict each other: Pm is Rm/Re, Ha is sqrt(S*Re*Rm) and Lu is sqrt(S)*Rm; take one out.`,
    );
  }
  return [0, 1, 2].map((k) => {
    const place = pivots.indexOf(k);
    if (place < 0) return undefined;
    const alone = left[place].every((value, j) => j === k || j === 3 || Math.abs(value) < tiny);
    return alone ? left[place][3] : undefined;
  });
}

/** Dimensional values that the numbers are made of, each with its dimension. */
export const dimensionalValues = {
  length: { label: 'Length', example: '0.1 m', dimension: [1, 0, 0, 0, 0] },
  speed: { label: 'Speed', example: '0.5 m/s', dimension: [1, 0, -1, 0, 0] },
  density: { label: 'Density', example: '6360 kg/m^3', dimension: [-3, 1, 0, 0, 0] },
  viscosity: { label: 'Kinematic viscosity', example: '3.4e-7 m^2/s', dimension: [2, 0, -1, 0, 0] },
  conductivity: { label: 'Electric conductivity', example: '3.3e6 S/m', dimension: [-3, -1, 3, 2, 0] },
  field: { label: 'Magnetic field', example: '20 mT', dimension: [0, 1, -2, -1, 0] },
} as const satisfies Record<string, { label: string; example: string; dimension: Dimension }>;
export type DimensionalName = keyof typeof dimensionalValues;

/** The magnetic constant in N/A² (CODATA 2022). */
const mu0 = 1.25663706127e-6;

/**
 * The numbers that dimensional values come to; those that lack a value are left out.
 * @param given texts with units, such as { length: "0.1 m" }
 * @throws RangeError with a sentence when a text can't be read or has other units
 */
export function numbersFrom(
  given: Readonly<Partial<Record<DimensionalName, string>>>,
): Partial<Record<NumberName, number>> {
  const value = (name: DimensionalName): number | undefined => {
    const text = given[name];
    if (text === undefined) return undefined;
    const { label, example, dimension } = dimensionalValues[name];
    const read = readQuantity(text);
    if (read.dimension.some((power, k) => power !== dimension[k]))
      throw new RangeError(
        `${label} is given as "${text}", whose units are others; write it as in ${example}.`,
      );
    if (!(read.value > 0)) throw new RangeError(`${label} is positive, but it is given as "${text}".`);
    return read.value;
  };
  const [L, U, rho, nu] = [value('length'), value('speed'), value('density'), value('viscosity')];
  const [sigma, B] = [value('conductivity'), value('field')];
  const eta = sigma === undefined ? undefined : 1 / (mu0 * sigma);
  const a = B === undefined || rho === undefined ? undefined : B / Math.sqrt(mu0 * rho);
  const all: Record<NumberName, number | undefined> = {
    Re: L && U && nu && (U * L) / nu,
    Rm: L && U && eta && (U * L) / eta,
    S: U && a && (a / U) ** 2,
    Ha: L && a && nu && eta && (a * L) / Math.sqrt(nu * eta),
    Pm: nu && eta && nu / eta,
    Lu: L && a && eta && (a * L) / eta,
  };
  return Object.fromEntries(Object.entries(all).filter(([, number]) => number !== undefined));
}

/**
 * Numbers as they are typed.
 * @throws RangeError with a sentence when a text is none
 */
export function readNumberTexts(
  texts: Readonly<Partial<Record<NumberName, string>>>,
): Partial<Record<NumberName, number>> {
  const given = Object.entries(texts).filter((entry): entry is [NumberName, string] => Boolean(entry[1]));
  return Object.fromEntries(
    given.map(([name, text]) => {
      const value = Number(text);
      if (!Number.isFinite(value))
        throw new RangeError(`${name} is given as "${text}", which is not a number; write it as in 1e3.`);
      return [name, value];
    }),
  );
}
