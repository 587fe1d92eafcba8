/** How long a step of the present phase takes, so that a chunk of steps fits the time that is left for it. */
export class Pace {
  /** Milliseconds of a step in the last chunk; 0 until it is known. */
  milliseconds = 0;
  /** The first call of a program compiles it: its pace says nothing. */
  private compiled = false;

  /** Steps that fit in a time; at least one. */
  steps(milliseconds: number): number {
    return this.milliseconds > 0 ? Math.max(1, Math.floor(milliseconds / this.milliseconds)) : 1;
  }

  /** Takes note of a chunk of steps. */
  add(milliseconds: number, steps: number): void {
    if (steps === 0) return;
    if (this.compiled) this.milliseconds = milliseconds / steps;
    this.compiled = true;
  }

  /** Another program is at work. */
  clear(): void {
    this.milliseconds = 0;
    this.compiled = false;
  }
}
