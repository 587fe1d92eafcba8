import type { Columns, ExactSolution } from './exact';

/** Waves of the series; what is left out shows next to the walls only, by less than 1e-8. */
const waves = 200;

/** The induced field of a wave along y, its slope and the speed, less what they are far from the walls y = ±1. */
interface Profile {
  readonly speed: number;
  readonly field: number;
  readonly slope: number;
}

/**
 * One wave cos μz, μ = (n + ½)π, of the flow through a square duct (J. A. Shercliff, Proc. Camb. Phil. Soc. 49 (1953)
 * 136). With z± = u ± b both equations part, ∇²z± ± Ha ∂z±/∂y = −1, and 1 = Σ c cos μz with c = 2(−1)ⁿ/μ gives
 *
 *     z₊ = c/μ² [1 − α e^(r₁(y−1)) − β e^(r₂(y+1))],   r = (−Ha ± √(Ha² + 4μ²))/2,   z₋(y) = z₊(−y),
 *
 * where α + β e^(2r₂) = 1 and α e^(−2r₁) + β = 1. No exponent is positive.
 */
function profile(y: number, mu: number, Ha: number): Profile {
  const root = Math.sqrt(Ha * Ha + 4 * mu * mu);
  const [r1, r2] = [(root - Ha) / 2, -(root + Ha) / 2];
  const both = -Math.expm1(2 * (r2 - r1));
  const alpha = -Math.expm1(2 * r2) / both;
  const beta = -Math.expm1(-2 * r1) / both;
  const at = (place: number) => {
    const [upper, lower] = [alpha * Math.exp(r1 * (place - 1)), beta * Math.exp(r2 * (place + 1))];
    return { value: -(upper + lower), slope: -(r1 * upper + r2 * lower) };
  };
  const [plus, minus] = [at(y), at(-y)];
  const size = 1 / (mu * mu);
  return {
    speed: (size * (plus.value + minus.value)) / 2,
    field: (size * (plus.value - minus.value)) / 2,
    slope: (size * (plus.slope + minus.slope)) / 2,
  };
}

/** Amplitudes of all waves at one y. */
function profiles(y: number, Ha: number): (Profile & { readonly mu: number; readonly c: number })[] {
  return Array.from({ length: waves }, (_, n) => {
    const mu = (n + 0.5) * Math.PI;
    return { ...profile(y, mu, Ha), mu, c: (2 * (n % 2 === 0 ? 1 : -1)) / mu };
  });
}

/** Sums a series at every point; places with the same y share their profiles, those with the same z their waves. */
function series(
  { y, z }: Readonly<Columns>,
  Ha: number,
  amplitude: (wave: ReturnType<typeof profiles>[number]) => number,
  wave: (mu: number, z: number) => number,
): Float64Array {
  const amplitudes = new Map<number, Float64Array>();
  const shapes = new Map<number, Float64Array>();
  const kept = (map: Map<number, Float64Array>, key: number, make: () => Float64Array) => {
    const known = map.get(key) ?? make();
    map.set(key, known);
    return known;
  };
  return y.map((place, i) => {
    const along = kept(amplitudes, place, () => Float64Array.from(profiles(place, Ha), amplitude));
    const across = kept(shapes, z[i], () =>
      Float64Array.from({ length: waves }, (_, n) => wave((n + 0.5) * Math.PI, z[i])),
    );
    let sum = 0;
    for (let n = waves - 1; n >= 0; n--) sum += along[n] * across[n];
    return sum;
  });
}

const cosine = (mu: number, z: number) => Math.cos(mu * z);

/** Σ c/μ² cos μz = (1 − z²)/2 is summed in closed form, so that the rest falls off exponentially away from the walls. */
const speed = (points: Readonly<Columns>, Ha: number) =>
  series(points, Ha, (w) => w.c * w.speed, cosine).map((value, i) => {
    const onWall = Math.abs(points.y[i]) === 1 || Math.abs(points.z[i]) === 1;
    return onWall ? 0 : value + (1 - points.z[i] ** 2) / 2;
  });

const unitSquare: ExactSolution['refusal'] = (box, { Ha }) => {
  const fits = ['y', 'z'].every((name) => box[name][0] === -1 && box[name][1] === 1);
  if (!fits) return 'The exact solution is that of a duct with y and z from -1 to 1.';
  if (!(Ha > 0 && Ha <= 1000)) return `The exact solution is computed for Ha up to 1000, but Ha is ${Ha}.`;
  return undefined;
};

/** ∇²u + Ha ∂b/∂y = −1, ∇²b + Ha ∂u/∂y = 0 with u = b = 0 on the walls of the square |y|, |z| ≤ 1. */
export const shercliffDuct: ExactSolution = {
  name: 'shercliff-duct',
  title: 'Flow of a conducting fluid through a square duct with insulating walls',
  source: 'J. A. Shercliff, Proc. Camb. Phil. Soc. 49 (1953) 136',
  requires: { coordinates: ['y', 'z'], fields: ['u', 'b'], parameters: ['Ha'] },
  refusal: unitSquare,
  evaluate: (points, { Ha }) => ({
    u: speed(points, Ha),
    b: series(points, Ha, (w) => w.c * w.field, cosine),
  }),
  statedError: () => 1e-8,
};

/**
 * The same duct by its electric potential, ∇²u + Ha² (∂φ/∂z − u) = −1, ∇²φ = ∂u/∂z: the current along z is −Ha⁻¹ ∂b/∂y, so
 * that ∂φ/∂z = u + Ha⁻¹ ∂b/∂y is integrated wave by wave from φ = 0 at z = 0.
 */
export const inductionlessDuct: ExactSolution = {
  name: 'inductionless-duct',
  title: 'Flow and electric potential in a square duct with insulating walls',
  source: 'J. A. Shercliff, Proc. Camb. Phil. Soc. 49 (1953) 136',
  requires: { coordinates: ['y', 'z'], fields: ['u', 'phi'], parameters: ['Ha'] },
  refusal: unitSquare,
  evaluate: (points, { Ha }) => {
    const rest = series(
      points,
      Ha,
      (w) => (w.c * (w.speed + w.slope / Ha)) / w.mu,
      (mu, z) => Math.sin(mu * z),
    );
    return {
      u: speed(points, Ha),
      phi: rest.map((value, i) => value + points.z[i] / 2 - points.z[i] ** 3 / 6),
    };
  },
  statedError: () => 1e-8,
};
