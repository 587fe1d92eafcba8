import { describe, expect, it } from 'vitest';
import {
  networkOf,
  splitWeights,
  trialNetwork,
  type FeatureSettings,
  type Network,
  type NetworkSettings,
} from '../../../src/network';
import { evaluate, tensor, trace, vjp, type Program } from '../../../src/program';
import { difference } from '../../support/difference';
import { randomElements } from '../../support/random';
import { expectSameDerivatives, indicesTo, unitDirections } from '../program/nested';

const settings: NetworkSettings = {
  kind: 'mlp',
  width: 5,
  depth: 2,
  activation: 'tanh',
  adaptive: 'none',
  frequency: 3,
  separate: false,
};
const plain: FeatureSettings = { kind: 'none', count: 3, scale: 1, harmonics: 2, crossed: false };

type Matrix = readonly (readonly number[])[];
type Vector = readonly number[];

const logistic = (x: number) => 1 / (1 + Math.exp(-x));
/** erf by its series, for |x| < 3. */
function erf(x: number): number {
  let [term, sum] = [x, x];
  for (let n = 1; n < 80; n++) {
    term *= (-x * x) / n;
    sum += term / (2 * n + 1);
  }
  return (2 / Math.sqrt(Math.PI)) * sum;
}
const functions = {
  tanh: Math.tanh,
  sin: Math.sin,
  swish: (x: number) => x * logistic(x),
  gelu: (x: number) => (x * (1 + erf(x / Math.SQRT2))) / 2,
  softplus: (x: number) => Math.log1p(Math.exp(x)),
};

/** The weight tensors of a network by name, as rows. */
function tensorsOf({ slots }: Network, flat: Float64Array): Record<string, Matrix> {
  return Object.fromEntries(
    slots.map(({ name, shape: [rows, columns], offset }) => [
      name,
      Array.from({ length: rows }, (_, i) =>
        Array.from(flat.subarray(offset + i * columns, offset + (i + 1) * columns)),
      ),
    ]),
  );
}

const product = (w: Matrix, x: Vector) => w.map((row) => row.reduce((sum, a, k) => sum + a * x[k], 0));
const combine = (a: Vector, b: Vector, f: (x: number, y: number) => number) => a.map((x, k) => f(x, b[k]));
const plus = (a: Vector, b: Vector) => combine(a, b, (x, y) => x + y);

/** Each kind of network written down in loops, for one point. */
const oracles: Record<NetworkSettings['kind'], (w: Record<string, Matrix>, x: Vector) => Vector> = {
  mlp(w, x) {
    const layer = reader(w, Math.tanh);
    return layer.affine('3', layer.neurons('2', layer.neurons('1', x)));
  },
  residual(w, x) {
    const layer = reader(w, Math.tanh);
    let y = layer.neurons('in', x);
    for (const k of [1, 2]) y = plus(y, layer.neurons(`${k} b`, layer.neurons(`${k} a`, y)));
    return layer.affine('out', y);
  },
  'modified-mlp'(w, x) {
    const layer = reader(w, Math.tanh);
    const mixed = mixer(layer.neurons('U', x), layer.neurons('V', x));
    return layer.affine('3', mixed(layer.neurons('2', mixed(layer.neurons('1', x)))));
  },
  pirate(w, x) {
    const layer = reader(w, Math.tanh);
    const mixed = mixer(layer.neurons('U', x), layer.neurons('V', x));
    let y = layer.neurons('in', x);
    for (const k of [1, 2]) {
      const [[alpha]] = w[`share ${k}`];
      const h = layer.neurons(`${k} c`, mixed(layer.neurons(`${k} b`, mixed(layer.neurons(`${k} a`, y)))));
      y = combine(h, y, (new_, old) => alpha * new_ + (1 - alpha) * old);
    }
    return layer.affine('out', y);
  },
  siren(w, x) {
    const layer = reader(w, (z) => Math.sin(settings.frequency * z));
    return layer.affine('3', layer.neurons('2', layer.neurons('1', x)));
  },
};

