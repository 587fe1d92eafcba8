import type { TrainerState } from '../run';
import { upload, type DeviceTensor } from '../tensorflow';
import { hostArray } from './point-tensors';
import { prefixed } from './prefixed';
import type { Problem } from './problem';

/**
 * The numbers of a study that the user may change while it trains, and the ends of the present window of time behind
 * them: one vector on the device, an input of every program, so that no change compiles anything anew.
 */
export class StudyParameters {
  readonly values: Record<string, number>;
  private onDevice: DeviceTensor;

  /** @param ends start and end of the present window; nothing without windows */
  constructor(
    values: Readonly<Record<string, number>>,
    private readonly element: Problem['element'],
    private readonly ends: () => readonly number[],
  ) {
    this.values = { ...values };
    this.onDevice = this.upload();
  }

  get tensor(): DeviceTensor {
    return this.onDevice;
  }

  /** Errors: a name that the study does not know. */
  set(name: string, value: number): void {
    if (!(name in this.values)) throw new Error(`The study has no parameter "${name}".`);
    this.values[name] = value;
    this.renew();
  }

  /** Another window has begun. */
  renew(): void {
    this.onDevice.dispose();
    this.onDevice = this.upload();
  }

  checkpoint(): Record<string, number> {
    return prefixed('parameter', this.values);
  }

  restore(scalars: TrainerState['scalars']): void {
    for (const name of Object.keys(this.values)) this.values[name] = scalars[`parameter ${name}`] as number;
    this.renew();
  }

  dispose(): void {
    this.onDevice.dispose();
  }

  private upload(): DeviceTensor {
    const values = [...Object.values(this.values), ...this.ends()];
    return upload({ element: this.element, shape: [values.length] }, hostArray(this.element, values));
  }
}
