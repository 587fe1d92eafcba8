import {
  builtInField,
  isSide,
  nodes,
  periodicCoordinates,
  type Equation,
  type Meaning,
  type Names,
  type Resolved,
} from '../language';
import type { Body } from '../geometry';
import { frozenSlots, trialNetwork, type Mirror } from '../network';
import { conditionPoints, type Study } from '../study';
import { ansatzOf, type Ansatz } from './ansatz';
import { dataSets, type KeptOut } from './data-sets';
import { scaleOf, sizesOnPlaces } from './field-scales';
import type { HardForm } from './hard';
import { hardFormOf } from './hard-pieces';
import type { Domain } from './domain';
import { withinOf, type Part } from './parts';
import { placesOf } from './places';
import { normalRow } from './point-source';
import { interiorSource } from './sources';
import { mirrorsOf } from './symmetry';
import { handover, windowEnds, windowsOf, type Windows } from './windows';
import type { DataColumns, PointSet, Term } from './terms';

export type { DataColumns, End, PointSet, Residual, Term } from './terms';

/** A study, ready to be turned into programs. */
export interface Problem {
  /** What the names in an expression stand for. */
  readonly names: Names;
  readonly coordinates: readonly { readonly name: string; readonly low: number; readonly high: number }[];
  readonly fields: readonly string[];
  /** Every number by name; of one that is to be inferred the start, which the trial function does not use. */
  readonly parameters: Readonly<Record<string, number>>;
  /** The windows of time; null where all times are trained at once. */
  readonly windows: Windows | null;
  readonly element: 'float32' | 'float64';
  /** Points of each integral. */
  readonly quadrature: number;
  /** What is trained. */
  readonly network: Ansatz;
  /** The hard form of each field, in the order of `fields`. */
  readonly hard: readonly HardForm[];
  /** What the network of each field is multiplied by, in the order of `fields`. */
  readonly scales: readonly number[];
  readonly sets: readonly PointSet[];
  /** Measured values that are never trained on. */
  readonly keptOut: readonly KeptOut[];
  /** The region in which the equations hold; null where it is the whole box. */
  readonly domain: Domain | null;
  /** Parts of it with fields of their own. */
  readonly parts: readonly Part[];
}

function residualOf(equation: Equation<Resolved>) {
  return { left: equation.left, right: equation.right };
}

/** All that a study trains. */
export function studyAnsatz(study: Study, meaning: Meaning, mirrors: readonly Mirror[]): Ansatz {
  const coordinates = Object.keys(meaning.box);
  const periodic = periodicCoordinates(study, meaning);
  const network = trialNetwork(study.network, study.features, {
    // Mapped to [−1, 1].
    periods: coordinates.map((name) => (periodic.has(name) ? 2 : null)),
    outputs: meaning.names.fields.length,
    seed: study.seed,
    mirrors,
  });
  return ansatzOf(network, meaning, coordinates, frozenSlots(network.slots, study.network));
}

/** Length of the vector of the study's parameters in programs: its numbers, ends of the window, frozen layers. */
export function studyLength({ parameters, network }: Problem): number {
  return Object.keys(parameters).length + network.frozenCount;
}

/**
 * Puts the parts of a study together: trial function, terms of the loss, point sets.
 * @param dataFiles columns of each data entry of the study, in its order
 * @param bodies what the files of its geometry describe, by their names
 */
export function buildProblem(
  study: Study,
  meaning: Meaning,
  dataFiles: readonly DataColumns[],
  bodies: Readonly<Record<string, Body>> = {},
): Problem {
  const { domain, whole, parts, places: sources } = placesOf(meaning, bodies);
  const coordinates = Object.entries(meaning.box).map(([name, [low, high]]) => ({ name, low, high }));
  const fields = meaning.names.fields;
  const hard = fields.map((field) => {
    const own = meaning.conditions.filter((c) => study.conditions[c.index].hard && builtInField(c) === field);
    return hardFormOf(own, meaning, { whole, parts });
  });
  const interior: PointSet = {
    kind: 'interior',
    count: study.points.equations,
    source: interiorSource(study.points.sampler, meaning.box, domain),
    terms: meaning.equations.map((equation, k) => ({
      name: meaning.residuals[k].name,
      group: study.equations[meaning.residuals[k].index].group,
      weight: study.equations[meaning.residuals[k].index].weight,
      residual: residualOf(equation),
      ...withinOf(parts, [equation.left, equation.right]),
    })),
  };
  const windows = windowsOf(study, meaning);
  const asked = meaning.conditions.map((condition) => {
    const { place } = condition;
    const source = sources.condition(condition);
    const first = isSide(place) && place.coordinate === windows?.time;
    return { condition, source, first };
  });
  const data = dataSets(study, meaning, dataFiles);
  const scales = fields.map((field) => {
    if (Object.hasOwn(study.scales.fields, field)) return study.scales.fields[field];
    return scaleOf([...sizesOnPlaces(field, asked, meaning.parameters, coordinates), ...data.sizes(field)]);
  });
  const places = [
    ...asked.map(({ condition: { index, name, require }, source, first }) => ({
      ...{ source, index, name, first },
      residual: residualOf(require),
    })),
    ...meaning.periodic.map(({ coordinate, left, right, index, name }) => {
      // The points of one end serve both.
      const end = { coordinate, value: left.value, side: 'low' as const };
      const source = sources.joined(end, [left.tree, right.tree]);
      return { source, index, name, first: false, residual: { joined: coordinate, left, right } };
    }),
  ]
    .filter(({ index }) => !study.conditions[index].hard)
    .sort((a, b) => a.index - b.index);
  // The components of a vector condition share their points, and so the derivatives there.
  const placeSets = [...new Set(places.map(({ index }) => index))].map((index): PointSet => {
    const own = places.filter((place) => place.index === index);
    const [{ source, first }] = own;
    const { weight } = study.conditions[index];
    return {
      kind: 'place',
      ...(first && { when: 'first window' as const }),
      count: conditionPoints(study, index),
      source,
      terms: own.map(({ name, residual }) => ({ name, group: 'conditions', weight, residual })),
    };
  });
  const handed = windows === null ? [] : [handover(study, meaning, windows, domain, parts)];
  return {
    names: meaning.names,
    coordinates,
    fields,
    parameters: {
      ...meaning.parameters,
      ...(windows && Object.fromEntries(windowEnds.map((name, k) => [name, windows.edges[k]]))),
    },
    windows,
    element: study.training.precision,
    quadrature: study.points.quadrature,
    network: studyAnsatz(study, meaning, mirrorsOf(study.symmetries, meaning, hard)),
    hard,
    scales,
    sets: [interior, ...placeSets, ...handed, ...data.sets],
    keptOut: data.keptOut,
    domain,
    parts,
  };
}

/** What one point of a set carries, row by row: its coordinates, the normals that are asked for, measured values. */
export function rowNames({ coordinates }: Problem, set: PointSet): string[] {
  const measured = set.terms.flatMap(({ residual }) => ('measured' in residual ? [residual.measured] : []));
  const normals = set.terms
    .flatMap(({ residual }) =>
      'left' in residual && !('joined' in residual)
        ? [...nodes(residual.left), ...nodes(residual.right)]
        : [],
    )
    .flatMap((node) => (node.kind === 'normal' ? [normalRow(node.name)] : []));
  return [...coordinates.map(({ name }) => name), ...new Set(normals), ...measured];
}

/** Terms of all sets in the order in which they are logged. */
export function termsOf(problem: Problem): Term[] {
  return problem.sets.flatMap((set) => set.terms);
}
