import { listWords, suggestion, type Problem, type Span } from '../study';
import { evaluateConstant } from './evaluate';
import { parseEquation } from './parse';
import { problemAt, type Expression } from './tree';

/** One side of the box of coordinates: where `coordinate` has its lowest or highest value. */
export interface Place {
  coordinate: string;
  value: number;
  side: 'low' | 'high';
}

/** A piece of the boundary of the domain. */
export interface PiecePlace {
  /** Its name among the boundaries of the study's meaning. */
  piece: string;
}

/** Whether a place is a side of the box of coordinates. */
export function isSide(place: Place | PiecePlace): place is Place {
  return 'side' in place;
}

export type PlaceOutcome = { ok: true; place: Place } | { ok: false; problems: Problem[] };

/**
 * Reads where a condition holds: "t = 0", "x = -1", "x = 2*pi".
 * @param coordinates the bounds [lowest, highest] of each coordinate
 * @param parameters values of the parameters that the place may use
 */
export function parsePlace(
  text: string,
  coordinates: Readonly<Record<string, readonly [number, number]>>,
  parameters: Readonly<Record<string, number>> = {},
): PlaceOutcome {
  const names = Object.keys(coordinates);
  const example = names.length > 0 ? `${names[0]} = ${coordinates[names[0]][0]}` : 't = 0';
  const parsed = parseEquation(text);
  if (!parsed.ok) {
    // Without an equals sign the advice for equations would mislead.
    if (text.includes('=')) return parsed;
    const span = { start: 0, end: text.length };
    return refuse(span, `A condition holds on a side of the domain, such as "${example}".`);
  }
  const { left, right } = parsed.tree;
  if (left.kind !== 'name') return refuse(left.span, `Write the coordinate on the left, as in "${example}".`);
  return placeOf(left.name, left.span, right, coordinates, parameters);
}

/** The side of the domain where a coordinate has a value. */
export function placeOf(
  coordinate: string,
  span: Span,
  at: Expression,
  coordinates: Readonly<Record<string, readonly [number, number]>>,
  parameters: Readonly<Record<string, number>>,
): PlaceOutcome {
  const names = Object.keys(coordinates);
  if (!Object.hasOwn(coordinates, coordinate)) {
    const near = suggestion(coordinate, names);
    return refuse(
      span,
      `"${coordinate}" is not a coordinate.${near === '' ? ` Coordinates: ${listWords(names)}.` : near}`,
    );
  }
  const value = evaluateConstant(at, parameters);
  if (!value.ok) return value;
  const [low, high] = coordinates[coordinate];
  // Bounds such as 2*pi are compared as computed numbers, so a rounding error must not part them.
  const close = 1e-12 * Math.max(Math.abs(low), Math.abs(high), high - low);
  if (Math.abs(value.value - low) <= close) {
    return { ok: true, place: { coordinate, value: low, side: 'low' } };
  }
  if (Math.abs(value.value - high) <= close) {
    return { ok: true, place: { coordinate, value: high, side: 'high' } };
  }
  const where =
    value.value < low || value.value > high ? 'lies outside the domain' : 'lies inside the domain';
  return refuse(
    at.span,
    `${coordinate} = ${value.value} ${where}; a condition holds where ${coordinate} is ${low} or ${high}.`,
  );
}

function refuse(span: { start: number; end: number }, message: string): PlaceOutcome {
  return { ok: false, problems: [problemAt(span, message)] };
}
