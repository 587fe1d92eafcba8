import {
  BadRequest,
  coreCount,
  exportRun,
  fieldFormatOf,
  formatByEnding,
  formatOf,
  readPoints,
  readRecord,
  readRun,
  viewRun,
  withFields,
  type ExportRequest,
  type FormatId,
} from '../lab';
import { runFolder, type Context } from './context';
import { badInput, exitCodes, type ExitCode } from './failure';

type FieldTrainer = ReturnType<typeof withFields>;
type Values = Readonly<Record<string, number>>;

/** Where fields are evaluated. */
export interface PlaceOptions {
  readonly points?: string;
  readonly line?: { readonly from: Values; readonly to: Values };
  readonly count?: number;
  readonly grid?: Values;
  readonly hold?: Values;
  readonly times?: readonly number[];
}

export interface EvaluateOptions extends PlaceOptions {
  readonly derivatives: readonly string[];
  readonly out: string;
}

/** `evaluate RUN`: fields and derivatives at points, along a line or on a grid. */
export async function evaluate(context: Context, run: string, options: EvaluateOptions): Promise<ExitCode> {
  const { points, line, grid, derivatives, out } = options;
  if ([points, line, grid].filter((place) => place !== undefined).length !== 1) {
    throw badInput('Give one of --points FILE.csv, --line x=0,t=1:x=1,t=1 and --grid x=256,t=101.');
  }
  const format = fieldFormatOf(out);
  return write(context, run, async (loaded) => {
    const trainer = await loaded();
    const quantities = [...trainer.fields, ...derivatives];
    return { format, path: out, quantities, ...(await wishedPlace(trainer, options)) };
  });
}

export interface ExportOptions extends PlaceOptions {
  readonly format: FormatId;
  readonly quantities?: readonly string[];
  readonly derivatives?: number;
  readonly size?: { readonly width: number; readonly height: number };
  readonly out: string;
}

/** `export RUN`: result files. */
export async function exportResults(
  context: Context,
  run: string,
  options: ExportOptions,
): Promise<ExitCode> {
  const { format, quantities, derivatives, size, out } = options;
  if (derivatives !== undefined && ![0, 1, 2].includes(derivatives))
    throw badInput('--derivatives is 0, 1 or 2.');
  const ending = formatByEnding(out);
  if (ending !== undefined && formatOf(ending).extension !== formatOf(format).extension) {
    throw badInput(`${out} would hold ${format}. Give --format ${ending}, or another ending.`);
  }
  const wish = {
    format,
    path: out,
    ...(quantities !== undefined && { quantities: [...quantities] }),
    ...(derivatives !== undefined && { derivatives }),
    ...(size !== undefined && { size: { ...size } }),
  };
  // Without a place no fields are needed: a model of sequences has none.
  const { points, line, grid, hold, times } = options;
  const hasPlace = [points, line, grid, hold, times].some((wished) => wished !== undefined);
  return write(context, run, async (trainer) => {
    const isPlaced = hasPlace && formatOf(format).subject === 'fields';
    const place = isPlaced ? await wishedPlace(await trainer(), options) : {};
    return { ...wish, ...place };
  });
}

/** Writes what `wish` asks for. The run is loaded only when its trainer is asked for. */
async function write(
  context: Context,
  run: string,
  wish: (trainer: () => Promise<FieldTrainer>) => Promise<ExportRequest>,
): Promise<ExitCode> {
  const folder = await runFolder(context, run);
  let view: ReturnType<typeof viewed> | undefined;
  const trainer = async () => (await (view ??= viewed(context, folder))).trainer;
  try {
    const request = await wish(async () => withFields(await trainer()));
    const source = { trainer, stored: () => readRun(folder) };
    for (const file of await exportRun(source, request)) context.output.result(file);
    return exitCodes.done;
  } finally {
    await view?.then((loaded) => loaded.trainer.dispose()).catch(() => undefined);
  }
}

async function viewed(context: Context, folder: string): Promise<Awaited<ReturnType<typeof viewRun>>> {
  const { device } = await readRecord(folder);
  const choice = { threads: coreCount(), device };
  await context.engine.configure(choice);
  return viewRun(context.engine, folder, choice);
}

async function wishedPlace(
  trainer: FieldTrainer,
  { points, line, count, grid, hold, times }: PlaceOptions,
): Promise<Partial<ExportRequest>> {
  const given = [points, line, grid].filter((place) => place !== undefined);
  if (given.length > 1) throw badInput('Give only one of --points, --line and --grid.');
  if (points !== undefined) return { points: await readPoints(points, trainer) };
  if (line !== undefined) return { line: { ...line, ...(count !== undefined && { count }) } };
  return {
    ...(grid !== undefined && { counts: countsOf(trainer, grid, hold, times) }),
    ...(hold !== undefined && { held: hold }),
    ...(times !== undefined && { times: [...times] }),
  };
}

/** A count for each coordinate: one for what is held, and as many as there are times. */
function countsOf(
  trainer: FieldTrainer,
  grid: Values,
  hold: Values = {},
  times: readonly number[] | undefined,
): number[] {
  const names = trainer.coordinates.map((coordinate) => coordinate.name);
  const fixed: Record<string, number> = Object.fromEntries(Object.keys(hold).map((name) => [name, 1]));
  if (times !== undefined && trainer.time !== undefined) fixed[trainer.time] = times.length;
  const counts: Values = { ...grid, ...fixed };
  const unknown = Object.keys(grid).find((name) => !names.includes(name));
  if (unknown !== undefined || names.some((name) => counts[name] === undefined)) {
    throw new BadRequest(`--grid needs a count for each coordinate of the run: ${names.join(', ')}.`);
  }
  return names.map((name) => counts[name]);
}
