/** Seconds by part of the work, added up while it is done. */
export class Spent {
  private readonly parts: Record<string, number> = {};

  constructor(private readonly now: () => number = () => performance.now()) {}

  /** Does a piece of work and counts its time for a part; of pieces within each other the inner one counts alone. */
  on<Result>(part: string, work: () => Result): Result {
    const [before, others] = [this.now(), this.total];
    try {
      return work();
    } finally {
      const inner = this.total - others;
      this.parts[part] = (this.parts[part] ?? 0) + (this.now() - before) / 1000 - inner;
    }
  }

  get seconds(): Readonly<Record<string, number>> {
    return { ...this.parts };
  }

  private get total(): number {
    return Object.values(this.parts).reduce((sum, seconds) => sum + seconds, 0);
  }
}
