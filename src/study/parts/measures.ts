import { z } from 'zod';
import { settings } from '../settings';
import { measureKinds } from '../settings/measures';

const text = z.string().trim().min(1);

/** A quantity that is followed while the study is trained; it does not change the course. */
const measure = z
  .strictObject({
    name: text.describe('Its name in plots and tables.'),
    of: text.describe('A scalar expression of fields, derivatives and definitions, such as "dot(u, u)/2".'),
    by: z
      .enum(measureKinds)
      .default(settings['measures[].by'].default)
      .describe(settings['measures[].by'].help),
    on: text
      .optional()
      .describe('One side of the coordinates, such as "t = 1"; the whole domain when it is left out.'),
  })
  .describe('A quantity that is logged with the errors, such as an energy or a divergence.');

export const measures = z.array(measure).default([]);
