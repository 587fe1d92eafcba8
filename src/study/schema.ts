import { z } from 'zod';
import { coordinateSystems, familyPattern, mostCoordinates, readFamily } from './coordinates';
import { constant, defaulted, isFree, optional, parameterName, symbol } from './parts/common';
import { dataSchema } from './parts/data';
import { boundaries, geometry, parts } from './parts/geometry';
import { features, network, symmetries } from './parts/network';
import { reference } from './parts/reference';
import { measures } from './parts/measures';
import { unknowns } from './parts/unknowns';
import { stop, training } from './parts/training';
import { attention, causal, scales, weighting } from './parts/weighting';
import { windows } from './parts/windows';
import { samplers, settings } from './settings';
import { equationGroups } from './weight-groups';

/** What a run of the store may be called. */
const runName = /^[A-Za-z0-9][A-Za-z0-9._-]{0,119}$/;

/** The version of the document that this code writes. */
export const studyVersion = 1;

/** A coordinate, or an indexed family of them. */
const coordinateKey = z
  .union([symbol, z.string().regex(familyPattern)])
  .refine((key) => {
    const family = readFamily(key);
    return family === undefined || (isFree(family.name) && family.low < family.high);
  }, 'has indices that do not go up; write them as in x[1..10]')
  .refine((key) => {
    const family = readFamily(key);
    return family === undefined || family.high - family.low < mostCoordinates;
  }, `has more than ${mostCoordinates} coordinates`)
  .describe('A name, or an indexed family of coordinates such as "x[1..100]".');

const termName = z.string().trim().min(1).describe('The name of this term in plots and tables of losses.');

const equation = z
  .union([
    z.string(),
    z.strictObject({
      text: z.string(),
      name: termName.optional(),
      weight: defaulted('equations[].weight'),
      group: z
        .enum(equationGroups)
        .default(settings['equations[].group'].default)
        .describe(settings['equations[].group'].help),
    }),
  ])
  .transform((value) =>
    typeof value === 'string'
      ? {
          text: value,
          weight: settings['equations[].weight'].default,
          group: settings['equations[].group'].default,
        }
      : value,
  )
  .describe('An equation that holds everywhere in the domain, such as "u_t + u*u_x = nu*u_xx".');

const condition = z
  .strictObject({
    on: z
      .string()
      .default('')
      .describe(
        'Where it holds: one side of the domain, such as "t = 0", or a piece of its boundary. Left out when the condition names both sides itself.',
      ),
    require: z
      .string()
      .describe('What holds there, such as "u = sin(pi*x)", or "u(x=-1) = u(x=1)" for a periodic one.'),
    hard: z
      .boolean()
      .default(settings['conditions[].hard'].default)
      .describe(settings['conditions[].hard'].help),
    weight: defaulted('conditions[].weight'),
    name: termName.optional(),
    points: optional('conditions[].points'),
  })
  .describe('An initial or boundary condition.');

const data = dataSchema(termName);

/** The whole document. Its output has every default filled in and each equation in its long form. */
export const studySchema = z.strictObject({
  collocate: z.literal(studyVersion).describe('The version of the document.'),
  lab: z.literal('pde').optional().describe('What kind of study it is; one of equations, when left out.'),
  title: z.string().default(settings.title.default).describe(settings.title.help),
  description: z.string().default(settings.description.default).describe(settings.description.help),
  coordinates: z
    .record(coordinateKey, z.tuple([constant, constant]))
    .refine((value) => Object.keys(value).length > 0, 'needs at least one coordinate, such as "x": [0, 1]')
    .describe('Each coordinate with its lowest and highest value.'),
  coordinateSystem: z
    .enum(coordinateSystems)
    .default(settings.coordinateSystem.default)
    .describe(settings.coordinateSystem.help),
  time: symbol.optional().describe(settings.time.help),
  fields: z.array(symbol).min(1).describe('The unknown functions of the coordinates.'),
  complex: z
    .array(symbol)
    .default([])
    .describe(
      'Those of the fields that are complex: h has the real parts hRe and hIm, and i is the imaginary unit.',
    ),
  parameters: z
    .record(parameterName, constant)
    .default({})
    .describe('Named numbers that the equations use; each may be an expression of others.'),
  unknowns,
  vectors: z
    .record(symbol, z.array(symbol).min(2))
    .default({})
    .describe('Named vectors by their components, such as "B": ["Bx", "By", "Bz"].'),
  definitions: z
    .record(symbol, z.string())
    .default({})
    .describe('Named expressions, scalars or vectors, such as "J": "curl(B)".'),
  geometry: geometry.optional(),
  parts,
  boundaries,
  equations: z.array(equation).min(1),
  conditions: z.array(condition).default([]),
  units: z
    .record(z.string().trim().min(1), z.string().trim().min(1))
    .default({})
    .describe(
      'What 1 stands for, for each coordinate, field or measured expression: a unit such as "m/s", or a multiple such as "0.1 m". Data in other units are converted.',
    ),
  data: z.array(data).default([]),
  measures,
  weights: z
    .strictObject({
      equations: defaulted('weights.equations'),
      data: defaulted('weights.data'),
      conditions: defaulted('weights.conditions'),
      divergence: defaulted('weights.divergence'),
    })
    .prefault({}),
  weighting: weighting.prefault({}),
  attention: attention.prefault({}),
  causal: causal.prefault({}),
  windows,
  scales: scales.prefault({}),
  points: z
    .strictObject({
      equations: defaulted('points.equations'),
      conditions: defaulted('points.conditions'),
      sampler: z
        .enum(samplers)
        .default(settings['points.sampler'].default)
        .describe(settings['points.sampler'].help),
      every: defaulted('points.every'),
      quadrature: defaulted('points.quadrature'),
    })
    .prefault({}),
  network: network.prefault({}),
  start: z
    .strictObject({
      run: z.string().regex(runName).describe('The name of a run in the store.'),
    })
    .optional()
    .describe(settings['start.run'].help),
  features: features.prefault({}),
  symmetries,
  training,
  stop,
  reference,
  seed: defaulted('seed'),
});

/** A study with every default filled in. */
export type Study = z.output<typeof studySchema>;
/** A study as a person may write it: settings left out, equations as plain texts. */
export type StudyDocument = z.input<typeof studySchema>;

export type StudyEquation = Study['equations'][number];
export type StudyUnknown = Study['unknowns'][string];
export type StudyCondition = Study['conditions'][number];
export type StudyData = Study['data'][number];
export type StudyPhase = Study['training']['phases'][number];
export type StudyMeasure = Study['measures'][number];
export type StudyNetwork = Study['network'];
export type StudyFeatures = Study['features'];
export type StudySymmetries = Study['symmetries'];
export type StudyReference = Study['reference'];
export type StudyFlow = NonNullable<Extract<StudyReference, { readonly kind: 'solver' }>['flow']>;
/** A number, or an expression that gives one. */
export type StudyConstant = number | string;

/** The JSON schema of what a person may write, for editors that complete and check JSON files. */
export function studyJsonSchema(): object {
  return z.toJSONSchema(studySchema, { io: 'input', target: 'draft-7' });
}
