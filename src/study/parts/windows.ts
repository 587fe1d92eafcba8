import { z } from 'zod';
import { defaulted } from './common';

/** Marching in time: how the time coordinate is cut. */
export const windows = z
  .strictObject({
    count: defaulted('windows.count'),
    lengths: z
      .array(z.number().positive())
      .min(1)
      .max(1000)
      .optional()
      .describe(
        'Relative lengths of the windows in their order, such as [1, 1, 2]; they are as long as each other when it is left out.',
      ),
  })
  .refine(({ count, lengths }) => lengths === undefined || count === 1 || count === lengths.length, {
    path: ['lengths'],
    message: 'needs as many lengths as there are windows; give the lengths alone, or the count alone',
  })
  .prefault({})
  .describe('Windows of time that are trained one after the other.');
