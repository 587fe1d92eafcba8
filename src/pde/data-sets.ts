import type { Meaning } from '../language';
import { dataFiles, noiseColumn, noiseFactor, weightColumn, type Study, type StudyDataFile } from '../study';
import { sizeOfData } from './field-scales';
import { givenPoints, uniformNumbers } from './point-source';
import type { DataColumns, PointSet, Term } from './terms';
import { streams } from './streams';

/** What was measured at points that are kept out of training. */
export interface KeptOut {
  /** The name of its term of the loss. */
  readonly name: string;
  /** What is measured, as a text of the study's language. */
  readonly quantity: string;
  readonly points: Readonly<Record<string, Float64Array>>;
  readonly values: Float64Array;
}

export interface DataSets {
  readonly sets: PointSet[];
  readonly keptOut: KeptOut[];
  /** The sizes of a field's trained values, one for each file that measures it. */
  sizes(field: string): number[];
}

/**
 * The point sets of a study's data files, and the values that are kept out of them.
 * @param files columns of each data entry of the study, in its order
 */
export function dataSets(study: Study, meaning: Meaning, files: readonly DataColumns[]): DataSets {
  const coordinates = Object.keys(meaning.box);
  const entries = dataFiles(study);
  const chosen = entries.map((entry, k) =>
    chosenRows(files[k].columns[coordinates[0]].length, entry.validation, study.seed, k),
  );
  const deviations = entries.map(({ noise }, k): Float64Array | undefined => {
    if (noise === undefined) return undefined;
    const { trained } = chosen[k];
    return typeof noise === 'number'
      ? new Float64Array(trained.length).fill(noise * noiseFactor(entries[k], study))
      : taken(files[k].columns[noiseColumn], trained);
  });
  const weights = pointWeights(entries, files, chosen, deviations);
  const keptOut: KeptOut[] = [];
  const sets = entries.map((entry, k): PointSet => {
    const { columns } = files[k];
    const { trained, kept } = chosen[k];
    const measured = meaning.measured[k];
    const terms = measured.map(({ text, tree }): Term => {
      const name = measured.length > 1 ? `${meaning.dataNames[k]}: ${text}` : meaning.dataNames[k];
      return { name, group: 'data', weight: entry.weight, residual: { of: tree, measured: text } };
    });
    if (kept.length > 0) {
      const points = Object.fromEntries(coordinates.map((name) => [name, taken(columns[name], kept)]));
      measured.forEach(({ text }, m) =>
        keptOut.push({ name: terms[m].name, quantity: text, points, values: taken(columns[text], kept) }),
      );
    }
    const rows = [...coordinates, ...measured.map(({ text }) => text)];
    const given = Object.fromEntries(rows.map((name) => [name, taken(columns[name], trained)]));
    return {
      kind: 'data',
      count: trained.length,
      source: givenPoints(given),
      terms,
      ...(weights[k] && { weights: weights[k] }),
      ...(deviations[k] && { deviations: deviations[k] }),
    };
  });
  const sizes = (field: string) =>
    sets.flatMap((_, k) => {
      const { columns } = files[k];
      return Object.hasOwn(columns, field)
        ? [sizeOfData(taken(columns[field], chosen[k].trained), weights[k])]
        : [];
    });
  return { sets, keptOut, sizes };
}

const taken = (column: Float64Array, rows: Int32Array) => Float64Array.from(rows, (row) => column[row]);

/** Which rows are trained on and which are kept out, at least one of each; both in the order of the file. */
function chosenRows(count: number, share: number, seed: number, part: number) {
  if (share === 0)
    return { kept: new Int32Array(), trained: Int32Array.from({ length: count }, (_, i) => i) };
  const keptCount = Math.max(1, Math.min(count - 1, Math.round(share * count)));
  const lots = uniformNumbers({ seed, part, step: 0, box: [], count }, streams.validation, part)(count);
  const last = lots.slice().sort()[keptCount - 1];
  // Equal lots go by the order of the file.
  let equal = keptCount - lots.reduce((smaller, lot) => smaller + (lot < last ? 1 : 0), 0);
  const isKept = Uint8Array.from(lots, (lot) => (lot < last || (lot === last && equal-- > 0) ? 1 : 0));
  const rows = Int32Array.from(lots.keys());
  return { kept: rows.filter((row) => isKept[row] === 1), trained: rows.filter((row) => isKept[row] === 0) };
}

/**
 * ω of the trained points of each file; undefined where all count alike. A point counts with its weight over its variance.
 * The mean is brought to 1 over all files that give a standard deviation, so that a precise file counts more than a noisy
 * one, and over the file itself where only weights are given.
 */
function pointWeights(
  entries: readonly StudyDataFile[],
  files: readonly DataColumns[],
  chosen: readonly { readonly trained: Int32Array }[],
  deviations: readonly (Float64Array | undefined)[],
): (Float64Array | undefined)[] {
  const smallest = deviations.reduce((least, all) => (all ? all.reduce(minimum, least) : least), Infinity);
  const raw = entries.map((entry, k): Float64Array | undefined => {
    const { trained } = chosen[k];
    const own = entry.weightColumn === undefined ? undefined : files[k].columns[weightColumn];
    const noise = deviations[k];
    if (own === undefined && noise === undefined) return undefined;
    const given = own === undefined ? new Float64Array(trained.length).fill(1) : taken(own, trained);
    if (given.every((weight) => weight === 0))
      throw new Error(
        `Every trained point of "${entry.file}" has the weight 0; keep fewer out, or weigh some more.`,
      );
    // Relative to the smallest deviation, so that no square overflows.
    return noise ? given.map((weight, i) => weight * (smallest / noise[i]) ** 2) : given;
  });
  const noisy = raw.filter((_, k) => deviations[k] !== undefined);
  return raw.map((all, k) => all && scaled(all, deviations[k] === undefined ? [all] : noisy));
}

const minimum = (a: number, b: number) => Math.min(a, b);

/** Weights over the mean of all those given. */
function scaled(weights: Float64Array, all: readonly (Float64Array | undefined)[]): Float64Array {
  const given = all.filter((own) => own !== undefined);
  const largest = Math.max(...given.map((own) => own.reduce((most, weight) => Math.max(most, weight), 0)));
  let [sum, count] = [0, 0];
  for (const own of given) {
    count += own.length;
    for (const weight of own) sum += weight / largest;
  }
  return weights.map((weight) => weight / largest / (sum / count));
}
