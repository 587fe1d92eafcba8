import { timeOf, type Meaning } from '../language';
import { cost, type HostArray } from '../program';
import type {
  Advance,
  Doubt,
  FieldFrame,
  FrameChoice,
  LossRow,
  MeasureRow,
  PhaseDescription,
  FieldTrainer,
  TermDescription,
  TrainerState,
  WeightGroup,
  Work,
  Solution,
} from '../run';
import { finish, finishNow } from '../run';
import { windowCount, type Study } from '../study';
import { cacheFolder, upload, type DeviceTensor } from '../tensorflow';
import { inferredValues } from './ansatz';
import { Comparison } from './comparison';
import { withinDomain } from './domain';
import { Examination } from './doubts';
import { Evaluator } from './evaluator';
import { Frames, type Truth } from './frames';
import { keptOutErrors, keptOutNames } from './kept-out';
import { Measures } from './measures';
import { LossWeights } from './loss-weights';
import { Marching } from './marching';
import { PointSets } from './point-sets';
import { gradientProgram } from './loss';
import { PhaseRunner, type ChunkInputs } from './phase';
import { hostArray } from './point-tensors';
import { PointWeights } from './point-weights';
import { termsOf, type Problem } from './problem';
import {
  comparedDefinitions,
  referenceParameters,
  referenceSource,
  type Reference,
  type ReferenceSource,
} from './reference';
import { Retreat } from './retreat';
import { solutionOf } from './solution';
import { StepPlan } from './step-plan';
import { historyRows } from './steps';
import { StopRule } from './stop';
import { setTiling } from './tiles';
import { spanOf, windowMeasures, windowValues } from './window-measures';

/** Searches that may fail one after the other, each on new points, before the run ends. */
const mostStalls = 3;

/** Trains a problem: phases of optimisers over one loss, with resampling, measures and a state that restores exactly. */
export class PdeTrainer implements FieldTrainer {
  readonly terms: readonly TermDescription[];
  readonly fields: readonly string[];
  readonly coordinates: FieldTrainer['coordinates'];
  readonly time: string | undefined;
  readonly parameterCount: number;
  inferred: Readonly<Record<string, number>>;
  readonly fieldScales: Readonly<Record<string, number>>;
  readonly measured: NonNullable<FieldTrainer['measured']>;
  readonly measures: readonly string[];
  readonly cost: FieldTrainer['cost'];
  private readonly plan: StepPlan;
  private readonly marching: Marching;
  private readonly parameters: Record<string, number>;
  private readonly evaluator: Evaluator;
  private readonly examination: Examination;
  private studyParameters: DeviceTensor;
  private readonly lossWeights: LossWeights;
  /** One for each phase, made when it first begins. */
  private readonly runners: PhaseRunner[] = [];
  private runner: PhaseRunner;
  private readonly points: PointSets;
  private readonly pointWeights: PointWeights;
  private resampledAt = 0;
  private weighedAt = 0;
  private measuredAt = 0;
  private stalls = 0;
  private readonly stop: StopRule;
  private millisecondsPerStep = 0;
  private readonly retreat = new Retreat();
  private readonly source: ReferenceSource;
  private readonly comparison: Comparison;
  private readonly frames: Frames;
  private readonly studyMeasures: Measures;

