import { isBinary } from './elementwise';
import { emitAll } from './emit';
import * as op from './operations';
import { Value, type Equation, type EquationOf, type Primitive, type Program } from './primitives';
import { currentScope, liveEquations } from './scope';
import { inline, trace } from './trace';
import { isFloat } from './types';

type Gradient = (
  outputs: readonly Value[],
  cotangents: readonly Value[],
  wrt: readonly Value[],
) => readonly Value[];

/** What is cheaper to compute again than to keep and read back. */
const cheap: ReadonlySet<Primitive> = new Set([
  'negate',
  'absolute',
  'sign',
  'not',
  'convert',
  'compare',
  'select',
  'reshape',
  'broadcast',
  'slice',
]);
const isCheap = ({ primitive }: Equation) =>
  cheap.has(primitive) || (isBinary(primitive) && primitive !== 'power');

/**
 * Reverse rule of a scan: a scan the other way over the cotangents of the body. The forward scan is made to keep, for
 * each place, what the reverse body needs of it: no transcendental and no product is computed twice. A captured matrix
 * whose cotangent is Σ_t a_tᵀ b_t gets it from one product over all places.
 * @param gradient reverse mode over what is being recorded
 */
export function reverseScan(
  equation: EquationOf<'scan'>,
  cotangents: readonly (Value | null)[],
  active: readonly boolean[],
  gradient: Gradient,
): (Value | null)[] {
  const { parameters, inputs } = equation;
  const { carried, sequences, length } = parameters;
  const moving = activeInputs(equation, active);
  const step = reverseStep(equation, moving, cotangents, gradient);
  const kept = keptValues(step, carried, sequences);
  const stacks = keepInForward(equation, step, kept);

  const own = step.program.inputs;
  const outputCotangents = cotangents.slice(carried).filter((c, k) => c && step.outputs[k]) as Value[];
  const known = new Map<Value, Value>([
    ...kept.map((value, k) => [value, stacks[k]] as const),
    ...own.slice(carried, carried + sequences).map((value, k) => [value, inputs[carried + k]] as const),
    ...step.outputCotangents.map((value, k) => [value, outputCotangents[k]] as const),
  ]);

  // Captured cotangents: as two stacks to be multiplied, or summed up on the way.
  const factors = new Map(step.captured.map(({ cotangent }) => [cotangent, productOf(cotangent)]));
  const summed = step.captured.filter(({ cotangent }) => !factors.get(cotangent));
  const toStack = [
    ...new Set([
      ...step.sequences.map(({ cotangent }) => cotangent),
      ...[...factors.values()].flatMap((pair) => pair ?? []),
    ]),
  ].filter((value) => !known.has(value));

  const wanted = [
    ...step.carried.map(({ cotangent }) => cotangent),
    ...summed.map(({ cotangent }) => cotangent),
    ...toStack,
  ];
  const leaves = new Set([
    ...known.keys(),
    ...step.carriedCotangents,
    ...own.slice(carried + sequences, inputs.length),
  ]);
  const equations = liveEquations(
    step.program.equations.filter(({ outputs }) => !outputs.some((output) => leaves.has(output))),
    wanted,
  );
  const used = new Set<Value>([...wanted, ...equations.flatMap((one) => one.inputs)]);
  const along = [...known.keys()].filter((value) => used.has(value));
  const captured = own
    .map((value, k) => ({ value, k }))
    .slice(carried + sequences, inputs.length)
    .filter(({ value }) => used.has(value));
  const core: Program = {
    name: 'reverse_step',
    inputs: [...step.carriedCotangents, ...along, ...captured.map(({ value }) => value)],
    equations,
    outputs: wanted,
  };
  const carriedTypes = step.carriedCotangents.map(({ type }) => type);
  const sumTypes = summed.map(({ cotangent }) => cotangent.type);
  const innerTypes = core.inputs.slice(carriedTypes.length).map(({ type }) => type);
  const body = trace('scan_reverse', [...carriedTypes, ...sumTypes, ...innerTypes], (...values) => {
    const sums = values.splice(carriedTypes.length, sumTypes.length);
    const results = inline(core, values);
    return results.map((value, k) => {
      const sum = sums[k - carriedTypes.length];
      return sum ? op.add(sum, value) : value;
    });
  });
  const initial = [
    ...step.carried.map(({ input }) => cotangents[input] ?? op.zerosLike(inputs[input])),
    ...summed.map(({ input }) => op.zerosLike(inputs[input])),
  ];
  const results = emitAll(
    'scan',
    { body, carried: initial.length, sequences: along.length, length, reverse: !parameters.reverse },
    [...initial, ...along.map((value) => known.get(value)!), ...captured.map(({ k }) => inputs[k])],
  );
  toStack.forEach((value, k) => known.set(value, results[initial.length + k]));

  const found = inputs.map((): Value | null => null);
  step.carried.forEach(({ input }, k) => (found[input] = results[k]));
  summed.forEach(({ input }, k) => (found[input] = results[carriedTypes.length + k]));
  step.sequences.forEach(({ input, cotangent }) => (found[input] = known.get(cotangent)!));
  for (const { input, cotangent } of step.captured) {
    const pair = factors.get(cotangent);
    if (pair) found[input] = productOfStacks(known.get(pair[0])!, known.get(pair[1])!);
  }
  return found;
}

