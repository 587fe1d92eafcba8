import { readStudy } from '../language';
import { sizeOf } from '../program';
import type { TrainerState } from '../run';
import { windowCount, type Study } from '../study';
import { join, split, type Ansatz } from './ansatz';
import { studyAnsatz } from './problem';

/** Parameters of a run that another one starts from, by the names of their tensors. */
export type StartValues = Readonly<Record<string, Float64Array>>;

/**
 * The parameters in a checkpoint of a study's run.
 * Errors: a study with windows of time, which has parameters for each of them, as a sentence.
 */
export function valuesOf(study: Study, { arrays }: TrainerState): StartValues {
  if (windowCount(study) > 1)
    throw new Error('its time is cut into windows, each with parameters of its own.');
  const ansatz = ansatzOfStudy(study);
  const all = join(ansatz, arrays['state parameters'], arrays['frozen parameters'] ?? new Float64Array(0));
  return Object.fromEntries(
    ansatz.whole.map(({ name, offset, shape }) => [
      name,
      Float64Array.from(all.slice(offset, offset + sizeOf(shape))),
    ]),
  );
}

/** The first trained and frozen numbers of a study: random ones, or those of the run that it starts from. */
export function firstNumbers(
  ansatz: Ansatz,
  seed: number,
  start: StartValues = {},
): ReturnType<typeof split> {
  const all = ansatz.initial(seed);
  for (const { name, offset, shape } of ansatz.whole) {
    // An unknown number or function that the other run did not have begins as it would.
    if (start[name]?.length === sizeOf(shape)) all.set(start[name], offset);
  }
  return split(ansatz, all);
}

/** Tensors beside the network of the fields: unknown numbers, and networks of unknown functions. */
const beside = /^unknowns$|^(?!network \d+, ).+, /;

/** Settings of the trial function that both studies have to have. */
const shared = {
  network: ['kind', 'width', 'depth', 'activation', 'adaptive', 'frequency', 'separate'],
  features: ['kind', 'count', 'scale', 'harmonics', 'crossed'],
} as const;

/**
 * Why a study can't start from the parameters of a run of another one: the first thing in which their trial functions
 * differ, as a sentence; null where nothing does.
 */
export function misfit(study: Study, other: Study): string | null {
  const differs = (what: string, here: unknown, there: unknown): string | null =>
    JSON.stringify(here) === JSON.stringify(there)
      ? null
      : `${what} ${Array.isArray(here) ? 'are' : 'is'} ${plain(there)} there and ${plain(here)} here.`;
  const random = study.features.kind === 'fourier';
  const found = [
    differs('fields', study.fields, other.fields),
    differs('coordinates', Object.keys(study.coordinates), Object.keys(other.coordinates)),
    ...shared.network.map((key) => differs(`network.${key}`, study.network[key], other.network[key])),
    ...shared.features.map((key) => differs(`features.${key}`, study.features[key], other.features[key])),
    // Random frequencies are no parameters: they follow from the seed.
    random ? differs('the seed of the random frequencies', study.seed, other.seed) : null,
  ].find((sentence) => sentence !== null);
  if (found !== undefined) return found;
  const theirs = new Map(ansatzOfStudy(other).whole.map(({ name, shape }) => [name, sizeOf(shape)]));
  const wrong = ansatzOfStudy(study).whole.find(
    ({ name, shape }) => !beside.test(name) && theirs.get(name) !== sizeOf(shape),
  );
  if (wrong === undefined) return null;
  return `"${wrong.name}" has ${theirs.get(wrong.name) ?? 0} numbers there and ${sizeOf(wrong.shape)} here: look at which coordinates are periodic.`;
}

function plain(value: unknown): string {
  return Array.isArray(value) ? value.join(', ') : String(value);
}

/** What a study trains, but for its symmetries, which have no parameters. Errors: those of the study, as a sentence. */
export function ansatzOfStudy(study: Study): Ansatz {
  const { meaning, problems } = readStudy(study);
  if (!meaning) throw new Error(problems.find(({ severity }) => severity === 'error')!.message);
  return studyAnsatz(study, meaning, []);
}
