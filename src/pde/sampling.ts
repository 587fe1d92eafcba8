import { splitWeights } from '../network';
import * as op from '../program';
import { call, tensor, trace, type Program, type Value } from '../program';
import { residuals, unknownTypes } from './loss';
import { poolTypes } from './pool';
import type { PointSet, Problem } from './problem';
import { hasLevel, levelOf } from './region-level';
import { streams } from './streams';
import { setTiling } from './tiles';
import { boxColumns, type BoxColumns } from './windows';

/** Jitter of copied points, as a share of the box: log-uniform between 10^−3.5 and 10^−1. */
const jitterExponents = [-3.5, -1] as const;

/**
 * Uniform numbers in (0, 1): 32 random bits, centred.
 * @param key int32[2]
 * @param step int32 scalar: the step number at which they are drawn
 */
function uniformNumbers(
  key: Value,
  step: Value,
  stream: Value,
  count: number,
  element: 'float32' | 'float64',
): Value {
  const counter = op.concat([op.constant([0, 0], 'int32'), op.reshape(step, [1]), op.reshape(stream, [1])]);
  const bits = op.convert(op.randomBits(key, counter, count), 'float64');
  const unit = op.multiply(op.add(bits, 2 ** 31 + 0.5), 2 ** -32);
  return element === 'float64' ? unit : op.minimum(op.convert(unit, 'float32'), 1 - 2 ** -24);
}

interface Draw {
  readonly key: Value;
  readonly step: Value;
  /** Added to the stream, so that fresh points for a check don't repeat those of training. */
  readonly offset: Value;
  readonly box: BoxColumns;
}

/**
 * Uniform points of the box, or of the domain: [coordinates, count].
 * @param pool points of the domain [points, its coordinates], of which any is taken; null for the box
 */
function uniformPoints(problem: Problem, draw: Draw, pool: Value | null, count: number): Value {
  const size = problem.coordinates.length;
  const stream = op.add(draw.offset, streams.uniform);
  const unit = op.reshape(uniformNumbers(draw.key, draw.step, stream, size * count, problem.element), [
    size,
    count,
  ]);
  const even = op.add(op.multiply(unit, draw.box.extent), draw.box.low);
  if (pool === null) return even;
  const first = domainRows(problem)[0];
  const share = op.multiply(op.slice(unit, [first, 0], [1, count]), pool.shape[0]);
  const chosen = op.minimum(op.convert(op.reshape(share, [count]), 'int32'), pool.shape[0] - 1);
  return withDomainRows(problem, even, op.transpose(op.gather(pool, chosen)));
}

/** The rows of the domain's coordinates, in its order. */
function domainRows({ domain, coordinates }: Problem): number[] {
  return domain!.region.coordinates.map((name) => coordinates.findIndex((one) => one.name === name));
}

/** Points with other values of the domain's coordinates: [coordinates, count]. */
function withDomainRows(problem: Problem, points: Value, values: Value): Value {
  const rows = domainRows(problem);
  const row = (from: Value, k: number) => op.slice(from, [k, 0], [1, points.shape[1]]);
  return op.concat(
    problem.coordinates.map((_, k) => (rows.includes(k) ? row(values, rows.indexOf(k)) : row(points, k))),
  );
}

/** Moved points, those back in their old places of the domain that left it; all of them where it has no level. */
function keptInside(problem: Problem, moved: Value, points: Value): Value {
  const { domain, coordinates } = problem;
  if (domain === null) return moved;
  const rows = domainRows(problem);
  const own = (from: Value) => op.concat(rows.map((k) => op.slice(from, [k, 0], [1, from.shape[1]])));
  if (!hasLevel(domain.geometry)) return withDomainRows(problem, moved, own(points));
  const level = levelOf(domain.geometry, (name) => {
    const row = coordinates.findIndex((coordinate) => coordinate.name === name);
    return op.slice(moved, [row, 0], [1, moved.shape[1]]);
  });
  const inside = op.broadcast(op.less(level, 0), [rows.length, moved.shape[1]]);
  return withDomainRows(problem, moved, op.select(inside, own(moved), own(points)));
}

/** Copies of points moved by s (high − low) N(0, 1), kept in the box and the domain; one s for each point. */
function jittered(problem: Problem, draw: Draw, points: Value): Value {
  const [size, count] = points.shape;
  const stream = op.add(draw.offset, streams.jitter);
  const numbers = uniformNumbers(draw.key, draw.step, stream, (2 * size + 1) * count, problem.element);
  const part = (from: number, rows: number) =>
    op.reshape(op.slice(numbers, [from * count], [rows * count]), [rows, count]);
  // Box–Muller
  const radius = op.sqrt(op.multiply(op.log(part(0, size)), -2));
  const normal = op.multiply(radius, op.cos(op.multiply(part(size, size), 2 * Math.PI)));
  const [least, most] = jitterExponents;
  const exponent = op.add(op.multiply(part(2 * size, 1), most - least), least);
  const scale = op.exp(op.multiply(exponent, Math.LN10));
  const { low, high, extent } = draw.box;
  const moved = op.add(points, op.multiply(op.multiply(normal, scale), extent));
  const kept = op.maximum(op.minimum(moved, high), low);
  return keptInside(problem, kept, points);
}

