import { emit, emitAll } from './emit';
import * as op from './operations';
import { multiplicities, termsOf } from './fourier';
import type { EquationOf, Primitive, PrimitiveParameters, Program, Value } from './primitives';
import { reverseScan } from './reverse-scan';
import { currentScope, liveEquations } from './scope';
import { uniform } from './simplify';
import { inline, trace } from './trace';
import { isFloat, sameType, typeText, type Shape } from './types';

/** Cotangents of the inputs from cotangents of the outputs; null stands for zero. */
type ReverseRule<P extends Primitive> = (
  equation: EquationOf<P>,
  cotangents: readonly (Value | null)[],
  active: readonly boolean[],
) => readonly (Value | null)[];

/** For primitives with one output: called only when its cotangent is there. */
const simple =
  <P extends Primitive>(
    rule: (
      inputs: readonly Value[],
      cotangent: Value,
      output: Value,
      equation: EquationOf<P>,
    ) => readonly (Value | null)[],
  ): ReverseRule<P> =>
  (equation, [cotangent]) =>
    cotangent
      ? rule(equation.inputs, cotangent, equation.outputs[0], equation)
      : equation.inputs.map(() => null);

const noGradient: ReverseRule<Primitive> = (equation) => equation.inputs.map(() => null);

/** Sums a cotangent over the axes along which a value of shape `shape` was repeated. */
export function sumTo(cotangent: Value, shape: Shape): Value {
  const offset = cotangent.shape.length - shape.length;
  const axes = cotangent.shape
    .map((_, axis) => axis)
    .filter((axis) => axis < offset || (shape[axis - offset] === 1 && cotangent.shape[axis] !== 1));
  return op.reshape(op.sum(cotangent, axes), shape);
}

const chosen = (holds: (a: Value, b: Value) => Value) =>
  simple<'minimum' | 'maximum'>(([a, b], c) => {
    const first = holds(a, b);
    return [op.select(first, c, 0), op.select(first, 0, c)];
  });

/** √(1 − x²), formed as a product, which keeps its digits near ±1. */
const cathetus = (x: Value) => op.sqrt(op.multiply(op.subtract(1, x), op.add(x, 1)));

