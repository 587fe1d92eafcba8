import * as op from '../program';
import { splitWeights } from '../network';
import { tensor, trace, type HostArray, type Value } from '../program';
import type { Solution } from '../run';
import { expressionValue } from './expression';
import type { Problem } from './problem';
import { readQuantities, type Reading } from './quantities';
import { fieldEnvironment } from './trial';

/** Parameters of the network and of the study up to a time, each later part for the times after it. */
export interface SolvedPart {
  /** The last time of its window; null where there are no windows. */
  readonly until: number | null;
  readonly network: HostArray;
  readonly study: HostArray;
}

/**
 * The trained solution as a closed program with its parameters built in: one row [count] for each coordinate →
 * one row [count] for each scalar of the quantities. Times that no window has reached give NaN.
 * Errors: a quantity that is no expression of the fields, as a sentence.
 */
export function solutionOf(
  problem: Problem,
  parts: readonly SolvedPart[],
  quantities: readonly string[],
  count: number,
): Solution {
  const { coordinates, element, network, windows } = problem;
  const readings = readingsOf(problem, quantities);
  const types = coordinates.map(() => tensor(element, [count]));
  const program = trace('solution', types, (...columns) => {
    const points = op.concat(columns.map((column) => op.reshape(column, [1, count])));
    const found = parts.map(({ network: weights, study }) => {
      const unknowns = {
        weights: splitWeights(literal(weights, element), network.slots),
        parameters: literal(study, element),
      };
      const environment = fieldEnvironment(problem, unknowns, points);
      return readings.map(({ tree }) =>
        op.reshape(op.broadcast(expressionValue(tree, environment), [1, count]), [count]),
      );
    });
    if (windows === null) return found[0];
    const time = columns[coordinates.findIndex(({ name }) => name === windows.time)];
    return readings.map((_, k) =>
      parts.reduceRight<Value>(
        (later, { until }, part) => op.select(op.lessEqual(time, until!), found[part][k], later),
        op.constant(NaN, element, [count]),
      ),
    );
  });
  return { program, names: readings.map(({ name }) => name) };
}

const literal = (values: HostArray, element: Problem['element']): Value =>
  op.constant(Array.from(values), element, [values.length]);

function readingsOf(
  problem: Problem,
  quantities: readonly string[],
): Extract<Reading, { kind: 'expression' }>[] {
  return readQuantities(problem, quantities).map((reading) => {
    if (reading.kind === 'expression') return reading;
    throw new Error(`"${reading.name}" is no part of the network; name fields and expressions of them.`);
  });
}
