/** Seconds while it runs; pauses don't count. */
export class Stopwatch {
  private since: number | null = null;

  constructor(
    private counted = 0,
    private readonly now: () => number = () => performance.now(),
  ) {}

  start(): void {
    this.since ??= this.now();
  }

  stop(): void {
    this.counted = this.seconds;
    this.since = null;
  }

  get seconds(): number {
    return this.counted + (this.since === null ? 0 : (this.now() - this.since) / 1000);
  }
}
