import type { Geometry } from '../study';
import type { Selection } from './parse';
import type { MeasureMeaning } from './measures';
import type { PiecePlace, Place } from './place';
import type { Equation, Names, Resolved } from './tree';

/** What a study says, once every text in it is read. */
export interface Meaning {
  names: Names;
  /** [lowest, highest] of each coordinate. */
  box: Record<string, [number, number]>;
  /** Every number by name; those that are to be inferred have the value they start from. */
  parameters: Record<string, number>;
  /** Those of `parameters` that are to be inferred. */
  unknowns: Record<string, UnknownMeaning>;
  /** Functions that are to be inferred: each stands in trees as a field. */
  functions: FunctionMeaning[];
  /** Scalar equations: a vector equation is one for each component. */
  equations: Equation<Resolved>[];
  /** For each of `equations` its name and where it comes from. */
  residuals: ResidualMeaning[];
  /** The region in which the equations hold; undefined where it is the whole box. */
  geometry: Geometry<number> | undefined;
  /** The parts of the region in which some fields live alone. */
  parts: Record<string, PartMeaning>;
  /** The named pieces of the boundary, and those that conditions describe themselves. */
  boundaries: Record<string, BoundaryMeaning>;
  /** Scalar conditions on a side of the domain, or on a piece of its boundary. */
  conditions: ConditionMeaning[];
  /** Scalar conditions that join two sides of the domain. */
  periodic: PeriodicMeaning[];
  /** The names of the terms of the study's data files. */
  dataNames: string[];
  /** What each data file measures: fields and functions, then expressions, in the order of the file's entry. */
  measured: MeasuredMeaning[][];
  /** What is followed while it is trained. */
  measures: MeasureMeaning[];
}

/** A column of measured values. */
export interface MeasuredMeaning {
  /** The text under which it stands in the study, such as "u" or "u_x". */
  text: string;
  tree: Resolved;
}

export interface ResidualMeaning {
  /** The name of its term of the loss: "equation 2", or "equation 2, x" for a component. */
  name: string;
  /** Its equation's index in the study. */
  index: number;
}

/** A part of the region with fields of its own. */
export interface PartMeaning {
  fields: string[];
  /** The points of the whole region that belong to it. */
  region: Geometry<number>;
  /** The same without what bounds the whole region, where points of that are given. */
  cut: Geometry<number>;
  /** The pieces of `region` that are not those of the whole region. */
  pieces: string[];
}

/** Points of the boundary that are meant together: those of any of its parts. */
export interface BoundaryMeaning {
  /** The part of the region whose boundary within the region is meant; undefined for the outer boundary. */
  of?: string;
  /** The region whose boundary it is a piece of. */
  region: Geometry<number>;
  parts: {
    /** Pieces by their whole names (see `namedPrimitives`). */
    pieces: string[];
    /** All of which hold at the points that are meant; expressions of space coordinates and parameters. */
    where: Selection<Resolved>[];
  }[];
}

export interface ConditionMeaning {
  place: Place | PiecePlace;
  require: Equation<Resolved>;
  /** Its index in the study. */
  index: number;
  /** The name of its term of the loss. */
  name: string;
}

/** `left` where the coordinate has one end of its range equals `right` where it has the other. */
export interface PeriodicMeaning {
  coordinate: string;
  left: { value: number; tree: Resolved };
  right: { value: number; tree: Resolved };
  /** Its index in the study. */
  index: number;
  /** The name of its term of the loss. */
  name: string;
}

/** A function to be inferred, with a network of its own. */
export interface FunctionMeaning {
  name: string;
  /** The coordinates that it depends on, in the order of its key. */
  arguments: string[];
  /** Its value everywhere before training. */
  start: number;
  /** To be sought through its logarithm. */
  positive: boolean;
  network: { width: number; depth: number };
}

export interface UnknownMeaning {
  start: number;
  /** -Infinity when there is no bound; at least 0 for a positive one. */
  low: number;
  /** Infinity when there is no bound. */
  high: number;
  /** To be sought through its logarithm. */
  positive: boolean;
}
