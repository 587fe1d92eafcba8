import { z } from 'zod';
import { constant, defaulted, parameterName, symbol } from './common';

const trueValues = z
  .record(parameterName, constant)
  .optional()
  .describe(
    'Values of parameters and unknowns that belong to the reference, such as the true value of what is inferred.',
  );

const meanFree = z
  .array(symbol)
  .default([])
  .describe(
    'Fields that are known up to a constant, such as a pressure: their means, at each time, are taken out before errors are measured.',
  );

/** What the error of a solution is measured against. */
export const reference = z
  .discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('exact'),
      name: z.string().min(1).describe('The name of an exact solution that the lab knows.'),
      parameters: trueValues,
      meanFree,
    }),
    z.strictObject({
      kind: z.literal('expression'),
      fields: z
        .record(symbol, z.string().trim().min(1))
        .refine((value) => Object.keys(value).length > 0, 'needs at least one field, such as "u": "sin(x)"')
        .describe(
          'The solution of each field, as an expression of coordinates, parameters and definitions that hold no field.',
        ),
      parameters: trueValues,
      meanFree,
    }),
    z.strictObject({
      kind: z.literal('file'),
      file: z
        .string()
        .trim()
        .min(1)
        .describe(
          'A CSV or TSV file, or an npz file of arrays, relative to the study; "gallery:NAME" is a file that ships with the lab.',
        ),
      columns: z
        .record(symbol, z.string().trim().min(1))
        .describe(
          'For each coordinate, and each field or scalar definition that is known, the heading of its column.',
        ),
      parameters: trueValues,
      meanFree,
    }),
    z.strictObject({
      kind: z.literal('solver'),
      tolerance: defaulted('reference.tolerance'),
      seconds: defaulted('reference.seconds'),
      parameters: trueValues,
      meanFree,
    }),
    z.strictObject({ kind: z.literal('none') }),
  ])
  .default({ kind: 'none' });
