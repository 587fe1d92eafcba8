/** How long a step of the present phase takes, so that a chunk of steps fits the time that is left for it. */
export class Pace {
  /** 0 until a step was made. */
  private milliseconds = 0;

  /** Steps that fit in a time; at least one. */
  steps(milliseconds: number): number {
    return this.milliseconds > 0 ? Math.max(1, Math.floor(milliseconds / this.milliseconds)) : 1;
  }

  /** Takes note of a chunk of steps. */
  add(milliseconds: number, steps: number): void {
    if (steps === 0) return;
    const each = milliseconds / steps;
    // The first call of a program compiles it: its pace says nothing.
    this.milliseconds = this.milliseconds > 0 ? each : Math.min(Math.max(each / 100, 1), 20);
  }

  /** Another program is at work. */
  clear(): void {
    this.milliseconds = 0;
  }
}
