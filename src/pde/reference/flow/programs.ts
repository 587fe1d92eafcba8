import * as op from '../../../program';
import {
  callProgram,
  tensor,
  trace,
  whileLoop,
  type Complex,
  type Program,
  type TensorType,
  type Value,
} from '../../../program';
import { axisOf, type FlowGrid } from './grid';

/** A vector by its three components. */
type Vector<Component> = readonly [Component, Component, Component];

/** What programs know of the box: wavenumbers of the axes and which of them are kept, as rows that broadcast. */
interface Box {
  readonly grid: FlowGrid;
  readonly k: Vector<Value>;
  readonly kept: Value;
}

/** Velocity and magnetic field in Fourier coefficients; a flow without a magnetic field has none. */
interface State {
  readonly velocity: Vector<Complex>;
  readonly magnetic: Vector<Complex> | null;
}

const threefold = [0, 1, 2] as const;
const vector = <Component>(of: (c: 0 | 1 | 2) => Component): Vector<Component> => [of(0), of(1), of(2)];

const add = (a: Complex, b: Complex): Complex => ({ re: op.add(a.re, b.re), im: op.add(a.im, b.im) });
const times = (a: Complex, by: Value | number): Complex => ({
  re: op.multiply(a.re, by),
  im: op.multiply(a.im, by),
});
const plus = (a: Vector<Value>, b: Vector<Value>) => vector((c) => op.add(a[c], b[c]));

/** a × b. */
function cross(a: Vector<Value>, b: Vector<Value>): Vector<Value> {
  return vector((c) => {
    const [i, j] = [(c + 1) % 3, (c + 2) % 3];
    return op.subtract(op.multiply(a[i], b[j]), op.multiply(a[j], b[i]));
  });
}

function dot(a: Vector<Value>, b: Vector<Value>): Value {
  return threefold.map((c) => op.multiply(a[c], b[c])).reduce((sum, part) => op.add(sum, part));
}

/** i k × a: the coefficients of a curl. */
function curl({ k }: Box, a: Vector<Complex>): Vector<Complex> {
  return vector((c) => {
    const [i, j] = [(c + 1) % 3, (c + 2) % 3];
    const part = (of: 're' | 'im') => op.subtract(op.multiply(k[i], a[j][of]), op.multiply(k[j], a[i][of]));
    return { re: op.negate(part('im')), im: part('re') };
  });
}

const toGrid = ({ grid }: Box, a: Vector<Complex>) =>
  vector((c) => op.inverseRealFft(a[c], 3, grid.counts[2]));
const toWaves = ({ kept }: Box, a: Value): Complex => times(op.realFft(a, 3), kept);

/** Σ k², and 1/k² with 0 in place of 1/0. */
function squares({ k }: Box): { square: Value; inverse: Value } {
  const square = dot(k, k);
  const zero = op.equal(square, 0);
  return { square, inverse: op.select(zero, 0, op.divide(1, op.select(zero, 1, square))) };
}

/** k·a. */
function along({ k }: Box, a: Vector<Complex>): Complex {
  return threefold.map((c) => times(a[c], k[c])).reduce(add);
}

/** a − k (k·a)/k²: what of a vector field has no divergence. */
function projected(box: Box, a: Vector<Complex>): Vector<Complex> {
  const share = times(along(box, a), squares(box).inverse);
  return vector((c) => add(a[c], times(share, op.negate(box.k[c]))));
}

/** u × ω + S J × B on the grid, with u × B. */
function products(box: Box, { velocity, magnetic }: State, coupling: Value) {
  const u = toGrid(box, velocity);
  const advected = cross(u, toGrid(box, curl(box, velocity)));
  if (magnetic === null) return { u, force: advected, field: null, electric: null };
  const field = toGrid(box, magnetic);
  const current = toGrid(box, curl(box, magnetic));
  const lorentz = vector((c) => op.multiply(cross(current, field)[c], coupling));
  return { u, force: plus(advected, lorentz), field, electric: cross(u, field) };
}

