import { readStudy, type Meaning } from '../../../src/language';
import { splitWeights } from '../../../src/network';
import { expressionValue } from '../../../src/pde/expression';
import { buildProblem, type DataColumns, type Problem } from '../../../src/pde/problem';
import { fieldEnvironment } from '../../../src/pde/trial';
import { unknownTypes } from '../../../src/pde/loss';
import * as op from '../../../src/program';
import { evaluate, tensor, trace } from '../../../src/program';
import { parseStudy, type Study, type StudyDocument } from '../../../src/study';
import { resolved } from '../language/support';

export interface Built {
  readonly study: Study;
  readonly meaning: Meaning;
  readonly problem: Problem;
}

/** A study in x and t on [−1, 1]² with one small network, changed as asked. */
export function build(changes: Partial<StudyDocument> = {}, data: readonly DataColumns[] = []): Built {
  const parsed = parseStudy({
    collocate: 1,
    coordinates: { x: [-1, 1], t: [-1, 1] },
    fields: ['u'],
    equations: ['u_t + u_x = 0'],
    points: { equations: 100 },
    network: { kind: 'mlp', width: 3, depth: 1 },
    ...changes,
  });
  if (!parsed.ok) throw new Error(parsed.problems[0].message);
  const { meaning, problems } = readStudy(parsed.study);
  if (!meaning) throw new Error(problems[0].message);
  return { study: parsed.study, meaning, problem: buildProblem(parsed.study, meaning, data) };
}

/** Values of the study's parameters, in their order. */
export const studyParameters = (problem: Problem) => Float64Array.from(Object.values(problem.parameters));

/** The value of each text at the points, one array of the points' length for each. */
export function valuesAt(
  problem: Problem,
  parameters: Float64Array,
  points: readonly ArrayLike<number>[],
  texts: readonly string[],
): Float64Array[] {
  const count = points[0].length;
  const types = [...unknownTypes(problem), tensor(problem.element, [points.length, count])];
  const program = trace('values', types, (flat, study, where) => {
    const weights = splitWeights(flat, problem.network.slots);
    const environment = fieldEnvironment(problem, { weights, parameters: study }, where);
    return texts.map((text) =>
      op.broadcast(expressionValue(resolved(text, problem.names), environment), [1, count]),
    );
  });
  const flat = Float64Array.from(points.flatMap((row) => Array.from(row)));
  return evaluate(program, [parameters, studyParameters(problem), flat]);
}

/** amplitude · σ(k·point + shift) + level as parameters of a network with one neuron on coordinates in [−1, 1]. */
export const oneNeuron = (wave: readonly number[], shift: number, amplitude: number, level = 0) =>
  Float64Array.of(...wave, shift, amplitude, level);
