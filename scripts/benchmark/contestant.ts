/**
 * The lab's own entry in the benchmark of step times: Adam on exactly the points, weights and loss that a case file
 * gives (see peers/case.py), timed in the same way as the peers. Prints one JSON line.
 *
 *   node contestant.cjs --case FILE.json --steps N --precision float32|float64 --threads N
 */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { readStudy } from '../../src/language';
import { adam, schedules } from '../../src/optimise';
import { buildProblem, termsOf, type DataColumns } from '../../src/pde/problem';
import { historyRows, stepProgram } from '../../src/pde/steps';
import { pointWeights, setTiling, tiled } from '../../src/pde/tiles';
import type { HostArray } from '../../src/program';
import { parseStudy } from '../../src/study';
import { compile, configureEngine, upload, uploadScalar, type DeviceTensor } from '../../src/tensorflow';

interface CaseFile {
  readonly case: string;
  readonly X: readonly (readonly number[])[];
  readonly D: readonly (readonly number[])[];
  readonly widths: readonly number[];
  readonly adam: { readonly lr: number };
  readonly terms: readonly { start: number; stop: number; values: readonly number[] }[];
  readonly weights: readonly { w: readonly (readonly number[])[]; b: readonly number[] }[];
  readonly first_loss: number;
}

const { values: given } = parseArgs({
  options: {
    case: { type: 'string' },
    steps: { type: 'string', default: '300' },
    precision: { type: 'string', default: 'float32' },
    threads: { type: 'string', default: '1' },
    weights: { type: 'boolean', default: false },
  },
});
const file = JSON.parse(readFileSync(given.case!, 'utf8')) as CaseFile;
const threads = Number(given.threads);
const steps = Number(given.steps);
const element = given.precision as 'float32' | 'float64';
configureEngine({ threads, device: 'cpu' });

/** Every coordinate runs over [−1, 1], so that the network sees the points as they are, like the peers' networks. */
const parsed = parseStudy({
  collocate: 1,
  title: file.case,
  coordinates: { x: [-1, 1], t: [-1, 1] },
  fields: ['u'],
  parameters: { nu: '0.01/pi' },
  equations: ['u_t + u*u_x = nu*u_xx'],
  data: file.terms.map((_, k) => ({ file: `term${k}.csv`, columns: { x: 'x', t: 't', u: 'u' } })),
  points: { equations: file.X.length, sampler: 'uniform' },
  network: { kind: 'mlp', width: file.widths[1], depth: file.widths.length - 2, activation: 'tanh' },
  training: { precision: element },
});
if (!parsed.ok) throw new Error(parsed.problems.map((problem) => problem.message).join('\n'));
const { meaning, problems } = readStudy(parsed.study);
if (!meaning) throw new Error(problems.map((problem) => problem.message).join('\n'));

const columnsOf = (points: readonly (readonly number[])[], u: readonly number[]): DataColumns => ({
  columns: {
    x: Float64Array.from(points, ([x]) => x),
    t: Float64Array.from(points, ([, t]) => t),
    u: Float64Array.from(u),
  },
});
const data = file.terms.map(({ start, stop, values }) => columnsOf(file.D.slice(start, stop), values));
const problem = buildProblem(parsed.study, meaning, data);
const termCount = termsOf(problem).length;

const own = (numbers: ArrayLike<number>): HostArray =>
  element === 'float32' ? Float32Array.from(numbers) : Float64Array.from(numbers);
const put = (numbers: ArrayLike<number>, shape: readonly number[]) =>
  upload({ element, shape }, own(numbers));

const sets = problem.sets.flatMap((set, s) => {
  const tiling = setTiling(problem, set);
  const rows =
    s === 0
      ? [0, 1].map((k) => file.X.map((point) => point[k]))
      : ['x', 't', 'u'].map((name) => data[s - 1].columns[name]);
  return [
    put(tiled(rows, tiling), [tiling.tiles, rows.length, tiling.width]),
    put(pointWeights(set.count, tiling), [tiling.tiles, tiling.width]),
  ];
});
/** Peers keep weights as [inputs, outputs]. */
const first = file.weights.flatMap(({ w, b }) => [
  ...w[0].flatMap((_, out) => w.map((row) => row[out])),
  ...b,
]);

const began = performance.now();
const { program, region, stateNames } = stepProgram(problem, adam, threads);
const executable = compile(program, region);
const inverse = problem.sets.flatMap((set) => set.terms.map(() => 1 / set.count));
const constants = [
  put(Object.values(problem.parameters), [1]),
  put(inverse, [termCount]),
  put(inverse, [termCount]),
];
const types = adam.state(problem.network.parameterCount, termCount, element);
const initial = adam.initial(own(first), termCount);
let state: DeviceTensor[] = stateNames.map((name) => upload(types[name], initial[name]));
const constantRate: Record<string, number> = {
  learningRate: file.adam.lr,
  phaseSteps: 1,
  schedule: schedules.indexOf('constant'),
  warmUp: 0,
};
const settings = adam.settings.map((name) => uploadScalar(element, constantRate[name]));
let done = 0;

function advance(count: number): number {
  const limit = uploadScalar('int32', done + count);
  const budget = uploadScalar('int32', historyRows);
  const results = executable.run([...state, ...settings, limit, budget, ...constants, ...sets]);
  [limit, budget, ...state].forEach((tensor) => tensor.dispose());
  state = results.slice(0, stateNames.length);
  const history = results[stateNames.length].read();
  results.slice(stateNames.length).forEach((tensor) => tensor.dispose());
  done += count;
  return history[0];
}

const firstLoss = advance(1);
const compileSeconds = (performance.now() - began) / 1000;
const parts = 6;
const chunk = Math.max(1, Math.floor(steps / parts));
const times: number[] = [];
const cpu = process.cpuUsage();
const started = performance.now();
let left = steps;
while (left > 0) {
  const count = Math.min(chunk, left, historyRows);
  const before = performance.now();
  advance(count);
  times.push((performance.now() - before) / count);
  left -= count;
}
const seconds = (performance.now() - started) / 1000;
const used = process.cpuUsage(cpu);
times.sort((a, b) => a - b);
const median =
  times.length % 2
    ? times[(times.length - 1) / 2]
    : (times[times.length / 2 - 1] + times[times.length / 2]) / 2;
const tolerance = element === 'float32' ? 1e-4 : 1e-10;
const parameters = [...state[stateNames.indexOf('parameters')].read()];
console.log(
  JSON.stringify({
    peer: 'collocate',
    case: file.case,
    precision: element,
    network: `${file.widths[0]}-${file.widths[1]}x${file.widths.length - 2}-${file.widths[file.widths.length - 1]}`,
    points: `${file.X.length}+${file.D.length}`,
    steps,
    compile_s: compileSeconds,
    seconds,
    ms_per_step: median,
    ms_min: times[0],
    ms_max: times[times.length - 1],
    cpu_ms_per_step: (used.user + used.system) / 1000 / steps,
    first_loss: firstLoss,
    same_work: Math.abs(firstLoss / file.first_loss - 1) < tolerance,
    peak_mb: Math.round(process.resourceUsage().maxRSS / 1024),
    ...(given.weights ? { parameters } : {}),
  }),
);
