import { writeFileSync } from 'node:fs';
import { gradient, scalarLike, tensor, trace } from '../../src/program';
import { neuralModel, type NeuralSettings } from '../../src/sequence/models';
import { nGram } from '../../src/sequence/models/n-gram';
import { uniformNumbers } from '../../src/sequence/random';
import { meanLoss } from '../../src/sequence/steps';
import { parseAnyStudy } from '../../src/study';
import { compile, configureEngine, upload } from '../../src/tensorflow';

/** Writes losses and gradients of every model on random weights, by the engine in float64, to the file that is named. */
const [file] = process.argv.slice(2);
configureEngine({ threads: 1, device: 'cpu' });

const [batch, length, symbols, columns] = [3, 11, 5, 3];
const models: Record<string, object> = {
  aggregation: { kind: 'aggregation', width: 6 },
  'rnn, 2 layers': { kind: 'rnn', width: 6, layers: 2 },
  'lstm, 2 layers': { kind: 'lstm', width: 6, layers: 2 },
  'gru, 2 layers': { kind: 'gru', width: 6, layers: 2 },
  'transformer, 2 layers, normalised before, GELU': {
    kind: 'transformer',
    width: 8,
    heads: 2,
    inner: 12,
    layers: 2,
  },
  'transformer, normalised after, ReLU, learned positions': {
    kind: 'transformer',
    width: 8,
    heads: 4,
    inner: 12,
    normalise: 'after',
    activation: 'relu',
    positions: 'learned',
  },
};

function settingsOf(model: object): NeuralSettings {
  const parsed = parseAnyStudy({ collocate: 1, lab: 'sequence', source: { kind: 'markov' }, model });
  if (!parsed.ok || parsed.study.lab !== 'sequence') throw new Error('The model of a case is not right.');
  return parsed.study.model as NeuralSettings;
}

const uniform = uniformNumbers(7, 99);
const random = (count: number, size = 1) =>
  Float64Array.from({ length: count }, () => size * (2 * uniform() - 1));
const whole = (count: number, bound: number) =>
  Int32Array.from({ length: count }, () => Math.min(bound - 1, Math.floor(bound * uniform())));

/** One model on one kind of elements. */
function worked(name: string, model: object, loss: 'cross-entropy' | 'mean-square' | 'gaussian') {
  const settings = settingsOf(model);
  const told = loss === 'cross-entropy';
  const kind = told
    ? ({ kind: 'symbols', size: symbols } as const)
    : ({ kind: 'numbers', size: columns } as const);
  const net = neuralModel(settings, told ? 'mean-square' : loss, kind, kind.size, length);
  const shape = told ? [batch, length] : [batch, length, columns];
  const type = tensor(told ? 'int32' : 'float64', shape);
  const element = 'float64' as const;
  const weights = random(batch * length).map((x) => (x > -0.5 ? 1 : 0));
  const types = [tensor(element, [net.parameterCount]), type, type, tensor(element, [batch, length])];
  const program = trace('loss_and_gradient', types, (p, input, targets, counts) => {
    const { mean } = meanLoss({ model: net, element }, p, { input, targets, weights: counts }, (x) => x);
    return [mean, ...gradient([mean], [scalarLike(1, mean)], [p])];
  });
  const parameters = random(net.parameterCount, 0.8);
  const count = batch * length * (told ? 1 : columns);
  const [input, targets] = [0, 1].map(() => (told ? whole(count, symbols) : random(count)));
  const given = [parameters, input, targets, weights].map((values, k) => upload(types[k], values));
  const results = compile(program, 'xla').consume(given);
  const [value, slope] = results.map((result) => [...result.read()]);
  results.forEach((result) => result.dispose());
  return {
    name: `${name}, ${loss}`,
    settings,
    loss,
    slots: net.slots,
    shape: [batch, length],
    input: [...input],
    targets: [...targets],
    weights: [...weights],
    parameters: [...parameters],
    value: value[0],
    gradient: slope,
  };
}

/** The table p(x | h) of an n-gram model over all contexts, from elements that are told along. */
function counted(smoothing: 'additive' | 'kneser-ney', order: number) {
  const [size, discount, additive] = [4, 0.7, 0.3];
  // products of uniform numbers: some runs are frequent, some are never seen
  const elements = Array.from({ length: 300 }, () => Math.floor(size * uniform() * uniform()));
  const model = nGram({ kind: 'n-gram', order, smoothing, discount, additive }, size, (visit) => {
    for (let k = order - 1; k < elements.length; k++)
      visit(Int32Array.from(elements.slice(k - order + 1, k)), elements[k]);
  });
  const contexts = Array.from({ length: size ** (order - 1) }, (_, k) =>
    Array.from({ length: order - 1 }, (_unused, j) => Math.floor(k / size ** (order - 2 - j)) % size),
  );
  const table = contexts.flatMap((context) => [0, 1, 2, 3].map((x) => model.probability(context, x)));
  return { name: `${order}-gram, ${smoothing}`, smoothing, order, size, discount, additive, elements, table };
}

const losses = ['cross-entropy', 'mean-square', 'gaussian'] as const;
const neural = Object.entries(models).flatMap(([name, model], k) =>
  losses.filter((loss) => loss === 'cross-entropy' || k > 0).map((loss) => worked(name, model, loss)),
);
const tables = (['additive', 'kneser-ney'] as const).flatMap((smoothing) =>
  [1, 2, 3, 4].map((order) => counted(smoothing, order)),
);
writeFileSync(file, JSON.stringify({ neural, tables }));
