/**
 * Every request, event and type between the lab service and those who talk to it (window, command line, served
 * window). Pure: runs in any process. Requests are checked by their zod schema on arrival.
 */
import { z } from 'zod';
import { weightGroups, type WeightGroup } from '../study/weight-groups';
import { formatIds } from '../export/formats';
import { runId, sequenceRequests, type SequenceResults } from './sequence-protocol';
import type { CloudSummary, RegionPicture } from '../geometry';

const someRuns = z.array(runId).min(1).max(100_000);
const tags = z.array(z.string().min(1).max(60)).max(100);
const finite = z.number().finite();
const group = z.enum(weightGroups);
const counts = z.array(z.number().int().min(1).max(4096)).min(1).max(8);
const quantity = z.string().min(1).max(400);

/** What a frame shows beside its grid. */
const frameChoice = {
  /** Coordinates that have one place, at this value; their count is 1. */
  held: z.record(z.string(), finite).optional(),
  /**
   * Expressions of fields and definitions (`u`, `norm(curl(B))`), `residual:NAME` of a term of the equations,
   * `error:NAME` of what the reference gives; a vector gives one field for each component. Fields and definitions
   * when left out.
   */
  quantities: z.array(quantity).min(1).max(64).optional(),
} as const;

/** Characters of a table that is sent as text: it fits into one message. */
export const largestTable = 32 * 1024 * 1024;

/** What is written of a run, in which format. */
const exportWish = z.strictObject({
  run: runId,
  format: z.enum(formatIds),
  /** Points along each coordinate of a grid; a moderate number where it is left out. */
  counts: counts.optional(),
  /** Times of a grid, instead of evenly spaced ones. */
  times: z.array(finite).min(1).max(4096).optional(),
  /** Points instead of a grid. */
  points: z.record(z.string(), z.instanceof(Float64Array)).optional(),
  /** Points that were read before, by the name that `points.read` gave them. */
  pointsRead: z.string().max(100).optional(),
  /** A line of evenly spaced points instead of a grid. */
  line: z
    .strictObject({
      from: z.record(z.string(), finite),
      to: z.record(z.string(), finite),
      count: z.number().int().min(2).max(1_000_000).optional(),
    })
    .optional(),
  /** Of figures, in millimetres. */
  size: z.strictObject({ width: finite.min(30).max(1000), height: finite.min(30).max(1000) }).optional(),
  /** Of a network: up to which order the derivatives of its fields are outputs too. */
  derivatives: z.number().int().min(0).max(2).optional(),
  ...frameChoice,
});

export type ExportWish = Omit<z.infer<typeof exportWish>, 'run' | 'points'> & {
  readonly points?: Readonly<Record<string, Float64Array>>;
};
/** Where results are wanted: a grid, unless points or a line are given. */
export type ExportPlace = Pick<ExportWish, 'counts' | 'held' | 'times' | 'points' | 'line'>;

