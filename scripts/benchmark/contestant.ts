/**
 * The lab's own entry in the benchmark of step times: Adam on exactly the points, weights and loss that a case file
 * gives (see peers/case.py), timed in the same way as the peers. Prints one JSON line.
 *
 *   node contestant.cjs --case FILE.json --steps N --precision float32|float64 --threads N [--device cpu|gpu]
 */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { readStudy } from '../../src/language';
import { adam, schedules } from '../../src/optimise';
import { gradientProgram } from '../../src/pde/loss';
import { buildProblem, rowNames, termsOf, type DataColumns } from '../../src/pde/problem';
import { historyRows, stepProgram } from '../../src/pde/steps';
import { pointWeights, setTiling, tiled } from '../../src/pde/tiles';
import { cost, type HostArray } from '../../src/program';
import { parseStudy } from '../../src/study';
import { compile, configureEngine, upload, uploadScalar, type DeviceTensor } from '../../src/tensorflow';

interface CaseFile {
  readonly case: string;
  readonly X: readonly (readonly number[])[];
  readonly D: readonly (readonly number[])[];
  readonly widths: readonly number[];
  readonly adam: { readonly lr: number };
  readonly terms: readonly {
    readonly start: number;
    readonly stop: number;
    readonly component: number;
    readonly values: readonly number[];
  }[];
  readonly weights: readonly { w: readonly (readonly number[])[]; b: readonly number[] }[];
  readonly study: { readonly fields: readonly string[] };
  readonly first_loss: number;
}

const { values: given } = parseArgs({
  options: {
    case: { type: 'string' },
    steps: { type: 'string', default: '300' },
    precision: { type: 'string', default: 'float32' },
    threads: { type: 'string', default: '1' },
    device: { type: 'string', default: 'cpu' },
    weights: { type: 'boolean', default: false },
  },
});
const file = JSON.parse(readFileSync(given.case!, 'utf8')) as CaseFile;
const threads = Number(given.threads);
const steps = Number(given.steps);
const element = given.precision as 'float32' | 'float64';
configureEngine({ threads, device: given.device === 'gpu' ? 'gpu' : 'cpu' });

const coordinates = file.widths[0] === 2 ? ['x', 't'] : ['x', 'y', 'z', 't'];
/** Terms that share their points come from one file. */
const files = [...new Set(file.terms.map(({ start, stop }) => `${start} ${stop}`))].map((place) =>
  file.terms.filter(({ start, stop }) => `${start} ${stop}` === place),
);
const fieldOf = ({ component }: CaseFile['terms'][number]) => file.study.fields[component];
const named = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, name]));

/** Every coordinate runs over [−1, 1], so that the network sees the points as they are, like the peers' networks. */
const parsed = parseStudy({
  collocate: 1,
  title: file.case,
  coordinates: Object.fromEntries(coordinates.map((name) => [name, [-1, 1]])),
  ...file.study,
  data: files.map((terms, k) => ({
    file: `conditions${k}.csv`,
    columns: named([...coordinates, ...terms.map(fieldOf)]),
  })),
  points: { equations: file.X.length, sampler: 'uniform' },
  network: { kind: 'mlp', width: file.widths[1], depth: file.widths.length - 2, activation: 'tanh' },
  training: { precision: element },
});
if (!parsed.ok) throw new Error(parsed.problems.map((problem) => problem.message).join('\n'));
const { meaning, problems } = readStudy(parsed.study);
if (!meaning) throw new Error(problems.map((problem) => problem.message).join('\n'));

const data = files.map((terms): DataColumns => {
  const points = file.D.slice(terms[0].start, terms[0].stop);
  const given = coordinates.map((name, k) => [name, Float64Array.from(points, (point) => point[k])] as const);
  const measured = terms.map((term) => [fieldOf(term), Float64Array.from(term.values)] as const);
  return { columns: Object.fromEntries([...given, ...measured]) };
});
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
      ? coordinates.map((_, k) => file.X.map((point) => point[k]))
      : rowNames(problem, set).map((name) => data[s - 1].columns[name]);
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

/** Counted in the program of the gradient, set by set, since each has a number of tiles of its own. */
const work = problem.sets
  .map((set) => cost(gradientProgram({ ...problem, sets: [set] }), () => setTiling(problem, set).tiles))
  .reduce(
    (sum, { productFlops, transcendentals }) => ({
      products: sum.products + productFlops,
      transcendentals: sum.transcendentals + transcendentals,
    }),
    { products: 0, transcendentals: 0 },
  );

const began = performance.now();
const { program, region, stateNames } = stepProgram(problem, adam, threads);
const executable = compile(program, region);
const inverse = problem.sets.flatMap((set) => set.terms.map(() => 1 / set.count));
const constants = [
  put(Object.values(problem.parameters), [Object.keys(problem.parameters).length]),
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
    work,
    same_work: Math.abs(firstLoss / file.first_loss - 1) < tolerance,
    peak_mb: Math.round(process.resourceUsage().maxRSS / 1024),
    ...(given.weights ? { parameters } : {}),
  }),
);
