import { emitAll } from './emit';
import * as op from './operations';
import type { EquationOf, Primitive, PrimitiveParameters, Program, Value } from './primitives';
import { trace } from './trace';
import { tensor, type Shape } from './types';

/** A value of the program that is mapped: one for all, or one for each entry of a leading axis. */
interface Mapped {
  readonly value: Value;
  readonly batched: boolean;
}

/** Called only where an input is batched. */
type BatchRule<P extends Primitive> = (
  equation: EquationOf<P>,
  inputs: readonly Mapped[],
  size: number,
) => readonly Mapped[];

/** The value with its leading axis, repeated along it where it is one for all. */
function spread({ value, batched }: Mapped, size: number): Value {
  return batched ? value : op.broadcast(op.reshape(value, [1, ...value.shape]), [size, ...value.shape]);
}

const batched = (value: Value): Mapped => ({ value, batched: true });

/** The primitive treats leading axes as a batch: the same application with one axis more. */
const asItIs = <P extends Primitive>(
  { primitive, parameters }: EquationOf<P>,
  inputs: readonly Mapped[],
  size: number,
) =>
  emitAll(
    primitive,
    parameters,
    inputs.map((input) => spread(input, size)),
  ).map(batched);

/** The same application with parameters that count the leading axis; they are told from the size of the batch. */
const shifted =
  <P extends Primitive>(
    change: (parameters: PrimitiveParameters[P], size: number) => PrimitiveParameters[P],
  ): BatchRule<P> =>
  ({ primitive, parameters }, inputs, size) =>
    emitAll(
      primitive,
      change(parameters, size),
      inputs.map((input) => spread(input, size)),
    ).map(batched);

const refused =
  (primitive: Primitive, what: string): BatchRule<Primitive> =>
  () => {
    throw new Error(`${primitive} can't be mapped over ${what}.`);
  };

const next = (axes: readonly number[]) => axes.map((axis) => axis + 1);
const overAxes = shifted<'sum' | 'reduceMax'>(({ axes }) => ({ axes: next(axes) }));

/** Swaps the two leading axes. */
const swapped = (x: Value) => op.transpose(x, [1, 0, ...next(next([...x.shape.slice(2).keys()]))]);
/** Joins the two leading axes. */
const joined = (x: Value) => op.reshape(x, [x.shape[0] * x.shape[1], ...x.shape.slice(2)]);

/** Row numbers of every entry of the batch in tensors of `rows` rows that are laid end to end. */
function rowsEndToEnd(indices: Value, rows: number): Value {
  return joined(op.add(indices, op.multiply(op.iota('int32', indices.shape, 0), rows)));
}

/** Start indices for a tensor with one more leading axis, which is taken whole. */
function behind(starts: Mapped, primitive: Primitive): Value {
  if (starts.batched) throw new Error(`${primitive} can't be mapped over its start indices.`);
  return op.concat([op.constant([0], 'int32'), starts.value]);
}

/** Rows from different places in different entries of the batch. */
const gatherRule: BatchRule<'gather'> = ({ inputs: [source] }, [x, indices], size) => {
  if (!indices.batched) return [batched(swapped(op.gather(swapped(x.value), indices.value)))];
  const count = indices.value.shape[1];
  const rows = x.batched
    ? op.gather(joined(x.value), rowsEndToEnd(indices.value, source.shape[0]))
    : op.gather(x.value, joined(indices.value));
  return [batched(op.reshape(rows, [size, count, ...source.shape.slice(1)]))];
};

const scatterRule: BatchRule<'scatterAdd'> = ({ parameters: { extent } }, [indices, rows], size) => {
  if (!indices.batched) return [batched(swapped(op.scatterAdd(indices.value, swapped(rows.value), extent)))];
  const all = joined(spread(rows, size));
  const sums = op.scatterAdd(rowsEndToEnd(indices.value, extent), all, size * extent);
  return [batched(op.reshape(sums, [size, extent, ...all.shape.slice(1)]))];
};

/**
 * A matrix that is one for all meets a batch of matrices on the left, or of columns on the right, in one plain product;
 * where both are batches the product is batched.
 */
