import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { buildFolder } from './build/targets.mjs';
import { root } from './set-up/place.mjs';
import { setUpOrExit } from './set-up/steps.mjs';

/**
 * `npm run check:exports`: short runs are exported in every format by the command line, and read with the tools that the
 * formats are meant for. Writes docs/exports.md; exits 1 when a value differs by more than its tolerance.
 */
await setUpOrExit('collocate');
// Loaded now: esbuild is there only after set-up.
const { pythonEnv } = await import('./benchmark/entries.mjs');
const { preparePython } = await import('./benchmark/environment.mjs');

/** Of data, relative to the largest value or 1; of networks, relative to each quantity's largest value; of colours, in the mean; of
 * values of one colour, of which two may look the same; of a curve in a figure, as it is rounded; of numbers of four digits. */
const tolerances = {
  float64: 1e-13,
  network: 1e-12,
  float32: 1e-6,
  colours: 0.02,
  level: 2 / 254,
  curve: 5e-5,
  digits: 5.1e-4,
};

/**
 * @typedef {{name: string, study: string, coordinates: string[], time: string, precision: 'float64' | 'float32',
 *   set: string[], grid: string, quantities: string, line: string}} Run
 * @type {Run[]}
 */
const runs = [
  {
    name: 'shock',
    study: 'gallery:burgers',
    coordinates: ['x', 't'],
    time: 't',
    precision: 'float64',
    set: ['points.equations=256', 'network.width=8', 'network.depth=2'],
    grid: 'x=33,t=5',
    quantities: 'u,u_x,u_t,u_xx,u_xt,u_tt',
    line: 'x=-0.9,t=0.1:x=0.9,t=0.7',
  },
  {
    name: 'flow',
    study: 'gallery:beltrami',
    coordinates: ['x', 'y', 'z', 't'],
    time: 't',
    precision: 'float64',
    set: ['points.equations=64', 'network.width=6', 'network.depth=2'],
    grid: 'x=7,y=6,z=5,t=3',
    quantities: 'u,v,w,p,u_x,p_zz',
    line: 'x=-1,y=0,z=0.5,t=0:x=1,y=0.5,z=0,t=1',
  },
  {
    name: 'single',
    study: 'gallery:burgers',
    coordinates: ['x', 't'],
    time: 't',
    precision: 'float32',
    set: ['points.equations=256', 'network.width=8', 'network.depth=2', 'training.precision=float32'],
    grid: 'x=33,t=5',
    quantities: 'u,u_x,u_t,u_xx,u_xt,u_tt',
    line: 'x=-0.9,t=0.1:x=0.9,t=0.7',
  },
];

/**
 * Models of sequences, small ones, which ONNX Runtime has to tell the same of as the lab.
 * @type {Pick<Run, 'name' | 'study' | 'precision' | 'set'>[]}
 */
const sequenceRuns = [
  { name: 'lstm', study: 'gallery:chain', precision: 'float64', set: ['model.width=8'] },
  { name: 'lstm-single', study: 'gallery:chain', precision: 'float32', set: ['model.width=8'] },
  {
    name: 'transformer',
    study: 'gallery:brackets',
    precision: 'float64',
    set: ['model.width=8', 'model.inner=16', 'model.activation=relu', 'training.window=24'],
  },
  { name: 'gru-numbers', study: 'gallery:lorenz', precision: 'float64', set: ['source.length=5000'] },
];

const endings = {
  netcdf: 'nc',
  hdf5: 'h5',
  tensorboard: 'tfevents',
  report: 'html',
  'report-pdf': 'report.pdf',
};
const arrayFormats = ['csv', 'mat', 'netcdf', 'hdf5', 'vtu'];
const gridFormats = [...arrayFormats, 'vti', 'pvd', 'xdmf'];
const networkFormats = ['onnx', 'savedmodel'];

const folder = path.join(root, 'scripts/exports');
const python = await preparePython({
  name: 'exports',
  title: 'The Python packages that read exported files',
  requirements: path.join(folder, 'requirements.txt'),
  bytes: 3_000_000_000,
}).catch((error) => end(String(error)));

const work = path.join(buildFolder, 'exports');
rmSync(work, { recursive: true, force: true });
mkdirSync(work, { recursive: true });
const cases = [];
for (const run of runs) {
  console.error(`Training and exporting ${run.name} …`);
  await train(run);
  cases.push(...(await exported(run)));
}
for (const { name, study, precision, set } of sequenceRuns) {
  console.error(`Training and exporting ${name} …`);
  const settings = [...set, `training.precision=${precision}`].flatMap((one) => ['--set', one]);
  const run = path.join(work, name);
  await collocate('run', study, ...settings, '--out', run, '--steps', '30', '--threads', '1');
  const [truth, network] = ['npz', 'onnx'].map((format) => path.join(work, `${name}-told.${format}`));
  await collocate('export', run, '--format', 'npz', '--out', truth);
  await collocate('export', run, '--format', 'onnx', '--out', network);
  const tolerance = precision === 'float32' ? tolerances.float32 : tolerances.network;
  cases.push({ study: name, precision, tolerance, format: 'onnx', place: 'windows', truth, path: network });
}
const file = path.join(work, 'cases.json');
writeFileSync(file, JSON.stringify(cases));

