/**
 * Trains models of sequences on processes whose truth is known and prints what they reach, a JSON line for each.
 *
 *   node trials.cjs PART --threads N [--text FILE --minutes N]
 */
import { readFileSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { createSequenceTrainer, forecast, SequenceTrainer, type CountingTrainer } from '../../src/sequence';
import type { NumberSequences } from '../../src/sequence/sequences';
import { parseAnyStudy, sequenceGallery, type SequenceDocument } from '../../src/study';

const { values: given, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    threads: { type: 'string', default: '1' },
    text: { type: 'string' },
    minutes: { type: 'string', default: '15' },
  },
});
const [part = ''] = positionals;
const threads = Number(given.threads);

type Model = SequenceDocument['model'];
type Changes = Omit<SequenceDocument, 'collocate' | 'lab'>;
type Trained = SequenceTrainer | CountingTrainer;

interface Figures {
  readonly trainer: Trained;
  readonly values: Readonly<Record<string, number>>;
  readonly steps: number;
  readonly seconds: number;
}

const text = given.text === undefined ? undefined : readFileSync(given.text, 'utf8');

/** Steps after which the pace is taken, once compiled. */
const paceSteps = 20;

/** @param minutes so long it is trained at most, with the steps that fit into them */
async function trained(changes: Changes, minutes?: number): Promise<Figures> {
  const parsed = parseAnyStudy({ collocate: 1, lab: 'sequence', ...changes });
  if (!parsed.ok) throw new Error(parsed.problems.map(({ message }) => message).join(' '));
  const study = parsed.study as Parameters<typeof createSequenceTrainer>[0];
  const trainer = (await createSequenceTrainer(study, { threads, device: 'cpu', text })) as Trained;
  await trainer.prepare(() => undefined);
  const began = performance.now();
  if (minutes !== undefined && trainer instanceof SequenceTrainer) {
    await trainer.advance(1, 1);
    const before = performance.now();
    while (trainer.step <= paceSteps) await trainer.advance(paceSteps + 1, 1e4);
    const pace = (performance.now() - before) / paceSteps;
    // A twentieth is left for what is measured on the way.
    trainer.setTotalSteps(Math.floor((0.95 * 60_000 * minutes) / pace));
  }
  let values: Figures['values'] = {};
  for (;;) {
    await setImmediate();
    const { outcome, measures } = await trainer.advance(Number.MAX_SAFE_INTEGER, 1000);
    values = measures.at(-1)?.values ?? values;
    if (outcome === undefined) continue;
    return { trainer, values, steps: trainer.step, seconds: (performance.now() - began) / 1000 };
  }
}

/** One line of the page. `holds` is null where nothing is wanted. */
function tell(
  name: string,
  { steps, seconds }: Figures,
  reached: string,
  wanted: string,
  holds: boolean | null,
): void {
  console.log(JSON.stringify({ part, name, steps, seconds, reached, wanted, holds }));
}

const percent = (share: number) => `${(100 * share).toFixed(2)} %`;

async function markov(): Promise<void> {
  const source = { kind: 'markov', symbols: 4, order: 2, length: 500_000 } as const;
  const training = { steps: 1500, batch: 32, window: 32, learningRate: 0.01, measureEvery: 1500 };
  const models: Record<string, Model> = {
    Independence: { kind: 'unigram' },
    Aggregation: { kind: 'aggregation', width: 32 },
    '3-gram': { kind: 'n-gram', order: 3 },
    RNN: { kind: 'rnn', width: 32 },
    LSTM: { kind: 'lstm', width: 32 },
    GRU: { kind: 'gru', width: 32 },
    Transformer: { kind: 'transformer', width: 32, layers: 2, heads: 2, inner: 64 },
  };
  for (const [name, model] of Object.entries(models)) {
    const figures = await trained({ source, model, training });
    const excess = figures.values['excess over the entropy rate'];
    const cannot = name === 'Independence' || name === 'Aggregation';
    tell(
      name,
      figures,
      `${percent(excess)} above the exact entropy rate`,
      cannot ? 'cannot' : 'within 1 %',
      cannot ? null : Math.abs(excess) <= 0.01,
    );
    figures.trainer.dispose();
  }
}

async function copy(): Promise<void> {
  const chance = 1 / 8;
  const source = { kind: 'copy', symbols: 8, payload: 1, lag: 50, examples: 20_000 } as const;
  const rnn = { kind: 'rnn', width: 64, start: 'scaled', radius: 0.9 } as const;
  const remembers = (accuracy: number) => accuracy >= 0.99;
  const rows: [string, Model, number, string, ((accuracy: number) => boolean) | null][] = [
    ['LSTM', { kind: 'lstm', width: 64, memory: 60 }, 3e-4, 'at least 99 %', remembers],
    ['GRU', { kind: 'gru', width: 64 }, 3e-4, 'at least 99 %', remembers],
    [
      'Transformer',
      { kind: 'transformer', width: 64, heads: 2, inner: 128 },
      3e-4,
      'at least 99 %',
      remembers,
    ],
    ['RNN, ρ = 0.9', rnn, 3e-4, 'at most 17.5 %', (accuracy) => Math.abs(accuracy - chance) <= 0.05],
    [
      'RNN, orthogonal start',
      { kind: 'rnn', width: 64, start: 'orthogonal', radius: 1 },
      3e-4,
      'reported',
      null,
    ],
    ['RNN, ρ = 0.9, learning rate 0.003', rnn, 3e-3, 'reported', null],
  ];
  for (const [name, model, learningRate, wanted, holds] of rows) {
    const training = { steps: 3000, batch: 32, learningRate, measureEvery: 3000 };
    const figures = await trained({ source, model, training });
    const accuracy = figures.values['validation accuracy'];
    const radius = model.kind === 'rnn' ? (figures.trainer as SequenceTrainer).looks.radii()?.[0] : undefined;
    const more = radius === undefined ? '' : `; ρ(W_h) at the end ${radius.toFixed(3)}`;
    tell(name, figures, `accuracy ${percent(accuracy)}${more}`, wanted, holds && holds(accuracy));
    figures.trainer.dispose();
  }
}

