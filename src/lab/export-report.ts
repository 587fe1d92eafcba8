import {
  curvesFigure,
  mapFigure,
  planesOf,
  type FieldResult,
  type ReportContent,
  type ReportFigure,
  type ReportFormula,
} from '../export';
import { superscript, uniformAxis } from '../field';
import { print, readStudy, typeset, typesetName, expandedEquations } from '../language';
import { hasFields, type FieldTrainer, type StoredRun } from '../run';
import { studyText, type AnyStudy } from '../study';
import { storedLosses, storedMeasures } from './columns';
import type { ExportSource } from './export-source';

const curveSize = { width: 170, height: 62 } as const;
/** Two maps stand side by side. */
const mapSize = { width: 85, height: 62 } as const;
/** Points along the axis of a figure. */
const pictureCount = 161;

/** What the report of a run tells. */
export async function reportContent(source: ExportSource): Promise<ReportContent> {
  const stored = await source.stored();
  const { record, study } = stored;
  const trainer = await source.trainer();
  return {
    title: record.title,
    description: 'description' in study ? (study.description ?? '') : '',
    outcome: outcomeOf(stored),
    warnings: record.warnings.map(({ message }) => message),
    formulas: formulasOf(study),
    results: resultsOf(stored),
    settings: { headings: ['setting', 'value'], rows: settingsOf(study) },
    environment: environmentOf(stored),
    curves: curvesOf(stored),
    figures: hasFields(trainer) ? await fieldFigures(trainer) : [],
    commands: commandsOf(stored),
    study: studyText(study),
  };
}

function outcomeOf({ record }: StoredRun): string {
  const { outcome, message, progress, parameterCount } = record;
  const word = outcome === null ? 'It goes on' : `It ${outcome === 'stopped' ? 'was stopped' : outcome}`;
  return `A run of ${progress.step} steps in ${progress.seconds.toFixed(1)} s with ${parameterCount} parameters. ${word}${message === '' ? '.' : `: ${message}`}`;
}

function formulasOf(study: AnyStudy): ReportFormula[] {
  if (study.lab === 'sequence') return [];
  const { meaning } = readStudy(study);
  if (meaning === undefined) return [];
  const equations = (expandedEquations(study) ?? []).map(({ name, index, tex }) => {
    const { group, weight } = study.equations[index];
    return { name, tex, place: 'everywhere', weight: String(study.weights[group] * weight) };
  });
  const conditions = meaning.conditions.map(({ name, index, require, place }) => ({
    name,
    tex: typeset(require),
    place: 'piece' in place ? place.piece : `${place.coordinate} = ${place.value}`,
    weight:
      study.conditions[index].hard === true
        ? 'built in'
        : String(study.weights.conditions * study.conditions[index].weight),
  }));
  const periodic = meaning.periodic.map(({ name, left, right, coordinate }) => ({
    name,
    tex: `${typeset(left.tree)}\\big|_{${typesetName(coordinate)}=${left.value}} = ${typeset(right.tree)}\\big|_{${typesetName(coordinate)}=${right.value}}`,
    place: `${print(left.tree)} on both sides`,
    weight: '',
  }));
  return [...equations, ...conditions, ...periodic];
}

function resultsOf({ record }: StoredRun) {
  const { last } = record;
  const rows: (string | number)[][] =
    last === null
      ? []
      : [
          ['loss', digits(last.loss)],
          ...Object.entries(last.errors).map(([name, value]) => [
            `relative L2 error of ${name}`,
            digits(value),
          ]),
          ...Object.entries(last.inferred).map(([name, value]) => [`${name} (inferred)`, String(value)]),
          ...record.terms.map(({ name }, k) => [`mean square of ${name}`, digits(last.terms[k])]),
          ...(last.freshRatio === null ? [] : [['fresh loss / trained loss', digits(last.freshRatio)]]),
          ...Object.entries(last.values).map(([name, value]) => [name, digits(value)]),
          ...Object.entries(last.validation).map(([name, value]) => [
            `kept-out misfit, ${name}`,
            digits(value),
          ]),
        ];
  return { headings: ['quantity', 'value'], rows };
}

function environmentOf({ record }: StoredRun) {
  const { versions, device, deviceName, system, threads, precision, seed, created, ended, parametersSha256 } =
    record;
  return {
    headings: [],
    rows: [
      ['run', record.run],
      ['began', created],
      ['ended', ended ?? 'not yet'],
      ['Collocate', versions.collocate],
      ['TensorFlow', versions.tensorflow],
      ['Node.js', versions.node],
      ['system', system],
      ['device', `${deviceName} (${device})`],
      ['threads', threads],
      ['precision', precision],
      ['seed', seed],
      ['SHA-256 of the parameters', parametersSha256 ?? 'not ended'],
    ],
  };
}

