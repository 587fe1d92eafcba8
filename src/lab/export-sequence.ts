import { csvText, npzBytes, onnxModel, type FormatId, type NumpyArray, type ResultFile } from '../export';
import { growthCounts } from '../program';
import type { CountingTrainer, SequenceTrainer } from '../sequence';
import { historyOf, type ExportSource } from './export-source';
import { BadRequest } from './frames';

type AnyTrainer = CountingTrainer | SequenceTrainer;

/** Places of the test part that are written at most. */
const mostPlaces = 4096;

const own = ['npz', 'csv', 'onnx', 'savedmodel'] as const;
type OwnFormat = (typeof own)[number];

/** Formats that hold something else of a model of sequences than of fields. */
export function isOfSequences(format: FormatId): format is OwnFormat {
  return (own as readonly FormatId[]).includes(format);
}

/** What a model tells on its test part as a table, or the model itself for others to run. */
export async function sequenceFiles(
  source: ExportSource,
  format: OwnFormat,
  name: string,
): Promise<readonly ResultFile[]> {
  const trainer = (await source.trainer()) as AnyTrainer;
  if (format === 'npz') return [{ name, content: npzBytes(testArrays(trainer)) }];
  if (format === 'csv') return [{ name, content: csvText(testColumns(trainer)) }];
  if (!('looks' in trainer))
    throw new BadRequest('A model that counts is a table, not a network; write it as .npz or .csv.');
  if (format === 'savedmodel')
    throw new BadRequest('Models of sequences are written as ONNX; choose that format.');
  const { model, training } = trainer.study;
  if (model.kind === 'transformer' && model.activation === 'gelu' && training.precision === 'float64')
    throw new BadRequest(
      'ONNX Runtime has no GELU in float64: train in float32, or with the activation ReLU, to write this model as ONNX.',
    );
  const programs = growthCounts.map((count) => trainer.looks.closed(count));
  const network = {
    programs: [programs[0], programs[1]] as const,
    inputs: ['windows'],
    outputs: [trainer.sequences.kind === 'symbols' ? 'probabilities' : 'told'],
  };
  return [{ name, content: onnxModel(network, await historyOf(source, trainer.step)) }];
}

interface Tested {
  /** Places of the source. */
  readonly places: Int32Array;
  /** What is told at each, [places, outputs]. */
  readonly told: Float64Array;
  readonly outputs: number;
}

/**
 * What is told on the test part, as it is evaluated: of a long sequence windows overlap by half and their second halves
 * count; of examples every place counts that is asked for.
 */
function tested(trainer: AnyTrainer): Tested {
  const { sequences, parts } = trainer;
  const { from, to } = parts.test;
  const asked = (place: number) => sequences.weights === null || sequences.weights[place] > 0;
  const places: number[] = [];
  const rows: Float64Array[] = [];
  if (!('looks' in trainer)) {
    const { inputs, example } = trainer.sequences;
    for (let place = from; place < to && places.length < mostPlaces; place++) {
      if (!asked(place)) continue;
      const start = example === null ? 0 : place - (place % example);
      places.push(place);
      rows.push(
        trainer.distribution([
          ...inputs.subarray(Math.max(start, place + 1 - trainer.model.reach), place + 1),
        ]),
      );
    }
  } else {
    const { length } = trainer.work;
    const columns = sequences.kind === 'symbols' ? 1 : sequences.inputNames.length;
    const counted = sequences.example === null ? Math.floor(length / 2) : 0;
    for (let start = from; start + length <= to && places.length < mostPlaces; start += length - counted) {
      const told = trainer.looks.told(sequences.inputs.subarray(start * columns, (start + length) * columns));
      const wide = told.length / length;
      for (let k = counted; k < length; k++) {
        if (!asked(start + k)) continue;
        places.push(start + k);
        rows.push(told.subarray(k * wide, (k + 1) * wide));
      }
    }
  }
  const outputs = rows[0]?.length ?? 0;
  const told = new Float64Array(rows.length * outputs);
  rows.forEach((row, k) => told.set(row, k * outputs));
  return { places: Int32Array.from(places), told, outputs };
}

/** Elements at places, of symbols or of one column after the other. */
function elementsAt(
  values: Int32Array | Float64Array,
  places: Int32Array,
  width: number,
): Int32Array | Float64Array {
  const found = Array.from(
    { length: places.length * width },
    (_, k) => values[places[Math.floor(k / width)] * width + (k % width)],
  );
  return values instanceof Int32Array ? Int32Array.from(found) : Float64Array.from(found);
}

function testArrays(trainer: AnyTrainer): Record<string, NumpyArray> {
  const { sequences } = trainer;
  const { places, told, outputs } = tested(trainer);
  const [wide, high] =
    sequences.kind === 'symbols' ? [1, 1] : [sequences.inputNames.length, sequences.targetNames.length];
  const shape = (width: number) => (sequences.kind === 'symbols' ? [places.length] : [places.length, width]);
  return {
    place: { data: places, shape: [places.length] },
    input: { data: elementsAt(sequences.inputs, places, wide), shape: shape(wide) },
    target: { data: elementsAt(sequences.targets, places, high), shape: shape(high) },
    [sequences.kind === 'symbols' ? 'probabilities' : 'told']: {
      data: told,
      shape: [places.length, outputs],
    },
  };
}

/** With a column for each output; of many symbols only what the target had, and which was the likeliest. */
const mostColumns = 64;

function testColumns(trainer: AnyTrainer): Record<string, Int32Array | Float64Array> {
  const { sequences } = trainer;
  const { places, told, outputs } = tested(trainer);
  const output = (k: number) => Float64Array.from(places, (_, row) => told[row * outputs + k]);
  if (sequences.kind === 'numbers') {
    const column = (values: Float64Array, names: readonly string[], word: string) =>
      names.map((name, k) => [
        `${word} ${name}`,
        Float64Array.from(places, (place) => values[place * names.length + k]),
      ]);
    return Object.fromEntries([
      ['place', places],
      ...column(sequences.inputs, sequences.inputNames, 'input'),
      ...column(sequences.targets, sequences.targetNames, 'target'),
      ...Array.from({ length: outputs }, (_, k) => [
        k < sequences.targetNames.length ? `told ${sequences.targetNames[k]}` : `told ${k + 1}`,
        output(k),
      ]),
    ]) as Record<string, Int32Array | Float64Array>;
  }
  const target = elementsAt(sequences.targets, places, 1) as Int32Array;
  const likeliest = Int32Array.from(places, (_, row) => {
    const own = told.subarray(row * outputs, (row + 1) * outputs);
    return own.indexOf(own.reduce((a, b) => Math.max(a, b), 0));
  });
  return {
    place: places,
    input: elementsAt(sequences.inputs, places, 1),
    target,
    likeliest,
    'p of the target': Float64Array.from(target, (symbol, row) => told[row * outputs + symbol]),
    ...(outputs <= mostColumns &&
      Object.fromEntries(
        sequences.symbols.map((symbol, k) => [`p of ${JSON.stringify(symbol)}`, output(k)]),
      )),
  };
}
