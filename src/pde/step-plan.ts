import type { PhaseDescription } from '../run';
import type { StudyPhase } from '../study';

/** The phases of every window in their order, with the steps of each, and which of them is at work. */
export class StepPlan {
  private readonly steps: number[];
  /** The number of steps that was last asked for; 0 before. */
  private asked = 0;
  private present = 0;

  constructor(
    private readonly phases: readonly StudyPhase[],
    private readonly windows: number,
  ) {
    this.steps = Array.from({ length: windows }, () => phases.map(({ steps }) => steps)).flat();
  }

  /** The number of the present phase among those of all windows. */
  get index(): number {
    return this.present;
  }
  /** The number of the present phase in its window. */
  get phase(): number {
    return this.present % this.phases.length;
  }
  /** The number of the phase after the present one in its window. */
  get nextPhase(): number {
    return (this.present + 1) % this.phases.length;
  }
  get window(): number {
    return Math.floor(this.present / this.phases.length);
  }
  /** Steps of the present phase. */
  get length(): number {
    return this.steps[this.present];
  }
  /** Steps before the present phase. */
  get before(): number {
    return sum(this.steps.slice(0, this.present));
  }
  get total(): number {
    return sum(this.steps);
  }
  /** Whether the present phase is the last of its window. */
  get endsWindow(): boolean {
    return this.phase + 1 === this.phases.length;
  }
  /** Whether the present phase is the last of all. */
  get atEnd(): boolean {
    return this.present + 1 === this.steps.length;
  }

  /** The phases of a window, each with its steps in all windows. */
  get described(): PhaseDescription[] {
    return this.phases.map(({ optimiser }, phase) => ({
      optimiser,
      steps: sum(this.steps.filter((_, k) => k % this.phases.length === phase)),
    }));
  }

  /** Goes on to the next phase. */
  next(): void {
    this.present++;
  }

  /**
   * Asks for a total of steps: the windows that are left share those that are left, and the last phase of each is
   * stretched or cut. To ask again for the same total changes nothing.
   * @param done steps done: they stay done
   */
  setTotal(total: number, done: number): void {
    if (this.asked === total) return;
    this.asked = total;
    const count = this.phases.length;
    const last = count - 1;
    let left = Math.max(total, done) - sum(this.steps.slice(0, this.window * count));
    for (let window = this.window; window < this.windows; window++) {
      const begun = window === this.window ? done - sum(this.steps.slice(0, window * count)) : 0;
      let own = Math.max(begun, Math.floor(left / (this.windows - window)));
      left -= own;
      this.phases.forEach(({ steps }, phase) => {
        const k = window * count + phase;
        if (k >= this.present) this.steps[k] = phase < last ? Math.min(steps, own) : own;
        own -= this.steps[k];
      });
    }
  }

  /**
   * Ends the present phase after so many of its steps. The last phase of the window takes over those that were left.
   * @returns false where no phase is left in the window
   */
  endPhase(done: number): boolean {
    const end = (this.window + 1) * this.phases.length;
    if (!this.steps.some((steps, k) => k > this.present && k < end && steps > 0)) return false;
    this.steps[end - 1] += this.length - done;
    this.steps[this.present] = done;
    return true;
  }

  /**
   * Ends the present window after so many steps of the present phase.
   * @returns false where it is the last one
   */
  endWindow(done: number): boolean {
    if (this.window + 1 === this.windows) return false;
    const end = (this.window + 1) * this.phases.length;
    this.steps[this.present] = done;
    this.steps.fill(0, this.present + 1, end);
    return true;
  }

  state(): Record<string, number> {
    const steps = this.steps.map((count, k) => [`steps of phase ${k}`, count] as const);
    return { phase: this.present, 'steps asked for': this.asked, ...Object.fromEntries(steps) };
  }

  restore(scalars: Readonly<Record<string, unknown>>): void {
    this.present = scalars.phase as number;
    this.asked = scalars['steps asked for'] as number;
    this.steps.forEach((_, k) => (this.steps[k] = scalars[`steps of phase ${k}`] as number));
  }
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
