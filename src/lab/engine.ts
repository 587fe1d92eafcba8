import { availableParallelism } from 'node:os';
import path from 'node:path';
import type { StartValues } from '../pde/start';
import type { Trainer } from '../run';
import type { AnyStudy } from '../study';
import { keepLimits, readLimits } from './limits';
import type { EngineStatus, MachineLimits } from './protocol';
import { readBodies } from './bodies';
import { readTables } from './tables';

export type Device = 'auto' | 'cpu' | 'gpu';

export interface EngineChoice {
  readonly threads: number;
  readonly device: Device;
}

/** What the lab needs of the computing side; tests put a small one in its place. */
export interface Engine {
  /** Fixes threads and device for this process; once something was loaded only the same choice is taken. */
  configure(choice: EngineChoice): Promise<void>;
  /** Device, versions and threads; limits that were measured before on this machine. */
  status(): Promise<EngineStatus>;
  /** Where compiled programs are kept. */
  cacheFolder(): Promise<string>;
  /** Measures the machine: takes a while, and a training run would disturb it. */
  limits(): Promise<MachineLimits>;
  createTrainer(
    study: AnyStudy,
    options: EngineChoice & {
      readonly dataFiles: Readonly<Record<string, string>>;
      /** Parameters of the run that it starts from, by the names of their tensors. */
      readonly start?: StartValues;
    },
  ): Promise<Trainer>;
}

/** The real one. What it needs is loaded when it is first used: printing a study must not wait for TensorFlow. */
export const nativeEngine: Engine = {
  async configure(choice) {
    const { configureEngine } = await import('../tensorflow');
    configureEngine(choice);
  },
  async cacheFolder() {
    const { cacheFolder } = await import('../tensorflow');
    return cacheFolder();
  },
  async status() {
    const { engineStatus } = await import('../tensorflow');
    const status = engineStatus();
    return { ...status, limits: readLimits(await limitsFile(status)) ?? status.limits };
  },
  async limits() {
    const { engineStatus, measureLimits } = await import('../tensorflow');
    return keepLimits(await limitsFile(engineStatus()), measureLimits());
  },
  async createTrainer(study, options) {
    const { dataFiles, start, threads, device } = options;
    const { tables, problems: wrong } = await readTables(study, dataFiles);
    if (wrong.length > 0) throw new Error(wrong[0].message);
    if (study.lab === 'sequence') {
      const { createSequenceTrainer } = await import('../sequence');
      const text = study.source.kind === 'text' ? dataFiles[study.source.file] : undefined;
      return createSequenceTrainer(study, { threads, device, text, columns: tables[0]?.table.columns });
    }
    const { createTrainer } = await import('../pde');
    const { bodies, problems } = readBodies(study, dataFiles, tables);
    const fault = problems.find(({ severity }) => severity === 'error');
    if (fault !== undefined) throw new Error(fault.message);
    const data = tables.filter(({ part }) => part === 'data').map(({ table }) => table);
    const reference = tables.find(({ part }) => part === 'reference')?.table.columns;
    return createTrainer(study, { data, reference, bodies, start, threads, device });
  },
};

/** The limits of each device and thread count are kept in a file of their own. */
async function limitsFile({ tensorflow, deviceName, threads }: EngineStatus): Promise<string> {
  const key = `${tensorflow}-${deviceName}-${threads}`.replaceAll(/[^A-Za-z0-9.-]+/g, '_');
  return path.join(await nativeEngine.cacheFolder(), 'limits', `${key}.json`);
}

/** Cores of this machine that this process may use. */
export function coreCount(): number {
  return availableParallelism();
}