/** Which inputs of the body move: the active ones, and what is carried where the body makes it move. */
function activeInputs(
  { parameters: { body, carried }, inputs }: EquationOf<'scan'>,
  active: readonly boolean[],
) {
  let flags = inputs.map(({ element }, k) => active[k] && isFloat(element));
  for (let before = -1; before !== flags.filter(Boolean).length;) {
    before = flags.filter(Boolean).length;
    const moving = new Set(body.inputs.filter((_, k) => flags[k]));
    for (const equation of body.equations)
      if (equation.inputs.some((input) => moving.has(input)))
        equation.outputs.filter(({ element }) => isFloat(element)).forEach((output) => moving.add(output));
    flags = flags.map((flag, k) => flag || (k < carried && moving.has(body.outputs[k])));
  }
  return flags;
}

/** An input of the scan with its cotangent in the reverse step. */
interface Found {
  readonly input: number;
  readonly cotangent: Value;
}

/** One place forward and backward as one program: the body's inputs, then cotangents of what it returns. */
interface ReverseStep {
  readonly program: Program;
  /** The body's results. */
  readonly results: readonly Value[];
  /** For each stacked output: whether a cotangent of it is taken. */
  readonly outputs: readonly boolean[];
  readonly carriedCotangents: readonly Value[];
  readonly outputCotangents: readonly Value[];
  readonly carried: readonly Found[];
  readonly sequences: readonly Found[];
  readonly captured: readonly Found[];
}

function reverseStep(
  { parameters: { body, carried, sequences } }: EquationOf<'scan'>,
  moving: readonly boolean[],
  cotangents: readonly (Value | null)[],
  gradient: Gradient,
): ReverseStep {
  const outputs = body.outputs
    .slice(carried)
    .map(({ element }, k) => cotangents[carried + k] !== null && isFloat(element));
  const taken = body.outputs.map((_, k) => (k < carried ? moving[k] : outputs[k - carried]));
  const types = body.outputs.filter((_, k) => taken[k]).map(({ type }) => type);
  const indices = body.inputs.map((_, k) => k).filter((k) => moving[k]);
  const program = trace('reverse_step', [...body.inputs.map(({ type }) => type), ...types], (...values) => {
    const inputs = values.slice(0, body.inputs.length);
    const results = inline(body, inputs);
    const found = gradient(
      results.filter((_, k) => taken[k]),
      values.slice(body.inputs.length),
      indices.map((k) => inputs[k]),
    );
    return [...results, ...found];
  });
  const given = program.inputs.slice(body.inputs.length);
  const carriedCount = moving.slice(0, carried).filter(Boolean).length;
  const all = indices.map((input, k) => ({ input, cotangent: program.outputs[body.outputs.length + k] }));
  return {
    program,
    results: program.outputs.slice(0, body.outputs.length),
    outputs,
    carriedCotangents: given.slice(0, carriedCount),
    outputCotangents: given.slice(carriedCount),
    carried: all.filter(({ input }) => input < carried),
    sequences: all.filter(({ input }) => input >= carried && input < carried + sequences),
    captured: all.filter(({ input }) => input >= carried + sequences),
  };
}

