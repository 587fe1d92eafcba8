import { setImmediate } from 'node:timers/promises';
import type { z } from 'zod';
import type { Trainer } from '../run';
import type { CountingTrainer, SequenceTrainer } from '../sequence';
import { BadRequest } from './frames';
import type { LookedAt, SequenceResults, sequenceRequests } from './sequence-protocol';

type SequenceMethod = keyof typeof sequenceRequests;

type SequenceHandlers = {
  [M in SequenceMethod]: (parameters: z.infer<(typeof sequenceRequests)[M]>) => Promise<SequenceResults[M]>;
};

type AnyTrainer = CountingTrainer | SequenceTrainer;

function withSequences(trainer: Trainer): AnyTrainer {
  if ('source' in trainer) return trainer as AnyTrainer;
  throw new BadRequest('This run solves equations: it is no model of sequences.');
}

function neural(trainer: Trainer): SequenceTrainer {
  const own = withSequences(trainer);
  if ('looks' in own) return own;
  throw new BadRequest('This model is counted: it has no network to look into.');
}

/** The elements of a text in the symbols of a model; what it does not know is refused by name. */
function elementsOf({ source }: AnyTrainer, text: string): number[] {
  if (source.vocabulary === null)
    throw new BadRequest('This model continues numbers; it can’t be given a text.');
  const { elements, strangers } = source.vocabulary.encode(text);
  if (strangers.length === 0) return [...elements];
  const named = strangers.slice(0, 5).map((symbol) => JSON.stringify(symbol));
  const more = strangers.length > 5 ? ` and ${strangers.length - 5} more` : '';
  throw new BadRequest(
    `The model has never seen ${named.join(', ')}${more}: write with the symbols of what it was trained on.`,
  );
}

/** How many elements a model can look back. */
const reachOf = (trainer: AnyTrainer) => ('looks' in trainer ? trainer.work.length : trainer.model.reach);

function noteOf(trainer: AnyTrainer, count: number): string | null {
  const reach = reachOf(trainer);
  if (count <= reach) return null;
  return `The model sees the last ${reach} of ${count} elements.`;
}

/** A typed context, or a window of the validation part. */
function lookedAt(
  trainer: SequenceTrainer,
  context: string,
): LookedAt & { readonly inputs: ArrayLike<number> } {
  const { sequences } = trainer;
  const { length } = trainer.work;
  const { from } = trainer.parts.validation;
  if (sequences.kind === 'symbols') {
    const typed = elementsOf(trainer, context);
    const elements = typed.length > 0 ? typed : [...sequences.inputs.subarray(from, from + length)];
    const seen = elements.slice(-length);
    return {
      inputs: seen,
      units: seen.map((symbol) => sequences.symbols[symbol]),
      columns: [],
      note: typed.length > 0 ? noteOf(trainer, typed.length) : 'A window of the validation part.',
    };
  }
  const width = sequences.inputNames.length;
  const inputs = sequences.inputs.subarray(from * width, (from + length) * width);
  const columns = sequences.inputNames.map((name, k) => ({
    name,
    values: Float64Array.from({ length }, (_, row) => inputs[row * width + k]),
  }));
  return { inputs, units: null, columns, note: 'A window of the validation part, scaled.' };
}

