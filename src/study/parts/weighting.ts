import { z } from 'zod';
import { settings } from '../settings';
import { residualScales, weightingKinds } from '../settings/weighting';
import { defaulted } from './common';

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
  residuals: z
    .enum(residualScales)
    .default(settings['scales.residuals'].default)
    .describe(settings['scales.residuals'].help),
});
