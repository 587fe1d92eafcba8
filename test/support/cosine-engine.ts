import type { Engine, EngineChoice } from '../../src/lab';
import { CosineTrainer, type CosineOptions } from './cosine-trainer';

/** An engine whose trainers fit a cosine series: real training without the native library. */
export class CosineEngine implements Engine {
  choice: EngineChoice | null = null;
  readonly trainers: CosineTrainer[] = [];
  failure: Error | null = null;

  constructor(private readonly options: CosineOptions = {}) {}

  async configure(choice: EngineChoice): Promise<void> {
    this.choice = choice;
  }
  async status() {
    return {
      device: 'cpu',
      deviceName: 'test processor',
      tensorflow: '0.0',
      xla: true,
      threads: this.choice?.threads ?? 1,
      cores: 2,
      idleGpu: false,
      limits: null,
    } as const;
  }
  async cacheFolder() {
    return '/nonexistent';
  }
  async limits() {
    return {
      float32Flops: 1e11,
      float64Flops: 5e10,
      bytesPerSecond: 1e10,
      float32TranscendentalsPerSecond: 1e9,
      float64TranscendentalsPerSecond: 1e8,
    };
  }
  async createTrainer(study: Parameters<Engine['createTrainer']>[0]): Promise<CosineTrainer> {
    if (this.failure !== null) throw this.failure;
    if (study.lab === 'sequence') throw new Error('The cosine engine fits curves only.');
    const steps = study.training.phases.map((phase) => phase.steps) as [number, number];
    const trainer = new CosineTrainer({
      steps,
      seed: study.seed,
      bend: Number(study.parameters['bend']),
      measureEvery: study.training.measureEvery,
      ...this.options,
    });
    this.trainers.push(trainer);
    return trainer;
  }
}

/** A study that the cosine engine understands, as a person writes it. */
export function plainDocument(changes: object = {}): object {
  return {
    collocate: 1,
    title: 'A parabola',
    coordinates: { x: [0, 1] },
    fields: ['u'],
    parameters: { bend: 1 },
    equations: ['u_x = 2*bend*x'],
    conditions: [{ on: 'x = 0', require: 'u = 0' }],
    training: {
      phases: [
        { optimiser: 'adam', steps: 40 },
        { optimiser: 'adam', steps: 60 },
      ],
      measureEvery: 10,
      checkpointEvery: 20,
    },
    ...changes,
  };
}