/** Values of the forward part that the backward part needs at each place and that are kept rather than made again. */
function keptValues(step: ReverseStep, carried: number, sequences: number): Value[] {
  const { program, results } = step;
  const backward = new Set<Value>([...step.carriedCotangents, ...step.outputCotangents]);
  const varying = new Set<Value>(program.inputs.slice(0, carried + sequences));
  for (const { inputs, outputs } of program.equations) {
    if (inputs.some((input) => backward.has(input))) outputs.forEach((output) => backward.add(output));
    else if (inputs.some((input) => varying.has(input))) outputs.forEach((output) => varying.add(output));
  }
  const direct = new Set<Value>(program.outputs.slice(results.length));
  for (const { inputs, outputs } of program.equations)
    if (outputs.some((output) => backward.has(output))) inputs.forEach((input) => direct.add(input));
  const free = new Set(program.inputs.slice(carried, carried + sequences));
  const needed = [...direct].filter((value) => varying.has(value) && !free.has(value));
  const kept = new Set(needed.map((value) => sourceOf(value, varying)).filter((value) => !free.has(value)));
  // From the last on: what follows cheaply from the others is made again.
  for (const value of [...kept].sort((a, b) => b.id - a.id)) {
    kept.delete(value);
    if (!follows(value, kept, free, varying)) kept.add(value);
  }
  return [...kept].sort((a, b) => a.id - b.id);
}

/** The one varying value that a value follows from by cheap steps alone. */
function sourceOf(value: Value, varying: ReadonlySet<Value>): Value {
  const { equation } = value;
  if (!equation || !isCheap(equation)) return value;
  const sources = [...new Set(equation.inputs.filter((input) => varying.has(input)))];
  return sources.length === 1 ? sourceOf(sources[0], varying) : value;
}

function follows(
  value: Value,
  kept: ReadonlySet<Value>,
  free: ReadonlySet<Value>,
  varying: ReadonlySet<Value>,
): boolean {
  const { equation } = value;
  return (
    equation !== null &&
    isCheap(equation) &&
    equation.inputs.every(
      (input) =>
        !varying.has(input) || kept.has(input) || free.has(input) || follows(input, kept, free, varying),
    )
  );
}

/** The forward scan is replaced by one that returns the kept values too; gives their stacks. */
function keepInForward(
  equation: EquationOf<'scan'>,
  { program, results }: ReverseStep,
  kept: readonly Value[],
): readonly Value[] {
  if (kept.length === 0) return [];
  const { parameters, inputs, outputs } = equation;
  const returned = [...results, ...kept];
  const body: Program = {
    name: parameters.body.name,
    inputs: program.inputs.slice(0, inputs.length),
    equations: liveEquations(program.equations, returned),
    outputs: returned,
  };
  const scope = currentScope();
  const all = [...outputs];
  const keeping = { primitive: 'scan', parameters: { ...parameters, body }, inputs, outputs: all } as const;
  const stacks = kept.map(({ element, shape }) => {
    const stack = new Value({ element, shape: [parameters.length, ...shape] }, scope, keeping);
    all.push(stack);
    return stack;
  });
  scope.equations[scope.equations.indexOf(equation as Equation)] = keeping;
  return stacks;
}

/** The factors a, b of a product aᵀ b of matrices. */
function productOf({ equation }: Value): readonly [Value, Value] | null {
  if (equation?.primitive !== 'dot') return null;
  const { transposeLeft, transposeRight } = equation.parameters;
  const [a, b] = equation.inputs;
  return transposeLeft && !transposeRight && a.shape.length === 2 ? [a, b] : null;
}

/** Σ_t a_tᵀ b_t of stacks [length, rows, columns]. */
function productOfStacks(a: Value, b: Value): Value {
  const [left, right] = [a, b].map((stack) =>
    op.reshape(stack, [stack.shape[0] * stack.shape[1], stack.shape[2]]),
  );
  return op.dot(left, right, { transposeLeft: true });
}