/** What looks into trained models of sequences. `configure` makes the engine ready. */
export function sequenceHandlers(
  trainerOf: (run: string) => Promise<Trainer>,
  configure: () => Promise<unknown>,
): SequenceHandlers {
  return {
    async 'sequence.distribution'({ run, context }) {
      const trainer = withSequences(await trainerOf(run));
      const elements = elementsOf(trainer, context);
      if (trainer.sequences.kind === 'numbers')
        throw new BadRequest('This model tells numbers, which have no table of probabilities.');
      const { symbols } = trainer.sequences;
      const note = noteOf(trainer, elements.length);
      if (!('looks' in trainer))
        return { symbols, probabilities: trainer.distribution(elements), logits: null, note };
      if (elements.length === 0) throw new BadRequest('Type a context: a network tells what follows one.');
      return { symbols, ...trainer.looks.distribution(elements), note };
    },
    async 'sequence.sample'({ run, prompt, continues, count, seed, ...settings }) {
      const trainer = withSequences(await trainerOf(run));
      const before = continues ? [...continues] : elementsOf(trainer, prompt);
      if (trainer.sequences.kind === 'numbers')
        throw new BadRequest('This model continues numbers: look at its forecast.');
      const { length: symbols } = trainer.sequences.symbols;
      if (before.some((symbol) => symbol < 0 || symbol >= symbols))
        throw new BadRequest('What is to be continued holds symbols that the model does not have.');
      if (before.length === 0 && 'looks' in trainer)
        throw new BadRequest('Type a prompt: a network continues what it is given.');
      const { continued, streams, uniformNumbers } = await import('../sequence');
      const uniform = uniformNumbers(seed, streams.sampling);
      // Numbers go with the place in the text, so that a text drawn in parts is that drawn at once.
      before.forEach(() => uniform());
      const drawn = continued((seen) => trainer.distribution(seen), before, count, settings, uniform);
      return {
        text: trainer.source.vocabulary!.decode(drawn),
        elements: Int32Array.from([...before, ...drawn]),
        note: noteOf(trainer, before.length),
      };
    },
    async 'sequence.attention'({ run, context }) {
      const trainer = neural(await trainerOf(run));
      const { inputs, ...seen } = lookedAt(trainer, context);
      const maps = trainer.looks.attention(inputs);
      if (maps === null) throw new BadRequest('This model has no attention; a Transformer has.');
      return { ...maps, ...seen };
    },
    async 'sequence.traces'({ run, context }) {
      const trainer = neural(await trainerOf(run));
      const { inputs, ...seen } = lookedAt(trainer, context);
      const traces = trainer.looks.traces(inputs);
      if (traces === null) throw new BadRequest('This model carries no state; an RNN, LSTM or GRU does.');
      return { traces, length: traces[0].values.length / traces[0].width, ...seen };
    },
    async 'sequence.growth'({ run, length, radius }) {
      const trainer = neural(await trainerOf(run));
      const { sequences, looks } = trainer;
      const trained = looks.radii();
      if (trained === null) throw new BadRequest('This model carries no state; an RNN, LSTM or GRU does.');
      const largest = Math.max(...trained);
      const factor = radius === null || largest === 0 ? 1 : radius / largest;
      const width = sequences.kind === 'symbols' ? 1 : sequences.inputNames.length;
      // The validation part and what follows it.
      const { from } = trainer.parts.validation;
      const places = Math.min(length, sequences.places - from);
      const inputs = sequences.inputs.subarray(from * width, (from + places) * width);
      return {
        logarithms: looks.growth(inputs, factor)!,
        radii: trained.map((value) => value * factor),
        trained,
      };
    },
    async 'sequence.property'({ model, property }) {
      await configure();
      const { measureProperty } = await import('../sequence');
      return measureProperty(model, property, () => setImmediate());
    },
    async 'sequence.kinds'() {
      await configure();
      const { twoKinds } = await import('../sequence');
      return twoKinds(() => setImmediate());
    },
    async 'sequence.forecast'({ run }) {
      const trainer = neural(await trainerOf(run));
      const { sequences, looks, parts, work } = trainer;
      const { forecast, forecastBound } = await import('../sequence');
      if (sequences.kind === 'symbols' || sequences.series === null)
        throw new BadRequest('Forecasts are of series of numbers; this model tells something else.');
      const found = await forecast(looks, sequences, parts.test, work.length, () => setImmediate());
      if (found === null)
        throw new BadRequest(
          'The test part is too short for a forecast; take a longer source or a larger share.',
        );
      return { ...found, bound: forecastBound };
    },
  };
}