/** The terms of ∂u/∂t and ∂B/∂t that are not diffusion: the rotational form, projected. */
function slope(box: Box, state: State, coupling: Value): State {
  const { force, electric } = products(box, state, coupling);
  const waved = (a: Vector<Value>) => vector((c) => toWaves(box, a[c]));
  return {
    velocity: projected(box, waved(force)),
    magnetic: electric && curl(box, waved(electric)),
  };
}

const flat = ({ velocity, magnetic }: State): Value[] =>
  [...velocity, ...(magnetic ?? [])].flatMap(({ re, im }) => [re, im]);

function stateOf(values: readonly Value[]): State {
  const pair = (k: number): Complex => ({ re: values[2 * k], im: values[2 * k + 1] });
  return {
    velocity: vector(pair),
    magnetic: values.length > 6 ? vector((c) => pair(3 + c)) : null,
  };
}

/** Types of the inputs that tell of the box: wavenumbers and what is kept, for each axis. */
function boxTypes({ counts }: FlowGrid): TensorType[] {
  const extents = [counts[0], counts[1], Math.floor(counts[2] / 2) + 1];
  return extents.flatMap((extent, axis) => {
    const shape = [1, 1, 1].map((one, k) => (k === axis ? extent : one));
    return [tensor('float64', shape), tensor('float64', shape)];
  });
}

function boxOf(grid: FlowGrid, values: readonly Value[]): Box {
  return {
    grid,
    k: vector((c) => values[2 * axisOf(grid, c)]),
    kept: op.multiply(op.multiply(values[1], values[3]), values[5]),
  };
}

/** The type of one part, real or imaginary, of the coefficients of one component. */
export function partType({ counts }: FlowGrid): TensorType {
  return tensor('float64', [counts[0], counts[1], Math.floor(counts[2] / 2) + 1]);
}

const number = tensor('float64');
/** Viscosity, resistivity, coupling. */
const constants = [number, number, number];

/** How many numbers of the box come first among the inputs of each program. */
export const boxInputs = 6;

/** (box, coupling, state) → what of ∂(state)/∂t is not diffusion. */
export function slopeProgram(grid: FlowGrid, magnetic: boolean): Program {
  const state = new Array<TensorType>(magnetic ? 12 : 6).fill(partType(grid));
  return trace('flow_slope', [...boxTypes(grid), number, ...state], (...values) =>
    flat(slope(boxOf(grid, values), stateOf(values.slice(boxInputs + 1)), values[boxInputs])),
  );
}

/**
 * (box, viscosity, resistivity, coupling, width of a step, how many, state) → state after these steps. Diffusion is
 * exact by its integrating factor, the rest is the classical Runge–Kutta method: C. Canuto, M. Y. Hussaini, A.
 * Quarteroni, T. A. Zang, Spectral Methods: Fundamentals in Single Domains (2006), appendix D.4.
 */
export function stepsProgram(grid: FlowGrid, magnetic: boolean): Program {
  const parts = magnetic ? 12 : 6;
  const part = partType(grid);
  const state = new Array<TensorType>(parts).fill(part);
  const slopes = slopeProgram(grid, magnetic);
  const types = [...boxTypes(grid), ...constants, number, tensor('int32'), ...state];
  return trace('flow_steps', types, (...values) => {
    const boxValues = values.slice(0, boxInputs);
    const box = boxOf(grid, boxValues);
    const [viscosity, resistivity, coupling, width, count] = values.slice(boxInputs);
    const square = squares(box).square;
    const decay = (constant: Value) =>
      op.exp(op.multiply(square, op.multiply(op.multiply(constant, width), -0.5)));
    const half = [decay(viscosity), decay(resistivity)];
    /** exp(−ν k² h/2) x of each part. */
    const decayed = (x: readonly Value[]) => x.map((value, k) => op.multiply(value, half[k < 6 ? 0 : 1]));
    const slopeAt = (x: readonly Value[]) => callProgram(slopes, [...boxValues, coupling, ...x]);
    const sum = (x: readonly Value[], y: readonly Value[], factor: Value) =>
      x.map((value, k) => op.add(value, op.multiply(y[k], factor)));
    const once = (x: readonly Value[]): Value[] => {
      const [h, h2, h6] = [1, 1 / 2, 1 / 6].map((share) => op.multiply(width, share));
      const a = slopeAt(x);
      const middle = decayed(x);
      const b = slopeAt(decayed(sum(x, a, h2)));
      const c = slopeAt(sum(middle, b, h2));
      const d = slopeAt(decayed(sum(middle, c, h)));
      const outer = decayed(decayed(sum(x, a, h6)));
      const inner = decayed(b.map((value, k) => op.multiply(op.add(value, c[k]), op.multiply(h6, 2))));
      return sum(
        outer.map((value, k) => op.add(value, inner[k])),
        d,
        h6,
      );
    };
    return whileLoop(
      [op.constant(0, 'int32'), ...values.slice(boxInputs + 5)],
      (done) => op.less(done, count),
      (done, ...x) => [op.add(done, 1), ...once(x)],
    ).slice(1);
  });
}

