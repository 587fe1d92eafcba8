import {
  Unreached,
  expand,
  isSide,
  mapChildren,
  nodes,
  print,
  type Meaning,
  type Place,
  type Resolved,
} from '../../../language';
import { listWords } from '../../../study';

/** One unknown function of space: a field, or one of its derivatives by time. */
export interface State {
  readonly field: string;
  /** How often the field is derived by time. */
  readonly times: number;
  /** Whether its own derivative by time stands in the equations. */
  readonly moves: boolean;
  /** The highest derivative along each space coordinate. */
  readonly orders: readonly number[];
  /** Its value at the start; undefined for 0. */
  readonly initial: Resolved | undefined;
}

export interface SpaceCoordinate {
  readonly name: string;
  readonly low: number;
  readonly high: number;
  readonly periodic: boolean;
}

/** What a leaf of an equation stands for: a derivative in space of a state, or of its slope in time. */
export interface Symbol {
  readonly name: string;
  readonly state: number;
  readonly slope: boolean;
  readonly orders: readonly number[];
}

/** An equation left − right = 0 whose leaves are named symbols. */
export interface Residual {
  readonly tree: Resolved;
  readonly symbols: readonly Symbol[];
}

export interface SideCondition extends Residual {
  /** Index of the space coordinate that is held. */
  readonly along: number;
  readonly value: number;
}

/** A study as a system of first order in time, for the solver. */
export interface System {
  /** The coordinate that is time; undefined for a steady problem. */
  readonly time: { readonly name: string; readonly low: number; readonly high: number } | undefined;
  readonly space: readonly SpaceCoordinate[];
  readonly states: readonly State[];
  readonly fields: readonly string[];
  readonly equations: readonly Residual[];
  readonly sides: readonly SideCondition[];
  readonly parameters: Readonly<Record<string, number>>;
}

/**
 * Reads the equations and conditions of a study as a system for the method of lines.
 * @param parameters with the values that belong to the reference
 * Errors: `Unreached`, with the reason as a sentence.
 */
export function readSystem(meaning: Meaning, parameters: Readonly<Record<string, number>>): System {
  const { names, box } = meaning;
  const { fields } = names;
  refuse(meaning.geometry !== undefined, 'The solver reaches boxes, but this study has a geometry.');
  refuse(
    meaning.functions.length > 0,
    'The solver does not reach functions that are to be inferred; give the reference as an expression or a file.',
  );
  refuse(
    meaning.equations.length !== fields.length,
    `The solver needs as many equations as fields; there are ${meaning.equations.length} and ${fields.length}.`,
  );
  const timeName = timeOf(meaning);
  const spaceNames = Object.keys(box).filter((name) => name !== timeName);
  refuse(
    spaceNames.length > 2,
    `The solver reaches one and two coordinates of space; this study has ${spaceNames.length}.`,
  );
  const space = spaceNames.map((name): SpaceCoordinate => {
    const [low, high] = box[name];
    return { name, low, high, periodic: meaning.periodic.some(({ coordinate }) => coordinate === name) };
  });
  for (const { left, right } of meaning.periodic) {
    refuse(
      print(left.tree) !== print(right.tree),
      'The solver reaches periodic conditions that ask for the same on both sides, such as u(x = 0) = u(x = 1).',
    );
  }
  const trees = meaning.equations.map(({ left, right, span }) =>
    expand({ kind: 'binary', operator: '-', left, right, span }),
  );
  const highest = new Map(
    fields.map((field) => [field, Math.max(0, ...trees.map((tree) => timeOrder(tree, field, timeName)))]),
  );
  const states = fields.flatMap((field) => {
    const count = highest.get(field)!;
    return Array.from({ length: Math.max(1, count) }, (_, times) => ({ field, times, moves: count > 0 }));
  });
  const reader = new SymbolReader(states, timeName, spaceNames);
  const equations = trees.map((tree) => reader.read(tree));
  const orders = states.map((_, state) =>
    spaceNames.map((__, k) =>
      Math.max(
        0,
        ...equations.flatMap(({ symbols }) =>
          symbols.filter((symbol) => symbol.state === state).map((symbol) => symbol.orders[k]),
        ),
      ),
    ),
  );
  // The slope of a state is the next state.
  states.forEach((state, k) => {
    if (states[k + 1]?.field !== state.field) return;
    equations.push(reader.successor(k, trees[0].span));
  });
  const sides: SideCondition[] = [];
  const initial = new Map<string, Resolved>();
  for (const { place, require } of meaning.conditions) {
    refuse(!isSide(place), 'The solver reaches conditions on the sides of a box only.');
    if (!isSide(place)) continue;
    const { left, right, span } = require;
    if (place.coordinate === timeName) readInitial(require, place, timeName, initial);
    else {
      const along = spaceNames.indexOf(place.coordinate);
      const tree = outward(expand({ kind: 'binary', operator: '-', left, right, span }), place);
      sides.push({ ...reader.read(tree), along, value: place.value });
    }
  }
  for (const { field, times, moves } of states) {
    const name = times === 0 ? field : `${field}_${timeName?.repeat(times) ?? ''}`;
    refuse(
      moves && !initial.has(`${field} ${times}`),
      `The solver needs the value of ${name} at the start, as in "${name} = 0" on ${timeName} = ${timeName ? box[timeName][0] : 0}.`,
    );
  }
  const time =
    timeName === undefined ? undefined : { name: timeName, low: box[timeName][0], high: box[timeName][1] };
  return {
    time,
    space,
    fields,
    equations,
    sides,
    parameters,
    states: states.map((state, k) => ({
      ...state,
      orders: orders[k],
      initial: initial.get(`${state.field} ${state.times}`),
    })),
  };
}

