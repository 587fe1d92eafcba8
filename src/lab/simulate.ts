import { uniformAxis, gridPoints } from '../field';
import { Unreached, readStudy, timeOf } from '../language';
import { referenceParameters, solveStudy } from '../pde/reference';
import type { AnyStudy } from '../study';
import type { FieldFormatId } from '../export';
import { usualCounts } from './export-place';
import { writeGrid } from './export-run';
import { BadRequest } from './frames';

export interface SimulateRequest {
  /** Points along each coordinate by name; a grid of moderate size where they are left out. */
  readonly counts?: Readonly<Record<string, number>>;
  /** Where the fields are written to; nowhere when it is left out. */
  readonly out?: { readonly path: string; readonly format: FieldFormatId };
  /** Where energies and the like by time are written to, where the solver tells them. */
  readonly series?: { readonly path: string; readonly format: FieldFormatId };
  /** The folder where computed solutions are kept. */
  readonly cache: string | null;
  progress(sentence: string): void;
}

export interface Simulated {
  /** For each field, as a share of its largest value. */
  readonly statedError: Readonly<Record<string, number>>;
  /** Points, unknowns and steps, in words. */
  readonly resolution: string;
  readonly seconds: number;
  readonly files: readonly string[];
  /** A sentence for each thing that may make it worse than it seems. */
  readonly warnings: readonly string[];
}

/**
 * Solves a study with the lab's own solver instead of a network.
 * Errors: `BadRequest` with the reason, as a sentence, where the solver does not reach.
 */
export async function simulate(study: AnyStudy, request: SimulateRequest): Promise<Simulated> {
  const begun = performance.now();
  if (study.lab === 'sequence')
    throw new BadRequest('The solver is for studies of equations; this one is of sequences.');
  const { meaning } = readStudy(study);
  if (meaning === undefined) throw new BadRequest('The study has errors; check it first.');
  const read = referenceParameters(study, meaning.parameters);
  if (!read.ok) throw new BadRequest(read.problems[0].message);
  const names = Object.keys(meaning.box);
  const { counts } = request;
  if (counts && (Object.keys(counts).length !== names.length || names.some((name) => !(name in counts))))
    throw new BadRequest(`--grid needs a count for each coordinate of the study: ${names.join(', ')}.`);
  try {
    const own = { ...meaning, parameters: read.parameters };
    const {
      solution,
      statedError,
      resolution,
      warnings = [],
    } = await solveStudy(study, own, request.cache, request.progress);
    const seconds = (performance.now() - begun) / 1000;
    const files: string[] = [];
    const { title } = study;
    const time = timeOf(meaning.names);
    if (request.series !== undefined) {
      if (solution.series === undefined)
        throw new BadRequest(
          'The solver tells energies by time of flows only (reference.flow); leave out --series.',
        );
      const [[name, values], ...measures] = Object.entries(solution.series());
      const series = { axes: [{ name, values }], fields: Object.fromEntries(measures) };
      files.push(...(await writeGrid(series, { ...request.series, title, time })));
    }
    if (request.out === undefined) return { statedError, resolution, seconds, files, warnings };
    const axes = names.map((name, k) =>
      uniformAxis(name, ...meaning.box[name], counts?.[name] ?? usualCounts[names.length][k]),
    );
    const grid = { axes, fields: solution.evaluate(gridPoints(axes)) };
    files.push(...(await writeGrid(grid, { ...request.out, title, time })));
    return { statedError, resolution, seconds, files, warnings };
  } catch (error) {
    if (error instanceof Unreached) throw new BadRequest(error.message);
    throw error;
  }
}
