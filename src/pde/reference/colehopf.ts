import type { Columns, ExactSolution } from './exact';
import { gaussHermite, type GaussHermite } from './gauss-hermite';

/** Below this viscosity the quadrature needs more nodes than are worth their time. */
const smallestViscosity = 1e-4;
/** Up to here the quadrature is compared with a finer one. */
const latestTime = 20;
/** Up to this steepness 1/2πν a Fourier series is exact to rounding; beyond, its terms cancel. */
const gentle = 2;
/** Two rules must agree to this; what remains is rounding. */
const agreement = 1e-13;
/** Where the search for a rule ends, whatever it has reached: the stated error then tells it. */
const mostNodes = 4096;
/** Parts of a sum below e^−44 (8e−20) of its largest are below its rounding. */
const negligible = 44;

/**
 * Viscous Burgers equation u_t + u u_x = ν u_xx on [−1, 1] with u(x, 0) = −sin πx, u(±1, t) = 0.
 *
 * With f(y) = exp(−cos(πy) / 2πν) the Cole–Hopf transform gives
 *
 *     u(x, t) = −∫ sin(π(x−η)) f(x−η) e^(−η²/4νt) dη / ∫ f(x−η) e^(−η²/4νt) dη,
 *
 * and η = 2√(νt) z turns both integrals into Gauss–Hermite sums (Cole 1951; Basdevant et al. 1986).
 */
export const coleHopf: ExactSolution = {
  name: 'burgers-cole-hopf',
  title: 'Viscous Burgers equation from a sine wave, by the Cole–Hopf transform',
  source: 'J. D. Cole, Q. Appl. Math. 9 (1951) 225; C. Basdevant et al., Computers & Fluids 14 (1986) 23',
  requires: { coordinates: ['x', 't'], fields: ['u'], parameters: ['nu'] },
  refusal(box, { nu }) {
    const [[left, right], [start, end]] = [box.x, box.t];
    if (left < -1 || right > 1)
      return 'The exact solution holds for x between -1 and 1; keep x in that range.';
    if (start < 0) return 'The exact solution begins at t = 0; let t start there or later.';
    if (end > latestTime)
      return `The exact solution is computed up to t = ${latestTime}; choose an earlier end.`;
    if (!(nu >= smallestViscosity)) {
      return `The exact solution is computed for nu of at least ${smallestViscosity}, but nu is ${nu}; choose a larger one or no reference.`;
    }
    return undefined;
  },
  evaluate: (points, { nu }) => ({
    u:
      steepness(nu) <= gentle
        ? gentleWave(points, nu)
        : sineWave(points, nu, chooseRule(nu, latest(points.t)).rule),
  }),
  statedError: (box, { nu }) =>
    steepness(nu) <= gentle ? 64 * Number.EPSILON : chooseRule(nu, box.t[1]).error,
};

function steepness(nu: number): number {
  return 1 / (2 * Math.PI * nu);
}

/** The solution at points with a given rule: for comparing one rule with a finer one. */
export function sineWave({ x, t }: Readonly<Columns>, nu: number, rule: GaussHermite): Float64Array {
  const count = rule.nodes.length;
  const u = new Float64Array(x.length);
  const shiftCosine = new Float64Array(count);
  const shiftSine = new Float64Array(count);
  const exponents = new Float64Array(count);
  const steep = steepness(nu);
  let time = NaN;
  for (const i of orderByTime(t)) {
    const sine = Math.sin(Math.PI * x[i]);
    if (t[i] === 0) {
      u[i] = -sine;
      continue;
    }
    if (t[i] !== time) {
      time = t[i];
      const width = 2 * Math.sqrt(nu * time) * Math.PI;
      for (let k = 0; k < count; k++) {
        shiftCosine[k] = Math.cos(width * rule.nodes[k]);
        shiftSine[k] = Math.sin(width * rule.nodes[k]);
      }
    }
    // cos π(x−η) and sin π(x−η) by addition theorems: only the exponential is left inside the loop.
    const cosine = Math.cos(Math.PI * x[i]);
    let largest = -Infinity;
    for (let k = 0; k < count; k++) {
      const exponent = rule.logWeights[k] - steep * (cosine * shiftCosine[k] + sine * shiftSine[k]);
      exponents[k] = exponent;
      if (exponent > largest) largest = exponent;
    }
    let numerator = 0;
    let denominator = 0;
    const cut = largest - negligible;
    for (let k = 0; k < count; k++) {
      if (exponents[k] < cut) continue;
      const part = Math.exp(exponents[k] - largest);
      numerator += part * (sine * shiftCosine[k] - cosine * shiftSine[k]);
      denominator += part;
    }
    u[i] = -numerator / denominator;
  }
  return u;
}

