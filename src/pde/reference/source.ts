import { Unreached, type Meaning } from '../../language';
import { finish } from '../../run';
import { settings, type Study } from '../../study';
import type { Columns, ExactSolution } from './exact';
import type { FlowSolution } from './flow/history';
import { solvedFlow } from './flow/kept';
import { readFlow } from './flow/problem';
import { immediateReference, referenceParameters, type Reference } from './reference';
import type { Solved } from './solver/compare';
import { contentOf, keep, readKept } from './solver/kept';
import { solveSystem } from './solver/method';
import { readSystem } from './solver/system';
import { keptFile } from './store';
import { tableReference } from './table';

/** Gives the reference of a study, for the parameters as they are now. */
export class ReferenceSource {
  private solved: { readonly key: string; readonly reference: Promise<Reference | null> } | null = null;
  private known: { readonly key: string; readonly reference: Reference | null } | null = null;
  private readonly table: Reference | null;

  /**
   * @param cache the folder where computed references are kept; null to keep none
   * @param table the columns of the file that is the reference, where one is
   */
  constructor(
    private readonly study: Study,
    private readonly meaning: Meaning,
    private readonly solutions: readonly ExactSolution[],
    private readonly cache: string | null,
    table?: Readonly<Columns>,
  ) {
    this.table = table === undefined ? null : tableReference(table, meaning.box);
  }

  /** The reference where it is at hand: null while the solver has not come to an end. */
  ready(present: Readonly<Record<string, number>>): Reference | null {
    if (this.study.reference.kind === 'file') return this.table;
    if (this.study.reference.kind !== 'solver')
      return immediateReference(this.study, this.meaning, present, this.solutions);
    return this.known?.key === keyOf(present) ? this.known.reference : null;
  }

  /**
   * The reference, solved for where it has to be. Null where there is none or the solver does not reach. Given up by
   * `signal`, it fails with the signal's reason; whoever asks again begins anew.
   */
  async make(
    present: Readonly<Record<string, number>>,
    progress: (sentence: string) => void,
    signal?: AbortSignal,
  ): Promise<Reference | null> {
    try {
      return await this.demand(present, progress, signal);
    } catch (error) {
      if (!(error instanceof Unreached)) throw error;
      this.known = { key: keyOf(present), reference: null };
      progress(`No reference: ${error.message}`);
      return null;
    }
  }

  /**
   * As `make`, for those who can't do without.
   * Errors: `Unreached`, with the reason as a sentence, where the solver does not reach.
   */
  async demand(
    present: Readonly<Record<string, number>>,
    progress: (sentence: string) => void,
    signal?: AbortSignal,
  ): Promise<Reference | null> {
    if (this.study.reference.kind !== 'solver') return this.ready(present);
    const key = keyOf(present);
    if (this.solved?.key !== key) this.solved = { key, reference: this.solve(present, progress, signal) };
    const { solved } = this;
    try {
      const reference = await solved.reference;
      this.known = { key, reference };
      return reference;
    } catch (error) {
      // A solver that does not reach never will; one that was given up may.
      if (!(error instanceof Unreached) && this.solved === solved) this.solved = null;
      throw error;
    }
  }

  private async solve(
    present: Readonly<Record<string, number>>,
    progress: (sentence: string) => void,
    signal: AbortSignal | undefined,
  ): Promise<Reference | null> {
    const read = referenceParameters(this.study, present);
    if (!read.ok) return null;
    const { solution, statedError, warnings } = await solveStudy(
      this.study,
      { ...this.meaning, parameters: read.parameters },
      this.cache,
      progress,
      signal,
    );
    warnings?.forEach(progress);
    return {
      fields: Object.keys(statedError),
      statedError,
      evaluate: (points) => solution.evaluate(points),
    };
  }
}

/**
 * Solves a study with the lab's own solver, or takes what was kept of an earlier time.
 * @param meaning with the values of parameters that belong to the reference
 * Errors: `Unreached`, with the reason as a sentence; the reason of `signal` where that gives it up.
 */
export async function solveStudy(
  study: Study,
  meaning: Meaning,
  cache: string | null,
  progress: (sentence: string) => void,
  signal?: AbortSignal,
): Promise<Solved> {
  const { reference } = study;
  if (reference.kind === 'solver' && reference.flow !== undefined)
    return withAgreement(
      study,
      meaning,
      await solvedFlow(readFlow(reference.flow, meaning), cache, progress, signal),
    );
  const system = readSystem(meaning, meaning.parameters);
  const { tolerance, seconds } =
    reference.kind === 'solver' ? reference : { tolerance: usualTolerance, seconds: usualSeconds };
  const file = cache === null ? null : keptFile(cache, contentOf(system, tolerance));
  const kept = file === null ? undefined : await readKept(file, system);
  if (kept !== undefined) return kept;
  const solved = await finish(solveSystem(system, { tolerance, seconds, progress }), signal);
  if (file !== null) await keep(file, solved);
  return solved;
}

/** A flow is solved by equations of the solver's own: what they differ in from those of the study is told. */
async function withAgreement(study: Study, meaning: Meaning, solved: Solved<FlowSolution>): Promise<Solved> {
  // As the engine, it is loaded when it is needed.
  const { disagreements } = await import('./flow/agreement');
  const { solution, statedError, warnings = [] } = solved;
  const found = {
    fields: Object.keys(statedError),
    evaluate: (points: Readonly<Columns>) => solution.evaluate(points),
    widths: solution.widths,
  };
  return { ...solved, warnings: [...warnings, ...disagreements(study, meaning, found)] };
}

const usualTolerance = settings['reference.tolerance'].default;
const usualSeconds = settings['reference.seconds'].default;

function keyOf(parameters: Readonly<Record<string, number>>): string {
  return JSON.stringify(parameters);
}