/** @type {{format: string, reader: string, study: string, place: string, precision: string, tolerance: number, difference: number | null, problem: string}[]} */
const rows = [];
await lines(python.python, [path.join(folder, 'judge.py'), file], pythonEnv(python), (line) => {
  if (!line.startsWith('{')) return;
  const row = JSON.parse(line);
  rows.push(row);
  console.log(
    `${told(row).padStart(8)}  ${row.format}, ${row.reader}: ${row.study}, ${row.place} ${row.problem}`,
  );
});
const wrong = rows.filter(({ difference, tolerance }) => difference === null || !(difference <= tolerance));
await report();
process.exitCode = wrong.length === 0 && rows.length > 0 ? 0 : 1;

/** @param {{difference: number | null}} row */
function told({ difference }) {
  return difference === null ? 'unread' : difference.toExponential(1);
}

/** @param {Run} run */
async function train({ name, study, set }) {
  const settings = [...set, 'training.phases[0].steps=30'].flatMap((one) => ['--set', one]);
  const place = ['--out', path.join(work, name), '--steps', '30', '--threads', '1'];
  await collocate('run', study, ...settings, ...place);
}

/**
 * Exports of a run, and for each what it is compared with: the archive of NumPy at the same places.
 * @param {Run} run
 */
async function exported({ name, coordinates, time, precision, grid, quantities, line }) {
  const about = { study: name, coordinates, time, precision };
  const tolerance = precision === 'float32' ? tolerances.float32 : tolerances.float64;
  const found = [];
  /** @param {string} format @param {string} label @param {string[]} options */
  const write = async (format, label, ...options) => {
    const ending = /** @type {Record<string, string>} */ (endings)[format] ?? format;
    const out = path.join(work, `${name}-${label}.${ending}`);
    await collocate('export', path.join(work, name), '--format', format, ...options, '--out', out);
    return out;
  };
  const places = [
    { place: 'grid', options: ['--grid', grid], formats: gridFormats },
    { place: 'line', options: ['--line', line, '--count', '41'], formats: arrayFormats },
  ];
  const isFlow = coordinates.length > 3;
  for (const { place, options, formats } of places) {
    const all = [...options, '--quantities', quantities];
    const truth = await write('npz', place, ...all);
    const wide = place === 'grid' && isFlow;
    for (const format of formats) {
      if (wide && (format === 'vti' || format === 'vtu')) continue;
      found.push({ ...about, format, place, tolerance, truth, path: await write(format, place, ...all) });
    }
    if (!wide) continue;
    const held = ['--hold', `${time}=0.5`, ...options, '--quantities', quantities];
    const middle = await write('npz', 'held', ...held);
    for (const format of ['vti', 'vtu'])
      found.push({
        ...about,
        format,
        place,
        tolerance,
        truth: middle,
        path: await write(format, 'held', ...held),
      });
  }
  if (isFlow) {
    const options = ['--grid', grid, '--hold', 'z=0.5', '--quantities', quantities.split(',')[0]];
    const pictures = await write('gif', 'film', ...options);
    const values = await write('npz', 'film', ...options);
    const place = { ...about, place: 'grid' };
    found.push({ ...place, format: 'gif', tolerance: tolerances.level, truth: values, path: pictures });
    const film = { ...place, tolerance: tolerances.colours, truth: null, pictures };
    for (const format of ['mp4', 'webm'])
      found.push({ ...film, format, path: await write(format, 'film', ...options) });
  } else {
    const options = ['--grid', 'x=257,t=1', '--hold', `${time}=0.5`, '--quantities', 'u'];
    const values = await write('npz', 'curve', ...options);
    const size = ['--size', '120x80'];
    const pictures = await write('svg', 'curve', ...options, ...size);
    const curve = { ...about, place: 'grid', tolerance: tolerances.curve };
    found.push({ ...curve, format: 'svg', truth: values, path: pictures });
    const own = await write('pdf', 'curve', ...options, ...size);
    found.push({ ...curve, format: 'pdf', truth: null, pictures, path: own });
  }
  const told = toldOf(name);
  for (const format of ['report', 'report-pdf']) {
    const report = { place: 'run', tolerance: tolerances.digits, truth: null, ...told };
    found.push({ ...about, ...report, format, path: await write(format, 'report') });
  }
  const truth = await write('npz', 'network', '--grid', grid, '--quantities', quantities);
  for (const format of networkFormats) {
    const place = 'any points';
    const out = await write(format, 'network', '--quantities', quantities);
    const limit = precision === 'float32' ? tolerances.float32 : tolerances.network;
    found.push({ ...about, format, place, tolerance: limit, truth, path: out });
  }
  const events = await write('tensorboard', 'curves');
  // TensorBoard keeps scalars in float32.
  const curves = { place: 'steps', tolerance: tolerances.float32, truth: null, path: events };
  found.push({ ...about, ...curves, precision: 'float32', format: 'tensorboard', scalars: scalars(name) });
  return found;
}

