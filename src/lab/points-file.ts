import { readFile } from 'node:fs/promises';
import { previewOf, readTable } from '../import';
import type { FieldTrainer } from '../run';
import { BadRequest } from './frames';
import type { PointsRead } from './protocol';

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

/** So many tables of points are kept until they are exported at. */
const mostKept = 4;

/** Points that a page has sent, kept by a name until an export asks for them. */
export class ReadPoints {
  private readonly kept = new Map<string, Record<string, Float64Array>>();
  private last = 0;

  /** Reads a table with a column for each coordinate; `columns`: the heading of each that has another one. */
  async read(
    text: string,
    { coordinates }: Pick<FieldTrainer, 'coordinates'>,
    columns: Readonly<Record<string, string>> = {},
  ): Promise<PointsRead> {
    const preview = await previewOf('points.csv', text, {});
    const headings = preview.arrays.map(({ name }) => name);
    const wanted = Object.fromEntries(coordinates.map(({ name }) => [name, columns[name] ?? name]));
    const read = await readTable(text, wanted);
    if (!read.ok) {
      const problems = read.problems.map(({ message }) => message);
      return { name: null, count: 0, headings, problems };
    }
    const name = `points ${++this.last}`;
    this.kept.set(name, read.table.columns);
    // The first key of a map is the oldest.
    for (const old of [...this.kept.keys()].slice(0, -mostKept)) this.kept.delete(old);
    return { name, count: read.table.rows, headings, problems: [] };
  }

  /** Errors: `BadRequest` where they are not kept any more. */
  named(name: string): Record<string, Float64Array> {
    const points = this.kept.get(name);
    if (points === undefined)
      throw new BadRequest('The points are not at hand any more. Choose their file again.');
    return points;
  }
}
