import { describe, expect, it } from 'vitest';
import {
  featuresOf,
  fourierFeatures,
  splitWeights,
  trialNetwork,
  type FeatureMap,
  type FeatureSettings,
  type Mirror,
  type NetworkSettings,
} from '../../../src/network';
import { evaluate, tensor, trace } from '../../../src/program';

const network: NetworkSettings = {
  kind: 'mlp',
  width: 6,
  depth: 2,
  activation: 'tanh',
  adaptive: 'none',
  frequency: 30,
  separate: false,
};
const features: FeatureSettings = { kind: 'none', count: 4, scale: 2, harmonics: 3, crossed: false };

/** Values of a map at points given one by one: [point][row]. */
function valuesOf(map: FeatureMap, at: readonly (readonly number[])[]): number[][] {
  const program = trace('features', [tensor('float64', [at[0].length, at.length])], (x) => [map.apply(x)]);
  const [flat] = evaluate(program, [Float64Array.from(at[0].flatMap((_, row) => at.map((p) => p[row])))]);
  return at.map((_, k) => Array.from({ length: map.count }, (_unused, row) => flat[row * at.length + k]));
}

function trialAt(
  at: readonly (readonly number[])[],
  given: FeatureSettings,
  { periods = [null, null] as (number | null)[], mirrors = [] as Mirror[], outputs = 1 } = {},
) {
  const trial = trialNetwork(network, given, { periods, outputs, seed: 7, mirrors });
  const flat = trial.initial(7).map((x, k) => x + 0.1 * Math.sin(k));
  const types = [tensor('float64', [flat.length]), tensor('float64', [2, at.length])];
  const program = trace('trial', types, (weights, x) => [trial.apply(splitWeights(weights, trial.slots), x)]);
  const rows = [0, 1].flatMap((row) => at.map((point) => point[row]));
  return evaluate(program, [flat, Float64Array.from(rows)])[0];
}

const points = [
  [-0.9, 0.1],
  [-0.2, -0.7],
  [0.35, 0.8],
];

describe('features', () => {
  it('across periodic coordinates are all waves up to a number of periods, and others stay', () => {
    const given = { ...features, harmonics: 2, crossed: true };
    const map = featuresOf(given, { periods: [2, null, 4], seed: 0 });
    const [values, moved] = valuesOf(map, [
      [0.3, 0.7, 0.9],
      [2.3, 0.7, -3.1],
    ]);
    const waves = [
      [0, 1],
      [0, 2],
      [1, -1],
      [1, 0],
      [1, 1],
      [2, 0],
    ].map(([j, k]) => Math.PI * (j * 0.3 + (k * 0.9) / 2));
    const expected = [...waves.map(Math.cos), ...waves.map(Math.sin), 0.7];
    expect(map.count).toBe(expected.length);
    values.forEach((value, row) => {
      expect(value).toBeCloseTo(expected[row], 14);
      expect(moved[row]).toBeCloseTo(value, 13);
    });
  });

  it('of a periodic coordinate are its harmonics, and others stay', () => {
    const map = featuresOf(features, { periods: [0.5, null], seed: 0 });
    expect(map.count).toBe(7);
    valuesOf(map, points).forEach((row, k) => {
      const [x, y] = points[k];
      const rates = [1, 2, 3].map((j) => (2 * Math.PI * j * x) / 0.5);
      const expected = [...rates.map(Math.cos), ...rates.map(Math.sin), y];
      row.forEach((value, j) => expect(value).toBeCloseTo(expected[j], 13));
    });
  });

  it('of many periodic coordinates are those of each, in their order', () => {
    const size = 30;
    const periods = Array.from({ length: size }, (_, k) => 1 + k / 10);
    const at = [0.3, -0.8].map((start) => periods.map((_, k) => start + 0.01 * k));
    const map = featuresOf(features, { periods, seed: 0 });
    expect(map.count).toBe(size * 6);
    valuesOf(map, at).forEach((rows, point) => {
      const expected = periods.flatMap((period, k) =>
        [Math.cos, Math.sin].flatMap((wave) =>
          [1, 2, 3].map((j) => wave((2 * Math.PI * j * at[point][k]) / period)),
        ),
      );
      rows.forEach((value, row) => expect(value).toBeCloseTo(expected[row], 13));
    });
  });

  it('make a network exactly periodic, also behind random frequencies', () => {
    for (const kind of ['none', 'fourier'] as const) {
      const given = { ...features, kind };
      const moved = points.map(([x, y]) => [x + 1.5, y]);
      const there = trialAt(moved, given, { periods: [1.5, null] });
      trialAt(points, given, { periods: [1.5, null] }).forEach((value, k) =>
        expect(Math.abs(value - there[k])).toBeLessThan(1e-13),
      );
    }
  });

  it('of random frequencies follow from the seed, with the deviation asked for', () => {
    const map = fourierFeatures(1, 4000, 2, 5);
    const [row] = valuesOf(map, [[1e-4]]);
    // sin(Bx) ≈ Bx for so small an x
    const rates = row.slice(4000).map((sine) => sine / 1e-4);
    const deviation = Math.sqrt(rates.reduce((sum, rate) => sum + rate * rate, 0) / 4000);
    expect(Math.abs(deviation / (2 * Math.PI) - 1)).toBeLessThan(0.05);
    expect(valuesOf(fourierFeatures(1, 4000, 2, 5), [[0.3]])).toEqual(valuesOf(map, [[0.3]]));
    expect(valuesOf(fourierFeatures(1, 4000, 2, 6), [[0.3]])).not.toEqual(valuesOf(map, [[0.3]]));
    const [squares] = valuesOf(map, [[0.3]]);
    for (let k = 0; k < 4000; k++) expect(squares[k] ** 2 + squares[4000 + k] ** 2).toBeCloseTo(1, 13);
  });
});

describe('symmetries', () => {
  const mirrors: Mirror[] = [
    { coordinate: 0, centre: 0.2, parities: ['odd', 'even', 'none'] },
    { coordinate: 1, centre: 0, parities: ['even', 'none', 'odd'] },
  ];
  const here = trialAt(points, features, { mirrors, outputs: 3 });

  it('hold exactly for each field and coordinate', () => {
    mirrors.forEach(({ coordinate, centre, parities }) => {
      const mirrored = points.map((point) =>
        point.map((x, row) => (row === coordinate ? 2 * centre - x : x)),
      );
      const there = trialAt(mirrored, features, { mirrors, outputs: 3 });
      parities.forEach((parity, output) => {
        for (let k = output * 3; k < output * 3 + 3; k++) {
          const sign = parity === 'odd' ? -1 : 1;
          if (parity === 'none') expect(Math.abs(there[k] - here[k])).toBeGreaterThan(1e-6);
          else expect(Math.abs(there[k] - sign * here[k])).toBeLessThan(1e-14);
        }
      });
    });
  });

  it('leave a field alone that has none', () => {
    const free: Mirror[] = [{ coordinate: 0, centre: 0, parities: ['none'] }];
    expect(trialAt(points, features, { mirrors: free })).toEqual(trialAt(points, features));
  });

  it('hold under periodic and random features too', () => {
    const given: FeatureSettings = { ...features, kind: 'fourier' };
    const odd: Mirror[] = [{ coordinate: 0, centre: 0, parities: ['odd'] }];
    const mirrored = points.map(([x, y]) => [-x, y]);
    const there = trialAt(mirrored, given, { mirrors: odd, periods: [2, null] });
    trialAt(points, given, { mirrors: odd, periods: [2, null] }).forEach((value, k) =>
      expect(Math.abs(value + there[k])).toBeLessThan(1e-14),
    );
  });
});
