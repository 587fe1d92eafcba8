import type { Drawing } from '../figure/drawing';

/** A table with a row of headings; numbers stand on the right. */
export interface ReportTable {
  readonly headings: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
}

/** One formula of the study: what it is, its TeX, where it holds, and its weight in words. */
export interface ReportFormula {
  readonly name: string;
  readonly tex: string;
  readonly place: string;
  readonly weight: string;
}

export interface ReportFigure {
  readonly drawing: Drawing;
  readonly caption: string;
}

/** What a report tells, already in words and pictures. */
export interface ReportContent {
  readonly title: string;
  readonly description: string;
  /** How the run went, as a sentence. */
  readonly outcome: string;
  readonly warnings: readonly string[];
  readonly formulas: readonly ReportFormula[];
  readonly results: ReportTable;
  readonly settings: ReportTable;
  readonly environment: ReportTable;
  readonly curves: readonly ReportFigure[];
  readonly figures: readonly ReportFigure[];
  /** Command lines that repeat the run. */
  readonly commands: readonly string[];
  readonly study: string;
}