const reverseRules: { readonly [P in Primitive]: ReverseRule<P> } = {
  constant: noGradient,
  iota: noGradient,
  randomBits: noGradient,
  negate: simple((_x, c) => [op.negate(c)]),
  absolute: simple(([x], c) => [op.multiply(c, op.sign(x))]),
  sign: noGradient,
  // y = eˣ: x̄ = ȳ y
  exp: simple((_x, c, y) => [op.multiply(c, y)]),
  log: simple(([x], c) => [op.divide(c, x)]),
  // y = √x: x̄ = ȳ / 2y
  sqrt: simple((_x, c, y) => [op.divide(op.multiply(c, 0.5), y)]),
  sin: simple(([x], c) => [op.multiply(c, op.cos(x))]),
  cos: simple(([x], c) => [op.negate(op.multiply(c, op.sin(x)))]),
  // y = tan x: x̄ = ȳ (1 + y²)
  tan: simple((_x, c, y) => [op.multiply(c, op.add(op.multiply(y, y), 1))]),
  // y = tanh x: x̄ = ȳ (1 − y²)
  tanh: simple((_x, c, y) => [op.multiply(c, op.subtract(1, op.multiply(y, y)))]),
  sinh: simple(([x], c) => [op.multiply(c, op.cosh(x))]),
  cosh: simple(([x], c) => [op.multiply(c, op.sinh(x))]),
  // x̄ = ȳ / √(1 − x²)
  asin: simple(([x], c) => [op.divide(c, cathetus(x))]),
  acos: simple(([x], c) => [op.negate(op.divide(c, cathetus(x)))]),
  // x̄ = ȳ / (1 + x²)
  atan: simple(([x], c) => [op.divide(c, op.add(op.multiply(x, x), 1))]),
  // x̄ = ȳ 2/√π exp(−x²)
  erf: simple(([x], c) => [
    op.multiply(c, op.multiply(op.exp(op.negate(op.multiply(x, x))), 2 / Math.sqrt(Math.PI))),
  ]),
  floor: noGradient,
  isFinite: noGradient,
  not: noGradient,
  stopGradient: noGradient,
  convert: simple(([x], c) => [isFloat(x.element) && isFloat(c.element) ? op.convert(c, x.element) : null]),
  add: simple((_x, c) => [c, c]),
  subtract: simple((_x, c) => [c, op.negate(c)]),
  multiply: simple(([a, b], c) => [op.multiply(c, b), op.multiply(c, a)]),
  // y = a/b: ā = ȳ/b, b̄ = −ȳ y/b
  divide: simple(([, b], c, y) => {
    const scaled = op.divide(c, b);
    return [scaled, op.negate(op.multiply(scaled, y))];
  }),
  // y = aᵇ: ā = ȳ b aᵇ⁻¹ (0 where b = 0, at a = 0 too), b̄ = ȳ y ln a (taken as 0 where a ≤ 0)
  power: simple(([a, b], c, y) => {
    const lower = op.subtract(b, 1);
    const exponent = uniform(b) === null ? op.select(op.equal(b, 0), 1, lower) : lower;
    const positive = op.select(op.greater(a, 0), a, 1);
    return [
      op.multiply(c, op.multiply(b, op.power(a, exponent))),
      op.multiply(c, op.multiply(y, op.log(positive))),
    ];
  }),
  minimum: chosen(op.lessEqual),
  maximum: chosen(op.greaterEqual),
  and: noGradient,
  or: noGradient,
  compare: noGradient,
  select: simple(([condition], c) => [null, op.select(condition, c, 0), op.select(condition, 0, c)]),
  sum: simple(([x], c, _y, { parameters }) => [
    op.broadcast(op.reshape(c, kept(x.shape, parameters.axes)), x.shape),
  ]),
  // shared equally by all that attain the maximum
  reduceMax: simple(([x], c, y, { parameters }) => {
    const shape = kept(x.shape, parameters.axes);
    const attained = op.equal(x, op.broadcast(op.reshape(y, shape), x.shape));
    const ones = op.select(attained, op.convert(op.constant(1), x.element), 0);
    const share = op.divide(op.reshape(c, shape), op.reshape(op.sum(ones, parameters.axes), shape));
    return [op.multiply(ones, share)];
  }),
  argmax: noGradient,
  reshape: simple(([x], c) => [op.reshape(c, x.shape)]),
  transpose: simple((_x, c, _y, { parameters }) => {
    const inverse = parameters.permutation.map((_, axis) => parameters.permutation.indexOf(axis));
    return [op.transpose(c, inverse)];
  }),
  broadcast: simple(([x], c) => [sumTo(c, x.shape)]),
  slice: simple(([x], c, _y, { parameters: { start, extent } }) => [
    op.pad(
      c,
      start,
      x.shape.map((size, axis) => size - start[axis] - extent[axis]),
    ),
  ]),
  pad: simple(([x], c, _y, { parameters }) => [op.slice(c, parameters.low, x.shape)]),
  concat: simple((inputs, c, _y, { parameters: { axis } }) => {
    let from = 0;
    return inputs.map((input) => {
      const start = input.shape.map((_, k) => (k === axis ? from : 0));
      from += input.shape[axis];
      return op.slice(c, start, input.shape);
    });
  }),
  gather: simple(([x, indices], c) => [op.scatterAdd(indices, c, x.shape[0]), null]),
  scatterAdd: simple(([indices], c) => [null, op.gather(c, indices)]),
  dynamicSlice: simple(([x, starts], c) => [
    emit('dynamicUpdateSlice', {}, [op.zerosLike(x), c, starts]),
    null,
  ]),
  dynamicUpdateSlice: simple(([, update, starts], c) => [
    emit('dynamicUpdateSlice', {}, [c, op.zerosLike(update), starts]),
    emit('dynamicSlice', { extent: update.shape }, [c, starts]),
    null,
  ]),
  topK: ({ inputs: [x], outputs, parameters: { k } }, [cotangent]) => {
    if (!cotangent) return [null];
    // rows of x laid end to end, so that each pick is one index
    const last = x.shape[x.shape.length - 1];
    const rows = x.shape.slice(0, -1).reduce((product, extent) => product * extent, 1);
    const offset = op.multiply(op.iota('int32', [rows, k], 0), last);
    const flat = op.reshape(op.add(op.reshape(outputs[1], [rows, k]), offset), [rows * k]);
    return [op.reshape(op.scatterAdd(flat, op.reshape(cotangent, [rows * k]), rows * last), x.shape)];
  },
  // C = A B: Ā = C̄ Bᵀ, B̄ = Aᵀ C̄, with the transposes of the factors taken along
  dot: simple(([a, b], c, _y, { parameters: { transposeLeft, transposeRight } }) => [
    transposeLeft
      ? op.dot(b, c, { transposeLeft: transposeRight, transposeRight: true })
      : op.dot(c, b, { transposeRight: !transposeRight }),
    transposeRight
      ? op.dot(c, a, { transposeLeft: true, transposeRight: transposeLeft })
      : op.dot(a, c, { transposeLeft: !transposeLeft }),
  ]),
  // L = chol A: with Φ the lower triangle with its diagonal halved, S = L⁻ᵀ Φ(Lᵀ L̄) L⁻¹ and Ā = Φ(S + Sᵀ), since A is
  // read in its lower triangle (Murray, arXiv 1602.07527, 2016, eq. 10)
  cholesky: simple((_x, c, factor) => {
    const middle = halved(op.dot(factor, c, { transposeLeft: true }));
    const left = op.triangularSolve(factor, middle, { transpose: true });
    const both = op.triangularSolve(factor, transposed(left), { transpose: true });
    return [halved(op.add(both, transposed(both)))];
  }),
  // A X = B: B̄ = A⁻ᵀ X̄, Ā = −B̄ Xᵀ in the triangle that is read; for Aᵀ X = B: B̄ = A⁻¹ X̄, Ā = −X B̄ᵀ
  triangularSolve: simple(([a], c, x, { parameters: { lower, transpose } }) => {
    const right = op.triangularSolve(a, c, { lower, transpose: !transpose });
    const [first, second] = transpose ? [x, right] : [right, x];
    const product = op.dot(first, second, { transposeRight: true });
    return [op.triangle(op.negate(product), lower), right];
  }),
  fft: ({ inputs, outputs, parameters }, cotangents) => {
    if (cotangents.every((c) => c === null)) return inputs.map(() => null);
    const given = outputs.map((output, k) => cotangents[k] ?? op.zerosLike(output));
    return transposedFourier(parameters, inputs, given);
  },
  call: ({ inputs, parameters: { program, region } }, cotangents, active) => {
    const reversed = reverseProgram(
      program,
      active,
      cotangents.map((c) => c !== null),
    );
    const results = emitAll('call', { program: reversed, region }, [...inputs, ...present(cotangents)]);
    return scattered(active, results);
  },
  cond: ({ inputs, parameters: { whenTrue, whenFalse } }, cotangents, active) => {
    const operandsActive = active.slice(1);
    const given = cotangents.map((c) => c !== null);
    const branches = [whenTrue, whenFalse].map((program) => reverseProgram(program, operandsActive, given));
    const operands = [...inputs, ...present(cotangents)];
    const results = emitAll('cond', { whenTrue: branches[0], whenFalse: branches[1] }, operands);
    return [null, ...scattered(operandsActive, results)];
  },
  whileLoop: () => {
    throw new Error('whileLoop has no reverse rule: take the gradient inside its body.');
  },
  scan: (equation, cotangents, active) => reverseScan(equation, cotangents, active, gradient),
};

