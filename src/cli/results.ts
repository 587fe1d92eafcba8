import {
  BadRequest,
  coreCount,
  defaultCounts,
  evaluateAtPoints,
  evaluateOnGrid,
  exportRun,
  formatOf,
  readPoints,
  readRecord,
  viewRun,
  withFields,
  type ResultFormat,
} from '../lab';
import { runFolder, type Context } from './context';
import { badInput, exitCodes, type ExitCode } from './failure';

type FieldTrainer = ReturnType<typeof withFields>;

export interface EvaluateOptions {
  readonly points?: string;
  readonly grid?: Readonly<Record<string, number>>;
  readonly derivatives: readonly string[];
  readonly out: string;
}

/** `evaluate RUN`: fields and derivatives at points or on a grid. */
export async function evaluate(context: Context, run: string, options: EvaluateOptions): Promise<ExitCode> {
  const { points, grid, derivatives, out } = options;
  if ((points === undefined) === (grid === undefined)) {
    throw badInput('Give either --points FILE.csv or --grid x=256,t=101.');
  }
  const request = { format: formatOf(out), path: out };
  return view(context, run, async (trainer) => {
    if (points !== undefined) {
      return evaluateAtPoints(trainer, await readPoints(points, trainer), derivatives, request);
    }
    return evaluateOnGrid(trainer, countsOf(trainer, grid ?? {}), derivatives, request);
  });
}

export interface ExportOptions {
  readonly format: ResultFormat;
  readonly out: string;
  readonly grid?: Readonly<Record<string, number>>;
}

/** `export RUN`: result files. */
export async function exportResults(
  context: Context,
  run: string,
  options: ExportOptions,
): Promise<ExitCode> {
  const ending = /\.(npz|csv)$/.exec(options.out)?.[1];
  if (ending !== undefined && ending !== options.format) {
    throw badInput(
      `${options.out} would hold ${options.format}. Give --format ${ending}, or another ending.`,
    );
  }
  return view(context, run, async (trainer) => {
    const counts = options.grid === undefined ? defaultCounts(trainer) : countsOf(trainer, options.grid);
    return exportRun(trainer, { format: options.format, path: options.out, counts });
  });
}

async function view(
  context: Context,
  run: string,
  work: (trainer: FieldTrainer) => Promise<readonly string[]>,
): Promise<ExitCode> {
  const folder = await runFolder(context, run);
  const { device } = await readRecord(folder);
  const choice = { threads: coreCount(), device };
  await context.engine.configure(choice);
  const viewed = await viewRun(context.engine, folder, choice);
  try {
    for (const file of await work(withFields(viewed.trainer))) context.output.result(file);
    return exitCodes.done;
  } finally {
    viewed.trainer.dispose();
  }
}

function countsOf(trainer: FieldTrainer, grid: Readonly<Record<string, number>>): number[] {
  const names = trainer.coordinates.map((coordinate) => coordinate.name);
  const unknown = Object.keys(grid).find((name) => !names.includes(name));
  const missing = names.find((name) => grid[name] === undefined);
  if (unknown !== undefined || missing !== undefined) {
    throw new BadRequest(`--grid needs a count for each coordinate of the run: ${names.join(', ')}.`);
  }
  return names.map((name) => grid[name]);
}
