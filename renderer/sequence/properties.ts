/** The table of properties: what textbooks tick, how each is tested here, and why the two may differ. */
import { create } from 'zustand';
import { measuredModels, propertyNames, type SequenceProperty } from '../../src/lab/sequence-protocol';
import { request } from '../bridge/request';
import { plainMessage } from '../state/session';

export type MeasuredModel = (typeof measuredModels)[number];
export type PropertyName = (typeof propertyNames)[number];

type Ticks = Readonly<Record<PropertyName, boolean>>;

const ticks = (order: boolean, length: boolean, slope: boolean, pairs: boolean, memory: boolean): Ticks => ({
  'order matters': order,
  'variable length': length,
  differentiable: slope,
  'pairwise encoding': pairs,
  'preserves long-term': memory,
});

/** The columns that textbooks have. */
export const textbook: Readonly<Partial<Record<MeasuredModel, Ticks>>> = {
  'n-gram': ticks(true, false, false, true, false),
  aggregation: ticks(false, true, true, false, true),
  rnn: ticks(true, true, true, false, false),
  lstm: ticks(true, true, true, false, true),
};

interface Test {
  /** What is measured, and when the property holds. */
  readonly sentence: string;
  readonly unit: string;
  /** Why a measurement may differ from a textbook. */
  readonly reason: string;
}

const chain = 'A model of 16 neurons is trained for 300 steps on a Markov chain of order 2 over 3 symbols.';

export const tests: Readonly<Record<PropertyName, Test>> = {
  'order matters': {
    sentence: `${chain} Measured: the mean total variation between p(x | … a b) and p(x | … b a). It holds from 0.01 on.`,
    unit: 'total variation',
    reason: 'The test asks for the last two elements alone.',
  },
  'variable length': {
    sentence: `${chain} Measured: the share of the lengths 1 to 24 at which p(x | context) changes with the first element of the context. It holds where all do.`,
    unit: 'share of lengths',
    reason: 'The test asks whether the whole context is used, however little of it is left.',
  },
  differentiable: {
    sentence: `${chain} Measured: the relative distance between the gradient of the loss and a central difference. It holds up to 1e-6; a table of counts has no gradient.`,
    unit: 'relative distance',
    reason: 'The test compares two numbers; it does not ask how useful the gradient is.',
  },
  'pairwise encoding': {
    sentence: `${chain} Measured: how much of the interaction of the last two elements in ln p(x | a b) is told, compared with the chain itself. It holds from one half on.`,
    unit: 'share of the interaction',
    reason:
      'Textbooks ask whether pairs have a place of their own in the model; the test asks whether the answer depends on pairs, which a non-linear state can learn.',
  },
  'preserves long-term': {
    sentence:
      'A model of 32 neurons is trained for 800 steps to recall one of 8 symbols after 50 blanks; chance is 0.125. Measured: the accuracy on sequences that it has not seen. It holds from 0.9 on.',
    unit: 'accuracy',
    reason:
      'The test asks what is learned in a set number of steps from a set start, not what the model could hold in principle.',
  },
};

export type Cell = SequenceProperty | { readonly failure: string };

interface PropertyStore {
  readonly cells: Readonly<Record<string, Cell>>;
  /** The cell that is being measured; null when none is. */
  readonly measuring: string | null;
}

export const useProperties = create<PropertyStore>(() => ({ cells: {}, measuring: null }));

export const cellKey = (model: MeasuredModel, property: PropertyName) => `${model}, ${property}`;

let wanted = false;

/** Measures every cell, one after the other, until it is stopped. */
export async function measureAll(): Promise<void> {
  wanted = true;
  useProperties.setState({ cells: {} });
  for (const model of measuredModels)
    for (const property of propertyNames) {
      const key = cellKey(model, property);
      if (!wanted) continue;
      useProperties.setState({ measuring: key });
      const cell: Cell = await request('sequence.property', { model, property }).catch((error: unknown) => ({
        failure: plainMessage(error),
      }));
      useProperties.setState(({ cells }) => ({ cells: { ...cells, [key]: cell } }));
    }
  wanted = false;
  useProperties.setState({ measuring: null });
}

export function stopMeasuring(): void {
  wanted = false;
}
