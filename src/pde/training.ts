import { timeOf, type Meaning } from '../language';
import type { HostArray } from '../program';
import { Spent } from '../run';
import type {
  Advance,
  Doubt,
  FieldFrame,
  FrameChoice,
  LossRow,
  MeasureRow,
  PhaseDescription,
  StepPart,
  FieldTrainer,
  TermDescription,
  TrainerState,
  WeightGroup,
  Work,
  Solution,
} from '../run';
import { windowCount, type Study } from '../study';
import type { DeviceTensor } from '../tensorflow';
import { inferredValues } from './ansatz';
import { Examination } from './doubts';
import { Evaluator } from './evaluator';
import { keptOutNames } from './kept-out';
import { Looks, type Moment } from './looks';
import { LossWeights } from './loss-weights';
import { Marching } from './marching';
import { PointSets } from './point-sets';
import { gradientCost } from './gradient-cost';
import { Pace } from './pace';
import { PhaseRunner, type ChunkInputs } from './phase';
import { hostArray } from './point-tensors';
import { PointWeights } from './point-weights';
import { prefixed, unprefixed } from './prefixed';
import { termsOf, type Problem } from './problem';
import { comparedDefinitions } from './reference';
import { Retreat } from './retreat';
import { solutionOf } from './solution';
import { firstNumbers, type StartValues } from './start';
import { StepPlan } from './step-plan';
import { historyRows } from './steps';
import { StopRule } from './stop';
import { StudyParameters } from './study-parameters';
import { Timetable } from './timetable';

