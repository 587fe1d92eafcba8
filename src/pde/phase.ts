import {
  changeOf,
  keptNames,
  optimiserOf,
  retreated,
  schedules,
  type AnyOptimiser,
  type State,
} from '../optimise';
import { print, sizeOf, type HostArray } from '../program';
import type { StudyPhase } from '../study';
import { compile, upload, uploadScalar, type DeviceTensor, type Executable } from '../tensorflow';
import type { LossRow, StepPart } from '../run';
import { termsOf, type Problem } from './problem';
import { timedParts } from './step-parts';
import { historyRows, stepProgram, type StepProgram } from './steps';

/** Evaluations for one step that a call allows for; a search that needs more goes on in the next call. */
const evaluationsPerStep = 4;

/** What a chunk of steps needs beside the state. */
export interface ChunkInputs {
  readonly studyParameters: DeviceTensor;
  readonly coefficients: DeviceTensor;
  readonly inverseCounts: DeviceTensor;
  readonly sets: readonly DeviceTensor[];
}

/** What is counted beside the optimiser's state. */
interface PhaseCounters {
  readonly lost: number;
  readonly retreats: number;
}

/** One optimiser at work: its program and its state in the engine's memory. */
export class PhaseRunner {
  readonly optimiser: AnyOptimiser;
  private readonly steps: StepProgram;
  private executable: Executable | null = null;
  private state: DeviceTensor[] = [];
  /** Steps spent in this phase. */
  step = 0;
  /** Steps that led astray: spent, but not in the optimiser's own count. */
  private lost = 0;
  /** How often training went back to an earlier state in this phase. */
  retreats = 0;
  stalled = false;
  /** Its program has run: the first run compiles. */
  hasRun = false;

  constructor(
    private readonly problem: Problem,
    private readonly phase: StudyPhase,
    lanes: number,
  ) {
    this.optimiser = optimiserOf(phase.optimiser, problem.network.slots);
    this.steps = stepProgram(problem, this.optimiser, lanes);
  }

  /** Text of the program, for golden tests and checks. */
  get programText(): string {
    return print(this.steps.program);
  }

  get isCompiled(): boolean {
    return this.executable !== null;
  }

  compile(): void {
    this.executable ??= compile(this.steps.program, this.steps.region);
  }

  /** Times the parts of a step, each on its own. */
  timedParts({ studyParameters, coefficients, sets }: ChunkInputs): StepPart[] {
    const [parameters, study] = [this.tensor('parameters'), studyParameters];
    const makesGram = this.steps.stateNames.includes('gram');
    return timedParts(
      this.steps.parts(),
      this.steps.partsRegion,
      { parameters, study, coefficients, sets },
      makesGram,
    );
  }

  begin(parameters: HostArray): void {
    this.lost = 0;
    this.retreats = 0;
    this.load(this.optimiser.initial(parameters, termsOf(this.problem).length));
  }

  /** Puts a state of a checkpoint into the engine's memory, with the counters beside it. */
  restore(values: Readonly<Record<string, HostArray>>, { lost, retreats }: PhaseCounters): void {
    this.refuseOther(values);
    this.lost = lost;
    this.retreats = retreats;
    this.load(values);
  }

  /** Another version of the lab may have kept other numbers of the optimiser. */
  private refuseOther(values: Readonly<Record<string, HostArray>>): void {
    const { network, element } = this.problem;
    const types = this.optimiser.state(network.parameterCount, termsOf(this.problem).length, element);
    const missing = this.steps.stateNames.find((name) => values[name]?.length !== sizeOf(types[name].shape));
    if (missing === undefined) return;
    throw new Error(
      `The checkpoint was written by another version of the lab, whose ${this.optimiser.name} kept other numbers (no "${missing}" as it is now). Start a new run from the parameters of this one.`,
    );
  }

  get counters(): PhaseCounters {
    return { lost: this.lost, retreats: this.retreats };
  }

  /** A copy of what training could go back to. */
  kept(): State<HostArray> {
    const names = keptNames(this.optimiser, this.steps.stateNames);
    return Object.fromEntries(names.map((name) => [name, this.tensor(name).read()]));
  }