/** Numbers of a run as its report names them, and words that must stand in it. @param {string} name */
function toldOf(name) {
  const record = JSON.parse(readFileSync(path.join(work, name, 'run.json'), 'utf8'));
  const errors = Object.entries(record.last.errors).map(([field, value]) => [
    `relative L2 error of ${field}`,
    value,
  ]);
  const numbers = { 'quantity value loss': record.last.loss, ...Object.fromEntries(errors) };
  const parts = [record.title, record.run, record.parametersSha256, `collocate reproduce ${record.run}`];
  return { numbers, parts };
}

/** Step and value of every logged number, from the tables of the run folder. @param {string} name */
function scalars(name) {
  const record = JSON.parse(readFileSync(path.join(work, name, 'run.json'), 'utf8'));
  const terms = record.terms.map((/** @type {{name: string}} */ term) => term.name);
  /** @type {Record<string, [number, number][]>} */
  const found = {};
  for (const table of ['losses.csv', 'measures.csv']) {
    const [head, ...body] = readFileSync(path.join(work, name, table), 'utf8')
      .trim()
      .split('\n');
    const names = (head.match(/"[^"]*"|[^,]+/g) ?? []).map((quoted) => {
      const heading = quoted.replaceAll('"', '');
      if (terms.includes(heading)) return `term/${heading}`;
      if (heading === 'fresh ratio') return 'fresh over trained loss';
      return heading.replace(/^error /, 'error/');
    });
    for (const row of body.map((line) => line.split(',').map(Number)))
      names.forEach((one, k) => {
        if (['step', 'phase', 'crc32'].includes(one) || Number.isNaN(row[k])) return;
        (found[one] ??= []).push([row[0], row[k]]);
      });
  }
  return found;
}

async function report() {
  const pages = [...new Set(rows.map(({ format, reader }) => `${format}|${reader}`))].map((key) => {
    const own = rows.filter(({ format, reader }) => `${format}|${reader}` === key);
    const largest = (/** @type {string} */ precision) => {
      const part = own.filter((row) => row.precision === precision);
      if (part.length === 0) return '–';
      if (part.some(({ difference }) => difference === null)) return 'unread';
      return Math.max(...part.map(({ difference }) => Number(difference))).toExponential(1);
    };
    const [format, reader] = key.split('|');
    const places = [...new Set(own.map(({ place }) => place))].join(', ');
    return `| ${format} | ${reader} | ${places} | ${largest('float64')} | ${largest('float32')} |`;
  });
  const text = [
    wrong.length === 0
      ? `${rows.length} files were read and all agree.`
      : `${rows.length} files were read; ${wrong.length} differ by more than they may.`,
    [
      '| format | reader | places | largest difference, float64 | float32 |',
      '| --- | --- | --- | --- | --- |',
      ...pages,
    ].join('\n'),
  ].join('\n\n');
  const page = path.join(root, 'docs/exports.md');
  const [begin, finish] = ['<!-- results -->', '<!-- end of results -->'];
  const before = readFileSync(page, 'utf8');
  const written = `${before.slice(0, before.indexOf(begin))}${begin}\n\n${text}\n\n${before.slice(before.indexOf(finish))}`;
  const { format, resolveConfig } = await import('prettier');
  writeFileSync(page, await format(written, { ...(await resolveConfig(page)), filepath: page }));
  console.log('\nWritten to docs/exports.md.');
}

/** @param {string[]} args */
function collocate(...args) {
  const env = { ...process.env, COLLOCATE_RUNS: path.join(work, 'runs') };
  return lines(process.execPath, [path.join(root, 'build/cli.cjs'), ...args], env, () => {});
}

/**
 * Runs a program and hands over each line that it prints.
 * @param {string} program
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} env
 * @param {(line: string) => void} take
 * @returns {Promise<void>}
 */
function lines(program, args, env, take) {
  return new Promise((resolve) => {
    const child = spawn(program, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let errors = '';
    child.stderr.on('data', (text) => (errors += String(text)));
    createInterface({ input: child.stdout }).on('line', take);
    child.on('error', (error) => end(`${program} could not be started: ${error.message}`));
    child.on('close', (code) =>
      code === 0 ? resolve() : end(`${args.join(' ')} ended with ${code}:\n${errors.slice(-2000)}`),
    );
  });
}

/** @param {string} text @returns {never} */
function end(text) {
  process.stderr.write(`${text}\n`);
  process.exit(1);
}