  constructor(
    private readonly study: Study,
    meaning: Meaning,
    private readonly problem: Problem,
    private readonly lanes: number,
    reference?: Readonly<Record<string, Float64Array>>,
  ) {
    const all = termsOf(problem);
    this.terms = all.map(({ name, group }) => ({ name, group }));
    this.fields = [...problem.fields, ...problem.network.functions];
    this.fieldScales = Object.fromEntries(problem.fields.map((name, k) => [name, problem.scales[k]]));
    this.coordinates = problem.coordinates;
    this.time = timeOf(meaning.names);
    this.parameterCount = problem.network.parameterCount;
    this.parameters = { ...meaning.parameters };
    const meanFree = {
      fields: 'meanFree' in study.reference ? study.reference.meanFree : [],
      time: this.time,
    };
    this.comparison = new Comparison(problem.coordinates, problem.domain, meanFree);
    this.studyMeasures = new Measures(meaning, problem.domain);
    this.measures = [...this.studyMeasures.names, ...windowMeasures(problem)];
    this.source = referenceSource(study, meaning, cacheFolder(), reference);
    this.stop = new StopRule(study.stop);
    this.plan = new StepPlan(study.training.phases, windowCount(study));
    this.evaluator = new Evaluator(problem);
    this.marching = new Marching(problem, this.evaluator);
    this.frames = new Frames(problem, this.marching, meanFree);
    this.points = new PointSets(problem, study.points.sampler, study.seed, this.marching);
    this.pointWeights = new PointWeights(problem, study, this.points.interior, this.time, this.marching);
    this.examination = new Examination(problem, study.seed, this.evaluator, this.marching);
    const { element } = problem;
    this.studyParameters = this.uploadParameters();
    this.lossWeights = new LossWeights(problem, study, this.marching);
    const weighed = this.lossWeights.adaptive || this.lossWeights.scaled;
    this.measured = {
      errors: comparedDefinitions(study, this.fields),
      weights: weighed ? all.map(({ name }) => name) : [],
      validation: keptOutNames(problem),
    };
    this.runner = this.phaseRunner(0);
    this.runner.begin(hostArray(element, problem.network.initial(study.seed)));
    this.inferred = this.inferredNow();
    const work = cost(gradientProgram(problem), () =>
      Math.max(...problem.sets.map((set) => setTiling(problem, set).tiles)),
    );
    this.cost = { flops: work.flops, bytes: work.bytes, transcendentals: work.transcendentals };
  }

  get phases(): PhaseDescription[] {
    return this.plan.described;
  }

  get weights(): Readonly<Record<WeightGroup, number>> {
    return this.lossWeights.groups;
  }

  get step(): number {
    return this.plan.before + this.runner.step;
  }

  async prepare(progress: (sentence: string) => void): Promise<void> {
    await this.source.make(this.parameters, progress);
    progress(`Compiling the program of ${this.runner.optimiser.name}.`);
    this.runner.compile();
    if (this.step === 0) this.lossWeights.findScales(this.unknowns);
  }

  advance(limit: number, milliseconds: number): Promise<Advance> {
    const notices: string[] = [];
    this.enterPhase();
    if (this.step >= this.plan.total)
      return Promise.resolve({ step: this.step, losses: [], measures: [], notices, outcome: 'finished' });
    this.resampleIfDue();
    this.weighIfDue();
    const { measureEvery } = this.study.training;
    const first = this.plan.before;
    const phaseEnd = first + this.plan.length;
    const mark = (every: number) => (every > 0 ? (Math.floor(this.step / every) + 1) * every : Infinity);
    const affordable =
      this.millisecondsPerStep > 0 ? Math.max(1, Math.floor(milliseconds / this.millisecondsPerStep)) : 1;
    const until = Math.min(
      limit,
      phaseEnd,
      mark(measureEvery),
      mark(this.study.points.every),
      mark(this.weighEvery),
      this.step + Math.min(affordable, historyRows),
    );
    this.keepIfDue(first);
    const rows = this.work(until - first);
    const place = { phase: this.plan.index, first };
    const { losses, diverged } = this.retreat.watch(rows, this.runner, place, notices);
    this.inferred = this.inferredNow();
    this.stop.take(losses);
    const measures: MeasureRow[] = [];
    if (diverged) return Promise.resolve({ step: this.step, losses, measures, notices, outcome: 'diverged' });
    const stalled = this.handleStall(notices);
    const due = (measureEvery > 0 && this.step % measureEvery === 0) || this.windowIsDone;
    if ((due || stalled) && this.measuredAt !== this.step) measures.push(this.measure());
    const done = this.stopsHere(losses, measures, notices) || this.step >= this.plan.total;
    const outcome = stalled ? 'stalled' : done ? 'finished' : undefined;
    return Promise.resolve({ step: this.step, losses, measures, notices, ...(outcome && { outcome }) });
  }