const dotRule: BatchRule<'dot'> = (equation, inputs, size) => {
  const { transposeLeft, transposeRight } = equation.parameters;
  const [a, b] = inputs;
  const [rows, columns] = equation.outputs[0].shape.slice(-2);
  const plain = equation.outputs[0].shape.length === 2;
  const shape = [size, rows, columns];
  if (plain && !b.batched && (!transposeLeft || rows === 1)) {
    // one after the other, the rows of all entries
    const inner = equation.inputs[0].shape[transposeLeft ? 0 : 1];
    const left = op.reshape(a.value, [size * rows, inner]);
    return [batched(op.reshape(op.dot(left, b.value, { transposeRight }), shape))];
  }
  if (plain && !a.batched && (transposeRight || columns === 1)) {
    // (A B)ᵀ = Bᵀ Aᵀ
    const inner = equation.inputs[1].shape[transposeRight ? 1 : 0];
    const left = op.reshape(b.value, [size * columns, inner]);
    const product = op.dot(left, a.value, { transposeRight: !transposeLeft });
    return [batched(op.transpose(op.reshape(product, [size, columns, rows]), [0, 2, 1]))];
  }
  return asItIs(equation, inputs, size);
};

/** Both branches where the predicate differs from entry to entry; else the branch is chosen once. */
const condRule: BatchRule<'cond'> = (
  { parameters: { whenTrue, whenFalse } },
  [predicate, ...operands],
  size,
) => {
  const flags = operands.map((operand) => operand.batched);
  const [yes, no] = [whenTrue, whenFalse].map(
    (branch) => mapProgram(branch, flags, size, () => true).program,
  );
  const values = operands.map(({ value }) => value);
  if (!predicate.batched)
    return emitAll('cond', { whenTrue: yes, whenFalse: no }, [predicate.value, ...values]).map(batched);
  const [a, b] = [yes, no].map((program) => emitAll('call', { program, region: 'inherit' }, values));
  return a.map((value, k) => {
    const wide = op.reshape(predicate.value, [size, ...value.shape.slice(1).map(() => 1)]);
    return batched(op.select(op.broadcast(wide, value.shape), value, b[k]));
  });
};

/** What is carried gets the leading axis where the body brings it in; every entry takes the same number of trips. */
const whileRule: BatchRule<'whileLoop'> = ({ parameters: { condition, body, carried } }, inputs, size) => {
  let flags = inputs.map((input) => input.batched);
  for (let before = -1; before !== flags.filter(Boolean).length;) {
    before = flags.filter(Boolean).length;
    const made = mapProgram(body, flags, size).batched;
    flags = flags.map((flag, k) => flag || (k < carried && made[k]));
  }
  const asked = mapProgram(condition, flags, size);
  if (asked.batched[0])
    throw new Error("whileLoop can't be mapped where its condition differs from entry to entry.");
  const repeated = mapProgram(body, flags, size, (k) => flags[k]).program;
  const given = inputs.map((input, k) => (flags[k] ? spread(input, size) : input.value));
  return emitAll('whileLoop', { condition: asked.program, body: repeated, carried }, given).map(
    (value, k) => ({
      value,
      batched: flags[k],
    }),
  );
};

/** Sequences get the batch behind their first axis; what is carried gets it where the body brings it in. */
const scanRule: BatchRule<'scan'> = ({ parameters }, inputs, size) => {
  const { body, carried, sequences } = parameters;
  let flags = inputs.map((input) => input.batched);
  for (let before = -1; before !== flags.filter(Boolean).length;) {
    before = flags.filter(Boolean).length;
    const made = mapProgram(body, flags, size).batched;
    flags = flags.map((flag, k) => flag || (k < carried && made[k]));
  }
  const inner = mapProgram(body, flags, size, (k) => k < carried && flags[k]);
  const given = inputs.map((input, k) => {
    const wide = flags[k] ? spread(input, size) : input.value;
    return flags[k] && k >= carried && k < carried + sequences ? swapped(wide) : wide;
  });
  return emitAll('scan', { ...parameters, body: inner.program }, given).map((value, k) => {
    const many = k < carried ? flags[k] : inner.batched[k];
    return { value: many && k >= carried ? swapped(value) : value, batched: many };
  });
};

