import type { Advance, MeasureRow, PhaseDescription, Trainer, TrainerState, WeightGroup } from '../run';
import { evenWeights, type SequenceStudy } from '../study';
import { measureNames, measuresOf, mostEvaluated, type Sums } from './measures';
import { countingModels } from './models';
import { eachPlace, type CountingModel, type CountingSettings } from './models/counting';
import type { Source } from './sources';
import { partsOf, type Part, type Parts, type SymbolSequences } from './sequences';

/** A model that is counted: one step, which takes the training part once. */
export class CountingTrainer implements Trainer {
  readonly terms = [{ name: 'cross-entropy, nats per element', group: 'data' }] as const;
  readonly phases: readonly PhaseDescription[] = [{ optimiser: 'counting', steps: 1 }];
  readonly measures: readonly string[];
  readonly inferred = {};
  readonly weights = evenWeights;
  readonly cost = { flops: 0, bytes: 0, transcendentals: 0 };
  readonly model: CountingModel;
  readonly parts: Parts;
  private loss = NaN;
  private done = 0;

  constructor(
    readonly study: SequenceStudy,
    readonly source: Source,
    readonly sequences: SymbolSequences,
  ) {
    this.parts = partsOf(sequences, study.split);
    const settings = study.model as CountingSettings;
    const make = countingModels[settings.kind] as (typeof countingModels)['n-gram'];
    this.model = make(
      settings as Extract<CountingSettings, { kind: 'n-gram' }>,
      sequences,
      this.parts.training,
    );
    this.measures = measureNames(sequences);
  }

  get parameterCount(): number {
    return this.model.counts.length;
  }
  get step(): number {
    return this.done;
  }

  prepare(progress: (sentence: string) => void): Promise<void> {
    progress('Counting what follows what.');
    return Promise.resolve();
  }

  advance(): Promise<Advance> {
    if (this.done > 0)
      return Promise.resolve({ step: 1, losses: [], measures: [], notices: [], outcome: 'finished' });
    const { loss, count } = this.sums(this.parts.training);
    this.loss = loss / count;
    this.done = 1;
    const losses = [{ step: 1, phase: 0, loss: this.loss, terms: [this.loss] }];
    return Promise.resolve({ step: 1, losses, measures: [this.measure()], notices: [], outcome: 'finished' });
  }

  setTotalSteps(): void {
    // Counting is one step, however long it may take.
  }
  setWeight(_group: WeightGroup, _value: number): void {
    throw new Error('The loss of a sequence model has one term; there is no weight to change.');
  }
  setParameter(name: string, _value: number): void {
    throw new Error(`A study of sequences has no parameter "${name}".`);
  }
  networkParameters(): Float64Array {
    return this.model.counts;
  }

  measure(): MeasureRow {
    const validation = this.sums(this.parts.validation);
    const values = measuresOf(this.sequences, validation, this.sums(this.parts.test));
    return {
      step: this.done,
      freshRatio: validation.loss / validation.count / this.loss,
      errors: {},
      inferred: {},
      values,
    };
  }

  /** Over the first places of a part, as many as are evaluated at most. */
  private sums({ from, to }: Part): Sums {
    const sums = { loss: 0, count: 0, hits: 0 };
    const symbols = this.sequences.symbols.map((_, k) => k);
    const told = { from, to: Math.min(to, from + mostEvaluated) };
    eachPlace(this.sequences, told, this.model.reach, (context, target) => {
      const own = this.model.probability(context, target);
      sums.loss -= Math.log(own);
      sums.count++;
      if (symbols.every((symbol) => symbol === target || this.model.probability(context, symbol) < own))
        sums.hits++;
    });
    return sums;
  }

  /** p(x | context) of every symbol. */
  distribution(context: readonly number[]): Float64Array {
    return Float64Array.from(this.sequences.symbols, (_, symbol) => this.model.probability(context, symbol));
  }

  checkpoint(): TrainerState {
    return { step: this.done, scalars: { loss: this.loss }, arrays: {} };
  }
  restore({ step, scalars }: TrainerState): void {
    this.done = step;
    this.loss = scalars.loss as number;
  }
  dispose(): void {
    // Nothing lies in the engine.
  }
}
