import { emitAll } from './emit';
import type { Program, Region, Value } from './primitives';
import { enclosingScope, liveEquations, Scope, within } from './scope';
import type { TensorType } from './types';

type Body = (...inputs: Value[]) => readonly Value[];

interface Traced {
  readonly scope: Scope;
  readonly outputs: readonly Value[];
}

function record(types: readonly TensorType[], body: Body): Traced {
  const scope = new Scope(enclosingScope());
  const inputs = types.map((type) => scope.addInput(type));
  const outputs = within(scope, () => body(...inputs).map((value) => adopt(scope, value)));
  return { scope, outputs };
}

/** A result may be a value of an enclosing program; then it is captured like any other. */
function adopt(scope: Scope, value: Value): Value {
  return value.scope === scope ? value : scope.local(value);
}

/** Records `body` as a closed program. Errors: `ShapeError`; a value of another program is refused. */
export function trace(name: string, types: readonly TensorType[], body: Body): Program {
  const scope = new Scope(null);
  const inputs = types.map((type) => scope.addInput(type));
  const outputs = within(scope, () => body(...inputs).map((value) => adopt(scope, value)));
  return { name, inputs, equations: liveEquations(scope.equations, outputs), outputs };
}

/** Outer values that a traced body uses, in the order of the inputs that stand for them. */
function capturesOf({ scope }: Traced, given: number): Value[] {
  return scope.inputs.slice(given).map((input) => {
    for (const [outer, inside] of scope.captures)
      if (inside === input && outer.scope === scope.parent) return outer;
    throw new Error('A captured value was lost.');
  });
}

function close(name: string, traced: Traced): Program {
  const { scope, outputs } = traced;
  return { name, inputs: [...scope.inputs], equations: liveEquations(scope.equations, outputs), outputs };
}

/** Gives programs traced beside each other the same list of captured inputs behind their `given` own ones. */
function closeTogether(names: readonly string[], traced: readonly Traced[], given: number) {
  const captured: Value[] = [];
  for (const one of traced)
    for (const value of capturesOf(one, given)) if (!captured.includes(value)) captured.push(value);
  const programs = traced.map((one, k) => {
    const own = capturesOf(one, given);
    const inputs = [
      ...one.scope.inputs.slice(0, given),
      ...captured.map((value) =>
        own.includes(value) ? one.scope.inputs[given + own.indexOf(value)] : one.scope.addInput(value.type),
      ),
    ];
    return { ...close(names[k], one), inputs };
  });
  return { captured, programs };
}

/**
 * Calls `body` as a program of its own. `region` says where it runs; `inherit` leaves it where the caller runs.
 * Values of the enclosing program that the body uses become inputs.
 */
export function call(
  name: string,
  inputs: readonly Value[],
  body: Body,
  region: Region | 'inherit' = 'inherit',
): readonly Value[] {
  const traced = record(
    inputs.map((input) => input.type),
    body,
  );
  const captured = capturesOf(traced, inputs.length);
  return emitAll('call', { program: close(name, traced), region }, [...inputs, ...captured]);
}

/** Calls a program that was traced before; the same program called twice is compiled once. */
export function callProgram(
  program: Program,
  inputs: readonly Value[],
  region: Region | 'inherit' = 'inherit',
) {
  return emitAll('call', { program, region }, inputs);
}

/**
 * Programs that don't depend on each other, on the same inputs. In a native program each is a task of its own and they run
 * side by side, compiled or not; within a compiled one they run one after the other.
 */
export function callSideBySide(
  programs: readonly Program[],
  inputs: readonly Value[],
  region: Region,
): (readonly Value[])[] {
  return programs.map((program) => callProgram(program, inputs, region));
}

/** Equations of `program` are recorded again in the program being traced, with its inputs replaced. */
export function inline(program: Program, inputs: readonly Value[]): readonly Value[] {
  const values = new Map<Value, Value>(program.inputs.map((input, k) => [input, inputs[k]]));
  for (const equation of program.equations) {
    const outputs = emitAll(
      equation.primitive,
      equation.parameters as never,
      equation.inputs.map((input) => values.get(input)!),
    );
    equation.outputs.forEach((output, k) => values.set(output, outputs[k]));
  }
  return program.outputs.map((output) => values.get(output)!);
}

/** Repeats `body` while `condition` holds. Both see the carried values; the body returns the next ones. */
export function whileLoop(
  initial: readonly Value[],
  condition: (...carried: Value[]) => Value,
  body: Body,
): readonly Value[] {
  const types = initial.map((value) => value.type);
  const tracedBody = record(types, body);
  const tracedCondition = record(types, (...carried) => [condition(...carried)]);
  const { captured, programs } = closeTogether(
    ['condition', 'body'],
    [tracedCondition, tracedBody],
    initial.length,
  );
  return emitAll('whileLoop', { condition: programs[0], body: programs[1], carried: initial.length }, [
    ...initial,
    ...captured,
  ]);
}

/**
 * Goes along axis 0 of the sequences, from the first element or, where `reverse`, from the last: the body takes what is
 * carried and one element of each sequence, and returns what is carried on and outputs of that place.
 * @returns what is carried at the end, and each output stacked along axis 0
 */
export function scan(
  initial: readonly Value[],
  sequences: readonly Value[],
  body: (
    carried: readonly Value[],
    elements: readonly Value[],
  ) => { readonly carried: readonly Value[]; readonly outputs: readonly Value[] },
  reverse = false,
): { readonly carried: readonly Value[]; readonly outputs: readonly Value[] } {
  const carried = initial.length;
  const types = [
    ...initial.map((value) => value.type),
    ...sequences.map(({ element, shape }) => ({ element, shape: shape.slice(1) })),
  ];
  const traced = record(types, (...values) => {
    const next = body(values.slice(0, carried), values.slice(carried));
    return [...next.carried, ...next.outputs];
  });
  const results = emitAll(
    'scan',
    {
      body: close('scan_body', traced),
      carried,
      sequences: sequences.length,
      length: sequences[0].shape[0],
      reverse,
    },
    [...initial, ...sequences, ...capturesOf(traced, types.length)],
  );
  return { carried: results.slice(0, carried), outputs: results.slice(carried) };
}

/** One of two branches, chosen while running. */
export function cond(
  predicate: Value,
  whenTrue: () => readonly Value[],
  whenFalse: () => readonly Value[],
): readonly Value[] {
  const branches = [record([], () => whenTrue()), record([], () => whenFalse())];
  const { captured, programs } = closeTogether(['whenTrue', 'whenFalse'], branches, 0);
  return emitAll('cond', { whenTrue: programs[0], whenFalse: programs[1] }, [predicate, ...captured]);
}