const batchRules: { readonly [P in Primitive]: BatchRule<P> } = {
  constant: refused('constant', 'anything'),
  iota: refused('iota', 'anything'),
  randomBits: refused('randomBits', 'its key or counter'),
  negate: asItIs,
  absolute: asItIs,
  sign: asItIs,
  exp: asItIs,
  log: asItIs,
  sqrt: asItIs,
  sin: asItIs,
  cos: asItIs,
  tan: asItIs,
  tanh: asItIs,
  sinh: asItIs,
  cosh: asItIs,
  asin: asItIs,
  acos: asItIs,
  atan: asItIs,
  erf: asItIs,
  floor: asItIs,
  isFinite: asItIs,
  not: asItIs,
  stopGradient: asItIs,
  convert: asItIs,
  add: asItIs,
  subtract: asItIs,
  multiply: asItIs,
  divide: asItIs,
  power: asItIs,
  minimum: asItIs,
  maximum: asItIs,
  and: asItIs,
  or: asItIs,
  compare: asItIs,
  select: asItIs,
  sum: overAxes,
  reduceMax: overAxes,
  argmax: asItIs,
  reshape: shifted(({ shape }, size) => ({ shape: [size, ...shape] })),
  transpose: shifted(({ permutation }) => ({ permutation: [0, ...next(permutation)] })),
  broadcast: ({ inputs: [{ shape: own }], parameters: { shape } }, [x], size) => {
    // axes of extent 1 between the batch and the tensor's own
    const missing: Shape = new Array<number>(shape.length - own.length).fill(1);
    return [batched(op.broadcast(op.reshape(x.value, [size, ...missing, ...own]), [size, ...shape]))];
  },
  slice: shifted(({ start, extent }, size) => ({ start: [0, ...start], extent: [size, ...extent] })),
  pad: shifted(({ low, high }) => ({ low: [0, ...low], high: [0, ...high] })),
  concat: shifted(({ axis }) => ({ axis: axis + 1 })),
  gather: gatherRule,
  scatterAdd: scatterRule,
  dynamicSlice: ({ parameters: { extent } }, [x, starts], size) =>
    emitAll('dynamicSlice', { extent: [size, ...extent] }, [
      spread(x, size),
      behind(starts, 'dynamicSlice'),
    ]).map(batched),
  dynamicUpdateSlice: (_equation, [x, update, starts], size) =>
    emitAll('dynamicUpdateSlice', {}, [
      spread(x, size),
      spread(update, size),
      behind(starts, 'dynamicUpdateSlice'),
    ]).map(batched),
  topK: asItIs,
  dot: dotRule,
  cholesky: asItIs,
  triangularSolve: asItIs,
  fft: asItIs,
  call: ({ parameters: { program, region } }, inputs, size) => {
    const flags = inputs.map((input) => input.batched);
    const inner = mapProgram(program, flags, size);
    const values = inputs.map(({ value }) => value);
    return emitAll('call', { program: inner.program, region }, values).map((value, k) => ({
      value,
      batched: inner.batched[k],
    }));
  },
  cond: condRule,
  whileLoop: whileRule,
  scan: scanRule,
};

/** The program over batched inputs, with which outputs are batched: those that must be, and those that are made so. */
function mapProgram(
  program: Program,
  flags: readonly boolean[],
  size: number,
  must: (output: number) => boolean = () => false,
): { readonly program: Program; readonly batched: readonly boolean[] } {
  const types = program.inputs.map(({ type }, k) =>
    flags[k] ? tensor(type.element, [size, ...type.shape]) : type,
  );
  let made: boolean[] = [];
  const mapped = trace(`${program.name}_mapped`, types, (...values) => {
    const known = new Map<Value, Mapped>(
      program.inputs.map((input, k) => [input, { value: values[k], batched: flags[k] }]),
    );
    for (const equation of program.equations) {
      const inputs = equation.inputs.map((input) => known.get(input)!);
      const rule = batchRules[equation.primitive] as BatchRule<Primitive>;
      const results = inputs.some((input) => input.batched)
        ? rule(equation as never, inputs, size)
        : emitAll(
            equation.primitive,
            equation.parameters as never,
            inputs.map(({ value }) => value),
          ).map((value) => ({ value, batched: false }));
      equation.outputs.forEach((output, k) => known.set(output, results[k]));
    }
    const outputs = program.outputs.map((output) => known.get(output)!);
    made = outputs.map((output, k) => output.batched || must(k));
    return outputs.map((output, k) => (made[k] ? spread(output, size) : output.value));
  });
  return { program: mapped, batched: made };
}

/**
 * Maps a program over a leading axis: each input has that axis of extent `size` in front where `inAxes` says 0, and is
 * one for all where it says null; every output has the axis in front. Applied to `vjp` it gives the gradient of each
 * entry. Errors: what differs from entry to entry and can't (the key of random numbers, start indices, the trips of a
 * loop) is refused by name.
 */
export function vmap(program: Program, inAxes: readonly (0 | null)[], size: number): Program {
  if (inAxes.length !== program.inputs.length)
    throw new Error(
      `${program.name} takes ${program.inputs.length} inputs; ${inAxes.length} axes were given.`,
    );
  const flags = inAxes.map((axis) => axis === 0);
  return mapProgram(program, flags, size, () => true).program;
}
