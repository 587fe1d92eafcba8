import { finish, type Work } from '../run';
import type { TableRequest } from '../study';
import { tableWork } from './csv';
import { npzWork } from './npz';
import { ProblemList, refuse, type TableOutcome } from './table';

/** Reads columns of numbers from a text with headings; others are answered in between. */
export function readTable(text: string, wanted: Readonly<Record<string, string>>): Promise<TableOutcome> {
  return finish(tableWork(text, wanted));
}

/**
 * Reads what a study asks of a file of numbers, and checks it; others are answered in between.
 * @param file its name: one that ends in .npz holds arrays of NumPy, any other one a table
 * @param content its text; of a .npz file one character for each byte
 */
export function readData(file: string, content: string, request: TableRequest): Promise<TableOutcome> {
  return finish(dataWork(file, content, request));
}

function* dataWork(file: string, content: string, request: TableRequest): Work<TableOutcome> {
  const arrays = /\.npz$/i.test(file);
  const outcome = arrays
    ? yield* npzWork(Buffer.from(content, 'latin1'), request.columns, request.gaps)
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
  const least = request.leastRows ?? 1;
  return rows >= least
    ? outcome
    : refuse(`It holds ${rows} point, and ${least} are needed to keep some out; set the share to 0.`);
}
