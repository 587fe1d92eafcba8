import { gridPoints } from '../field';
import type { Meaning, MeasureMeaning } from '../language';
import { belongs, type Domain } from './domain';
import { gaussLegendre } from './gauss-legendre';
import { livesAt, type Part } from './parts';
import { boxPoints, type Bounds } from './point-source';

type Columns = Record<string, Float64Array>;

/** Points of a measure, whatever the number of coordinates. */
const mostPoints = 20_736;
/** Points along a single coordinate. */
const mostAlong = 256;
/** With more coordinates than this a grid is too coarse, and points are drawn. */
const mostAxes = 5;
/** Draws the same points for every run, others than those of any training. */
const draw = { seed: 2 ** 33, part: 1, step: 0 } as const;

/** Points with weights that add up to the size of what they fill. */
interface Quadrature {
  readonly points: Columns;
  readonly weights: Float64Array;
}

/**
 * The measures of a study: each is an expression whose root mean square, largest absolute value, mean or integral is
 * taken over the domain or one side of the coordinates. Points are the trapezoidal rule's along coordinates whose ends
 * are joined, which is exact for trigonometric polynomials, and Gauss–Legendre's along the others; in more than five
 * coordinates they are random. In a region the points outside of it are left out.
 */
export class Measures {
  readonly names: readonly string[];
  private readonly quadratures = new Map<string, Quadrature>();

  constructor(
    private readonly meaning: Pick<Meaning, 'box' | 'measures' | 'periodic'>,
    private readonly extent: { readonly domain: Domain | null; readonly parts: readonly Part[] },
  ) {
    this.names = meaning.measures.map(({ name }) => name);
  }

  /** @param evaluate gives expressions of the language at points */
  values(evaluate: (points: Columns, texts: readonly string[]) => Columns): Record<string, number> {
    const places = new Map<string, MeasureMeaning[]>();
    for (const measure of this.meaning.measures) {
      const key = measure.place === undefined ? '' : `${measure.place.coordinate} ${measure.place.side}`;
      places.set(key, [...(places.get(key) ?? []), measure]);
    }
    const found: Record<string, number> = {};
    for (const [key, measures] of places) {
      const { points, weights } = this.quadrature(key, measures[0].place);
      const values = evaluate(points, [...new Set(measures.map(({ text }) => text))]);
      for (const { name, text, by, tree } of measures) {
        const lives = livesAt(this.extent.parts, [tree], points);
        const own = lives === null ? weights : weights.map((weight, i) => weight * lives[i]);
        found[name] = taken[by](values[text], own);
      }
    }
    return Object.fromEntries(this.names.map((name) => [name, found[name]]));
  }

  private quadrature(key: string, place: MeasureMeaning['place']): Quadrature {
    const known = this.quadratures.get(key);
    if (known !== undefined) return known;
    const { box, periodic } = this.meaning;
    const joined = new Set(periodic.map(({ coordinate }) => coordinate));
    const axes = Object.entries(box).map(([name, [low, high]]) => ({ name, low, high }));
    const free = axes.filter(({ name }) => name !== place?.coordinate);
    const { points, weights } = free.length > mostAxes ? drawn(free) : grid(free, joined);
    const all =
      place === undefined
        ? points
        : { ...points, [place.coordinate]: new Float64Array(weights.length).fill(place.value) };
    const { domain } = this.extent;
    const made = { points: all, weights: domain === null ? weights : inside(domain, all, weights) };
    this.quadratures.set(key, made);
    return made;
  }
}

const sum = (values: Float64Array, weights: Float64Array) =>
  values.reduce((total, value, i) => (weights[i] === 0 ? total : total + value * weights[i]), 0);

const total = (weights: Float64Array) => weights.reduce((all, weight) => all + weight, 0);

const taken: {
  readonly [Kind in MeasureMeaning['by']]: (values: Float64Array, weights: Float64Array) => number;
} = {
  rms: (values, weights) =>
    Math.sqrt(
      sum(
        values.map((value) => value * value),
        weights,
      ) / total(weights),
    ),
  max: (values, weights) =>
    values.reduce((most, value, i) => {
      if (weights[i] === 0) return most;
      return Number.isNaN(value) ? NaN : Math.max(most, Math.abs(value));
    }, 0),
  mean: (values, weights) => sum(values, weights) / total(weights),
  integral: sum,
};

function grid(axes: readonly Bounds[], joined: ReadonlySet<string>): Quadrature {
  if (axes.length === 0) return { points: {}, weights: Float64Array.of(1) };
  const along = Math.min(mostAlong, Math.floor(mostPoints ** (1 / axes.length) + 1e-9));
  const rules = axes.map(({ name, low, high }) => {
    if (joined.has(name)) {
      const step = (high - low) / along;
      const values = Float64Array.from({ length: along }, (_, k) => low + step * k);
      return { name, values, weights: values.map(() => step) };
    }
    const { nodes, weights } = gaussLegendre(along);
    const half = (high - low) / 2;
    return {
      name,
      values: Float64Array.from(nodes, (node) => low + half * (1 + node)),
      weights: Float64Array.from(weights, (weight) => half * weight),
    };
  });
  const points = gridPoints(rules);
  const count = points[axes[0].name].length;
  const weights = new Float64Array(count).fill(1);
  let stride = count;
  for (const { weights: own } of rules) {
    stride /= own.length;
    for (let i = 0; i < count; i++) weights[i] *= own[Math.floor(i / stride) % own.length];
  }
  return { points, weights };
}

function drawn(axes: readonly Bounds[]): Quadrature {
  const columns = boxPoints.columns({ ...draw, box: axes, count: mostPoints });
  const points = Object.fromEntries(axes.map(({ name }) => [name, Float64Array.from(columns[name])]));
  const volume = axes.reduce((product, { low, high }) => product * (high - low), 1);
  return { points, weights: new Float64Array(mostPoints).fill(volume / mostPoints) };
}

function inside(domain: Domain, points: Columns, weights: Float64Array): Float64Array {
  const kept = belongs(domain, points);
  return weights.map((weight, i) => (kept[i] === 1 ? weight : 0));
}
