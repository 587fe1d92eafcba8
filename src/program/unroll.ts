import { emitAll } from './emit';
import * as op from './operations';
import type { EquationOf, Program, Value } from './primitives';
import { trace } from './trace';

/** The program with every scan written out place by place: for what runs graphs without loops. */
export function unrolled(program: Program): Program {
  const types = program.inputs.map(({ type }) => type);
  return trace(program.name, types, (...inputs) => inlineUnrolled(program, inputs));
}

function inlineUnrolled(program: Program, inputs: readonly Value[]): readonly Value[] {
  const values = new Map<Value, Value>(program.inputs.map((input, k) => [input, inputs[k]]));
  for (const equation of program.equations) {
    const given = equation.inputs.map((input) => values.get(input)!);
    const outputs =
      equation.primitive === 'scan'
        ? placeByPlace(equation, given)
        : emitAll(equation.primitive, equation.parameters as never, given);
    equation.outputs.forEach((output, k) => values.set(output, outputs[k]));
  }
  return program.outputs.map((output) => values.get(output)!);
}

function placeByPlace({ parameters }: EquationOf<'scan'>, inputs: readonly Value[]): readonly Value[] {
  const { body, carried, sequences, length, reverse } = parameters;
  const along = inputs.slice(carried, carried + sequences);
  const captured = inputs.slice(carried + sequences);
  let state = inputs.slice(0, carried);
  const rows: (readonly Value[])[] = [];
  for (let turn = 0; turn < length; turn++) {
    const place = reverse ? length - 1 - turn : turn;
    const made = inlineUnrolled(body, [...state, ...along.map((one) => elementAt(one, place)), ...captured]);
    state = made.slice(0, carried);
    rows[place] = made.slice(carried).map((value) => op.reshape(value, [1, ...value.shape]));
  }
  return [...state, ...(rows[0] ?? []).map((_, k) => op.concat(rows.map((row) => row[k])))];
}

function elementAt(sequence: Value, place: number): Value {
  const shape = sequence.shape.slice(1);
  const start = sequence.shape.map((_, axis) => (axis === 0 ? place : 0));
  return op.reshape(op.slice(sequence, start, [1, ...shape]), shape);
}
