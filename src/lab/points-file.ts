import { readFile } from 'node:fs/promises';
import { readTable } from '../import';
import type { FieldTrainer } from '../run';
import { BadRequest } from './frames';

/** Reads points from a CSV file that has a column for each coordinate of the run. */
export async function readPoints(file: string, trainer: FieldTrainer): Promise<Record<string, Float64Array>> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    const absent = (error as NodeJS.ErrnoException).code === 'ENOENT';
    throw new BadRequest(
      `${file}: ${absent ? 'there is no such file. Check its name' : 'this file can not be read'}.`,
    );
  }
  const wanted = Object.fromEntries(trainer.coordinates.map(({ name }) => [name, name]));
  const read = await readTable(text, wanted);
  if (read.ok) return read.table.columns;
  throw new BadRequest(read.problems.map((problem) => `${file}: ${problem.message}`).join('\n'));
}