/** Four digits and a power of ten. */
function digits(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  const [figures, power] = value.toExponential(3).split('e').map(Number);
  return power === 0 ? figures.toFixed(3) : `${figures.toFixed(3)} × 10${superscript(power)}`;
}

/** Every setting of the parts that say how it was trained, by its path. */
function settingsOf(study: AnyStudy): [string, string][] {
  const parts = Object.entries(study).filter(([key]) =>
    ['network', 'training', 'points', 'weights', 'weighting', 'model', 'probes', 'tokens'].includes(key),
  );
  const walk = (path: string, value: unknown): [string, string][] =>
    typeof value === 'object' && value !== null
      ? Object.entries(value).flatMap(([key, inner]) =>
          walk(Array.isArray(value) ? `${path}[${key}]` : `${path}.${key}`, inner),
        )
      : [[path, String(value)]];
  return parts.flatMap(([key, value]) => walk(key, value));
}

function curvesOf(stored: StoredRun): ReportFigure[] {
  const losses = storedLosses(stored.losses);
  const measures = storedMeasures(stored.measures, stored.record);
  const figures: ReportFigure[] = [];
  const add = (
    curves: Parameters<typeof curvesFigure>[0],
    y: string,
    caption: string,
    logarithmic = true,
  ) => {
    // One step makes no curve.
    if (curves.length === 0 || curves[0].x.length < 2) return;
    figures.push({ drawing: curvesFigure(curves, { x: 'step', y }, curveSize, logarithmic), caption });
  };
  const named = (columns: Readonly<Record<string, Float64Array>>) =>
    Object.entries(columns).map(([name, y]) => ({ name, x: measures.step, y }));
  const terms = stored.record.terms.map(({ name }, k) => ({
    name,
    x: losses.step,
    y: losses.terms[k] ?? [],
  }));
  add(
    [{ name: 'loss', x: losses.step, y: losses.loss }, ...terms],
    'mean square',
    'The loss and the unweighted mean square of each of its terms.',
  );
  add(named(measures.errors), 'relative L2 error', 'Errors against the reference.');
  add(named(measures.inferred), 'value', 'Inferred numbers.', false);
  return figures;
}

/** Maps of each field over the first two coordinates, or over one and time, in the middle of the others; else curves. */
async function fieldFigures(trainer: FieldTrainer): Promise<ReportFigure[]> {
  const { coordinates, time } = trainer;
  const space = coordinates.filter(({ name }) => name !== time);
  const shown = space.length === 1 && time !== undefined ? coordinates : space.slice(0, 2);
  const axes = coordinates.map(({ name, low, high }) =>
    shown.some((one) => one.name === name)
      ? uniformAxis(name, low, high, pictureCount)
      : { name, values: Float64Array.of(name === time ? high : (low + high) / 2) },
  );
  const held = Object.fromEntries(
    axes.filter(({ values }) => values.length === 1).map((axis) => [axis.name, axis.values[0]]),
  );
  const counts = axes.map(({ values }) => values.length);
  const choice = { held, quantities: [...trainer.fields] };
  const { fields } = trainer.evaluateGrid(counts, choice);
  const reference = await trainer.referenceGrid(counts, { held });
  const where = Object.entries(held)
    .map(([name, value]) => `${name} = ${Number(value.toPrecision(6))}`)
    .join(', ');
  const result: FieldResult = { title: '', history: '', place: { kind: 'grid', axes }, time, fields };
  const caption = (name: string) => `${name}${where === '' ? '' : ` at ${where}`}.`;
  const planes = planesOf(result as Parameters<typeof planesOf>[0]);
  if (planes.length === 0) {
    const [running] = axes.filter(({ values }) => values.length > 1);
    const curves = [
      ...Object.entries(fields).map(([name, y]) => ({ name, x: running.values, y })),
      ...Object.entries(reference?.fields ?? {}).map(([name, y]) => ({
        name: `${name}, reference`,
        x: running.values,
        y,
      })),
    ];
    return [
      {
        drawing: curvesFigure(curves, { x: running.name, y: 'value' }, curveSize),
        caption: caption('Fields'),
      },
    ];
  }
  return planes.flatMap((plane) => {
    const truth = reference?.fields[plane.name];
    const own = { drawing: mapFigure(plane, mapSize), caption: caption(plane.name) };
    if (truth === undefined) return [own];
    const difference = plane.values.map((value, k) => value - truth[k]);
    const error = { ...plane, name: 'error', values: difference };
    return [
      own,
      { drawing: mapFigure(error, mapSize), caption: caption(`${plane.name} less its reference`) },
    ];
  });
}

function commandsOf({ record }: StoredRun): string[] {
  const steps = record.steps === null ? '' : ` --steps ${record.steps}`;
  return [
    `collocate reproduce ${record.run}`,
    `collocate run ${JSON.stringify('study.json')}${steps} --seed ${record.seed} --threads ${record.threads} --device ${record.device}`,
  ];
}