  /** Runs the present phase up to its step `limit` and keeps the pace. */
  private work(limit: number): LossRow[] {
    const before = performance.now();
    const settings = this.runner.settings(this.plan.length);
    const known = this.millisecondsPerStep > 0;
    const { before: first, phase } = this.plan;
    const rows = this.runner.advance(limit, this.chunkInputs(), settings, first, phase);
    if (rows.length > 0) {
      const pace = (performance.now() - before) / rows.length;
      // The first call of a program compiles it: its pace says nothing.
      this.millisecondsPerStep = known ? pace : pace / 100;
      if (!known) this.millisecondsPerStep = Math.min(Math.max(this.millisecondsPerStep, 1), 20);
      this.stalls = 0;
    }
    return rows;
  }

  /** Keeps a state to go back to at steps that depend on the study alone. */
  private keepIfDue(first: number): void {
    const { measureEvery } = this.study.training;
    const due = [measureEvery, this.study.points.every].some((every) => every > 0 && this.step % every === 0);
    if (due || this.runner.step === 0) this.retreat.keep(this.runner, { phase: this.plan.index, first });
  }

  /** A failed search begins again on new points; after several in a row there is nothing left to gain. */
  private handleStall(notices: string[]): boolean {
    if (!this.runner.stalled) return false;
    this.stalls++;
    if (this.stalls >= mostStalls || this.study.points.every === 0) {
      notices.push('The search finds no lower loss any more: rounding errors or the network set the limit.');
      return !this.endPhase(notices);
    }
    this.resample();
    return false;
  }

  /** Ends the phase, or says that training ends, where the study's limits are reached. */
  private stopsHere(losses: readonly LossRow[], measures: readonly MeasureRow[], notices: string[]): boolean {
    if (measures.length === 0) return false;
    const reached = this.stop.reached(losses.at(-1)?.loss, measures[0]);
    if (reached) {
      notices.push(reached);
      return !this.endWindow(notices);
    }
    if (!this.stop.outOfPatience(this.step)) return false;
    notices.push('The loss has not fallen for as long as the study allows.');
    return !this.endPhase(notices);
  }

  /** Goes on to the next phase, or to the next window, if there is one. */
  private endPhase(notices: string[]): boolean {
    if (!this.plan.endPhase(this.runner.step)) return this.endWindow(notices);
    this.stalls = 0;
    this.enterPhase();
    notices.push(`Phase ${this.plan.phase + 1}, ${this.runner.optimiser.name}, goes on from here.`);
    return true;
  }

  /** Goes on to the next window, if there is one. */
  private endWindow(notices: string[]): boolean {
    if (!this.plan.endWindow(this.runner.step)) return false;
    this.stalls = 0;
    this.enterPhase();
    notices.push(`Window ${this.plan.window + 1} begins at step ${this.step}.`);
    return true;
  }

  /** The last step of a window is done, or the last of all. */
  private get windowIsDone(): boolean {
    return this.runner.step >= this.plan.length && (this.plan.endsWindow || this.step >= this.plan.total);
  }

  setTotalSteps(total: number): void {
    this.plan.setTotal(total, this.step);
  }

  setWeight(group: WeightGroup, value: number): void {
    this.lossWeights.setGroup(group, value);
    this.runner.lossChanged();
  }

  setParameter(name: string, value: number): void {
    if (name in this.inferred)
      throw new Error(
        `"${name}" is inferred, so it can't be set; make it a parameter of the study to set it.`,
      );
    if (!(name in this.parameters)) throw new Error(`The study has no parameter "${name}".`);
    this.parameters[name] = value;
    this.studyParameters.dispose();
    this.studyParameters = this.uploadParameters();
    this.comparison.changed();
    this.frames.changed();
    this.retreat.begin();
    this.runner.lossChanged();
  }

  evaluateGrid(counts: readonly number[], choice: FrameChoice = {}): FieldFrame {
    return finishNow(this.frame(counts, choice));
  }

  *frame(counts: readonly number[], choice: FrameChoice = {}): Work<FieldFrame> {
    const truth = this.truth(this.source.ready(this.parameters));
    // Training changes its own between two parts of the work.
    const unknowns = this.unknowns.map((tensor) => upload(tensor.type, tensor.read()));
    try {
      return yield* this.frames.solution(counts, choice, unknowns, this.step, truth);
    } finally {
      unknowns.forEach((tensor) => tensor.dispose());
    }
  }

  checkFrame(choice: FrameChoice) {
    return { needsReference: this.frames.needsReference(choice) };
  }