function reader(w: Record<string, Matrix>, sigma: (x: number) => number) {
  const affine = (name: string, x: Vector) =>
    plus(
      product(w[`weight ${name}`], x),
      w[`bias ${name}`].map(([b]) => b),
    );
  return { affine, neurons: (name: string, x: Vector) => affine(name, x).map(sigma) };
}

const mixer = (u: Vector, v: Vector) => (z: Vector) => z.map((share, k) => share * u[k] + (1 - share) * v[k]);

const points = 4;

/** (points [2, n], flat parameters) → outputs. */
function programOf(network: Network): Program {
  const types = [tensor('float64', [2, points]), tensor('float64', [network.parameterCount])];
  return trace('network', types, (x, flat) => [network.apply(splitWeights(flat, network.slots), x)]);
}

/** Parameters that no start would give, so that everything counts. */
const anyParameters = (network: Network) => randomElements([network.parameterCount], 11, [-0.8, 0.8]);
const somePoints = randomElements([2, points], 12, [-1, 1]);
const column = (k: number) => [somePoints[k], somePoints[points + k]];
const trial = (changes: Partial<NetworkSettings>, features = plain, outputs = 1) =>
  trialNetwork({ ...settings, ...changes }, features, {
    periods: [null, null],
    outputs,
    seed: 3,
    mirrors: [],
  });

describe('each kind of network', () => {
  for (const kind of Object.keys(oracles) as NetworkSettings['kind'][]) {
    it(`${kind} equals the same network in loops`, () => {
      const network = networkOf({ ...settings, kind }, { inputs: 2, outputs: 3 });
      const flat = anyParameters(network);
      const [found] = evaluate(programOf(network), [somePoints, flat]);
      for (let k = 0; k < points; k++) {
        oracles[kind](tensorsOf(network, flat), column(k)).forEach((value, row) =>
          expect(found[row * points + k]).toBeCloseTo(value, 13),
        );
      }
    });
  }

  const variants: [string, Network][] = [
    ...(Object.keys(oracles) as NetworkSettings['kind'][]).map((kind): [string, Network] => [
      kind,
      trial({ kind }),
    ]),
    ...(['sin', 'swish', 'gelu', 'softplus'] as const).map((activation): [string, Network] => [
      activation,
      trial({ activation }),
    ]),
    ['slopes of layers', trial({ adaptive: 'layer' })],
    ['slopes of neurons', trial({ kind: 'modified-mlp', adaptive: 'neuron' })],
    ['Fourier features', trial({}, { ...plain, kind: 'fourier' })],
    ['a PirateNet of Fourier features', trial({ kind: 'pirate', width: 6 }, { ...plain, kind: 'fourier' })],
    [
      'periodic features',
      trialNetwork(settings, plain, { periods: [2, null], outputs: 1, seed: 3, mirrors: [] }),
    ],
    [
      'symmetries',
      trialNetwork(settings, plain, {
        periods: [null, null],
        outputs: 1,
        seed: 3,
        mirrors: [{ coordinate: 0, centre: 0.3, parities: ['odd'] }],
      }),
    ],
    [
      'translations',
      trialNetwork(settings, plain, {
        periods: [null, null],
        outputs: 1,
        seed: 3,
        mirrors: [{ coordinate: 1, centre: 0.3, parities: ['translation'] }],
      }),
    ],
  ];

  for (const [name, network] of variants) {
    it(`${name}: Taylor mode gives the derivatives of nested reverse mode`, () => {
      const inputs = [somePoints, anyParameters(network)];
      const subject = { program: programOf(network), inputs, directions: unitDirections(2, points) };
      expectSameDerivatives(subject, indicesTo(2, 2));
    });

    it(`${name}: reverse mode agrees with differences`, () => {
      const program = programOf(network);
      const inputs = [somePoints, anyParameters(network)];
      const cotangent = randomElements([1, points], 14);
      const slopes = evaluate(vjp(program), [...inputs, cotangent]);
      inputs.forEach((input, which) => {
        for (let k = 0; k < input.length; k += 3) {
          const expected = difference(program, inputs, [cotangent], which, k);
          expect(Math.abs(slopes[which][k] - expected)).toBeLessThan(1e-7 * (1 + Math.abs(expected)));
        }
      });
    });
  }
});

