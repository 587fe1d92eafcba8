import { z } from 'zod';
import { settings } from '../settings';
import { axesSchema, defaulted, symbol } from './common';

const heading = z.string().trim().min(1);

/** Whether a text is a number: while one is typed it is a text. */
const isDecimal = (noise: number | string) => typeof noise === 'string' && Number.isFinite(Number(noise));

/** A file of measured values. `name` is the schema of the name of a term of the loss. */
function dataFileSchema<Name extends z.ZodType>(name: Name) {
  return z
    .strictObject({
      from: z
        .literal('file')
        .optional()
        .describe('Values that stand in a file; this is what is meant when left out.'),
      file: z
        .string()
        .trim()
        .min(1)
        .describe(
          'A table (CSV, TSV) or a file of arrays (NumPy npz, MATLAB mat, NetCDF nc, HDF5 h5, VTK vti or vtk), relative to the study; "gallery:NAME" is a file that ships with the lab.',
        ),
      columns: z
        .record(symbol, z.string().min(1))
        .describe(
          'For each coordinate, and each field, function or scalar definition that is measured, the heading of its column.',
        ),
      axes: axesSchema,
      measured: z
        .record(z.string().trim().min(1), heading)
        .default({})
        .describe('For each measured expression, such as "u_x" or "u^2 + v^2", the heading of its column.'),
      units: z
        .record(z.string().trim().min(1), z.string().trim().min(1))
        .default({})
        .describe(
          'The unit of each column that is not in the units of the study, such as "u": "cm/s"; it is converted.',
        ),
      weightColumn: heading.optional().describe(settings['data[].weightColumn'].help),
      noise: z
        .union([z.number(), heading])
        .transform((noise) => (isDecimal(noise) ? Number(noise) : noise))
        .refine(
          (noise) => typeof noise !== 'number' || noise > 0,
          'is a standard deviation, so it is greater than 0; leave it out where it is not known',
        )
        .optional()
        .describe(settings['data[].noise'].help),
      validation: defaulted('data[].validation'),
      weight: defaulted('data[].weight'),
      name: name.optional(),
    })
    .describe('Measured values that the solution should pass through.');
}

/** Values of the reference at random points, as measurements of it would be. */
function sampledSchema<Name extends z.ZodType>(name: Name) {
  return z
    .strictObject({
      from: z.literal('reference').describe('Values of the reference of the study.'),
      points: defaulted('data[].points'),
      noise: defaulted('data[].relativeNoise'),
      seed: z
        .int()
        .min(0)
        .max(settings['data[].seed'].maximum)
        .optional()
        .describe(settings['data[].seed'].help),
      fields: z
        .array(symbol)
        .min(1)
        .optional()
        .describe('The fields that are measured; all that the reference gives when left out.'),
      validation: defaulted('data[].validation'),
      weight: defaulted('data[].weight'),
      name: name.optional(),
    })
    .describe('Values of the reference at random points, with noise if you like.');
}

/** Values that the solution should pass through. `name` is the schema of the name of a term of the loss. */
export function dataSchema<Name extends z.ZodType>(name: Name) {
  return z.discriminatedUnion('from', [dataFileSchema(name), sampledSchema(name)]);
}
