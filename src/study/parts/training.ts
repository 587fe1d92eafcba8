import { z } from 'zod';
import { settings } from '../settings';
import { optimisers, precisions, schedules } from '../settings/training';
import { defaulted, numeric } from './common';

const steps = numeric('training.phases[].steps').describe(settings['training.phases[].steps'].help);

/** One optimiser at work for some steps. */
const phase = z.discriminatedUnion('optimiser', [
  z.strictObject({
    optimiser: z.literal(['adam', 'soap', 'muon']),
    steps,
    learningRate: z
      .number()
      .positive()
      .default(settings['training.phases[].learningRate'].default)
      .describe(settings['training.phases[].learningRate'].help),
    schedule: z
      .enum(schedules)
      .default(settings['training.phases[].schedule'].default)
      .describe(settings['training.phases[].schedule'].help),
    warmUp: defaulted('training.phases[].warmUp'),
  }),
  z.strictObject({
    optimiser: z.literal('gauss-newton'),
    steps,
    iterations: defaulted('training.phases[].iterations'),
  }),
  ...optimisers
    .filter((name) => !['adam', 'soap', 'muon', 'gauss-newton'].includes(name))
    .map((name) => z.strictObject({ optimiser: z.literal(name), steps })),
]);

export const training = z
  .strictObject({
    precision: z
      .enum(precisions)
      .default(settings['training.precision'].default)
      .describe(settings['training.precision'].help),
    phases: z
      .array(phase)
      .min(1)
      .prefault([
        { optimiser: 'adam', steps: 1000 },
        { optimiser: 'self-scaled-broyden', steps: 4000 },
      ])
      .describe('The optimisers in their order, each with its number of steps.'),
    measureEvery: defaulted('training.measureEvery'),
    checkpointEvery: defaulted('training.checkpointEvery'),
  })
  .prefault({});

const bound = (path: 'stop.loss' | 'stop.error' | 'stop.patience') => {
  const { help, minimum } = settings[path];
  const number = path === 'stop.patience' ? z.int() : z.number();
  return number.min(minimum).optional().describe(help);
};

/** When training ends before its steps are done. */
export const stop = z
  .strictObject({
    loss: bound('stop.loss'),
    error: bound('stop.error'),
    patience: bound('stop.patience'),
  })
  .prefault({})
  .describe('When training, or a phase of it, ends before its steps are done.');
