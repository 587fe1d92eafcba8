import { Command, CommanderError, Option } from 'commander';
import { BadRequest, StorageProblem, StudyRefused, formatIds, plainReason, version } from '../lab';
import { compare } from './compare';
import type { Context } from './context';
import { doctor } from './doctor';
import { exitCodes, Failure, type ExitCode } from './failure';
import { check, showGallery } from './listings';
import {
  collect,
  parseCount,
  parseDuration,
  parseGrid,
  parseLine,
  parseNames,
  parseNumbers,
  parsePlace,
  parsePort,
  parseSeed,
  parseSize,
} from './options';
import { reproduce } from './reproduce';
import { evaluate, exportResults, type EvaluateOptions, type ExportOptions } from './results';
import { listRuns, type ListOptions } from './runs';
import { serveWindow } from './serve';
import { simulate, type SimulateOptions } from './simulate';
import { sweep, type SweepOptions } from './sweep';
import { resume, run, type ResumeOptions, type RunOptions } from './train';

const studyHelp = 'a study file, "-" for the standard input, or gallery:NAME';
const runHelp = 'the name of a run, or its folder';

/** Runs one command line (without the names of Node and script). Gives the exit code; tells every error in sentences. */
export async function runCommandLine(args: readonly string[], context: Context): Promise<ExitCode> {
  let code: ExitCode = exitCodes.done;
  const program = createProgram(context, async (work) => {
    code = await work;
  });
  try {
    await program.parseAsync([...args], { from: 'user' });
    return code;
  } catch (error) {
    return explain(error, context);
  }
}

