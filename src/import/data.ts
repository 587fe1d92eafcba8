import { finish, type Work } from '../run';
import { isArrayFile, type TableRequest } from '../study';
import { tableWork } from './csv';
import { arraysWork } from './arrays';
import { Unreadable, type ArrayFile } from './formats/array-file';
import { openArrays } from './formats/open';
import { ProblemList, refuse, type TableOutcome } from './table';

/** Reads columns of numbers from a text with headings; others are answered in between. */
export function readTable(text: string, wanted: Readonly<Record<string, string>>): Promise<TableOutcome> {
  return finish(tableWork(text, wanted));
}

/**
 * Reads what a study asks of a file of numbers, and checks it; others are answered in between.
 * @param file its name: the ending tells whether it is a table or a file of arrays
 * @param content its text; of a file of arrays one character for each byte
 */
export async function readData(file: string, content: string, request: TableRequest): Promise<TableOutcome> {
  if (!isArrayFile(file)) return finish(dataWork(content, request));
  let arrays: ArrayFile;
  try {
    arrays = await openArrays(file, Buffer.from(content, 'latin1'));
  } catch (error) {
    if (error instanceof Unreadable) return refuse(error.message);
    throw error;
  }
  try {
    return await finish(dataWork(arrays, request));
  } finally {
    arrays.close?.();
  }
}

function* dataWork(content: string | ArrayFile, request: TableRequest): Work<TableOutcome> {
  const arrays = typeof content !== 'string';
  const outcome = arrays
    ? yield* arraysWork(content, request)
    : yield* tableWork(content, request.columns, request.gaps);
  if (!outcome.ok) return outcome;
  const { columns, rows, fileRows } = outcome.table;
  const problems = new ProblemList();
  const place = (name: string, row: number) => {
    const heading = request.columns[name];
    return arrays ? `Value ${fileRows[row]} of "${heading}"` : `Row ${fileRows[row]}, column "${heading}"`;
  };
  const each = (names: readonly string[] = [], check: (value: number) => string | false) => {
    for (const name of names)
      columns[name].forEach((value, row) => {
        const fault = check(value);
        if (fault !== false) problems.add(`${place(name, row)} is ${value}, ${fault}`);
      });
  };
  each(
    request.positive,
    (value) => value <= 0 && 'but a standard deviation is greater than 0; correct it or remove the point.',
  );
  each(request.weights, (value) => value < 0 && 'but a weight is at least 0; take 0 to leave the point out.');
  for (const name of request.weights ?? [])
    if (columns[name].every((value) => value === 0))
      problems.add(
        `All weights in "${request.columns[name]}" are 0, so no point counts; weigh some of them.`,
      );
  if (problems.count > 0) return { ok: false, problems: problems.list() };
  for (const [name, factor] of Object.entries(request.factors ?? {}))
    columns[name].forEach((value, row) => (columns[name][row] = factor * value));
  const least = request.leastRows ?? 1;
  return rows >= least
    ? outcome
    : refuse(`It holds ${rows} point, and ${least} are needed to keep some out; set the share to 0.`);
}