/** The tensors that were padded, put side by side, where together they fill the whole along one axis; null otherwise. */
function sideBySide(padded: readonly Value[]): Value | null {
  const parts = padded.map(({ equation }) => (equation as EquationOf<'pad'> | null) ?? null);
  if (parts.length < 2 || !parts.every((part) => part?.primitive === 'pad')) return null;
  const pads = parts as EquationOf<'pad'>[];
  const moved = padded[0].shape
    .map((_, axis) => axis)
    .filter((axis) => pads.some(({ parameters: { low, high } }) => low[axis] !== 0 || high[axis] !== 0));
  if (moved.length !== 1) return null;
  const [axis] = moved;
  const ordered = [...pads].sort((a, b) => a.parameters.low[axis] - b.parameters.low[axis]);
  let end = 0;
  for (const { inputs, parameters } of ordered) {
    if (parameters.low[axis] !== end) return null;
    end += inputs[0].shape[axis];
  }
  return end === padded[0].shape[axis]
    ? op.concat(
        ordered.map(({ inputs }) => inputs[0]),
        axis,
      )
    : null;
}

/**
 * The transpose of a Fourier transform. With F the sum of the transform of n terms and W how often each wavenumber of a
 * half counts, a transform F has n F⁻¹, its inverse has F/n; onto halves it has n F⁻¹ W⁻¹, and from them W F/n.
 */
function transposedFourier(
  parameters: PrimitiveParameters['fft'],
  inputs: readonly Value[],
  cotangents: readonly Value[],
): readonly Value[] {
  const { real, inverse, last } = parameters;
  const terms = termsOf(parameters, inputs[0].shape);
  const scale = inverse ? 1 / terms : terms;
  const counts = multiplicities(last);
  const weigh = (x: Value, values: readonly number[]) =>
    op.multiply(x, op.constant(real ? values : scale, x.element));
  const other = { ...parameters, inverse: !inverse };
  const before = inverse
    ? cotangents
    : cotangents.map((c) =>
        weigh(
          c,
          counts.map((count) => scale / count),
        ),
      );
  const after = emitAll('fft', other, before);
  return inverse
    ? after.map((c) =>
        weigh(
          c,
          counts.map((count) => scale * count),
        ),
      )
    : after;
}

