/** The requests that look into trained models of sequences, and what they give. Pure, as the protocol that it is part of. */
import { z } from 'zod';

export const runId = z.string().regex(/^[A-Za-z0-9._-]{1,120}$/);

/** A text whose units are the model's symbols; of a series of numbers it is left empty. */
const context = z.string().max(100_000);

/** Models and properties of the table of properties. */
export const measuredModels = ['n-gram', 'aggregation', 'rnn', 'lstm', 'gru', 'transformer'] as const;
export const propertyNames = [
  'order matters',
  'variable length',
  'differentiable',
  'pairwise encoding',
  'preserves long-term',
] as const;

export const sequenceRequests = {
  /** p(x | context) of every symbol. */
  'sequence.distribution': z.strictObject({ run: runId, context }),
  /** Continues a prompt; `continues` are the elements that were drawn before, in place of which no prompt is read. */
  'sequence.sample': z.strictObject({
    run: runId,
    prompt: context,
    continues: z.instanceof(Int32Array).optional(),
    count: z.number().int().min(1).max(256),
    /** 0 takes the likeliest element each time. */
    temperature: z.number().finite().min(0).max(100),
    topK: z.number().int().min(1).max(1_000_000).optional(),
    topP: z.number().finite().min(0).max(1).optional(),
    seed: z.number().int().min(0).max(4_294_967_295),
  }),
  /** Attention maps over a context, or over a window of the validation part where none is given. */
  'sequence.attention': z.strictObject({ run: runId, context }),
  /** States and gates along a context, or along a window of the validation part where none is given. */
  'sequence.traces': z.strictObject({ run: runId, context }),
  /** ln ‖∂h_t/∂h_0‖ along the validation part, with W_h scaled to this spectral radius where one is given. */
  'sequence.growth': z.strictObject({
    run: runId,
    length: z.number().int().min(2).max(1000),
    radius: z.number().finite().min(0).max(10).nullable(),
  }),
  /** Forecasts of a series, fed back into themselves, against its reference. */
  'sequence.forecast': z.strictObject({ run: runId }),
  /** Trains two small studies, one of pairs and one of a sequence; takes seconds. */
  'sequence.kinds': z.strictObject({}),
  /** Trains a small model of a kind and measures one property of it; takes seconds. */
  'sequence.property': z.strictObject({ model: z.enum(measuredModels), property: z.enum(propertyNames) }),
} as const;

/** A sentence on what of the context was not used, or null. */
type Note = string | null;

export interface SequenceDistribution {
  readonly symbols: readonly string[];
  readonly probabilities: Float64Array;
  /** What the softmax was taken of; null for models that count. */
  readonly logits: Float64Array | null;
  readonly note: Note;
}

export interface SequenceSample {
  /** What was drawn, as text. */
  readonly text: string;
  /** Prompt and everything that was drawn so far, as numbers of symbols: what `continues` takes. */
  readonly elements: Int32Array<ArrayBuffer>;
  readonly note: Note;
}

/** What was looked at: the units of a text in order, or the columns of a series along it. */
export interface LookedAt {
  readonly units: readonly string[] | null;
  readonly columns: readonly { readonly name: string; readonly values: Float64Array }[];
  readonly note: Note;
}

export interface SequenceAttention extends LookedAt {
  readonly layers: number;
  readonly heads: number;
  readonly length: number;
  /** [layers, heads, length, length]: rows look at columns. */
  readonly weights: Float64Array;
}

export interface SequenceTraces extends LookedAt {
  readonly length: number;
  readonly traces: readonly {
    readonly layer: number;
    readonly name: string;
    readonly isGate: boolean;
    readonly width: number;
    /** [length, width]. */
    readonly values: Float64Array;
  }[];
}

export interface SequenceGrowth {
  /** ln ‖∂h_t/∂h_0‖ at t = 1 …; Frobenius norms. */
  readonly logarithms: Float64Array;
  /** Spectral radius of each block of W_h as it was used. */
  readonly radii: readonly number[];
  /** Of the trained W_h. */
  readonly trained: readonly number[];
}

export interface SequenceForecast {
  readonly names: readonly string[];
  readonly interval: number;
  readonly lyapunov: number | null;
  readonly steps: number;
  /** Error in standard deviations up to which a forecast counts. */
  readonly bound: number;
  readonly horizons: Float64Array;
  /** Of one step from the reference, root mean square over many places, in standard deviations. */
  readonly oneStep: number;
  readonly errors: Float64Array;
  readonly truth: Float64Array;
  readonly told: Float64Array;
}

export interface SequenceProperty {
  /** NaN where there is nothing to measure. */
  readonly value: number;
  readonly threshold: number;
  readonly holds: boolean;
}

/** Sums over the held-out part, by step; `best` is what can be expected at best. */
interface KindCourse {
  readonly steps: Float64Array;
  readonly sums: Float64Array;
  readonly best: number;
  readonly count: number;
}

export interface SequenceKinds {
  readonly supervised: KindCourse & {
    readonly x: Float64Array;
    readonly y: Float64Array;
    readonly places: Float64Array;
    readonly told: Float64Array;
    readonly truth: Float64Array;
  };
  readonly sequence: KindCourse & {
    readonly symbols: readonly string[];
    /** p(column | row), [symbols, symbols]. */
    readonly told: Float64Array;
    readonly truth: Float64Array;
  };
}

export interface SequenceResults {
  'sequence.distribution': SequenceDistribution;
  'sequence.sample': SequenceSample;
  'sequence.attention': SequenceAttention;
  'sequence.traces': SequenceTraces;
  'sequence.growth': SequenceGrowth;
  'sequence.forecast': SequenceForecast;
  'sequence.property': SequenceProperty;
  'sequence.kinds': SequenceKinds;
}
