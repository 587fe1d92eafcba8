import { z } from 'zod';
import { settings } from '../settings';
import { axesSchema, constant, defaulted, numeric, parameterName, symbol } from './common';

const flowPoints = numeric('reference.flow.points');

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

/** Two or three components of a vector, by the names that the study has for them. */
const components = z.array(symbol).min(1).max(3);

/** An incompressible flow in a periodic box, with or without a magnetic field. */
const flow = z
  .strictObject({
    velocity: components.describe(
      'The components of the velocity, one for each coordinate of space, or three.',
    ),
    magnetic: components
      .optional()
      .describe('Those of the magnetic field as an Alfvén velocity; without it there is none.'),
    pressure: symbol.optional().describe('The pressure over the density; its mean over the box is 0.'),
    viscosity: constant.describe('The kinematic viscosity: a number, or an expression such as "1/Re".'),
    resistivity: constant
      .optional()
      .describe('The magnetic diffusivity: a number, or an expression such as "1/Rm".'),
    coupling: constant.default(1).describe('The factor of the Lorentz force.'),
    points: z
      .union([flowPoints, z.record(symbol, flowPoints)])
      .default(settings['reference.flow.points'].default)
      .describe(settings['reference.flow.points'].help),
    step: constant
      .optional()
      .describe(
        'The longest step in time; half the time in which a wave passes from point to point where it is left out.',
      ),
    initial: z
      .record(symbol, z.string().trim().min(1))
      .optional()
      .describe(
        'The components at the start, as expressions; what the conditions of the study say where they are left out.',
      ),
    box: z
      .record(symbol, z.tuple([constant, constant]))
      .optional()
      .describe('The periodic box, where it is not the range of the coordinates.'),
  })
  .describe(
    'Solves an incompressible flow in a periodic box by Fourier series, whatever the conditions on its sides are.',
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
          'A table (CSV, TSV) or a file of arrays (NumPy npz, MATLAB mat, NetCDF nc, HDF5 h5, VTK vti or vtk), relative to the study; "gallery:NAME" is a file that ships with the lab.',
        ),
      columns: z
        .record(symbol, z.string().trim().min(1))
        .describe(
          'For each coordinate, and each field or scalar definition that is known, the heading of its column.',
        ),
      axes: axesSchema,
      parameters: trueValues,
      meanFree,
    }),
    z.strictObject({
      kind: z.literal('solver'),
      tolerance: defaulted('reference.tolerance'),
      seconds: defaulted('reference.seconds'),
      flow: flow.optional(),
      parameters: trueValues,
      meanFree,
    }),
    z.strictObject({ kind: z.literal('none') }),
  ])
  .default({ kind: 'none' });
