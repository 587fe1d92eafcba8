import type { ViewedRun } from './open-run';

/** How many models of sequences are held side by side; they are small. Of fields one run is held. */
const mostSequences = 8;

/** Stored runs that were loaded to be looked at: the last ones asked for. */
export class Views {
  private readonly held = new Map<string, Promise<ViewedRun>>();

  /** The run, loaded by `load` where it is not held; others are given up for it. */
  async open(run: string, load: () => Promise<ViewedRun>): Promise<ViewedRun> {
    const known = this.held.get(run);
    if (known !== undefined) {
      this.held.delete(run);
      this.held.set(run, known);
      return known;
    }
    // Memory is made free before more is taken.
    await this.closeFields();
    const view = load();
    this.held.set(run, view);
    try {
      const viewed = await view;
      if (viewed.study.lab !== 'sequence') await this.closeBut([run]);
      else await this.closeBut([...this.held.keys()].slice(-mostSequences));
      return viewed;
    } catch (error) {
      this.held.delete(run);
      throw error;
    }
  }

  async close(run: string): Promise<void> {
    const view = this.held.get(run);
    this.held.delete(run);
    await view?.then(({ trainer }) => trainer.dispose()).catch(() => undefined);
  }

  async closeAll(): Promise<void> {
    await this.closeBut([]);
  }

  private async closeBut(kept: readonly string[]): Promise<void> {
    for (const run of [...this.held.keys()]) if (!kept.includes(run)) await this.close(run);
  }

  private async closeFields(): Promise<void> {
    for (const [run, view] of [...this.held]) {
      const viewed = await view.catch(() => null);
      if (viewed?.study.lab !== 'sequence') await this.close(run);
    }
  }
}
