import { Unsuitable, onnxModel, plainNames, type ResultFile } from '../export';
import { growthCounts } from '../program';
import type { FieldTrainer } from '../run';
import { servingModel } from '../tensorflow';
import { historyOf, type ExportRequest, type ExportSource } from './export-source';
import { BadRequest, withFields } from './frames';

/** The trained solution as a model that others run: fields, their derivatives or any wished quantities as outputs. */
export async function networkFiles(
  source: ExportSource,
  request: ExportRequest,
  format: 'onnx' | 'savedmodel',
  name: string,
): Promise<readonly ResultFile[]> {
  const trainer = withFields(await source.trainer());
  const quantities = outputsOf(trainer, request);
  const [few, many] = growthCounts.map((count) => trainer.solution(quantities, count));
  const inputs = trainer.coordinates.map((coordinate) => coordinate.name);
  // An input and an output can't share a name.
  const plain = plainNames([...inputs, ...few.names]);
  const named = {
    programs: [few.program, many.program] as const,
    inputs,
    outputs: few.names.map((output) => plain.get(output)!),
  };
  try {
    if (format === 'onnx')
      return [{ name, content: onnxModel(named, await historyOf(source, trainer.step)) }];
    return [{ name: `${name}/saved_model.pb`, content: servingModel(named) }];
  } catch (error) {
    throw error instanceof Unsuitable ? new BadRequest(error.message) : error;
  }
}

/** Fields, with all their derivatives up to the wished order; or the wished quantities. */
function outputsOf(trainer: FieldTrainer, { quantities, derivatives = 0 }: ExportRequest): readonly string[] {
  if (quantities !== undefined) return quantities;
  const names = trainer.coordinates.map(({ name }) => name);
  const first = derivatives < 1 ? [] : names.map((name) => `_${name}`);
  const second =
    derivatives < 2 ? [] : names.flatMap((one, k) => names.slice(k).map((other) => `_${one}${other}`));
  return trainer.fields.flatMap((field) => [field, ...[...first, ...second].map((ending) => field + ending)]);
}
