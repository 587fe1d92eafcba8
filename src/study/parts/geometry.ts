import { z } from 'zod';
import { shapeKinds, type Geometry } from '../geometry';
import { constant, symbol } from './common';

const described = (shape: keyof typeof shapeKinds) => shapeKinds[shape].use;

const name = z
  .string()
  .regex(/^\p{L}[\p{L}\p{Nd} _-]*$/u)
  .describe('The name by which the pieces of its boundary are called, such as "hole".');

/** Numbers by coordinate. */
const byCoordinate = z.record(symbol, constant);
const centre = byCoordinate.describe('The value of each coordinate at the centre.');
const axis = symbol.describe('The coordinate along the axis.');
const range = z.tuple([constant, constant]);

const round = (shape: 'disc' | 'ball') =>
  z
    .strictObject({ shape: z.literal(shape), name: name.optional(), centre, radius: constant })
    .describe(described(shape));

const heading = z.string().trim().min(1);
const points = {
  file: heading.describe(
    'A table (CSV, TSV) or a file of arrays (npz and others), relative to the study; it may hold several lists.',
  ),
  columns: z.record(symbol, heading).describe('The heading of the column of each coordinate.'),
};
const boundaryList = z.strictObject({
  ...points,
  normals: z
    .record(symbol, heading)
    .optional()
    .describe('The headings of the components of the outward normals, by coordinate; needed for dn(u).'),
});

const inner = z.lazy((): z.ZodType<Geometry> => geometry);
const combination = (shape: 'union' | 'intersection' | 'difference') =>
  z.strictObject({ shape: z.literal(shape), of: z.array(inner).min(2) }).describe(described(shape));

/** A region over space coordinates: a shape, or a combination of regions. */
export const geometry: z.ZodType<Geometry> = z
  .discriminatedUnion('shape', [
    z
      .strictObject({ shape: z.literal('box'), name: name.optional(), ranges: z.record(symbol, range) })
      .describe(described('box')),
    round('disc'),
    round('ball'),
    z
      .strictObject({
        shape: z.literal('ellipse'),
        name: name.optional(),
        centre,
        radii: byCoordinate,
        angle: constant
          .optional()
          .describe('By how many degrees it is turned from the first coordinate towards the second.'),
      })
      .describe(described('ellipse')),
    z
      .strictObject({ shape: z.literal('ellipsoid'), name: name.optional(), centre, radii: byCoordinate })
      .describe(described('ellipsoid')),
    z
      .strictObject({
        shape: z.literal('polygon'),
        name: name.optional(),
        coordinates: z.tuple([symbol, symbol]),
        corners: z.array(range).min(3).max(10_000),
      })
      .describe(described('polygon')),
    z
      .strictObject({
        shape: z.literal('cylinder'),
        name: name.optional(),
        centre,
        axis,
        radius: constant,
        height: constant,
      })
      .describe(described('cylinder')),
    z
      .strictObject({
        shape: z.literal('torus'),
        name: name.optional(),
        centre,
        axis,
        radius: constant.describe('From the centre to the middle of the tube.'),
        tube: constant.describe('The radius of the tube.'),
      })
      .describe(described('torus')),
    z
      .strictObject({
        shape: z.literal('mesh'),
        name: name.optional(),
        file: z.string().trim().min(1).describe('An STL file, relative to the study.'),
        coordinates: z.tuple([symbol, symbol, symbol]),
        scale: constant.optional().describe('What the numbers of the file are multiplied by; 1 if left out.'),
      })
      .describe(described('mesh')),
    z
      .strictObject({
        shape: z.literal('points'),
        name: name.optional(),
        ...points,
        boundaries: z
          .record(name, boundaryList)
          .optional()
          .describe('Lists of points on the boundary by their names, which conditions hold on.'),
      })
      .describe(described('points')),
    combination('union'),
    combination('intersection'),
    combination('difference'),
  ])
  .describe('The region of space in which the equations hold; without it the whole box of coordinates.');

/** Parts of the region with fields of their own. */
export const parts = z
  .record(
    name,
    z.strictObject({
      fields: z.array(symbol).min(1).describe('The fields that live in it and nowhere else.'),
      region: geometry
        .optional()
        .describe('Where it is; what the other parts leave of the region when left out.'),
    }),
  )
  .default({})
  .describe(
    'Parts of the region in which different fields live, such as "core": { "fields": ["u"], "region": … }. Conditions on their names couple the fields.',
  );

const text = z.string().trim().min(1);
const part = z.union([
  text,
  z.strictObject({
    piece: text
      .optional()
      .describe('A piece, such as "disc 1" or "box 1: x low"; the whole boundary if left out.'),
    where: z
      .union([text, z.array(text).min(1)])
      .describe('What holds there, such as "x = 0" or "y < 0.5"; all of them where several are given.'),
  }),
]);

/** Named pieces of the boundary. */
export const boundaries = z
  .record(name, z.union([part, z.array(part).min(1)]))
  .default({})
  .describe('Named pieces of the boundary, such as "inlet": "x = 0" or "walls": ["box 1: y low", "disc 1"].');

/** Some points of the boundary, as a study names them. */
export type BoundaryPart = z.output<typeof part>;
