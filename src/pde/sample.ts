import { Unreached, readStudy, type Meaning } from '../language';
import type { Body } from '../geometry';
import { rootMeanSquare } from '../field';
import { normalNumbers } from '../network';
import { dataFiles, sampleName, type Study } from '../study';
import { placesOf } from './places';
import { boxPoints, type Bounds } from './point-source';
import { referenceSource, type Reference } from './reference';
import { regionPoints } from './region-sources';
import { streams } from './streams';

/** Draws of samples are numbered from here on, so that they share no numbers with the point sets of the loss. */
const firstPart = 4096;

export interface SampleOptions {
  /** What the files of the study's geometry describe, by their names. */
  readonly bodies?: Readonly<Record<string, Body>>;
  /** The columns of the file that is the reference, where one is. */
  readonly reference?: Readonly<Record<string, Float64Array>>;
  /** The folder where computed references are kept; null to keep none. */
  readonly cache: string | null;
  /** Told in sentences what goes on. */
  progress(sentence: string): void;
}

/**
 * The tables of all data of a study that are samples of its reference, by the names that `dataFiles` gives them: points
 * drawn evenly over the box and region, the fields there, and normal noise of which the standard deviation is a share of
 * each field's root mean square. The same study gives the same text.
 * Errors: a sentence where there is no reference.
 */
export async function sampleTables(study: Study, options: SampleOptions): Promise<Record<string, string>> {
  const { meaning, problems } = readStudy(study);
  if (!meaning) throw new Error(problems.find(({ severity }) => severity === 'error')!.message);
  const tables: Record<string, string> = {};
  let reference: Reference | null = null;
  for (const [index, entry] of study.data.entries()) {
    if (entry.from !== 'reference') continue;
    reference ??= await demandedReference(study, meaning, 'data', options);
    const seed = entry.seed ?? study.seed;
    const coordinates = Object.keys(meaning.box);
    const names = Object.keys(dataFiles(study)[index].columns).filter((name) => !coordinates.includes(name));
    const points = drawnPoints(meaning, names, options.bodies, { seed, index, count: entry.points });
    const exact = reference.evaluate(points);
    const normal = normalNumbers(seed, streams.noise + index, names.length * entry.points);
    const measured = names.map((name, k) => {
      const deviation = entry.noise * rootMeanSquare(exact[name]);
      return [name, exact[name].map((value, i) => value + deviation * normal[k * entry.points + i])] as const;
    });
    tables[sampleName(index)] = tableText({ ...points, ...Object.fromEntries(measured) });
  }
  return tables;
}

/** The reference of a study; a sentence where there is none for the `things` that are to be taken from it. */
export async function demandedReference(
  study: Study,
  meaning: Meaning,
  things: 'data' | 'frames',
  { cache, progress, reference: table }: SampleOptions,
): Promise<Reference> {
  try {
    const reference = await referenceSource(study, meaning, cache, table).demand(
      meaning.parameters,
      progress,
    );
    if (reference !== null) return reference;
    throw new Error(`The ${things} are to be taken from the reference, and the study has none.`);
  } catch (error) {
    if (!(error instanceof Unreached)) throw error;
    throw new Error(`The ${things} are to be taken from the reference, and there is none: ${error.message}`, {
      cause: error,
    });
  }
}

function drawnPoints(
  meaning: Meaning,
  names: readonly string[],
  bodies: SampleOptions['bodies'],
  { seed, index, count }: { readonly seed: number; readonly index: number; readonly count: number },
): Record<string, Float64Array> {
  const box = Object.entries(meaning.box).map(([name, [low, high]]): Bounds => ({ name, low, high }));
  const { domain, parts } = placesOf(meaning, bodies ?? {});
  const home = parts.find(({ fields }) => fields.some((field) => names.includes(field)))?.domain ?? domain;
  const source = home === null ? boxPoints : regionPoints(home, 'uniform', false);
  const drawn = source.columns({ seed, part: firstPart + index, step: 0, box, count });
  return Object.fromEntries(box.map(({ name }) => [name, Float64Array.from(drawn[name])]));
}

/** A table with a row of headings; numbers keep all their digits. */
export function tableText(columns: Readonly<Record<string, Float64Array>>): string {
  const names = Object.keys(columns);
  const rows = Array.from(columns[names[0]], (_, i) => names.map((name) => columns[name][i]).join(','));
  return `${[names.join(','), ...rows].join('\n')}\n`;
}
