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
import type { BoundaryMeaning, Meaning } from './meaning';
import { parseEquation, parseSelection, type Selection } from './parse';
import { parsePlace, type PiecePlace, type Place } from './place';
import { resolve } from './resolve';
import { problemAt, type Names, type Resolved } from './tree';

type Path = (string | number)[];
type Box = Readonly<Record<string, readonly [number, number]>>;
/** Pieces with what holds on them, and the part of the region whose boundary they are. */
type FoundPart = BoundaryMeaning['parts'][number] & { of: string | undefined };
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

  private readonly region: Geometry<number>;
  /** Whether there is no geometry: the region is the box of space coordinates. */
  private readonly isBox: boolean;
  private readonly parts: Meaning['parts'];
  /** Of each name of a piece that lies within the region: the part whose boundary it belongs to. */
  private readonly inner: ReadonlyMap<string, string>;

  constructor(
    study: Study,
    whole: {
      /** The study's geometry, else the box of its space coordinates. */
      readonly region: Geometry<number>;
      readonly isBox: boolean;
      readonly parts: Meaning['parts'];
    },
    private readonly names: Names,
    report: (path: Path, found: readonly Problem[]) => void,
  ) {
    const { region, parts } = whole;
    this.region = region;
    this.isBox = whole.isBox;
    this.parts = parts;
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
    const inner = new Map<string, string>();
    for (const [part, { pieces }] of Object.entries(parts)) {
      for (const piece of pieces.filter((one) => one.startsWith(`${part}: `))) {
        known.set(piece, [piece]);
        inner.set(piece, part);
      }
      known.set(part, pieces);
      inner.set(part, part);
    }
    this.known = known;
    this.inner = inner;
    this.coordinates = geometryCoordinates(region);
    this.declared = new Set(Object.keys(study.boundaries));
    for (const [name, entry] of Object.entries(study.boundaries)) {
      if (known.has(name)) {
        const message = `"${name}" is already the name of a part of the geometry; give this piece another one.`;
        report(['boundaries', name], [{ path: [], message, severity: 'error' }]);
      }
      const list = Array.isArray(entry) ? entry : [entry];
      const path = (index: number): Path => ['boundaries', name, ...(Array.isArray(entry) ? [index] : [])];
      const read = list.flatMap((part, index) => {
        const outcome = this.part(part);
        if (outcome.ok) return [{ ...outcome.value, path: path(index) }];
        report(path(index), outcome.problems);
        return [];
      });
      const other = read.find(({ of }) => of !== read[0].of);
      if (other !== undefined) {
        const message =
          'The pieces of one name lie all on the outer boundary, or all on that of one part of the region; give these a name of their own.';
        report(other.path, [{ path: [], message, severity: 'error' }]);
      }
      this.mean(
        name,
        read[0]?.of,
        read.map(({ pieces, where }) => ({ pieces, where })),
      );
    }
  }

  /** Reads where a condition holds: a side of the box, a piece by its name, or what holds on it. */
  place(text: string, box: Box, parameters: Readonly<Record<string, number>>): Outcome<Place | PiecePlace> {
    const on = text.trim();
    if (this.declared.has(on)) return { ok: true, value: { piece: on } };
    const pieces = this.known.get(on);
    if (pieces !== undefined)
      return this.described(on, { pieces: [...pieces], where: [], of: this.inner.get(on) });
    if (/[=<>]/.test(on) && !this.isSide(on)) {
      const read = this.part(on);
      return read.ok ? this.described(on, read.value) : read;
    }
    const near = on.includes('=') ? '' : suggestion(on, this.callable());
    if (near !== '') return unknownPiece(on, near);
    const side = parsePlace(text, box, parameters);
    if (side.ok) return { ok: true, value: side.place };
    const hasPieces = !this.isBox || this.inner.size > 0;
    return hasPieces && !on.includes('=') ? unknownPiece(on, this.choice()) : side;
  }

  /** The first list of points of a place that has no normals. */
  withoutNormals(place: string): string | undefined {
    const pieces = this.meanings[place].parts.flatMap((part) => part.pieces);
    for (const { primitive } of namedPrimitives(this.region)) {
      if (primitive.shape !== 'points') continue;
      const lists = Object.entries(primitive.boundaries ?? {});
      return lists.find(([name, { normals }]) => normals === undefined && pieces.includes(name))?.[0];
    }
    return undefined;
  }

  private described(name: string, { of, ...part }: FoundPart): Outcome<PiecePlace> {
    this.mean(name, of, [part]);
    return { ok: true, value: { piece: name } };
  }

  /** @param of the part of the region whose boundary it is; undefined for the outer one */
  private mean(name: string, of: string | undefined, parts: BoundaryMeaning['parts']): void {
    this.meanings[name] =
      of === undefined ? { region: this.region, parts } : { of, region: this.parts[of].region, parts };
  }

  /** Whether a text is meant as a side of the box: always without a geometry, else where it holds another coordinate. */
  private isSide(text: string): boolean {
    const parsed = parseEquation(text);
    if (!parsed.ok) return this.isBox && text.includes('=');
    const { left } = parsed.tree;
    return this.isBox || (left.kind === 'name' && !this.coordinates.includes(left.name));
  }

  private part(part: BoundaryPart): Outcome<FoundPart> {
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
    return { ok: true, value: { pieces: [...pieces], where: selections, of: this.inner.get(piece ?? '') } };
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