/** Samplers that a program draws with. */
export type DrawnSampler = 'uniform' | 'jittered-rad';

/** [tiles, rows, width] → [rows, tiles·width] and back. */
const flat = (tiles: Value) =>
  op.reshape(op.transpose(tiles, [1, 0, 2]), [tiles.shape[1], tiles.shape[0] * tiles.shape[2]]);
const cut = (points: Value, tiles: number, width: number) =>
  op.transpose(op.reshape(points, [points.shape[0], tiles, width]), [1, 0, 2]);

/** √Σ_k r_k² over the equations at each of the points: [count]. */
function residualSize(
  problem: Problem,
  set: PointSet,
  parameters: Value,
  study: Value,
  points: Value,
  width: number,
) {
  const count = points.shape[1];
  const tiles = cut(points, count / width, width);
  const weights = splitWeights(parameters, problem.network.slots);
  const [, sizes] = op.whileLoop(
    [op.constant(0, 'int32'), op.constant(0, problem.element, [count / width, width])],
    (k) => op.less(k, count / width),
    (k, sizes_) => {
      const tile = op.reshape(op.dynamicSlice(tiles, [k, 0, 0], [1, points.shape[0], width]), [
        points.shape[0],
        width,
      ]);
      const rows = residuals(problem, set, { weights, parameters: study }, tile);
      const square = rows.map((r) => op.multiply(r, r)).reduce((a, b) => op.add(a, b));
      return [op.add(k, 1), op.dynamicUpdateSlice(sizes_, op.sqrt(square), [k, 0])];
    },
  );
  return op.reshape(sizes, [count]);
}

/**
 * New interior points, as a program (parameters, study parameters, points [tiles, coordinates, width], key int32[2],
 * step int32, stream offset int32) → points of the same shape. Where the problem has a domain the last input is a pool
 * of its points [points, its coordinates].
 *
 * `uniform` draws them from the box, or from the pool. `jittered-rad` draws candidates, half uniform and half copies of the present
 * points moved by a random distance of any scale, and keeps as many as there were with probability proportional to
 * |r|/mean|r| + 1 (residual-based adaptive distribution, Wu, Zhu, Tan, Kartha & Lu, CMAME 403, 2023, with k = c = 1;
 * without replacement by the Gumbel trick, Kool, van Hoof & Welling, ICML 2019).
 */
export function samplingProgram(problem: Problem, sampler: DrawnSampler): Program {
  const set = problem.sets.find(({ kind }) => kind === 'interior')!;
  const { tiles, width } = setTiling(problem, set);
  const size = problem.coordinates.length;
  const count = tiles * width;
  const types = [
    ...unknownTypes(problem),
    tensor(problem.element, [tiles, size, width]),
    tensor('int32', [2]),
    tensor('int32'),
    tensor('int32'),
    ...poolTypes(problem),
  ];
  return trace(`sample_${sampler}`, types, (parameters, study, points, key, step, offset, ...pools) => {
    const pool = pools[0] ?? null;
    if (sampler === 'uniform')
      return [
        cut(
          uniformPoints(problem, { key, step, offset, box: boxColumns(problem, study) }, pool, count),
          tiles,
          width,
        ),
      ];
    const [candidates, scores] = call(
      'candidates',
      [parameters, study, points, key, step, offset, ...pools],
      (theta, parameters_, present, ...draws) => {
        const box = boxColumns(problem, parameters_);
        const draw: Draw = { key: draws[0], step: draws[1], offset: draws[2], box };
        const all = op.concat(
          [uniformPoints(problem, draw, draws[3] ?? null, count), jittered(problem, draw, flat(present))],
          1,
        );
        const sizes = residualSize(problem, set, theta, parameters_, all, width);
        const mean = op.multiply(op.sum(sizes), 1 / (2 * count));
        const likelihood = op.log(op.add(op.divide(sizes, op.maximum(mean, 1e-30)), 1));
        const unit = uniformNumbers(
          draw.key,
          draw.step,
          op.add(draw.offset, streams.choice),
          2 * count,
          problem.element,
        );
        const gumbel = op.negate(op.log(op.negate(op.log(unit))));
        return [op.transpose(all), op.add(likelihood, gumbel)];
      },
      'xla',
    );
    // The engine's own selection is much faster than a compiled sort.
    const { indices } = op.topK(scores, count);
    return [cut(op.transpose(op.gather(candidates, indices)), tiles, width)];
  });
}