/** Parameters of each request by method name. */
export const requests = {
  /** What the engine runs on. */
  'lab.status': z.strictObject({}),
  'gallery.list': z.strictObject({}),
  /** Checks a study document, including its data files. */
  'study.check': z.strictObject({ study: z.unknown(), folder: z.string().optional() }),
  /** What is drawn of the region of a study. */
  'study.preview': z.strictObject({ study: z.unknown(), folder: z.string().optional() }),
  /** What a data file holds, for forms; `columns` and `axes` as the study has them. */
  'data.preview': z.strictObject({
    file: z.string().max(4096),
    folder: z.string().optional(),
    columns: z.record(z.string().max(200), z.string().max(1000)).optional(),
    axes: z.array(z.string().max(200)).max(32).optional(),
  }),
  /** Starts training; `folder` is where relative data files are looked up. */
  /** Reads a table of points of a run, to be exported at; `columns`: the heading of each coordinate that has another one. */
  'points.read': z.strictObject({
    run: runId,
    text: z.string().max(largestTable),
    columns: z.record(z.string().max(200), z.string().max(1000)).optional(),
  }),
  'run.start': z.strictObject({ study: z.unknown(), folder: z.string().optional() }),
  'run.pause': z.strictObject({ run: runId }),
  'run.go': z.strictObject({ run: runId }),
  'run.stop': z.strictObject({ run: runId }),
  /** Resumes a run of the store from its newest good checkpoint; with `more` it gets as many further steps from there. */
  'run.resume': z.strictObject({ run: runId, more: z.number().int().min(1).max(1e9).optional() }),
  'run.setWeight': z.strictObject({ run: runId, group, value: finite.min(0).max(1e12) }),
  'run.setParameter': z.strictObject({ run: runId, name: z.string().max(64), value: finite }),
  'run.list': z.strictObject({}),
  /** Study, state and all metrics so far. */
  'run.open': z.strictObject({ run: runId }),
  /** Changes what the user says about runs; what is left out stays. */
  'run.label': z.strictObject({
    runs: someRuns,
    change: z.strictObject({
      title: z.string().max(200).nullable().optional(),
      notes: z.string().max(20_000).optional(),
      archived: z.boolean().optional(),
      addTags: tags.optional(),
      removeTags: tags.optional(),
    }),
  }),
  /** Settings of the studies of all runs: the values at these paths, and the names of all paths. */
  'run.settings': z.strictObject({ paths: z.array(z.string().max(200)).max(200) }),
  /** Moves runs to the trash of the store. */
  'run.delete': z.strictObject({ runs: someRuns }),
  /** What lies in the trash. */
  'run.deleted': z.strictObject({}),
  /** Brings runs back from the trash. */
  'run.restore': z.strictObject({ runs: someRuns }),
  /** Removes everything in the trash for good. */
  'run.emptyTrash': z.strictObject({}),
  /** Live frames of the running study on this grid; null ends them. */
  'run.watch': z.strictObject({ run: runId, counts: counts.nullable(), ...frameChoice }),
  /** One frame now, of a running or a finished run. */
  'run.fields': z.strictObject({ run: runId, counts, ...frameChoice }),
  /** The reference on a grid: its own fields, or those of `quantities` that it gives. */
  'run.reference': z.strictObject({ run: runId, counts, ...frameChoice }),
  'run.points': z.strictObject({ run: runId }),
  'run.evaluate': z.strictObject({
    run: runId,
    points: z.record(z.string(), z.instanceof(Float64Array)),
    quantities: z.array(quantity).min(1).max(64),
  }),
  /** Writes result files. `path` comes from a dialog or the command line, never from the page itself. */
  'run.export': exportWish.extend({ path: z.string().min(1).max(4096) }),
  ...sequenceRequests,
  /** The receiver has drawn or stored this event; the next of its kind may come. */
  'event.acknowledge': z.strictObject({ event: z.number().int().nonnegative() }),
} as const;

export type Method = keyof typeof requests;
export type Parameters<M extends Method> = z.infer<(typeof requests)[M]>;

export interface ProblemReport {
  readonly path: readonly (string | number)[];
  readonly message: string;
  readonly severity: 'error' | 'warning';
  readonly span?: { readonly start: number; readonly end: number };
}

export interface EngineStatus {
  readonly device: 'cpu' | 'gpu';
  readonly deviceName: string;
  readonly tensorflow: string;
  readonly xla: boolean;
  readonly threads: number;
  readonly cores: number;
  /** This machine has an NVIDIA GPU that the engine does not use. */
  readonly idleGpu: boolean;
  /** Measured on this machine when first needed; null until then. */
  readonly limits: MachineLimits | null;
}

/** What is said where a GPU stands idle. */
export const idleGpuText =
  'An NVIDIA GPU of this machine stands idle: the engine works on the processor. Install the package collocate-gpu, then start the lab again.';

/** Measured peaks of this machine with the threads in use. */
export interface MachineLimits {
  readonly float32Flops: number;
  readonly float64Flops: number;
  readonly bytesPerSecond: number;
  readonly float32TranscendentalsPerSecond: number;
  readonly float64TranscendentalsPerSecond: number;
}

export interface GalleryEntry {
  readonly name: string;
  readonly title: string;
  readonly summary: string;
  readonly study: unknown;
}

export type RunPhase =
  | 'waiting'
  | 'compiling'
  | 'training'
  | 'paused'
  | 'finished'
  | 'stopped'
  | 'failed'
  /** On disk with a checkpoint, not loaded in an engine: can be resumed. */
  | 'stored';

