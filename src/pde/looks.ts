import { timeOf, type Meaning } from '../language';
import { finish, finishNow, type FieldFrame, type FrameChoice, type MeasureRow, type Work } from '../run';
import type { Study } from '../study';
import { cacheFolder, upload, type DeviceTensor } from '../tensorflow';
import { Comparison } from './comparison';
import { withinExtent } from './extent';
import { Frames, type Truth } from './frames';
import { keptOutErrors } from './kept-out';
import type { Marching } from './marching';
import { Measures } from './measures';
import type { Problem } from './problem';
import { readValues } from './quantities';
import { referenceParameters, referenceSource, type Reference, type ReferenceSource } from './reference';
import { spanOf, windowMeasures, windowValues } from './window-measures';

/** What is trained at the moment of a look. */
export interface Moment {
  /** Parameters of the network and of the study. */
  readonly unknowns: readonly DeviceTensor[];
  readonly step: number;
}

type Points = Readonly<Record<string, Float64Array>>;

/** What is seen of a solution while it is trained, beside the reference where there is one. Looking changes nothing. */
export class Looks {
  /** Names of the study's own measures, and of those of windows. */
  readonly measures: readonly string[];
  private readonly source: ReferenceSource;
  private readonly comparison: Comparison;
  private readonly frames: Frames;
  private readonly studyMeasures: Measures;

  /** @param parameters the study's numbers, which change as the user changes them */
  constructor(
    private readonly study: Study,
    meaning: Meaning,
    private readonly problem: Problem,
    private readonly marching: Marching,
    private readonly parameters: Readonly<Record<string, number>>,
    reference: Readonly<Record<string, Float64Array>> | undefined,
  ) {
    const meanFree = {
      fields: 'meanFree' in study.reference ? study.reference.meanFree : [],
      time: timeOf(meaning.names),
    };
    this.comparison = new Comparison(problem.coordinates, problem, meanFree);
    this.frames = new Frames(problem, marching, meanFree);
    this.studyMeasures = new Measures(meaning, problem);
    this.measures = [...this.studyMeasures.names, ...windowMeasures(problem)];
    this.source = referenceSource(study, meaning, cacheFolder(), reference);
  }

  /** Sees to it that the reference is there, if the study has one. */
  async prepare(progress: (sentence: string) => void, signal?: AbortSignal): Promise<void> {
    await this.source.make(this.parameters, progress, signal);
  }

  /** Parameters of the study are others now: so is the reference. */
  changed(): void {
    this.comparison.changed();
    this.frames.changed();
  }

  gridNow(counts: readonly number[], choice: FrameChoice, moment: Moment): FieldFrame {
    return finishNow(this.grid(counts, choice, moment));
  }

  /** Quantities on a grid, in parts between which training may go on. */
  *grid(counts: readonly number[], choice: FrameChoice, moment: Moment): Work<FieldFrame> {
    const truth = this.truth(this.source.ready(this.parameters));
    // Training changes its own between two parts of the work.
    const unknowns = moment.unknowns.map((tensor) => upload(tensor.type, tensor.read()));
    try {
      return yield* this.frames.solution(counts, choice, unknowns, moment.step, truth);
    } finally {
      unknowns.forEach((tensor) => tensor.dispose());
    }
  }

  needsReference(choice: FrameChoice): boolean {
    return this.frames.needsReference(choice);
  }

  async referenceGrid(counts: readonly number[], choice: FrameChoice): Promise<FieldFrame | null> {
    const truth = this.truth(await this.source.make(this.parameters, () => undefined));
    return truth && finish(this.frames.reference(counts, choice, truth));
  }

  /** Quantities at points; NaN where they mean nothing. */
  at(points: Points, quantities: readonly string[], { unknowns }: Moment): Record<string, Float64Array> {
    const values = this.marching.at(points, quantities, unknowns);
    return withinExtent(this.problem, readValues(this.problem, quantities), points, values);
  }

  /** Errors against the reference, the study's measures, and the misfit to values that are kept out of training. */
  measure(
    moment: Moment,
  ): Pick<MeasureRow, 'errors' | 'validation'> & { readonly values: Record<string, number> } {
    const reference = this.source.ready(this.parameters);
    const found = (points: Points, quantities: readonly string[]) => this.at(points, quantities, moment);
    const evaluate = (points: Points, quantities: readonly string[]) =>
      this.marching.at(points, quantities, moment.unknowns);
    const errorsIn = (from: number) =>
      this.comparison.errors(reference, found, spanOf(this.problem, this.marching, from));
    const { index } = this.marching;
    return {
      errors: errorsIn(0),
      validation: keptOutErrors(this.problem, evaluate),
      values: {
        ...this.studyMeasures.values(evaluate),
        ...(this.problem.windows && windowValues(index, errorsIn(index))),
      },
    };
  }

  private truth(reference: Reference | null): Truth | null {
    const read = referenceParameters(this.study, this.parameters);
    return reference && !reference.isScattered && read.ok ? { reference, parameters: read.parameters } : null;
  }
}