/** The transpose over the last two axes. */
function transposed(a: Value): Value {
  const rank = a.shape.length;
  return op.transpose(a, [...a.shape.slice(2).keys(), rank - 1, rank - 2]);
}

/** The lower triangle with its diagonal halved. */
function halved(a: Value): Value {
  const square = a.shape.slice(-2);
  const diagonal = op.equal(op.iota('int32', square, 0), op.iota('int32', square, 1));
  return op.multiply(op.triangle(a, true), op.select(diagonal, op.scalarLike(0.5, a), 1));
}

/** The shape with the summed axes kept at extent 1. */
function kept(shape: Shape, axes: readonly number[]): number[] {
  return shape.map((extent, axis) => (axes.includes(axis) ? 1 : extent));
}

function present(values: readonly (Value | null)[]): Value[] {
  return values.filter((value): value is Value => value !== null);
}

function scattered(active: readonly boolean[], results: readonly Value[]): (Value | null)[] {
  let next = 0;
  return active.map((flag) => (flag ? results[next++] : null));
}

/** (inputs, cotangents of the given outputs) → cotangents of the active inputs. */
function reverseProgram(program: Program, active: readonly boolean[], given: readonly boolean[]): Program {
  const outputs = program.outputs.filter((_, k) => given[k]);
  const types = [...program.inputs, ...outputs].map((value) => value.type);
  return trace(`${program.name}_reverse`, types, (...values) => {
    const inputs = values.slice(0, program.inputs.length);
    const results = inline(program, inputs).filter((_, k) => given[k]);
    return gradient(
      results,
      values.slice(program.inputs.length),
      inputs.filter((_, k) => active[k]),
    );
  });
}

/**
 * Reverse mode over what has been recorded in the program being traced: Σ_k cotangents[k]·∂outputs[k]/∂wrt[j] for each
 * j, of the shape of wrt[j]: the whole derivative, also where one of `wrt` was made from another. A value of an
 * enclosing program counts as an input of this one.
 * Errors: a cotangent of another type than its output; a `whileLoop` between them.
 */
export function gradient(
  outputs: readonly Value[],
  cotangents: readonly Value[],
  wrt: readonly Value[],
): Value[] {
  const scope = currentScope();
  const results = outputs.map((output) => scope.local(output));
  const variables = wrt.map((variable) => scope.local(variable));
  results.forEach(({ type }, k) => {
    if (!cotangents[k] || !sameType(type, cotangents[k].type))
      throw new Error(
        `The cotangent of result ${k} is ${cotangents[k] ? typeText(cotangents[k].type) : 'absent'}, not ${typeText(type)}.`,
      );
  });
  const path = liveEquations(scope.equations, results);
  const active = new Set<Value>(variables);
  for (const equation of path) {
    if (equation.inputs.some((input) => active.has(input)))
      equation.outputs.filter((output) => isFloat(output.element)).forEach((output) => active.add(output));
  }
  const sums = new Map<Value, Value[]>();
  const accumulate = (value: Value, cotangent: Value | null) => {
    if (!cotangent || !active.has(value)) return;
    const before = sums.get(value) ?? [];
    // Parts of a tensor may yet fill it; what else there is is added up at once.
    const waits = [...before, cotangent].every((part) => part.equation?.primitive === 'pad');
    sums.set(value, waits ? [...before, cotangent] : [[...before, cotangent].reduce(op.add)]);
  };
  const cotangentOf = (value: Value): Value | null => {
    const parts = sums.get(value);
    return parts ? (sideBySide(parts) ?? parts.reduce(op.add)) : null;
  };
  results.forEach((result, k) => accumulate(result, cotangents[k]));
  for (const equation of path.reverse()) {
    const given = equation.outputs.map(cotangentOf);
    if (given.every((c) => c === null)) continue;
    const rule = reverseRules[equation.primitive] as ReverseRule<Primitive>;
    const inputsActive = equation.inputs.map((input) => active.has(input));
    if (!inputsActive.some(Boolean)) continue;
    rule(equation as never, given, inputsActive).forEach((c, k) => accumulate(equation.inputs[k], c));
  }
  return variables.map((variable) => cotangentOf(variable) ?? op.zerosLike(variable));
}

/**
 * Reverse-mode transform: a program (inputs, cotangents of every output) → cotangents of the inputs listed in `wrt`
 * (all float inputs by default).
 */
export function vjp(program: Program, wrt?: readonly number[]): Program {
  const active = program.inputs.map((input, k) => (wrt ? wrt.includes(k) : isFloat(input.element)));
  return reverseProgram(
    program,
    active,
    program.outputs.map(() => true),
  );
}