function createProgram(
  context: Context,
  finish: (work: ExitCode | Promise<ExitCode>) => Promise<void>,
): Command {
  const program = new Command('collocate')
    .description('Solves differential equations by training networks on them.')
    .version(version)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => context.output.result(text.trimEnd()),
      writeErr: (text) => context.output.note(text.trimEnd()),
    })
    .showHelpAfterError('(--help shows what can be given)');
  program
    .command('doctor')
    .description('tell what runs here, and how to get what is missing')
    .action(() => finish(doctor(context)));
  program
    .command('gallery')
    .description('list the studies that ship with the lab, or print one')
    .argument('[name]')
    .action((name?: string) => finish(showGallery(context, name)));
  program
    .command('check')
    .description('list every problem of a study with its place')
    .argument('<study>', studyHelp)
    .action((study: string) => finish(check(context, study)));
  program
    .command('run')
    .description('train a study')
    .argument('<study>', studyHelp)
    .option('--for <time>', 'train for this long after the first step: 60s, 5m, 1h', parseDuration)
    .addOption(new Option('--steps <count>', 'steps in all').argParser(parseCount).conflicts('for'))
    .option('--seed <number>', 'seed of everything random', parseSeed)
    .addOption(
      new Option('--device <name>', 'where to compute').choices(['auto', 'cpu', 'gpu']).default('auto'),
    )
    .option('--threads <count>', 'threads that compute (default: all cores)', parseCount)
    .option('--out <folder>', 'a new folder for the run, instead of one in the store')
    .option('--from <run>', 'start from the parameters of a run of the same network')
    .option('--set <path=value>', 'change a setting of the study; may be repeated', collect, [])
    .option('--profile', 'tell where the time went, and time the parts of a step')
    .option('--json', 'print the result as one line of JSON')
    .action((study: string, options: RunOptions) => finish(run(context, study, options)));
  program
    .command('resume')
    .description('go on with a run from its newest checkpoint')
    .argument('<run>', runHelp)
    .option('--more <count>', 'give it this many further steps, also when it has ended', parseCount)
    .option('--json', 'print the result as one line of JSON')
    .action((name: string, options: ResumeOptions) => finish(resume(context, name, options)));
  program
    .command('runs')
    .description('list the runs of the store')
    .option('--filter <expression>', 'only some: "loss < 1e-6 and tag = paper", or words', '')
    .option('--sort <column>', 'sort by a column (default: the newest first)')
    .option('--descending', 'the largest first')
    .option(
      '--columns <names>',
      'columns, errors, measures or settings: title,loss,network.width',
      parseNames,
    )
    .option('--archived', 'archived runs too')
    .option('--json', 'print one line of JSON for each run')
    .action((options: ListOptions) => finish(listRuns(context, options)));
  program
    .command('compare')
    .description('put two runs side by side: settings that differ, and results')
    .argument('<run>', runHelp)
    .argument('<other>', runHelp)
    .option('--json', 'print one object of JSON')
    .action((first: string, second: string, options: { json?: boolean }) =>
      finish(compare(context, first, second, options)),
    );
  program
    .command('reproduce')
    .description('train a run again from its folder, and tell whether the bits agree')
    .argument('<run>', runHelp)
    .option('--json', 'print the result as one line of JSON')
    .action((name: string, options: { json?: boolean }) => finish(reproduce(context, name, options)));
  program
    .command('sweep')
    .description('train a study with many settings; stopped, the same command goes on')
    .argument('<study>', studyHelp)
    .option(
      '--set <path=values>',
      'a setting: one value, a list a,b,c or a range low..high:count',
      collect,
      [],
    )
    .option(
      '--pairs',
      'the first values of all lists together, then the second … (default: all combinations)',
    )
    .addOption(new Option('--random <count>', 'random points of the ranges').argParser(parseCount))
    .addOption(
      new Option('--sobol <count>', "points of Sobol's sequence").argParser(parseCount).conflicts('random'),
    )
    .option('--for <time>', 'train each for this long after the first step: 60s, 5m, 1h', parseDuration)
    .addOption(new Option('--steps <count>', 'steps in all of each').argParser(parseCount).conflicts('for'))
    .option('--seed <number>', 'seed of everything random', parseSeed)
    .addOption(
      new Option('--device <name>', 'where to compute').choices(['auto', 'cpu', 'gpu']).default('auto'),
    )
    .option('--threads <count>', 'threads of each run', parseCount, 1)
    .option('--jobs <count>', 'runs at the same time (default: as many as the cores take)', parseCount)
    .option('--slurm', 'write an array job for Slurm and submit it')
    .option('--wait', 'with --slurm: wait for the job, and tell what failed')
    .option('--sbatch <option>', 'an option for sbatch, such as --time=2:00:00; may be repeated', collect, [])
    .addOption(
      new Option('--task <number>', 'train this one combination, counted from 0').argParser(parseSeed),
    )
    .option('--json', 'print one line of JSON for each run')
    .action((study: string, options: SweepOptions) => finish(sweep(context, study, options)));
  program
    .command('simulate')
    .description("solve a study with the lab's own solver, and state the error")
    .argument('<study>', studyHelp)
    .option('--grid <counts>', 'points along each coordinate: x=256,t=101', parseGrid)
    .option('--out <file>', 'where to; the format follows the ending: .npz, .csv, .nc, .vti …')
    .option('--series <file>', 'energies of a flow by time; the format follows the ending')
    .option('--set <path=value>', 'change a setting of the study; may be repeated', collect, [])
    .option('--json', 'print the result as one line of JSON')
    .action((study: string, options: SimulateOptions) => finish(simulate(context, study, options)));
  withPlaces(
    program
      .command('evaluate')
      .description('write fields and derivatives at points, along a line or on a grid')
      .argument('<run>', runHelp),
  )
    .option('--derivatives <names>', 'derivatives as equations write them: u_x,u_xx', parseNames, [])
    .requiredOption('--out <file>', 'where to; the format follows the ending: .csv, .npz, .nc, .vti …')
    .action((name: string, options: EvaluateOptions) => finish(evaluate(context, name, options)));
  withPlaces(
    program
      .command('export')
      .description('write results of a run; of fields, the reference beside them')
      .argument('<run>', runHelp),
  )
    .addOption(new Option('--format <name>', 'what is written').choices(formatIds).makeOptionMandatory())
    .option('--size <millimetres>', 'of a figure: width and height, such as 85x64', parseSize)
    .option('--derivatives <order>', 'of a network: derivatives up to this order as outputs too', Number)
    .option('--quantities <names>', 'fields and expressions, such as u,u_x,norm(grad(u))', parseNames)
    .requiredOption('--out <file>', 'where to')
    .action((name: string, options: ExportOptions) => finish(exportResults(context, name, options)));
  program
    .command('serve')
    .description('serve the window to a browser on this machine')
    .option('--port <number>', 'port to listen on (default: any free one)', parsePort, 0)
    .action((options: { port: number }) => finish(serveWindow(context, options)));
  return program;
}

/** The options that say where fields are evaluated. */
function withPlaces(command: Command): Command {
  return command
    .option('--points <file>', 'a CSV file with a column for each coordinate')
    .option('--line <ends>', 'from one place to another: x=0,t=1:x=1,t=1', parseLine)
    .option('--count <points>', 'points along the line', parseCount)
    .option('--grid <counts>', 'points along each coordinate: x=256,t=101', parseGrid)
    .option('--hold <values>', 'coordinates of the grid that have one value: z=0.5', parsePlace)
    .option('--times <values>', 'times of the grid: 0,0.5,1', parseNumbers);
}

/** Tells an error in its own sentence and gives the exit code that fits. */
function explain(error: unknown, { output }: Context): ExitCode {
  if (error instanceof CommanderError) {
    // Help and version were asked for; everything else has been told by the parser.
    return error.exitCode === 0 ? exitCodes.done : exitCodes.badInput;
  }
  if (error instanceof Failure) {
    output.note(error.message);
    return error.code;
  }
  if (error instanceof BadRequest || error instanceof StudyRefused) {
    output.note(error.message);
    return exitCodes.badInput;
  }
  output.note(error instanceof StorageProblem ? error.message : plainReason(error));
  return exitCodes.failed;
}