/** The coordinate along which the solution is marched: time, or the only one when all conditions stand at its start. */
function timeOf({ names, box, conditions }: Meaning): string | undefined {
  const named = names.time ?? (Object.hasOwn(box, 't') ? 't' : undefined);
  const coordinates = Object.keys(box);
  if (named !== undefined) return named;
  const marched =
    coordinates.length === 1 &&
    conditions.length > 0 &&
    conditions.every(({ place }) => isSide(place) && place.side === 'low');
  return marched ? coordinates[0] : undefined;
}

function timeOrder(tree: Resolved, field: string, time: string | undefined): number {
  if (time === undefined) return 0;
  const orders = [...nodes(tree)].map((node) =>
    node.kind === 'derivative' && node.field === field ? (node.orders[time] ?? 0) : 0,
  );
  return Math.max(...orders);
}

/** u = f or u_t = f at the start: kept under the field and its order. */
export function readInitial(
  { left, right }: { left: Resolved; right: Resolved },
  place: Place,
  time: string,
  initial: Map<string, Resolved>,
): void {
  const closed = (tree: Resolved) =>
    [...nodes(tree)].every((node) => node.kind !== 'field' && node.kind !== 'derivative');
  const [named, value] = closed(right) ? [left, right] : [right, left];
  const fits =
    named.kind === 'field' || (named.kind === 'derivative' && Object.keys(named.orders).join() === time);
  refuse(
    !fits || !closed(value),
    `The solver reaches conditions at the start such as "u = sin(x)", but not "${print(left)} = ${print(right)}" on ${place.coordinate} = ${place.value}.`,
  );
  if (named.kind === 'field') initial.set(`${named.name} 0`, expand(value));
  else if (named.kind === 'derivative') initial.set(`${named.field} ${named.orders[time]}`, expand(value));
}

/** Components of the outward normal on a side of the box are −1, 0 and 1. */
function outward(tree: Resolved, place: Place): Resolved {
  if (tree.kind !== 'normal') return mapChildren(tree, (child) => outward(child, place));
  const value = tree.name === place.coordinate ? (place.side === 'low' ? -1 : 1) : 0;
  return { kind: 'number', value, span: tree.span };
}

/** Puts a named symbol in place of each field and derivative. */
class SymbolReader {
  constructor(
    private readonly states: readonly { field: string; times: number; moves: boolean }[],
    private readonly time: string | undefined,
    private readonly space: readonly string[],
  ) {}

  read(tree: Resolved): Residual {
    const symbols = new Map<string, Symbol>();
    const visit = (part: Resolved): Resolved => {
      if (part.kind === 'integral' || part.kind === 'normal')
        throw new Unreached(`The solver does not reach "${print(part)}".`);
      if (part.kind !== 'field' && part.kind !== 'derivative') return mapChildren(part, visit);
      const symbol = this.symbolOf(part);
      symbols.set(symbol.name, symbol);
      return { kind: 'field', name: symbol.name, span: part.span };
    };
    return { tree: visit(tree), symbols: [...symbols.values()] };
  }

  /** ∂w_k/∂t − w_{k+1}. */
  successor(state: number, span: Resolved['span']): Residual {
    const orders = this.space.map(() => 0);
    const symbols = [
      { name: `slope ${state}`, state, slope: true, orders },
      { name: `state ${state + 1}`, state: state + 1, slope: false, orders },
    ];
    const [left, right] = symbols.map(({ name }): Resolved => ({ kind: 'field', name, span }));
    return { tree: { kind: 'binary', operator: '-', left, right, span }, symbols };
  }

  private symbolOf(part: Extract<Resolved, { kind: 'field' | 'derivative' }>): Symbol {
    const field = part.kind === 'field' ? part.name : part.field;
    const all: Record<string, number> = part.kind === 'field' ? {} : part.orders;
    const times = this.time === undefined ? 0 : (all[this.time] ?? 0);
    const own = this.states.map((state, k) => ({ ...state, k })).filter((state) => state.field === field);
    refuse(own.length === 0, `The solver knows no field "${field}".`);
    const slope = times >= own.length;
    refuse(
      slope && (times > own.length || !own[0].moves),
      `A condition holds a derivative of "${field}" by time that is as high as in the equations or higher.`,
    );
    const orders = this.space.map((name) => all[name] ?? 0);
    const { k } = own[slope ? own.length - 1 : times];
    return { name: `${slope ? 'slope' : 'state'} ${k} ${orders.join()}`, state: k, slope, orders };
  }
}

export function refuse(when: boolean, sentence: string): void {
  if (when) throw new Unreached(sentence);
}

/** Says how many conditions are missing or too many on the sides along a coordinate. */
export function countSentence(
  coordinate: string,
  needed: number,
  given: number,
  fields: readonly string[],
): string {
  return (
    `The equations ask for ${needed} ${needed === 1 ? 'condition' : 'conditions'} on the sides along ${coordinate} ` +
    `(the orders of ${listWords(fields)}), and the study gives ${given}.`
  );
}