  async makeReference(): Promise<void> {
    await this.source.make(this.parameters, () => undefined);
  }

  evaluatePoints(points: Readonly<Record<string, Float64Array>>, quantities: readonly string[]) {
    return withinDomain(this.problem.domain, points, this.marching.at(points, quantities, this.unknowns));
  }

  solution(quantities: readonly string[], count: number): Solution {
    const parts = this.marching.parts(this.runner.tensor('parameters').read(), this.studyParameters.read());
    return solutionOf(this.problem, parts, quantities, count);
  }

  async referenceGrid(counts: readonly number[], choice: FrameChoice = {}): Promise<FieldFrame | null> {
    const truth = this.truth(await this.source.make(this.parameters, () => undefined));
    return truth && finish(this.frames.reference(counts, choice, truth));
  }

  private truth(reference: Reference | null): Truth | null {
    const read = referenceParameters(this.study, this.parameters);
    return reference && !reference.isScattered && read.ok ? { reference, parameters: read.parameters } : null;
  }

  collocationPoints(): Record<string, Float64Array> {
    return this.points.interior.read();
  }

  networkParameters(): Float64Array | Float32Array {
    const present = this.runner.tensor('parameters').read() as Float64Array | Float32Array;
    return this.marching.parameters(present);
  }

  measure(): MeasureRow {
    this.measuredAt = this.step;
    const reference = this.source.ready(this.parameters);
    const found = (points: Record<string, Float64Array>, names: readonly string[]) =>
      this.evaluatePoints(points, names);
    const errorsIn = (from: number) =>
      this.comparison.errors(reference, found, spanOf(this.problem, this.marching, from));
    const errors = errorsIn(0);
    const freshRatio = this.points.interior.freshRatio(this.unknowns, this.step);
    const inForce = this.lossWeights.inForce;
    const weights = Object.fromEntries(this.measured.weights.map((name, k) => [name, inForce[k]]));
    const evaluate = (points: Readonly<Record<string, Float64Array>>, quantities: readonly string[]) =>
      this.marching.at(points, quantities, this.unknowns);
    const validation = keptOutErrors(this.problem, evaluate);
    const values = {
      ...this.studyMeasures.values(evaluate),
      ...(this.problem.windows && windowValues(this.marching.index, errorsIn(this.marching.index))),
    };
    return { step: this.step, freshRatio, errors, inferred: this.inferred, values, weights, validation };
  }

  examine(): Doubt[] {
    const fresh = this.points.interior.fresh(this.unknowns, this.step);
    return this.examination.doubts(this.unknowns, this.lossWeights.inForce, fresh);
  }

  checkpoint(): TrainerState {
    const arrays: Record<string, HostArray> = {};
    for (const [name, values] of Object.entries(this.runner.read())) arrays[`state ${name}`] = values;
    arrays['interior points'] = this.points.interior.tensors.points.read();
    const kept = this.retreat.checkpoint();
    Object.assign(arrays, kept.arrays, this.lossWeights.checkpoint(), this.pointWeights.checkpoint());
    Object.assign(arrays, this.marching.checkpoint());
    const scalars: Record<string, number> = {
      resampledAt: this.resampledAt,
      weighedAt: this.weighedAt,
      measuredAt: this.measuredAt,
      stalls: this.stalls,
      ...this.runner.counters,
      ...kept.scalars,
      ...this.stop.state(),
      ...this.plan.state(),
    };
    for (const [group, weight] of Object.entries(this.weights)) scalars[`weight ${group}`] = weight;
    for (const [name, value] of Object.entries(this.parameters)) scalars[`parameter ${name}`] = value;
    return { step: this.step, scalars, arrays: arrays as TrainerState['arrays'] };
  }

