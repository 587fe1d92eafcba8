import type { StudyData } from './schema';

/** Names of columns that are neither coordinates nor measured; no expression reads like them. */
export const weightColumn = 'weight of a point';
export const noiseColumn = 'standard deviation of a point';

/** What a study asks of a file of numbers. */
export interface TableRequest {
  /** The heading of each column by the name that it has in the study. */
  readonly columns: Readonly<Record<string, string>>;
  /** Names of columns in which every number is greater than 0. */
  readonly positive?: readonly string[];
  /** Names of columns of numbers from 0 up, not all of them 0. */
  readonly weights?: readonly string[];
  /** How many rows there have to be; 1 when left out. */
  readonly leastRows?: number;
}

/** What a study asks of one of its data files. */
export function dataRequest(entry: StudyData): TableRequest {
  const weighed = entry.weightColumn !== undefined;
  const noisy = typeof entry.noise === 'string';
  return {
    columns: {
      ...entry.columns,
      ...entry.measured,
      ...(weighed && { [weightColumn]: entry.weightColumn }),
      ...(noisy && { [noiseColumn]: entry.noise as string }),
    },
    positive: noisy ? [noiseColumn] : [],
    weights: weighed ? [weightColumn] : [],
    // One to train on and one to keep out.
    leastRows: entry.validation > 0 ? 2 : 1,
  };
}