export interface RunState {
  readonly run: string;
  readonly title: string;
  readonly state: RunPhase;
  /** What goes on or what went wrong, as a sentence. */
  readonly message: string;
  readonly step: number;
  readonly totalSteps: number;
  readonly phase: number;
  readonly phases: readonly { readonly optimiser: string; readonly steps: number }[];
  readonly stepsPerSecond: number;
  readonly elapsedSeconds: number;
  readonly remainingSeconds: number | null;
  /** Share of the measured machine limit (0 to 1), null until measured. */
  readonly share: number | null;
  readonly device: string;
  readonly precision: 'float32' | 'float64';
  readonly threads: number;
  readonly seed: number;
  readonly weights: Readonly<Record<WeightGroup, number>>;
  readonly parameters: Readonly<Record<string, number>>;
  /** Present value of each unknown number. */
  readonly inferred: Readonly<Record<string, number>>;
  readonly terms: readonly { readonly name: string; readonly group: string }[];
  /** What makes the result doubtful, found when the run ends: the term, the place, and a sentence. */
  readonly warnings: readonly { readonly term: string; readonly place: string; readonly message: string }[];
  readonly fields: readonly string[];
  readonly parameterCount: number;
  readonly folder: string;
}

/** Columns of equal length. `terms[k]` is the unweighted mean square of term k. */
export interface LossColumns {
  readonly step: Float64Array;
  readonly phase: Float64Array;
  readonly loss: Float64Array;
  readonly terms: readonly Float64Array[];
}

export interface MeasureColumns {
  readonly step: Float64Array;
  readonly freshRatio: Float64Array;
  readonly errors: Readonly<Record<string, Float64Array>>;
  /** By the names of the unknown numbers. */
  readonly inferred: Readonly<Record<string, Float64Array>>;
  /** What the mean square of each term is multiplied by, where that changes by itself. */
  readonly weights: Readonly<Record<string, Float64Array>>;
  /** What the study's measures gave, by their names. */
  readonly values: Readonly<Record<string, Float64Array>>;
  /** Root mean square misfit to measured values that are kept out of training, by term. */
  readonly validation: Readonly<Record<string, Float64Array>>;
}

/** A recorded change of the course by the user, with the step from which it holds. */
export interface CourseEvent {
  readonly step: number;
  readonly kind: 'weight' | 'parameter' | 'resumed' | 'restarted';
  readonly name: string;
  readonly value: number;
}

export interface OpenedRun {
  readonly state: RunState;
  readonly study: unknown;
  readonly losses: LossColumns;
  readonly measures: MeasureColumns;
  readonly events: readonly CourseEvent[];
  readonly log: readonly Notice[];
}

export interface Frame {
  readonly run: string;
  readonly step: number;
  readonly axes: readonly { readonly name: string; readonly values: Float64Array }[];
  /** By quantity, each in the order of the axes, the last one fastest; NaN where masked. */
  readonly fields: Readonly<Record<string, Float32Array>>;
  /** 1 where a point lies in the region, 0 where it is masked; null for a full box. */
  readonly inside: Uint8Array | null;
}

export interface Notice {
  readonly run: string | null;
  readonly level: 'information' | 'warning' | 'error';
  readonly text: string;
  /** Seconds since 1970. */
  readonly time: number;
}

export interface RunSummary {
  readonly run: string;
  readonly title: string;
  readonly state: RunPhase;
  readonly step: number;
  readonly totalSteps: number;
  readonly loss: number | null;
  readonly errors: Readonly<Record<string, number>>;
  /** Everything else that was measured last, by name. */
  readonly metrics: Readonly<Record<string, number>>;
  /** Seconds since 1970. */
  readonly startedAt: number;
  readonly seconds: number;
  readonly tags: readonly string[];
  readonly notes: string;
  readonly archived: boolean;
  /** Name of the sweep that it is part of. */
  readonly sweep: string | null;
  readonly seed: number;
  readonly precision: 'float32' | 'float64';
  readonly threads: number;
  readonly device: string;
  readonly parameterCount: number;
}

/** A run that lies in the trash. */
export interface DeletedRun {
  readonly run: string;
  readonly title: string;
  /** Seconds since 1970. */
  readonly deletedAt: number;
}

