import * as op from '../../program';
import type { Value } from '../../program';
import type { SequenceModel } from '../../study';
import { inputWeights, layerNormalisation, project, softmax } from './layers';
import { glorot, zero, type Body, type Dropout, type InputKind, type WeightDescription } from './model';

type Settings = Extract<SequenceModel, { kind: 'transformer' }>;

const one = { kind: 'constant', parts: [1] } as const;

/**
 * PE(pos, 2i) = sin(pos/10000^{2i/d}), PE(pos, 2i+1) = cos(pos/10000^{2i/d}) (Vaswani et al., Attention Is All You Need,
 * NeurIPS 2017, section 3.5), rows [length, d].
 */
export function sinusoidalPositions(length: number, width: number): Float64Array {
  return Float64Array.from({ length: length * width }, (_, k) => {
    const [place, column] = [Math.floor(k / width), k % width];
    const angle = place / 10000 ** ((2 * Math.floor(column / 2)) / width);
    return column % 2 === 0 ? Math.sin(angle) : Math.cos(angle);
  });
}

/** Weights of one layer, in the order in which `layer` takes them. */
function layerWeights(width: number, inner: number, number: number): WeightDescription[] {
  const part = (name: string, shape: readonly number[], start: WeightDescription['start']) => ({
    name: `layer ${number + 1} ${name}`,
    shape,
    start,
  });
  return [
    part('attention gain', [width], one),
    part('attention shift', [width], zero),
    part('W_qkv', [width, 3 * width], glorot(width, width)),
    part('b_qkv', [3 * width], zero),
    part('W_o', [width, width], glorot(width, width)),
    part('b_o', [width], zero),
    part('forward gain', [width], one),
    part('forward shift', [width], zero),
    part('W_1', [width, inner], glorot(width, inner)),
    part('b_1', [inner], zero),
    part('W_2', [inner, width], glorot(inner, width)),
    part('b_2', [width], zero),
  ];
}

const weightsOfLayer = 12;

/**
 * Causal Transformer (Vaswani et al., NeurIPS 2017, the decoder without its second attention): embedding and position,
 * then layers of multi-head attention and a feed-forward part, each with a residual sum and layer normalisation. With
 * `normalise` before, x + F(LN(x)) (Xiong et al., ICML 2020) and one more normalisation at the end; after, LN(x + F(x)).
 */
export function transformer(settings: Settings, input: InputKind, window: number): Body {
  const { width, layers, inner, positions, normalise } = settings;
  const learned = positions === 'learned';
  const last = normalise === 'before';
  const weights: WeightDescription[] = [
    inputWeights(input, width, 'embedding'),
    ...(learned
      ? [{ name: 'positions', shape: [window, width], start: { kind: 'normal', deviation: 0.02 } as const }]
      : []),
    ...Array.from({ length: layers }, (_, k) => layerWeights(width, inner, k)).flat(),
    ...(last
      ? [
          { name: 'last gain', shape: [width], start: one },
          { name: 'last shift', shape: [width], start: zero },
        ]
      : []),
  ];
  const run = (
    values: readonly Value[],
    given: Value,
    dropout: Dropout,
    seen: (maps: Value) => void = () => undefined,
  ) => {
    const [batch, length] = given.shape;
    const rest = [...values];
    const [embedding] = rest.splice(0, 1);
    const places = learned
      ? op.slice(rest.splice(0, 1)[0], [0, 0], [length, width])
      : op.constant([...sinusoidalPositions(length, width)], embedding.element as 'float64', [length, width]);
    const embedded = op.reshape(project(given, embedding), [batch, length, width]);
    let x = dropout(op.reshape(op.add(embedded, places), [batch * length, width]));
    for (let k = 0; k < layers; k++)
      x = layer(x, rest.splice(0, weightsOfLayer), settings, [batch, length], dropout, seen);
    return { rows: last ? layerNormalisation(x, rest[0], rest[1]) : x, byTime: false };
  };
  return {
    weights,
    width,
    apply: (values, given, dropout) => run(values, given, dropout),
    attention(values, given) {
      const maps: Value[] = [];
      run(
        values,
        given,
        (x) => x,
        (map) => maps.push(op.reshape(map, [1, ...map.shape])),
      );
      return op.concat(maps);
    },
  };
}

function layer(
  x: Value,
  weights: readonly Value[],
  { heads, normalise, activation }: Settings,
  [batch, length]: readonly [number, number],
  dropout: Dropout,
  seen: (maps: Value) => void,
): Value {
  const [gain1, shift1, projection, offset, output, outputOffset, gain2, shift2, w1, b1, w2, b2] = weights;
  const attention = (given: Value) => {
    const mixed = attend(op.add(op.dot(given, projection), offset), heads, [batch, length], dropout, seen);
    return dropout(op.add(op.dot(mixed, output), outputOffset));
  };
  const forward = (given: Value) => {
    const hidden = activated(op.add(op.dot(given, w1), b1), activation);
    return dropout(op.add(op.dot(dropout(hidden), w2), b2));
  };
  if (normalise === 'before') {
    const attended = op.add(x, attention(layerNormalisation(x, gain1, shift1)));
    return op.add(attended, forward(layerNormalisation(attended, gain2, shift2)));
  }
  const attended = layerNormalisation(op.add(x, attention(x)), gain1, shift1);
  return layerNormalisation(op.add(attended, forward(attended)), gain2, shift2);
}

/**
 * softmax(Q Kᵀ/√d + causal mask) V for each head (Vaswani et al., eq. 1), from rows of queries, keys and values
 * [batch · length, 3 · width].
 * @param seen is told the maps [batch · heads, length, length]
 * @returns the mixed values [batch · length, width]
 */
function attend(
  rows: Value,
  heads: number,
  [batch, length]: readonly [number, number],
  dropout: Dropout,
  seen: (maps: Value) => void,
): Value {
  const width = rows.shape[1] / 3;
  const size = width / heads;
  const parts = op.transpose(op.reshape(rows, [batch, length, 3, heads, size]), [2, 0, 3, 1, 4]);
  const [queries, keys, values] = [0, 1, 2].map((k) =>
    op.reshape(op.slice(parts, [k, 0, 0, 0, 0], [1, batch, heads, length, size]), [
      batch * heads,
      length,
      size,
    ]),
  );
  const scores = op.multiply(op.dot(queries, keys, { transposeRight: true }), 1 / Math.sqrt(size));
  const before = op.lessEqual(op.iota('int32', scores.shape, 2), op.iota('int32', scores.shape, 1));
  const maps = softmax(op.select(before, scores, -1e30));
  seen(maps);
  const mixed = op.reshape(op.dot(dropout(maps), values), [batch, heads, length, size]);
  return op.reshape(op.transpose(mixed, [0, 2, 1, 3]), [batch * length, width]);
}

/** max(0, x), or x Φ(x) with Φ the normal distribution (Hendrycks & Gimpel, 2016). */
function activated(x: Value, activation: Settings['activation']): Value {
  if (activation === 'relu') return op.maximum(x, 0);
  return op.multiply(x, op.add(op.multiply(op.erf(op.multiply(x, Math.SQRT1_2)), 0.5), 0.5));
}
