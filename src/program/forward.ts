import { constantJet, formed, lazyJet, unscaled } from './jet';
import * as op from './operations';
import type { Program } from './primitives';
import { run } from './taylor';
import { trace } from './trace';
import { isFloat } from './types';

/**
 * Forward-mode transform: a program (inputs, a tangent for each input in `wrt`, all float inputs by default) → its
 * outputs, then the derivatives of its float outputs along the tangents. It is Taylor mode of order 1 with every input
 * moving, and knows and refuses the same primitives; twice gives second directional derivatives.
 */
export function jvp(program: Program, wrt?: readonly number[]): Program {
  const active = program.inputs.map((input, k) => (wrt ? wrt.includes(k) : isFloat(input.element)));
  const types = program.inputs.map((input) => input.type);
  const moving = types.filter((_, k) => active[k]);
  return trace(`${program.name}_forward`, [...types, ...moving], (...values) => {
    const tangents = values.slice(types.length);
    const inputs = types.map((_, k) => {
      const value = values[k];
      if (!active[k]) return constantJet(value);
      const tangent = tangents.shift()!;
      return lazyJet(
        ([order]) => (order === 0 ? unscaled(value) : order === 1 ? unscaled(tangent) : null),
        () => null,
      );
    });
    const jets = run(program, inputs, { directions: 1, sums: [] });
    const outputs = jets.map((jet) => formed(jet.at([0])!));
    const derivatives = jets.map((jet, k) => {
      const term = jet.at([1]);
      return term ? formed(term) : op.zerosLike(outputs[k]);
    });
    return [...outputs, ...derivatives.filter(({ element }) => isFloat(element))];
  });
}
