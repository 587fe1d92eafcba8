import {
  constantValue,
  expand,
  isSide,
  mapChildren,
  parseExpression,
  resolve,
  slope,
  Unreached,
  type Meaning,
  type Resolved,
} from '../../../language';
import { listWords, suggestion, type StudyFlow } from '../../../study';
import { readClosed } from '../expression';
import { readInitial, refuse } from '../solver/system';
import { flowGrid, type FlowGrid } from './grid';
import type { FlowConstants } from './machine';

/** An incompressible flow, with or without a magnetic field, in a periodic box. */
export interface FlowProblem {
  readonly time: { readonly name: string; readonly low: number; readonly high: number };
  readonly space: readonly { readonly name: string; readonly low: number; readonly high: number }[];
  readonly grid: FlowGrid;
  /** Names of the components that are asked for; null without a magnetic field. */
  readonly velocity: readonly string[];
  readonly magnetic: readonly string[] | null;
  readonly pressure: string | undefined;
  readonly constants: FlowConstants;
  /** The longest step in time; as long as the flow allows where it is undefined. */
  readonly step: number | undefined;
  /** What each component is at the start, in expressions of coordinates and parameters. */
  readonly initial: Readonly<Record<string, Resolved>>;
  readonly parameters: Readonly<Record<string, number>>;
}

/**
 * Reads what a study asks of the solver of flows.
 * @param meaning with the values of parameters that belong to the reference
 * Errors: `Unreached`, with what is wrong as a sentence.
 */
export function readFlow(flow: StudyFlow, meaning: Meaning): FlowProblem {
  const { names, box, parameters } = meaning;
  const timeName = names.time ?? (Object.hasOwn(box, 't') ? 't' : undefined);
  const spaceNames = Object.keys(box).filter((name) => name !== timeName);
  if (timeName === undefined) throw new Unreached('The solver of flows needs a coordinate that is time.');
  refuse(
    spaceNames.length > 3,
    `The solver of flows reaches up to three coordinates of space; this study has ${spaceNames.length}.`,
  );
  const { velocity, magnetic = null, pressure } = flow;
  for (const [key, components] of Object.entries({ velocity, magnetic }))
    refuse(
      components !== null && (components.length > 3 || components.length < Math.min(spaceNames.length, 3)),
      `reference.flow.${key} has ${components?.length} components; give one for each of ${listWords(spaceNames)}, or three.`,
    );
  for (const name of [...velocity, ...(magnetic ?? []), ...(pressure === undefined ? [] : [pressure])]) {
    const near = suggestion(name, names.fields) || ` Fields: ${listWords(names.fields)}.`;
    refuse(!isKnown(name, meaning), `reference.flow: there is no field or definition "${name}".${near}`);
  }
  const constant = (key: string, source: number | string): number => {
    const value = constantValue(source, parameters);
    if (!value.ok) throw new Unreached(`reference.flow.${key}: ${value.problems[0].message}`);
    return value.value;
  };
  const constants = {
    viscosity: constant('viscosity', flow.viscosity),
    resistivity: constant('resistivity', flow.resistivity ?? 0),
    coupling: constant('coupling', flow.coupling),
  };
  refuse(
    magnetic !== null && flow.resistivity === undefined,
    'A flow with a magnetic field needs reference.flow.resistivity; 0 is an ideal conductor.',
  );
  for (const [key, value] of Object.entries(constants))
    refuse(value < 0, `reference.flow.${key} is ${value}, but must be at least 0.`);
  const step = flow.step === undefined ? undefined : constant('step', flow.step);
  refuse(step !== undefined && !(step > 0), `reference.flow.step is ${step}, but must be greater than 0.`);
  const space = spaceNames.map((name) => {
    const given = flow.box?.[name];
    const [low, high] = given ? given.map((bound) => constant(`box.${name}`, bound)) : box[name];
    refuse(
      !(low < high),
      `reference.flow.box.${name} runs from ${low} to ${high}; the first must be the smaller one.`,
    );
    refuse(
      given === undefined && !meaning.periodic.some(({ coordinate }) => coordinate === name),
      `The solver of flows needs a box that is periodic along ${name}: add a condition such as "${velocity[0]}(${name}=${low}) = ${velocity[0]}(${name}=${high})", or give the box under reference.flow.box.`,
    );
    return { name, low, high };
  });
  const counts = spaceNames.map((name) => {
    const count = typeof flow.points === 'number' ? flow.points : flow.points[name];
    refuse(count === undefined, `reference.flow.points needs a count for ${name}.`);
    return count;
  });
  const all = [...velocity, ...(magnetic ?? [])];
  const starts = initialTrees(meaning, timeName);
  return {
    time: { name: timeName, low: box[timeName][0], high: box[timeName][1] },
    space,
    grid: flowGrid(
      counts,
      space.map(({ low, high }) => high - low),
    ),
    velocity,
    magnetic,
    pressure,
    constants,
    step,
    initial: Object.fromEntries(
      all.map((name) => {
        const text = flow.initial?.[name];
        return [
          name,
          text === undefined ? startOf(name, meaning, timeName, starts) : given(name, text, meaning),
        ];
      }),
    ),
    parameters: { ...parameters, [timeName]: box[timeName][0] },
  };
}

function isKnown(name: string, { names }: Meaning): boolean {
  const parsed = parseExpression(name);
  return parsed.ok && resolve(parsed.tree, names).ok;
}

/** An expression that the reference gives itself. */
function given(name: string, text: string, meaning: Meaning): Resolved {
  const read = readClosed(text, meaning.names);
  if (!read.ok) throw new Unreached(`reference.flow.initial.${name}: ${read.problems[0].message}`);
  return read.tree;
}

/** What the study's own conditions say of the fields at the start. */
function initialTrees(meaning: Meaning, timeName: string): Map<string, Resolved> {
  const found = new Map<string, Resolved>();
  for (const { place, require } of meaning.conditions) {
    if (!isSide(place) || place.coordinate !== timeName || place.side !== 'low') continue;
    const values = new Map<string, Resolved>();
    try {
      readInitial(require, place, timeName, values);
    } catch (error) {
      // A condition of another form says nothing that could be used here.
      if (!(error instanceof Unreached)) throw error;
    }
    for (const [key, tree] of values) if (key.endsWith(' 0')) found.set(key.slice(0, -2), tree);
  }
  return found;
}

/** A field, or a definition such as that of B = curl A, at the start. */
function startOf(
  name: string,
  meaning: Meaning,
  timeName: string,
  starts: ReadonlyMap<string, Resolved>,
): Resolved {
  const missing = (of: string): Unreached =>
    new Unreached(
      `The solver of flows needs the value of ${of} at the start: give a condition such as "${of} = 0" on ${timeName} = ${meaning.box[timeName][0]}, or an expression under reference.flow.initial.`,
    );
  const parsed = parseExpression(name);
  const resolved = parsed.ok ? resolve(parsed.tree, meaning.names) : parsed;
  if (!resolved.ok) throw missing(name);
  const filled = (tree: Resolved): Resolved => {
    if (tree.kind !== 'field' && tree.kind !== 'derivative') return mapChildren(tree, filled);
    const field = tree.kind === 'field' ? tree.name : tree.field;
    const start = starts.get(field);
    if (start === undefined || (tree.kind === 'derivative' && timeName in tree.orders)) throw missing(name);
    if (tree.kind === 'field') return start;
    return Object.entries(tree.orders).reduce((value, [coordinate, order]) => {
      let derived = value;
      for (let k = 0; k < order; k++) derived = slope(derived, coordinate);
      return derived;
    }, start);
  };
  return filled(expand(resolved.tree));
}
