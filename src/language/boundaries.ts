import {
  geometryCoordinates,
  listWords,
  namedPrimitives,
  suggestion,
  type BoundaryPart,
  type Geometry,
  type Problem,
  type Study,
} from '../study';
import type { BoundaryMeaning } from './meaning';
import { parseEquation, parseSelection, type Selection } from './parse';
import { parsePlace, type PiecePlace, type Place } from './place';
import { resolve } from './resolve';
import { problemAt, type Names, type Resolved } from './tree';

type Path = (string | number)[];
type Box = Readonly<Record<string, readonly [number, number]>>;
type PartMeaning = BoundaryMeaning['parts'][number];
type Outcome<Value> = { ok: true; value: Value } | { ok: false; problems: Problem[] };

/** The whole boundary of the region. */
export const wholeBoundary = 'boundary';

/** What the pieces of a boundary are called, and which are meant by each text. */
export class Boundaries {
  /** The named ones, and those that conditions describe themselves. */
  readonly meanings: Record<string, BoundaryMeaning> = {};
  /** Names of pieces, and of shapes for all of their pieces. */
  private readonly known: ReadonlyMap<string, readonly string[]>;
  private readonly coordinates: readonly string[];
  private readonly declared: ReadonlySet<string>;

  /**
   * @param region the study's geometry, else the box of its space coordinates
   * @param isBox whether it is the latter
   */
  constructor(
    study: Study,
    private readonly region: Geometry<number>,
    private readonly isBox: boolean,
    private readonly names: Names,
    report: (path: Path, found: readonly Problem[]) => void,
  ) {
    const primitives = namedPrimitives(region);
    const known = new Map<string, readonly string[]>();
    for (const { name, pieces } of primitives) {
      known.set(name, pieces);
      for (const piece of pieces) known.set(piece, [piece]);
    }
    known.set(
      wholeBoundary,
      primitives.flatMap(({ pieces }) => pieces),
    );
    this.known = known;
    this.coordinates = geometryCoordinates(region);
    this.declared = new Set(Object.keys(study.boundaries));
    for (const [name, entry] of Object.entries(study.boundaries)) {
      if (known.has(name)) {
        const message = `"${name}" is already the name of a part of the geometry; give this piece another one.`;
        report(['boundaries', name], [{ path: [], message, severity: 'error' }]);
      }
      const list = Array.isArray(entry) ? entry : [entry];
      const parts = list.flatMap((part, index) => {
        const read = this.part(part);
        if (read.ok) return [read.value];
        report(['boundaries', name, ...(Array.isArray(entry) ? [index] : [])], read.problems);
        return [];
      });
      this.meanings[name] = { region, parts };
    }
  }

  /** Reads where a condition holds: a side of the box, a piece by its name, or what holds on it. */
  place(text: string, box: Box, parameters: Readonly<Record<string, number>>): Outcome<Place | PiecePlace> {
    const on = text.trim();
    if (this.declared.has(on)) return { ok: true, value: { piece: on } };
    const pieces = this.known.get(on);
    if (pieces !== undefined) return this.described(on, { pieces: [...pieces], where: [] });
    if (/[=<>]/.test(on) && !this.isSide(on)) {
      const read = this.part(on);
      return read.ok ? this.described(on, read.value) : read;
    }
    const near = on.includes('=') ? '' : suggestion(on, this.callable());
    if (near !== '') return unknownPiece(on, near);
    const side = parsePlace(text, box, parameters);
    if (side.ok) return { ok: true, value: side.place };
    return !this.isBox && !on.includes('=') ? unknownPiece(on, this.choice()) : side;
  }

  private described(name: string, part: PartMeaning): Outcome<PiecePlace> {
    this.meanings[name] = { region: this.region, parts: [part] };
    return { ok: true, value: { piece: name } };
  }

  /** Whether a text is meant as a side of the box: always without a geometry, else where it holds another coordinate. */
  private isSide(text: string): boolean {
    const parsed = parseEquation(text);
    if (!parsed.ok) return this.isBox && text.includes('=');
    const { left } = parsed.tree;
    return this.isBox || (left.kind === 'name' && !this.coordinates.includes(left.name));
  }

  private part(part: BoundaryPart): Outcome<PartMeaning> {
    const { piece, where = [] } =
      typeof part !== 'string' ? part : /[=<>]/.test(part) ? { where: part } : { piece: part };
    const pieces = this.known.get(piece ?? wholeBoundary);
    if (pieces === undefined)
      return unknownPiece(piece ?? '', suggestion(piece ?? '', this.known.keys()) || this.choice());
    const problems: Problem[] = [];
    const selections = (typeof where === 'string' ? [where] : where).flatMap((text) => {
      const read = this.selection(text);
      if (read.ok) return [read.value];
      problems.push(...read.problems);
      return [];
    });
    if (problems.length > 0) return { ok: false, problems };
    return { ok: true, value: { pieces: [...pieces], where: selections } };
  }

  private selection(text: string): Outcome<Selection<Resolved>> {
    const parsed = parseSelection(text);
    if (!parsed.ok) return parsed;
    const { parameters, unknowns = [], families } = this.names;
    const known: Names = {
      coordinates: this.coordinates,
      fields: [],
      parameters: parameters.filter((name) => !unknowns.includes(name)),
      ...(families === undefined ? {} : { families }),
    };
    const [left, right] = [resolve(parsed.tree.left, known), resolve(parsed.tree.right, known)];
    if (!left.ok) return left;
    if (!right.ok) return right;
    return { ok: true, value: { ...parsed.tree, left: left.tree, right: right.tree } };
  }

  private callable(): string[] {
    return [...this.declared, ...this.known.keys()];
  }

  private choice(): string {
    const names = this.callable();
    return ` Pieces: ${listWords(names.length > 12 ? [...names.slice(0, 12), '…'] : names)}.`;
  }
}

function unknownPiece(name: string, help: string): { ok: false; problems: Problem[] } {
  const span = { start: 0, end: name.length };
  return { ok: false, problems: [problemAt(span, `"${name}" is not a piece of the boundary.${help}`)] };
}
