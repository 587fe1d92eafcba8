/**
 * The residuals of studies of the gallery, the square sums of their terms and the gradient of the loss, in float64 at
 * the first parameters and points. Writes them to a file by study, and prints what they were computed on as JSON.
 *
 *   node computed.cjs cpu|gpu FILE STUDY …
 */
import { writeFileSync } from 'node:fs';
import { readStudy } from '../../src/language';
import { boxPoints } from '../../src/pde/point-source';
import { Evaluator } from '../../src/pde/evaluator';
import { gradientProgram } from '../../src/pde/loss';
import { uploadSet } from '../../src/pde/point-tensors';
import { buildProblem, termsOf } from '../../src/pde/problem';
import { galleryEntry, parseStudy } from '../../src/study';
import { compile, configureEngine, engineStatus, upload } from '../../src/tensorflow';

const [device, file, ...studies] = process.argv.slice(2);
configureEngine({ threads: 1, device: device === 'gpu' ? 'gpu' : 'cpu' });

const vector = (values: ArrayLike<number>) =>
  upload({ element: 'float64', shape: [values.length] }, Float64Array.from(values));

function computed(name: string): Record<string, number[]> {
  const parsed = parseStudy(galleryEntry(name)!.study);
  if (!parsed.ok) throw new Error(parsed.problems[0].message);
  const { meaning, problems } = readStudy(parsed.study);
  if (!meaning) throw new Error(problems[0].message);
  const problem = buildProblem(parsed.study, meaning, []);
  if (problem.element !== 'float64') throw new Error(`${name} is not a study in float64.`);
  const unknowns = [vector(problem.network.initial(0)), vector(Object.values(problem.parameters))];
  const sets = problem.sets.map((set, part) => uploadSet(problem, set, part, 0));
  const each = problem.sets.flatMap((set) => set.terms.map((term) => term.weight / set.count));
  const given = sets.flatMap(({ points, weights }) => [points, weights]);
  const results = compile(gradientProgram(problem)).run([...unknowns, vector(each), ...given]);
  const [sums, gradient] = results.map((result) => [...result.read()]);

  const drawn = boxPoints.columns({ seed: 1, part: 0, step: 0, box: problem.coordinates, count: 2000 });
  const points = Object.fromEntries(Object.entries(drawn).map(([key, row]) => [key, Float64Array.from(row)]));
  const interior = problem.sets.find(({ kind }) => kind === 'interior')!;
  const names = interior.terms.map((_, k) => `residual ${k + 1}`);
  const rows = new Evaluator(problem).at(points, names, unknowns);
  const residuals = Object.fromEntries(Object.entries(rows).map(([key, row]) => [key, [...row]]));
  return { ...residuals, [`${termsOf(problem).length} terms of the loss`]: sums, gradient };
}

writeFileSync(file, JSON.stringify(Object.fromEntries(studies.map((name) => [name, computed(name)]))));
console.log(JSON.stringify(engineStatus()));