/** Indices with equal times together, so that what depends on time alone is computed once for each. */
function orderByTime(t: Float64Array): Uint32Array {
  return Uint32Array.from(t, (_, i) => i).sort((a, b) => t[a] - t[b]);
}

/**
 * The solution for a large viscosity: with a = 1/2πν, u = −2ν φ_x/φ and
 * φ = I_0(a) + 2 Σ (−1)^k I_k(a) e^(−νπ²k²t) cos(kπx), I_k the modified Bessel functions.
 */
export function gentleWave({ x, t }: Readonly<Columns>, nu: number): Float64Array {
  const coefficients = Array.from(
    { length: 24 },
    (_, k) => (k % 2 === 0 ? 1 : -1) * bessel(k, steepness(nu)),
  );
  return x.map((place, i) => {
    if (t[i] === 0) return -Math.sin(Math.PI * place);
    let phi = coefficients[0];
    let slope = 0;
    for (let k = coefficients.length - 1; k > 0; k--) {
      const part = 2 * coefficients[k] * Math.exp(-nu * Math.PI ** 2 * k * k * t[i]);
      phi += part * Math.cos(k * Math.PI * place);
      slope -= part * k * Math.PI * Math.sin(k * Math.PI * place);
    }
    return (-2 * nu * slope) / phi;
  });
}

/** I_k(a) = Σ (a/2)^(2m+k) / (m! (m+k)!), all terms positive; for a of at most 2. */
function bessel(k: number, a: number): number {
  let term = 1;
  for (let j = 1; j <= k; j++) term *= a / 2 / j;
  let sum = 0;
  for (let m = 1; term > sum * 1e-18; m++) {
    sum += term;
    term *= (a * a) / 4 / (m * (m + k));
  }
  return sum;
}

interface ChosenRule {
  rule: GaussHermite;
  error: number;
}

/** Rules are chosen for the first of these times that is late enough: later ones need more nodes. */
const probeTimes = [0.01, 0.1, 0.2, 0.3, 0.4, 0.5, 0.75, 1, 2, 5, latestTime];
const horizons = [1, 5, latestTime];
/** The rules in use, by viscosity and horizon; more than a few at a time come from typing only. */
const chosen = new Map<string, ChosenRule>();

/** The smallest rule, in steps of two, that agrees with one of twice its nodes where it is hardest. */
function chooseRule(nu: number, end: number): ChosenRule {
  const horizon = horizons.find((time) => end <= time) ?? latestTime;
  const key = `${nu} ${horizon}`;
  const before = chosen.get(key);
  if (before !== undefined) return before;
  const probes = probePoints(horizon);
  // The exponents are as large as 1/2πν, and so is their rounding.
  const rounding = 8 * Number.EPSILON * (1 + steepness(nu));
  let rule = gaussHermite(32);
  let values = sineWave(probes, nu, rule);
  for (;;) {
    const finer = gaussHermite(2 * rule.nodes.length);
    const finerValues = sineWave(probes, nu, finer);
    const difference = values.reduce((most, value, i) => Math.max(most, Math.abs(value - finerValues[i])), 0);
    if (difference <= Math.max(agreement, rounding) || finer.nodes.length > mostNodes) {
      const result = { rule, error: difference + rounding };
      if (chosen.size >= 8) chosen.clear();
      chosen.set(key, result);
      return result;
    }
    rule = finer;
    values = finerValues;
  }
}

/** Times up to the horizon, places dense around the layer. */
function probePoints(horizon: number): Columns {
  const times = probeTimes.filter((time) => time <= horizon);
  const places = Array.from({ length: 41 }, (_, j) => (j / 40) ** 3);
  return {
    x: Float64Array.from(times.flatMap(() => places)),
    t: Float64Array.from(times.flatMap((time) => places.map(() => time))),
  };
}

function latest(t: Float64Array): number {
  return t.reduce((most, time) => Math.max(most, time), 0);
}