describe('activations', () => {
  for (const [activation, sigma] of Object.entries(functions)) {
    it(`${activation} is the function of its formula`, () => {
      const network = networkOf(
        { ...settings, width: 1, depth: 1, activation: activation as NetworkSettings['activation'] },
        { inputs: 2, outputs: 1 },
      );
      const flat = Float64Array.of(1.3, -0.7, 0.2, 1, 0);
      const [found] = evaluate(programOf(network), [somePoints, flat]);
      for (let k = 0; k < points; k++) {
        const [x, y] = column(k);
        expect(found[k]).toBeCloseTo(sigma(1.3 * x - 0.7 * y + 0.2), 13);
      }
    });
  }

  it('with slopes begin as those without', () => {
    const [found] = evaluate(programOf(trial({})), [somePoints, trial({}).initial(5)]);
    for (const adaptive of ['layer', 'neuron'] as const) {
      const network = trial({ adaptive });
      // The same weights, in between slopes of their own.
      const weights = tensorsOf(trial({}), trial({}).initial(5));
      const flat = network.initial(5);
      network.slots.forEach(({ name, offset }) => {
        if (name in weights) flat.set(weights[name].flat(), offset);
      });
      const [slopes] = evaluate(programOf(network), [somePoints, flat]);
      slopes.forEach((value, k) => expect(value).toBeCloseTo(found[k], 14));
    }
  });
});

describe('first parameters of a network', () => {
  it('make a PirateNet a linear map of its features', () => {
    const fourier: FeatureSettings = { ...plain, kind: 'fourier' };
    const network = trial({ kind: 'pirate', width: 6 }, fourier);
    const flat = network.initial(1);
    const before = evaluate(programOf(network), [somePoints, flat])[0];
    const inner = network.slots.filter(({ name }) => /^weight \d/.test(name));
    expect(inner).toHaveLength(6);
    for (const { offset, shape } of inner) flat.fill(9, offset, offset + shape[0] * shape[1]);
    expect(evaluate(programOf(network), [somePoints, flat])[0]).toEqual(before);
  });

  it('of a SIREN fill the bounds of its paper', () => {
    const network = networkOf({ ...settings, kind: 'siren', width: 60 }, { inputs: 2, outputs: 1 });
    const flat = network.initial(2);
    const bounds = { 'weight 1': 1 / 2, 'weight 2': Math.sqrt(6 / 60) / 3, 'bias 2': 1 / Math.sqrt(60) };
    for (const [name, bound] of Object.entries(bounds)) {
      const { offset, shape } = network.slots.find((slot) => slot.name === name)!;
      const values = Array.from(flat.subarray(offset, offset + shape[0] * shape[1]));
      expect(Math.max(...values.map(Math.abs))).toBeLessThanOrEqual(bound);
      expect(Math.max(...values)).toBeGreaterThan(0.9 * bound);
      expect(Math.min(...values)).toBeLessThan(-0.9 * bound);
    }
  });

  it('differ between the networks of separate fields', () => {
    const network = networkOf({ ...settings, separate: true }, { inputs: 2, outputs: 3 });
    const one = networkOf(settings, { inputs: 2, outputs: 1 });
    expect(network.parameterCount).toBe(3 * one.parameterCount);
    const flat = network.initial(4);
    const parts = [0, 1, 2].map((k) => flat.subarray(k * one.parameterCount, (k + 1) * one.parameterCount));
    expect(parts[0]).toEqual(one.initial(4));
    expect(parts[1]).not.toEqual(parts[0]);
    expect(parts[2]).not.toEqual(parts[1]);
    const [together] = evaluate(programOf(network), [somePoints, flat]);
    parts.forEach((part, k) => {
      const [alone] = evaluate(programOf(one), [somePoints, Float64Array.from(part)]);
      expect(together.slice(k * points, (k + 1) * points)).toEqual(alone);
    });
  });
});
