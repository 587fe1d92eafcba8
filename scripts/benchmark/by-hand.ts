/**
 * The gradient of the Burgers study's loss, compiled from the document and written by hand over the tensor language:
 * the same values, and the time of one over that of the other. Prints one JSON line.
 *
 *   node by-hand.cjs ROUNDS
 */
import { readStudy } from '../../src/language';
import { gradientProgram } from '../../src/pde/loss';
import { uploadSet } from '../../src/pde/point-tensors';
import { buildProblem } from '../../src/pde/problem';
import { cost, type Program } from '../../src/program';
import { galleryEntry, parseStudy } from '../../src/study';
import { compile, configureEngine, upload, type Executable } from '../../src/tensorflow';
import { writtenGradient } from '../../test/support/written-by-hand';

const rounds = Number(process.argv[2]);
const callsEach = 40;
configureEngine({ threads: 1, device: 'cpu' });

const parsed = parseStudy(galleryEntry('burgers')!.study);
if (!parsed.ok) throw new Error(parsed.problems[0].message);
const { meaning, problems } = readStudy(parsed.study);
if (!meaning) throw new Error(problems[0].message);
const problem = buildProblem(parsed.study, meaning, []);
const numbers = (values: ArrayLike<number>) =>
  upload({ element: 'float64', shape: [values.length] }, Float64Array.from(values));
const { points, weights } = uploadSet(problem, problem.sets[0], 0, 0);
const inputs = [
  numbers(problem.network.initial(0)),
  numbers(Object.values(problem.parameters)),
  numbers([1 / problem.sets[0].count]),
  points,
  weights,
];

const programs = { compiled: gradientProgram(problem), written: writtenGradient(problem) };
const executables = { compiled: compile(programs.compiled), written: compile(programs.written) };

function run(executable: Executable): Float64Array[] {
  const results = executable.run(inputs);
  const values = results.map((result) => Float64Array.from(result.read()));
  results.forEach((result) => result.dispose());
  return values;
}

/** Largest difference of results, relative to the largest value. */
function difference(a: readonly Float64Array[], b: readonly Float64Array[]): number {
  const size = Math.max(...a.flatMap((values) => [...values].map(Math.abs)));
  return (
    Math.max(...a.flatMap((values, k) => [...values].map((value, i) => Math.abs(value - b[k][i])))) / size
  );
}

function seconds(executable: Executable): number {
  const began = performance.now();
  for (let k = 0; k < callsEach; k++) run(executable);
  return (performance.now() - began) / 1000;
}

const apart = difference(run(executables.compiled), run(executables.written));
// The order turns, so that what drifts in the machine meets both alike.
const ratios = Array.from({ length: rounds }, (_, round) => {
  const order = round % 2 === 0 ? (['compiled', 'written'] as const) : (['written', 'compiled'] as const);
  const times = Object.fromEntries(order.map((name) => [name, seconds(executables[name])]));
  return times.compiled / times.written;
}).sort((a, b) => a - b);
const work = (program: Program) => cost(program, () => points.type.shape[0]);
const [a, b] = [work(programs.compiled), work(programs.written)];
const costs = (['flops', 'bytes', 'transcendentals'] as const).map((part) => [part, a[part] / b[part]]);
const result = {
  ratio: ratios[Math.floor(rounds / 2)],
  least: ratios[0],
  most: ratios[rounds - 1],
  difference: apart,
  costs: Object.fromEntries(costs) as Record<string, number>,
};
console.log(JSON.stringify(result));