/** (box, values on the grid, three components) → coefficients without divergence, and how far from it the values were. */
export function startProgram(grid: FlowGrid): Program {
  const types = [...boxTypes(grid), ...new Array<TensorType>(3).fill(tensor('float64', grid.counts))];
  return trace('flow_start', types, (...values) => {
    const box = boxOf(grid, values);
    const all = vector((c) => toWaves(box, values[boxInputs + c]));
    const free = projected(box, all);
    const size = (a: Vector<Complex>) =>
      op.reduceMax(op.concat(a.flatMap(({ re, im }) => [op.absolute(re), op.absolute(im)])));
    const taken = vector((c) => add(all[c], times(free[c], -1)));
    return [...free.flatMap(({ re, im }) => [re, im]), size(taken), size(all)];
  });
}

/** What `stateProgram` tells beside the pressure, in its order. */
export const stateMeasures = [
  'kinetic energy',
  'magnetic energy',
  'cross helicity',
  'largest vorticity',
  'largest current',
  'largest speed',
] as const;

/**
 * (box, coupling, state) → coefficients of the pressure, whose mean is 0, and numbers: means of |u|²/2, |B|²/2 and u·B over
 * the box, the largest |ω| and |J| on the grid, and the largest |u| + √S |B|.
 * The pressure solves ∇²(p + |u|²/2) = ∇·(u × ω + S J × B).
 */
export function stateProgram(grid: FlowGrid, magnetic: boolean): Program {
  const types = [...boxTypes(grid), number, ...new Array<TensorType>(magnetic ? 12 : 6).fill(partType(grid))];
  const points = grid.counts.reduce((product, count) => product * count, 1);
  return trace('flow_state', types, (...values) => {
    const box = boxOf(grid, values);
    const coupling = values[boxInputs];
    const state = stateOf(values.slice(boxInputs + 1));
    const { u, force, field } = products(box, state, coupling);
    const source = along(
      box,
      vector((c) => toWaves(box, force[c])),
    );
    const { inverse } = squares(box);
    const energy = op.multiply(dot(u, u), 0.5);
    // k² P = −i k·N for the total pressure P
    const total = { re: op.multiply(source.im, inverse), im: op.negate(op.multiply(source.re, inverse)) };
    const moving = op.convert(op.greater(inverse, 0), 'float64');
    const pressure = times(add(total, times(toWaves(box, energy), -1)), moving);
    const mean = (x: Value) => op.multiply(op.sum(x), 1 / points);
    const norm = (a: Vector<Value>) => op.sqrt(dot(a, a));
    const speed = norm(u);
    const zero = op.constant(0, 'float64');
    const vorticity = op.reduceMax(norm(toGrid(box, curl(box, state.velocity))));
    const numbers =
      field && state.magnetic
        ? [
            mean(energy),
            mean(op.multiply(dot(field, field), 0.5)),
            mean(dot(u, field)),
            vorticity,
            op.reduceMax(norm(toGrid(box, curl(box, state.magnetic)))),
            op.reduceMax(op.add(speed, op.multiply(norm(field), op.sqrt(op.absolute(coupling))))),
          ]
        : [mean(energy), zero, zero, vorticity, zero, op.reduceMax(speed)];
    return [pressure.re, pressure.im, op.concat(numbers.map((x) => op.reshape(x, [1])))];
  });
}
