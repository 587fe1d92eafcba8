import { settings, type SequenceGalleryEntry } from '../../src/study';
import { Typeset } from '../equation/Typeset';
import { formulaOf } from '../sequence/formulas';

/** A study of sequences to start from: its model's formula, its source, and one sentence. */
export function SequenceCard({ entry, onOpen }: { entry: SequenceGalleryEntry; onOpen: () => void }) {
  const { title, model, source } = entry.study;
  const modelName = settings['model.kind'].choices[model.kind].label;
  const sourceName = settings['source.kind'].choices[source.kind].label;
  return (
    <button type="button" className="gallery-card sequence" onClick={onOpen}>
      <span className="gallery-title">{title}</span>
      <span className="gallery-equation">
        <Typeset tex={formulaOf[model.kind]} text={`The formula of the model: ${modelName}`} />
      </span>
      <span className="gallery-summary">{`${modelName} on: ${sourceName}. ${entry.summary}`}</span>
    </button>
  );
}
