import { availableParallelism } from 'node:os';
import type { Trainer } from '../run';
import type { Study } from '../study';
import type { EngineStatus, MachineLimits } from './protocol';

export type Device = 'auto' | 'cpu' | 'gpu';

export interface EngineChoice {
  readonly threads: number;
  readonly device: Device;
}

/** What the lab needs of the computing side; tests put a small one in its place. */
export interface Engine {
  /** Fixes threads and device for this process; once something was loaded only the same choice is taken. */
  configure(choice: EngineChoice): Promise<void>;
  status(): Promise<EngineStatus>;
  /** Measures the machine: takes a while, and a training run would disturb it. */
  limits(): Promise<MachineLimits>;
  createTrainer(
    study: Study,
    options: EngineChoice & { readonly dataFiles: Readonly<Record<string, string>> },
  ): Promise<Trainer>;
}

/** The real one. What it needs is loaded when it is first used: printing a study must not wait for TensorFlow. */
export const nativeEngine: Engine = {
  async configure(choice) {
    const { configureEngine } = await import('../tensorflow');
    configureEngine(choice);
  },
  async status() {
    const { engineStatus } = await import('../tensorflow');
    return engineStatus();
  },
  async limits() {
    const { measureLimits } = await import('../tensorflow');
    return measureLimits();
  },
  async createTrainer(study, options) {
    const [{ createTrainer }, { readTable }] = await Promise.all([import('../pde'), import('../import')]);
    const { dataFiles, threads, device } = options;
    const data = study.data.map((entry) => {
      const outcome = readTable(dataFiles[entry.file] ?? '', entry.columns);
      if (!outcome.ok) throw new Error(`${entry.file}: ${outcome.problems[0].message}`);
      return outcome.table;
    });
    return createTrainer(study, { data, threads, device });
  },
};

/** Cores of this machine that this process may use. */
export function coreCount(): number {
  return availableParallelism();
}