  /** Goes back to a kept state, on a more careful course; the step becomes `step` of the phase. */
  goBack(kept: State<HostArray>, step: number): void {
    this.retreats++;
    const state = retreated(this.optimiser, kept, this.retreats, termsOf(this.problem).length);
    this.lost = step - state.step[0];
    this.load(state);
  }

  /** What `goBack` changes in the course. */
  get change(): string {
    return changeOf(this.optimiser);
  }

  /** Puts a whole state into the engine's memory. */
  private load(values: Readonly<Record<string, HostArray>>): void {
    const { network, element } = this.problem;
    const types = this.optimiser.state(network.parameterCount, termsOf(this.problem).length, element);
    this.dispose();
    this.state = this.steps.stateNames.map((name) => upload(types[name], values[name]));
    this.step = values.step[0] + this.lost;
    this.stalled = values.stalled[0] === 1;
  }

  /** A copy of the whole state. */
  read(): Record<string, HostArray> {
    return Object.fromEntries(this.steps.stateNames.map((name, k) => [name, this.state[k].read()]));
  }

  /** A search that ends where the loss is no number has not found the lowest one. */
  get diverged(): boolean {
    return this.stalled && !Number.isFinite(this.tensor('loss').read()[0]);
  }

  tensor(name: string): DeviceTensor {
    return this.state[this.steps.stateNames.indexOf(name)];
  }

  /** Tells the optimiser that points or weights have changed. */
  lossChanged(): void {
    const names = this.steps.stateNames;
    const small = names.filter((name) => this.tensor(name).type.shape.length === 0);
    const before = Object.fromEntries(small.map((name) => [name, this.tensor(name).read()]));
    const after = this.optimiser.lossChanged(before);
    for (const name of small) {
      if (after[name] === before[name]) continue;
      const k = names.indexOf(name);
      const replaced = upload(this.state[k].type, after[name]);
      this.state[k].dispose();
      this.state[k] = replaced;
    }
    this.stalled = false;
  }

  /** Works up to step `limit` of the phase, at most `historyRows` steps. Rows carry the step of the whole run. */
  advance(
    limit: number,
    inputs: ChunkInputs,
    settings: readonly number[],
    first: number,
    phase: number,
  ): LossRow[] {
    this.compile();
    const { element } = this.problem;
    const target = Math.min(limit, this.step + historyRows);
    const scalars = [
      ...settings.map((value) => uploadScalar(element, value)),
      uploadScalar('int32', target - this.lost),
      uploadScalar('int32', evaluationsPerStep * (target - this.step) + 8),
    ];
    const { studyParameters, coefficients, inverseCounts, sets } = inputs;
    const results = this.executable!.run([
      ...this.state,
      ...scalars,
      studyParameters,
      coefficients,
      inverseCounts,
      ...sets,
    ]);
    this.hasRun = true;
    [...scalars, ...this.state].forEach((tensor) => tensor.dispose());
    this.state = results.slice(0, this.steps.stateNames.length);
    const [history, evaluations] = results.slice(this.steps.stateNames.length);
    const rows = history.read();
    [history, evaluations].forEach((tensor) => tensor.dispose());
    const before = this.step;
    this.step = this.tensor('step').read()[0] + this.lost;
    this.stalled = this.tensor('stalled').read()[0] === 1;
    const width = termsOf(this.problem).length + 1;
    return Array.from({ length: this.step - before }, (_, k) => ({
      step: first + before + k + 1,
      phase,
      loss: rows[k * width],
      terms: Array.from(rows.subarray(k * width + 1, (k + 1) * width)),
    }));
  }

  /** The optimiser's settings of this phase, in the order of its program. */
  settings(phaseSteps: number): number[] {
    const { phase } = this;
    const given: Record<string, number> = {
      phaseSteps: phaseSteps - this.lost,
      ...('learningRate' in phase && {
        learningRate: phase.learningRate * 0.5 ** this.retreats,
        schedule: schedules.indexOf(phase.schedule),
        warmUp: phase.warmUp,
      }),
      ...('iterations' in phase && { iterations: phase.iterations }),
    };
    return this.optimiser.settings.map((name) => given[name]);
  }

  dispose(): void {
    this.state.forEach((tensor) => tensor.dispose());
    this.state = [];
  }
}
