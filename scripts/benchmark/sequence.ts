/**
 * The lab's own entry in the benchmark of sequence models: steps of Adam on the weights and the data of a case file,
 * timed as the peers are. Prints one JSON line. With --make it writes the case file instead.
 *
 *   node sequence.cjs --case FILE.json --model lstm|transformer [--make | --steps N --threads N]
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { adam, adamStep } from '../../src/optimise';
import * as op from '../../src/program';
import { gradient, tensor, trace, whileLoop } from '../../src/program';
import { neuralModel, type NeuralSettings } from '../../src/sequence/models';
import { meanLoss } from '../../src/sequence/steps';
import { uniformNumbers } from '../../src/sequence/random';
import { parseAnyStudy } from '../../src/study';
import { compile, configureEngine, upload, uploadScalar, type DeviceTensor } from '../../src/tensorflow';

const [batch, length, columns] = [32, 128, 64];
const learningRate = 1e-3;
const models = {
  lstm: { kind: 'lstm', width: 256 },
  transformer: {
    kind: 'transformer',
    width: 128,
    layers: 2,
    heads: 4,
    inner: 512,
    normalise: 'after',
    activation: 'relu',
  },
} as const;

const { values: given } = parseArgs({
  options: {
    case: { type: 'string' },
    model: { type: 'string' },
    make: { type: 'boolean', default: false },
    steps: { type: 'string', default: '60' },
    threads: { type: 'string', default: '1' },
  },
});
const name = given.model as keyof typeof models;
const parsed = parseAnyStudy({
  collocate: 1,
  lab: 'sequence',
  source: { kind: 'lorenz' },
  model: models[name],
  training: { window: length, batch },
});
if (!parsed.ok || parsed.study.lab !== 'sequence') throw new Error('The model of the case is not right.');
const settings = parsed.study.model as NeuralSettings;
const net = neuralModel(settings, 'mean-square', { kind: 'numbers', size: columns }, columns, length);
const places = [batch, length, columns];

if (given.make) {
  const uniform = uniformNumbers(3, 99);
  const drawn = () => Array.from({ length: batch * length * columns }, () => Math.fround(2 * uniform() - 1));
  const parameters = Array.from(Float32Array.from(net.initial(1)));
  const told = {
    settings,
    shape: places,
    learningRate,
    slots: net.slots,
    parameters,
    input: drawn(),
    targets: drawn(),
  };
  writeFileSync(given.case!, JSON.stringify(told));
} else measure();

function measure(): void {
  const file = JSON.parse(readFileSync(given.case!, 'utf8')) as Record<
    'parameters' | 'input' | 'targets',
    number[]
  >;
  const steps = Number(given.steps);
  configureEngine({ threads: Number(given.threads), device: 'cpu' });
  const element = 'float32' as const;
  const types = adam.state(net.parameterCount, 1, element);
  const names = Object.keys(types);
  const began = performance.now();
  const inputs = [
    ...names.map((one) => types[one]),
    tensor('int32'),
    tensor(element, places),
    tensor(element, places),
  ];
  const program = trace('benchmark_steps', inputs, (...values) => {
    const state = values.splice(0, names.length);
    const [limit, input, targets] = values;
    const named = (list: readonly op.Value[]) => Object.fromEntries(names.map((one, k) => [one, list[k]]));
    return [
      ...whileLoop(
        [op.constant(0, element), ...state],
        (_loss, ...current) => op.less(named(current).step, limit),
        (_loss, ...current) => {
          const now = named(current);
          const { mean } = meanLoss(
            { model: net, element },
            now.parameters,
            { input, targets, weights: null },
            (x) => x,
          );
          const [slope] = gradient([mean], [op.scalarLike(1, mean)], [now.parameters]);
          const next = adamStep(
            now,
            { loss: mean, terms: op.reshape(mean, [1]), gradient: slope },
            op.constant(learningRate, element),
          );
          return [mean, ...names.map((one) => next[one])];
        },
      ),
    ];
  });
  const executable = compile(program, 'xla');
  const initial = adam.initial(Float32Array.from(file.parameters), 1);
  let state: DeviceTensor[] = names.map((one) => upload(types[one], initial[one]));
  const data = [file.input, file.targets].map((values) =>
    upload({ element, shape: places }, Float32Array.from(values)),
  );
  let done = 0;
  /** The loss before the last of these steps. */
  const advance = (count: number): number => {
    const limit = uploadScalar('int32', done + count);
    const [loss, ...next] = executable.run([...state, limit, ...data]);
    [limit, ...state].forEach((one) => one.dispose());
    state = next;
    done += count;
    return loss.read()[0];
  };
  const firstLoss = advance(1);
  const ready = (performance.now() - began) / 1000;
  const parts = 6;
  const times: number[] = [];
  const cpu = process.cpuUsage();
  let last = NaN;
  for (let left = steps; left > 0;) {
    const count = Math.min(Math.max(1, Math.floor(steps / parts)), left);
    const before = performance.now();
    last = advance(count);
    times.push((performance.now() - before) / count);
    left -= count;
  }
  const used = process.cpuUsage(cpu);
  times.sort((a, b) => a - b);
  console.log(
    JSON.stringify({
      ms_per_step: (times[(times.length - 1) >> 1] + times[times.length >> 1]) / 2,
      cpu_ms_per_step: (used.user + used.system) / 1000 / steps,
      compile_s: ready,
      first_loss: firstLoss,
      last_loss: last,
      peak_mb: Math.round(process.resourceUsage().maxRSS / 1024),
    }),
  );
}
