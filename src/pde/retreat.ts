import type { State } from '../optimise';
import type { HostArray } from '../program';
import type { LossRow } from '../run';
import type { PhaseRunner } from './phase';
import { prefixed, unprefixed } from './prefixed';

/** How often training goes back in one phase before it is given up. */
const mostRetreats = 3;

/** Growth of the mean squares, over those of the first step or 1, at which training goes back, and at which it is lost. */
const growth = { retreat: 1e4, lost: 1e8 } as const;

/** Where a phase stands in the run. */
interface Place {
  readonly phase: number;
  /** Steps of the run before it. */
  readonly first: number;
}

/** What training can go back to. */
interface Kept {
  readonly step: number;
  readonly phase: number;
  readonly values: State<HostArray>;
}

const slots = ['candidate', 'sound'] as const;

/**
 * Watches the loss and takes training back where it is no number or has grown beyond bounds. States are kept at steps
 * that the study fixes. A kept state is known to be sound when a step after it is, so two are held. The steps that led
 * astray stay spent: training goes on from the step where it was seen, whatever the length of calls.
 */
export class Retreat {
  private readonly kept: Record<(typeof slots)[number], Kept | null> = { candidate: null, sound: null };
  /** Sum of the terms at the first step of this loss; 0 before it. */
  private firstTerms = 0;

  /** Parameters of the study have changed: the terms are measured by those of the next step. */
  begin(): void {
    this.firstTerms = 0;
  }

  /** Keeps the present state, once at a step. */
  keep(runner: PhaseRunner, { phase, first }: Place): void {
    const step = first + runner.step;
    if (slots.some((slot) => this.kept[slot]?.step === step)) return;
    this.kept.candidate = { step, phase, values: runner.kept() };
  }

  /**
   * Looks at the steps done by a call, and takes training back where they went astray.
   * @returns the rows up to there, and whether training is given up
   */
  watch(
    rows: readonly LossRow[],
    runner: PhaseRunner,
    place: Place,
    notices: string[],
  ): { losses: LossRow[]; diverged: boolean } {
    const again = runner.retreats < mostRetreats;
    const bad = rows.findIndex((row) => this.astray(row, again ? growth.retreat : growth.lost));
    const losses = bad < 0 ? [...rows] : rows.slice(0, bad + 1);
    if (this.kept.candidate !== null && losses.length > (bad < 0 ? 0 : 1)) {
      this.kept.sound = this.kept.candidate;
      this.kept.candidate = null;
    }
    if (bad < 0 && !runner.diverged) return { losses, diverged: false };
    const seen = losses.at(-1)?.step ?? place.first + runner.step;
    const { sound } = this.kept;
    if (sound === null) return { losses, diverged: true };
    const loss = bad < 0 ? NaN : rows[bad].loss;
    const what = Number.isFinite(loss) ? `has risen to ${loss.toPrecision(2)}` : 'is no number any more';
    this.kept.candidate = null;
    const values = sound.phase === place.phase ? sound.values : { parameters: sound.values.parameters };
    runner.goBack(values, seen - place.first);
    notices.push(
      again
        ? `At step ${seen} the loss ${what}: training goes on from the state of step ${sound.step} with ${runner.change} (try ${runner.retreats} of ${mostRetreats}).`
        : `At step ${seen} the loss ${what} again, after ${mostRetreats} tries from earlier states: the state of step ${sound.step} is the last sound one.`,
    );
    return { losses, diverged: !again };
  }

  private astray({ loss, terms }: LossRow, most: number): boolean {
    const size = terms.reduce((sum, term) => sum + term, 0);
    if (!Number.isFinite(loss) || !Number.isFinite(size)) return true;
    if (this.firstTerms === 0) this.firstTerms = size;
    return size > most * Math.max(1, this.firstTerms);
  }

  checkpoint(): { scalars: Record<string, number>; arrays: Record<string, HostArray> } {
    const scalars: Record<string, number> = { firstTerms: this.firstTerms };
    const arrays: Record<string, HostArray> = {};
    for (const slot of slots) {
      const kept = this.kept[slot];
      if (kept === null) continue;
      scalars[`${slot} step`] = kept.step;
      scalars[`${slot} phase`] = kept.phase;
      Object.assign(arrays, prefixed(slot, kept.values));
    }
    return { scalars, arrays };
  }

  restore(scalars: Readonly<Record<string, unknown>>, arrays: Readonly<Record<string, HostArray>>): void {
    this.firstTerms = scalars.firstTerms as number;
    for (const slot of slots) {
      const values = unprefixed(slot, arrays);
      const step = scalars[`${slot} step`];
      const phase = scalars[`${slot} phase`];
      this.kept[slot] =
        typeof step === 'number' && typeof phase === 'number' ? { step, phase, values } : null;
    }
  }
}