/** `values[path][i]` belongs to `runs[i]`; null where that run's study has no such setting. */
export interface SettingColumns {
  readonly runs: readonly string[];
  readonly paths: readonly string[];
  readonly values: Readonly<Record<string, readonly (string | number | boolean | null)[]>>;
}

/** What a data file holds, before it is read. */
export interface DataPreview {
  /** Such as "NetCDF file". */
  readonly kind: string;
  readonly arrays: readonly ArrayPreview[];
  /** How many more arrays there are. */
  readonly more: number;
  /** Which coordinate runs along which axis, and how many points there are; empty where nothing is mapped. */
  readonly mapping: string;
  /** Why it can not be read; empty where it can. */
  readonly problem: string;
}

/** A table of points that was read. */
export interface PointsRead {
  /** What an export names them by; null where they could not be read. */
  readonly name: string | null;
  readonly count: number;
  readonly headings: readonly string[];
  readonly problems: readonly string[];
}

/** An array of a file, or a column of a table. */
export interface ArrayPreview {
  readonly name: string;
  /** Null of a column: its length is known when the table is read. */
  readonly shape: readonly number[] | null;
  readonly unit: string | null;
  /** Names of its axes in the file. */
  readonly dimensions: readonly string[] | null;
  readonly first: readonly number[];
}

/** Results of each request by method name. */
export interface Results extends SequenceResults {
  'lab.status': EngineStatus;
  'gallery.list': readonly GalleryEntry[];
  'study.check': { readonly problems: readonly ProblemReport[] };
  /** The picture, or a sentence why there is none; of a region of points also what they are. */
  'study.preview': {
    readonly picture?: RegionPicture;
    readonly reason?: string;
    readonly points?: CloudSummary;
  };
  'data.preview': DataPreview;
  'points.read': PointsRead;
  'run.start': { readonly run: string };
  'run.pause': null;
  'run.go': null;
  'run.stop': null;
  'run.resume': null;
  'run.setWeight': null;
  'run.setParameter': null;
  'run.list': readonly RunSummary[];
  'run.open': OpenedRun;
  'run.label': null;
  'run.settings': SettingColumns;
  /** The names that the runs have in the trash. */
  'run.delete': { readonly runs: readonly string[] };
  'run.deleted': readonly DeletedRun[];
  /** The names that the runs have in the store. */
  'run.restore': { readonly runs: readonly string[] };
  'run.emptyTrash': { readonly removed: number };
  'run.watch': null;
  'run.fields': Frame;
  'run.reference': Frame | null;
  'run.points': { readonly points: Readonly<Record<string, Float64Array>> };
  'run.evaluate': { readonly values: Readonly<Record<string, Float64Array>> };
  'run.export': { readonly files: readonly string[] };
  'event.acknowledge': null;
}

/**
 * Events. `metrics` (at most 10 a second, in batches) and `frame` (at most 5 a second) are acknowledged by their
 * number before the next of the same kind is sent; the others need no answer.
 */
export type LabEvent =
  | { readonly kind: 'state'; readonly state: RunState }
  | {
      readonly kind: 'metrics';
      readonly run: string;
      readonly losses: LossColumns;
      readonly measures: MeasureColumns;
    }
  | { readonly kind: 'frame'; readonly frame: Frame }
  | { readonly kind: 'course'; readonly run: string; readonly event: CourseEvent }
  | { readonly kind: 'notice'; readonly notice: Notice }
  /** From the supervisor, not from the engine itself. */
  | { readonly kind: 'engine'; readonly state: EngineLife; readonly text: string };

export type EngineLife = 'starting' | 'ready' | 'restarting' | 'failed';

/** Anything that goes from a client to the service. */
export interface RequestMessage {
  readonly type: 'request';
  readonly id: number;
  readonly method: Method;
  readonly parameters: unknown;
}

/** Anything that goes from the service to a client. */
export type ServiceMessage =
  | { readonly type: 'answer'; readonly id: number; readonly result: unknown }
  | { readonly type: 'refusal'; readonly id: number; readonly error: Refusal }
  | { readonly type: 'event'; readonly event: number; readonly body: LabEvent };

/** Why a request was refused: a sentence, and the places in the study that are at fault. */
export interface Refusal {
  readonly message: string;
  readonly problems: readonly ProblemReport[];
}
