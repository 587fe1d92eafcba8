import { z } from 'zod';
import { settings } from '../settings';
import { residualScales, weightingKinds } from '../settings/weighting';
import { defaulted, symbol } from './common';

export const weighting = z.strictObject({
  kind: z
    .enum(weightingKinds)
    .default(settings['weighting.kind'].default)
    .describe(settings['weighting.kind'].help),
  every: defaulted('weighting.every'),
});

export const attention = z.strictObject({ rate: defaulted('attention.rate') });

export const causal = z.strictObject({
  strength: defaulted('causal.strength'),
  chunks: defaulted('causal.chunks'),
});

export const scales = z.strictObject({
  fields: z
    .record(symbol, z.number().positive())
    .default({})
    .describe(
      'What the network of a field is multiplied by, such as { "T": 300 }; what is left out is found from the values that conditions and data give.',
    ),
  residuals: z
    .enum(residualScales)
    .default(settings['scales.residuals'].default)
    .describe(settings['scales.residuals'].help),
});
