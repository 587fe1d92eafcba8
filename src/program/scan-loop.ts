import * as op from './operations';
import type { EquationOf, Program, Value } from './primitives';
import { inline, trace, whileLoop } from './trace';

const loops = new WeakMap<object, Program>();

/** A scan as a loop that counts: what an engine that knows no scan runs in its place. */
export function scanLoop({ inputs, outputs, parameters }: EquationOf<'scan'>): Program {
  const known = loops.get(parameters);
  if (known) return known;
  const { body, carried, sequences, length, reverse } = parameters;
  const stacked = outputs.slice(carried).map(({ type }) => type);
  const types = inputs.map(({ type }) => type);
  const program = trace('scan', types, (...values) => {
    const along = values.slice(carried, carried + sequences);
    const stacks = stacked.map(({ element, shape }) => op.constant(0, element, shape));
    const results = whileLoop(
      [op.constant(0, 'int32'), ...values.slice(0, carried), ...stacks],
      (turn) => op.less(turn, length),
      (turn, ...state) => {
        const place = reverse ? op.subtract(op.constant(length - 1, 'int32'), turn) : turn;
        const made = inline(body, [
          ...state.slice(0, carried),
          ...along.map((sequence) => elementAt(sequence, place)),
          ...values.slice(carried + sequences),
        ]);
        const filled = made.slice(carried).map((value, k) => {
          const row = op.reshape(value, [1, ...value.shape]);
          return op.dynamicUpdateSlice(state[carried + k], row, startsAt(place, row));
        });
        return [op.add(turn, 1), ...made.slice(0, carried), ...filled];
      },
    );
    return results.slice(1);
  });
  loops.set(parameters, program);
  return program;
}

function elementAt(sequence: Value, place: Value): Value {
  const shape = sequence.shape.slice(1);
  return op.reshape(op.dynamicSlice(sequence, startsAt(place, sequence), [1, ...shape]), shape);
}

const startsAt = (place: Value, { shape }: Value) => shape.map((_, axis) => (axis === 0 ? place : 0));
