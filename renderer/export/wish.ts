/** What the Export box asks for, as typed, and as the lab takes it. */
import { formatOf, isFigure, type FormatId, type PlaceKind } from '../../src/export/formats';
import { readExpressions, readNumbers, readPlace } from '../../src/export/place-text';
import type { ExportWish, PointsRead } from '../../src/lab/protocol';

export interface ExportForm {
  readonly format: FormatId;
  readonly place: PlaceKind;
  /** Points along each coordinate of a grid, as typed. */
  readonly counts: Readonly<Record<string, number | string>>;
  readonly held: string;
  readonly times: string;
  readonly from: string;
  readonly to: string;
  readonly linePoints: number | string;
  /** Points of a file as the lab read them; null before a file is chosen. */
  readonly points: PointsRead | null;
  readonly quantities: string;
  readonly derivatives: '0' | '1' | '2';
  /** Of a figure in millimetres, as typed. */
  readonly width: number | string;
  readonly height: number | string;
}

export type FormProblems = Readonly<Partial<Record<keyof ExportForm, string>>>;
export type ReadForm =
  | { readonly wish: ExportWish; readonly problems?: never }
  | { readonly wish?: never; readonly problems: FormProblems };

const mostPoints = 4096;
const mostOnLine = 1_000_000;
const [leastSize, mostSize] = [30, 1000];

/** The form as a wish, or what is wrong with which of its rows. */
export function readForm(form: ExportForm): ReadForm {
  const { subject } = formatOf(form.format);
  const problems: Partial<Record<keyof ExportForm, string>> = {};
  const wish: { -readonly [Key in keyof ExportWish]: ExportWish[Key] } = { format: form.format };
  const read = <T>(key: keyof ExportForm, text: string, reader: (text: string) => T | null, how: string) => {
    const value = text.trim() === '' ? undefined : reader(text);
    if (value === null) problems[key] = how;
    return value ?? undefined;
  };
  if (subject === 'fields' || subject === 'network') {
    const how = 'Write expressions between commas, such as u, u_x.';
    const quantities = read('quantities', form.quantities, readExpressions, how);
    if (quantities !== undefined) wish.quantities = quantities;
  }
  if (subject === 'network') wish.derivatives = Number(form.derivatives);
  if (subject === 'fields' && form.place === 'line') {
    const how = 'Write a value for each coordinate, such as x=0, t=1.';
    const [from, to] = [read('from', form.from, readPlace, how), read('to', form.to, readPlace, how)];
    if (from === undefined && problems.from === undefined) problems.from = how;
    if (to === undefined && problems.to === undefined) problems.to = how;
    if (!isCount(form.linePoints, 2, mostOnLine))
      problems.linePoints = `Give a whole number from 2 to ${mostOnLine}.`;
    else if (from !== undefined && to !== undefined) wish.line = { from, to, count: Number(form.linePoints) };
  }
  if (subject === 'fields' && form.place === 'points') {
    const { points } = form;
    if (points === null) problems.points = 'Choose a table with a column for each coordinate.';
    else if (points.name === null) problems.points = points.problems[0];
    else wish.pointsRead = points.name;
  }
  if (subject === 'fields' && form.place === 'grid') {
    const held = read('held', form.held, readPlace, 'Write values of coordinates, such as z=0.5.');
    const times = read('times', form.times, readNumbers, 'Write numbers between commas, such as 0, 0.5, 1.');
    const counts = Object.entries(form.counts).map(([name, count]) =>
      held?.[name] === undefined ? count : 1,
    );
    if (!counts.every((count) => isCount(count, 1, mostPoints)))
      problems.counts = `Give whole numbers from 1 to ${mostPoints}.`;
    else wish.counts = counts.map(Number);
    if (held !== undefined) wish.held = held;
    if (times !== undefined) wish.times = times;
  }
  if (isFigure(form.format)) {
    const how = `Give millimetres from ${leastSize} to ${mostSize}.`;
    if (!isSize(form.width)) problems.width = how;
    if (!isSize(form.height)) problems.height = how;
    wish.size = { width: Number(form.width), height: Number(form.height) };
  }
  return Object.keys(problems).length > 0 ? { problems } : { wish };
}

const isCount = (value: number | string, least: number, most: number) =>
  Number.isInteger(value) && Number(value) >= least && Number(value) <= most;

const isSize = (value: number | string) =>
  value !== '' && Number(value) >= leastSize && Number(value) <= mostSize;