async function radius(): Promise<void> {
  for (const rho of [0.8, 1.2]) {
    const figures = await trained({
      source: { kind: 'markov', length: 5000 },
      model: { kind: 'rnn', width: 32, activation: 'linear', start: 'scaled', radius: rho },
      training: { precision: 'float64', steps: 0 },
    });
    const { looks, sequences } = figures.trainer as SequenceTrainer;
    const logarithms = looks.growth(sequences.inputs.subarray(0, 200), 1)!;
    const slope = (logarithms[199] - logarithms[99]) / 100;
    const off = Math.abs(slope / Math.log(rho) - 1);
    const reached = `slope ${slope.toFixed(5)}, ln ρ ${Math.log(rho).toFixed(5)}: ${percent(off)} off`;
    tell(`Linear RNN, ρ = ${rho}`, figures, reached, 'within 2 %', off <= 0.02);
    figures.trainer.dispose();
  }
}

async function adding(): Promise<void> {
  const figures = await trained({
    source: { kind: 'adding', span: 200, examples: 50_000 },
    model: { kind: 'lstm', width: 64, memory: 200 },
    training: { steps: 4000, batch: 32, learningRate: 0.003, warmUp: 100, measureEvery: 500 },
  });
  const loss = figures.values['validation loss'];
  tell('LSTM', figures, `mean-square error ${loss.toExponential(2)}`, 'at most 1e-3', loss <= 1e-3);
  figures.trainer.dispose();
}

async function lorenz(): Promise<void> {
  const { study } = sequenceGallery.find(({ name }) => name === 'lorenz')!;
  const figures = await trained(study);
  const { looks, sequences, parts, work } = figures.trainer as SequenceTrainer;
  const found = (await forecast(looks, sequences as NumberSequences, parts.test, work.length, () =>
    setImmediate(),
  ))!;
  const times = Array.from(found.horizons, (time) => time * found.lyapunov!).sort((a, b) => a - b);
  const median = (times[7] + times[8]) / 2;
  tell(
    'GRU, error of one step',
    figures,
    `${found.oneStep.toExponential(2)} standard deviations`,
    'at most 1e-3',
    found.oneStep <= 1e-3,
  );
  tell(
    'GRU, horizon',
    figures,
    `median ${median.toFixed(1)} Lyapunov times (${times[0].toFixed(1)} to ${times[15].toFixed(1)})`,
    'at least 5',
    median >= 5,
  );
  figures.trainer.dispose();
}

async function ofText(): Promise<void> {
  const source = { kind: 'text', file: 'text.txt' } as const;
  const bits = ({ values }: Figures) => values['validation, bits per element'];
  const reached = (value: number) => `${value.toFixed(4)} bits per character`;
  let [short, best] = [Infinity, Infinity];
  for (let order = 1; order <= 8; order++) {
    const figures = await trained({ source, model: { kind: 'n-gram', order } });
    if (order <= 4) short = Math.min(short, bits(figures));
    best = Math.min(best, bits(figures));
    tell(`${order}-gram`, figures, reached(bits(figures)), 'compared with', null);
  }
  const minutes = Number(given.minutes);
  const figures = await trained(
    {
      source,
      model: { kind: 'transformer', width: 128, layers: 2, heads: 4, inner: 512, dropout: 0.1 },
      training: { steps: 1e6, batch: 32, window: 128, learningRate: 2e-3, warmUp: 100, measureEvery: 500 },
    },
    minutes,
  );
  const bar = minutes < 60 ? short : best;
  const difference = bits(figures) - bar;
  const words = difference < 0 ? `${(-difference).toFixed(4)} below it` : `${difference.toFixed(4)} above it`;
  tell(
    `Transformer, 2 × 4 heads, ${minutes} minutes`,
    figures,
    `${reached(bits(figures))}, ${words}`,
    minutes < 60
      ? `below every n-gram up to 4 (${short.toFixed(4)})`
      : `below the best n-gram (${best.toFixed(4)})`,
    difference < 0,
  );
  figures.trainer.dispose();
}

const parts: Readonly<Record<string, () => Promise<void>>> = {
  markov,
  copy,
  radius,
  adding,
  lorenz,
  text: ofText,
};
void parts[part]();