  restore({ scalars, arrays }: TrainerState): void {
    const number = (name: string) => scalars[name] as number;
    this.resampledAt = number('resampledAt');
    this.weighedAt = number('weighedAt');
    this.measuredAt = number('measuredAt');
    this.stalls = number('stalls');
    this.retreat.restore(scalars, arrays);
    this.stop.restore(scalars);
    this.plan.restore(scalars);
    this.marching.restore(arrays);
    const groups = Object.entries(this.study.weights).map(([group, weight]) => {
      const name = `weight ${group}`;
      // Earlier versions knew fewer groups.
      return [group, name in scalars ? number(name) : weight];
    });
    this.lossWeights.restore(Object.fromEntries(groups) as Record<WeightGroup, number>, arrays);
    for (const name of Object.keys(this.parameters)) this.parameters[name] = number(`parameter ${name}`);
    this.studyParameters.dispose();
    this.studyParameters = this.uploadParameters();
    this.points.restore(arrays['interior points'], this.resampledAt);
    this.pointWeights.restore(arrays);
    this.runner.dispose();
    this.runner = this.phaseRunner(this.plan.phase);
    const state = Object.entries(arrays).filter(([name]) => name.startsWith('state '));
    const values = Object.fromEntries(state.map(([name, all]) => [name.slice(6), all]));
    this.runner.restore(values, { lost: number('lost'), retreats: number('retreats') });
    this.inferred = this.inferredNow();
    this.comparison.changed();
    this.frames.changed();
  }

  dispose(): void {
    this.runner.dispose();
    this.studyParameters.dispose();
    this.lossWeights.dispose();
    this.points.dispose();
  }

  private phaseRunner(phase: number): PhaseRunner {
    this.runners[phase] ??= new PhaseRunner(this.problem, this.study.training.phases[phase], this.lanes);
    return this.runners[phase];
  }

  /** Hands the parameters over to the next phase when this one is done. */
  private enterPhase(): void {
    while (this.runner.step >= this.plan.length && !this.plan.atEnd) {
      const former = this.runner;
      const parameters = former.tensor('parameters').read();
      former.dispose();
      const { endsWindow } = this.plan;
      this.plan.next();
      this.runner = this.phaseRunner(this.plan.phase);
      this.runner.begin(parameters);
      if (endsWindow) this.enterWindow(parameters);
      if (this.runner !== former) this.millisecondsPerStep = 0;
      this.stop.begin(this.step);
    }
  }

  /** What was found stays; the next window begins where it ends, with these parameters. */
  private enterWindow(parameters: HostArray): void {
    this.marching.keep(parameters, this.studyParameters.read());
    this.studyParameters.dispose();
    this.studyParameters = this.uploadParameters();
    this.resampledAt = this.step;
    this.points.enterWindow(this.step);
    this.pointWeights.pointsChanged();
    this.lossWeights.enterWindow();
    this.retreat.begin();
  }

  private resampleIfDue(): void {
    const { every } = this.study.points;
    if (every > 0 && this.step > 0 && this.step % every === 0 && this.resampledAt !== this.step)
      this.resample();
  }

  private resample(): void {
    this.resampledAt = this.step;
    this.points.redraw(this.unknowns, this.step, this.stalls);
    this.pointWeights.pointsChanged();
    this.runner.lossChanged();
  }

  /** Steps between two looks at how terms or points should count; 0 where nobody asks. */
  private get weighEvery(): number {
    return this.lossWeights.adaptive || this.pointWeights.active ? this.study.weighting.every : 0;
  }

  private weighIfDue(): void {
    if (this.weighEvery === 0 || this.step % this.weighEvery !== 0 || this.weighedAt === this.step) return;
    this.weighedAt = this.step;
    this.pointWeights.act(this.unknowns);
    const place = { unknowns: this.unknowns, sets: this.points.inputs };
    if (this.lossWeights.adaptive) this.lossWeights.balanceTerms(this.step, place);
    this.runner.lossChanged();
  }

  /** Parameters of the network and of the study. */
  private get unknowns(): DeviceTensor[] {
    return [this.runner.tensor('parameters'), this.studyParameters];
  }

  private chunkInputs(): ChunkInputs {
    const { studyParameters } = this;
    const { coefficients, inverseCounts } = this.lossWeights;
    return {
      studyParameters,
      coefficients,
      inverseCounts,
      sets: this.points.inputs,
    };
  }

  private inferredNow(): Record<string, number> {
    if (this.problem.network.unknowns.length === 0) return {};
    return inferredValues(this.problem.network, this.networkParameters());
  }

  private uploadParameters(): DeviceTensor {
    const values = [...Object.values(this.parameters), ...this.marching.ends()];
    const { element } = this.problem;
    return upload({ element, shape: [values.length] }, hostArray(element, values));
  }
}
