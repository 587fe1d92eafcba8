import { programsOf, reachable } from './print';
import type { Equation, Primitive, Program, Value } from './primitives';
import { shapeRules } from './shapes';
import { sameType, typeText, type TensorType } from './types';

/**
 * Checks that a program is closed, that each value is made once and before its use, and that every type is what the
 * shape rules give. Errors: an `Error` that names the program and the equation.
 */
export function check(program: Program): void {
  reachable(program).forEach(checkOne);
}

function checkOne(program: Program): void {
  const known = new Set<Value>(program.inputs);
  const fail = (place: string, reason: string): never => {
    throw new Error(`Program ${program.name}, ${place}: ${reason}.`);
  };
  if (known.size !== program.inputs.length) fail('inputs', 'one value is given twice');
  program.equations.forEach((equation: Equation, k) => {
    const place = `equation ${k} (${equation.primitive})`;
    if (!equation.inputs.every((input) => known.has(input)))
      fail(place, 'an input is not made before it is used');
    const rule = shapeRules[equation.primitive] as (
      p: object,
      types: readonly TensorType[],
    ) => readonly TensorType[];
    const types = rule(
      equation.parameters,
      equation.inputs.map((input) => input.type),
    );
    if (types.length !== equation.outputs.length) fail(place, 'it makes another number of results');
    equation.outputs.forEach((output, j) => {
      if (known.has(output)) fail(place, 'it makes a value that is there already');
      if (!sameType(output.type, types[j]))
        fail(place, `${typeText(output.type)} should be ${typeText(types[j])}`);
      known.add(output);
    });
  });
  if (!program.outputs.every((output) => known.has(output))) fail('outputs', 'a result is never made');
}

/** Number of equations, those of called programs counted once for each call; a loop's body counts once. */
export function countEquations(
  program: Program,
  counts: (primitive: Primitive) => boolean = () => true,
): number {
  return program.equations.reduce(
    (total, equation) =>
      total +
      (counts(equation.primitive) ? 1 : 0) +
      programsOf(equation).reduce((inner, used) => inner + countEquations(used, counts), 0),
    0,
  );
}