/** The part of the time that programs are compiled in, with the first step of each. */
const compiling = 'compilation and first step';

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
  private readonly examination: Examination;
  private readonly studyParameters: StudyParameters;
  /** Numbers of the layers that are not trained. */
  private frozen: HostArray;
  private readonly lossWeights: LossWeights;
  /** One for each phase, made when it first begins. */
  private readonly runners: PhaseRunner[] = [];
  private runner: PhaseRunner;
  private readonly points: PointSets;
  private readonly pointWeights: PointWeights;
  private readonly timetable: Timetable;
  private stalls = 0;
  private readonly stop: StopRule;
  private readonly pace = new Pace();
  private readonly retreat = new Retreat();
  private readonly looks: Looks;
  private readonly clock = new Spent();

  constructor(
    private readonly study: Study,
    meaning: Meaning,
    private readonly problem: Problem,
    private readonly lanes: number,
    reference?: Readonly<Record<string, Float64Array>>,
    start?: StartValues,
  ) {
    const all = termsOf(problem);
    this.terms = all.map(({ name, group }) => ({ name, group }));
    this.fields = [...problem.fields, ...problem.network.functions];
    this.fieldScales = Object.fromEntries(problem.fields.map((name, k) => [name, problem.scales[k]]));
    this.coordinates = problem.coordinates;
    this.time = timeOf(meaning.names);
    this.parameterCount = problem.network.parameterCount;
    this.stop = new StopRule(study.stop);
    this.plan = new StepPlan(study.training.phases, windowCount(study));
    const evaluator = new Evaluator(problem);
    this.marching = new Marching(problem, evaluator);
    const first = firstNumbers(problem.network, study.seed, start);
    this.frozen = hostArray(problem.element, first.frozen);
    this.studyParameters = new StudyParameters(meaning.parameters, problem.element, () => [
      ...this.marching.ends(),
      ...this.frozen,
    ]);
    const { values } = this.studyParameters;
    this.looks = new Looks(study, meaning, problem, this.marching, values, reference);
    this.measures = this.looks.measures;
    this.points = new PointSets(problem, study.points.sampler, study.seed, this.marching);
    this.pointWeights = new PointWeights(problem, study, this.points.interior, this.time, this.marching);
    this.examination = new Examination(problem, study.seed, evaluator, this.marching);
    this.lossWeights = new LossWeights(problem, study, this.marching);
    const { adaptive, scaled } = this.lossWeights;
    const weighs = adaptive || this.pointWeights.active;
    this.timetable = new Timetable(study, weighs ? study.weighting.every : 0);
    this.measured = {
      errors: comparedDefinitions(study, this.fields),
      weights: adaptive || scaled ? all.map(({ name }) => name) : [],
      validation: keptOutNames(problem),
    };
    this.runner = this.phaseRunner(0);
    this.runner.begin(hostArray(problem.element, first.trained));
    this.inferred = this.inferredNow();
    this.cost = gradientCost(problem);
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

  async prepare(progress: (sentence: string) => void, signal?: AbortSignal): Promise<void> {
    await this.looks.prepare(progress, signal);
    progress(`Compiling the program of ${this.runner.optimiser.name}.`);
    this.clock.on(compiling, () => this.runner.compile());
    if (this.step === 0) this.clock.on('scales', () => this.lossWeights.findScales(this.unknowns));
  }

  get compilesNext(): boolean {
    const goesOn = this.runner.step >= this.plan.length && !this.plan.atEnd;
    return !this.phaseRunner(goesOn ? this.plan.nextPhase : this.plan.phase).isCompiled;
  }

  advance(limit: number, milliseconds: number): Promise<Advance> {
    const notices: string[] = [];
    this.enterPhase();
    if (this.step >= this.plan.total)
      return Promise.resolve({ step: this.step, losses: [], measures: [], notices, outcome: 'finished' });
    this.resampleIfDue();
    this.weighIfDue();
    const first = this.plan.before;
    const phaseEnd = first + this.plan.length;
    const fitting = this.step + Math.min(this.pace.steps(milliseconds), historyRows);
    const until = Math.min(limit, phaseEnd, this.timetable.next(this.step), fitting);
    this.keepIfDue(first);
    const rows = this.work(until - first);
    const place = { phase: this.plan.index, first };
    const { losses, diverged } = this.retreat.watch(rows, this.runner, place, notices);
    this.inferred = this.inferredNow();
    this.stop.take(losses);
    const measures: MeasureRow[] = [];
    if (diverged) return Promise.resolve({ step: this.step, losses, measures, notices, outcome: 'diverged' });
    const stalled = this.handleStall(notices);
    const due = this.timetable.falls('measured', this.step) || this.windowIsDone;
    if ((due || stalled) && this.timetable.last('measured') !== this.step) measures.push(this.measure());
    const done = this.stopsHere(losses, measures, notices) || this.step >= this.plan.total;
    const outcome = stalled ? 'stalled' : done ? 'finished' : undefined;
    return Promise.resolve({ step: this.step, losses, measures, notices, ...(outcome && { outcome }) });
  }

  /** Runs the present phase up to its step `limit` and keeps the pace. */
  private work(limit: number): LossRow[] {
    const before = performance.now();
    const settings = this.runner.settings(this.plan.length);
    const { before: first, phase } = this.plan;
    // The engine compiles a program when it first runs.
    const part = this.runner.hasRun ? 'steps' : compiling;
    const rows = this.clock.on(part, () =>
      this.runner.advance(limit, this.chunkInputs(), settings, first, phase),
    );
    this.pace.add(performance.now() - before, rows.length);
    if (rows.length > 0) this.stalls = 0;
    return rows;
  }

  /** Keeps a state to go back to at steps that depend on the study alone. */
  private keepIfDue(first: number): void {
    const due = this.timetable.falls('measured', this.step) || this.timetable.falls('resampled', this.step);
    if (due || this.runner.step === 0) this.retreat.keep(this.runner, { phase: this.plan.index, first });
  }

  /** A failed search begins again on new points; after several in a row there is nothing left to gain. */
  private handleStall(notices: string[]): boolean {
    if (!this.runner.stalled) return false;
    this.stalls++;
    if (this.stalls >= mostStalls || !this.timetable.resamples) {
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
    this.studyParameters.set(name, value);
    this.looks.changed();
    this.retreat.begin();
    this.runner.lossChanged();
  }

  evaluateGrid(counts: readonly number[], choice: FrameChoice = {}): FieldFrame {
    return this.looks.gridNow(counts, choice, this.now);
  }

  frame(counts: readonly number[], choice: FrameChoice = {}): Work<FieldFrame> {
    return this.looks.grid(counts, choice, this.now);
  }

  checkFrame(choice: FrameChoice) {
    return { needsReference: this.looks.needsReference(choice) };
  }

  makeReference(): Promise<void> {
    return this.looks.prepare(() => undefined);
  }

  evaluatePoints(points: Readonly<Record<string, Float64Array>>, quantities: readonly string[]) {
    return this.looks.at(points, quantities, this.now);
  }

  solution(quantities: readonly string[], count: number): Solution {
    const [network, study] = this.unknowns.map((tensor) => tensor.read());
    return solutionOf(this.problem, this.marching.parts(network, study), quantities, count);
  }

  referenceGrid(counts: readonly number[], choice: FrameChoice = {}): Promise<FieldFrame | null> {
    return this.looks.referenceGrid(counts, choice);
  }

  collocationPoints(): Record<string, Float64Array> {
    return this.points.interior.read();
  }

  networkParameters(): Float64Array | Float32Array {
    const [present, study] = this.unknowns.map((tensor) => tensor.read());
    return this.marching.parameters(present, study);
  }

  get spent(): Readonly<Record<string, number>> {
    return this.clock.seconds;
  }

  get stepMilliseconds(): number {
    return this.pace.milliseconds;
  }

  timeParts(): readonly StepPart[] {
    return this.runner.timedParts(this.chunkInputs());
  }

  measure(): MeasureRow {
    return this.clock.on('measures', () => this.measureNow());
  }

  private measureNow(): MeasureRow {
    this.timetable.done('measured', this.step);
    const freshRatio = this.points.interior.freshRatio(this.unknowns, this.step);
    const inForce = this.lossWeights.inForce;
    const weights = Object.fromEntries(this.measured.weights.map((name, k) => [name, inForce[k]]));
    const { step, inferred } = this;
    return { step, freshRatio, inferred, weights, ...this.looks.measure(this.now) };
  }

  examine(): Doubt[] {
    return this.clock.on('examination', () => this.doubts());
  }

  private doubts(): Doubt[] {
    const fresh = this.points.interior.fresh(this.unknowns, this.step);
    return this.examination.doubts(this.unknowns, this.lossWeights.inForce, fresh);
  }

  checkpoint(): TrainerState {
    const kept = this.retreat.checkpoint();
    const arrays: Record<string, HostArray> = {
      ...prefixed('state', this.runner.read()),
      'interior points': this.points.interior.tensors.points.read(),
      ...kept.arrays,
      ...this.lossWeights.checkpoint(),
      ...this.pointWeights.checkpoint(),
      ...this.marching.checkpoint(),
      ...(this.frozen.length > 0 && { 'frozen parameters': this.frozen }),
    };
    return {
      step: this.step,
      scalars: { ...this.scalars(), ...kept.scalars },
      arrays: arrays as TrainerState['arrays'],
    };
  }

  /** What is counted, beside what training could go back to. */
  private scalars(): Record<string, number> {
    return {
      ...this.timetable.checkpoint(),
      stalls: this.stalls,
      ...this.runner.counters,
      ...this.stop.state(),
      ...this.plan.state(),
      ...this.studyParameters.checkpoint(),
      ...this.lossWeights.scalars(),
    };
  }

  restore(state: TrainerState): void {
    // What an earlier version of the lab did not keep begins as in a new run.
    const scalars = { ...this.scalars(), ...state.scalars };
    const arrays = { ...this.lossWeights.checkpoint(), ...this.pointWeights.checkpoint(), ...state.arrays };
    const number = (name: string) => scalars[name] as number;
    this.timetable.restore(scalars);
    this.stalls = number('stalls');
    this.retreat.restore(scalars, arrays);
    this.stop.restore(scalars);
    this.plan.restore(scalars);
    this.marching.restore(arrays);
    this.lossWeights.restore(scalars, arrays);
    this.frozen = arrays['frozen parameters'] ?? this.frozen;
    this.studyParameters.restore(scalars);
    this.points.restore(arrays['interior points'], this.timetable.last('resampled'));
    this.pointWeights.restore(arrays);
    this.runner.dispose();
    this.runner = this.phaseRunner(this.plan.phase);
    this.runner.restore(unprefixed('state', arrays), { lost: number('lost'), retreats: number('retreats') });
    this.inferred = this.inferredNow();
    this.looks.changed();
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
      if (this.runner !== former) this.pace.clear();
      this.stop.begin(this.step);
    }
  }

  /** What was found stays; the next window begins where it ends, with these parameters. */
  private enterWindow(parameters: HostArray): void {
    this.marching.keep(parameters, this.studyParameters.tensor.read());
    this.studyParameters.renew();
    this.timetable.done('resampled', this.step);
    this.points.enterWindow(this.step);
    this.pointWeights.pointsChanged();
    this.lossWeights.enterWindow();
    this.retreat.begin();
  }

  private resampleIfDue(): void {
    if (this.step > 0 && this.timetable.due('resampled', this.step)) this.resample();
  }

  private resample(): void {
    this.timetable.done('resampled', this.step);
    this.clock.on('sampling', () => this.points.redraw(this.unknowns, this.step, this.stalls));
    this.pointWeights.pointsChanged();
    this.runner.lossChanged();
  }

  private weighIfDue(): void {
    if (!this.timetable.due('weighed', this.step)) return;
    this.timetable.done('weighed', this.step);
    this.clock.on('weighting', () => this.weigh());
    this.runner.lossChanged();
  }

  private weigh(): void {
    this.pointWeights.act(this.unknowns);
    const place = { unknowns: this.unknowns, sets: this.points.inputs };
    if (this.lossWeights.adaptive) this.lossWeights.balanceTerms(this.step, place);
  }

  /** Parameters of the network and of the study. */
  private get unknowns(): DeviceTensor[] {
    return [this.runner.tensor('parameters'), this.studyParameters.tensor];
  }

  private get now(): Moment {
    return { unknowns: this.unknowns, step: this.step };
  }

  private chunkInputs(): ChunkInputs {
    const { coefficients, inverseCounts } = this.lossWeights;
    const { tensor: studyParameters } = this.studyParameters;
    return { studyParameters, coefficients, inverseCounts, sets: this.points.inputs };
  }

  private inferredNow(): Record<string, number> {
    if (this.problem.network.unknowns.length === 0) return {};
    const trained = this.runner.tensor('parameters').read() as Float64Array | Float32Array;
    return inferredValues(this.problem.network, trained);
  }
}
