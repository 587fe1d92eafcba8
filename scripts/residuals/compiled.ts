/**
 * The residuals of typed systems as the engine computes them, on networks with random weights at random points.
 *
 *   node compiled.cjs FILE        writes one JSON document for judge.py
 */
import { writeFileSync } from 'node:fs';
import { readStudy } from '../../src/language';
import { splitWeights } from '../../src/network';
import { residuals, unknownTypes } from '../../src/pde/loss';
import { buildProblem, type Problem } from '../../src/pde/problem';
import { tensor, trace } from '../../src/program';
import { parseStudy } from '../../src/study';
import { compile, configureEngine, upload } from '../../src/tensorflow';
import { randomElements } from '../../test/support/random';
import { systems, type System } from './systems';

const count = 100;
configureEngine({ threads: 1, device: 'cpu' });

/** Weights of order one, so that every derivative is. */
const weightsOf = (problem: Problem, seed: number) =>
  randomElements([problem.network.parameterCount], seed).map((value) => 0.9 * value);

function computed({ name, study: document }: System, index: number) {
  const parsed = parseStudy({ collocate: 1, network: { width: 3, depth: 2 }, ...document });
  if (!parsed.ok) throw new Error(`${name}: ${parsed.problems[0].message}`);
  const { meaning, problems } = readStudy(parsed.study);
  if (!meaning) throw new Error(`${name}: ${problems[0].message}`);
  const problem = buildProblem(parsed.study, meaning, []);
  const { coordinates, network } = problem;
  const weights = weightsOf(problem, 2 * index + 1);
  const unit = randomElements([coordinates.length, count], 2 * index + 2);
  const points = coordinates.map(({ low, high }, k) =>
    Array.from({ length: count }, (_, i) => low + ((unit[k * count + i] + 1) / 2) * (high - low)),
  );
  const numbers = Object.values(problem.parameters);
  const types = [...unknownTypes(problem), tensor('float64', [coordinates.length, count])];
  const program = trace('residuals', types, (flat, parameters, tile) =>
    residuals(problem, problem.sets[0], { weights: splitWeights(flat, network.slots), parameters }, tile),
  );
  const inputs = [
    upload(types[0], Float64Array.from(weights)),
    upload(types[1], Float64Array.from(numbers)),
    upload(types[2], Float64Array.from(points.flat())),
  ];
  const values = compile(program)
    .run(inputs)
    .map((result) => [...result.read()]);
  return {
    name,
    equations: parsed.study.equations.map(({ text }) => text),
    coordinates,
    fields: problem.fields,
    parameters: problem.parameters,
    slots: network.slots.map((slot) => ({
      shape: slot.shape,
      values: [...weights.subarray(slot.offset, slot.offset + slot.shape.reduce((a, b) => a * b, 1))],
    })),
    points,
    terms: meaning.residuals.map((residual) => residual.name),
    values,
  };
}

writeFileSync(process.argv[2], JSON.stringify(systems.map(computed)));
