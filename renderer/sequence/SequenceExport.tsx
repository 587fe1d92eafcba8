import { useState } from 'react';
import { exportFormats, type FormatId } from '../../src/export/formats';
import type { Choices } from '../../src/study';
import { exportRun } from '../actions/files';
import { Button } from '../controls/Button';
import { ChoiceInput } from '../controls/ChoiceInput';
import { Dialog } from '../controls/Dialog';
import { Field } from '../controls/Field';
import { useWindow } from '../state/window';
import '../export/export.css';

/** What each format holds of a model of sequences. */
const uses = {
  npz: 'What is told on the test part: places, inputs, targets and probabilities, read by numpy.load.',
  csv: 'The same as a table, a row for each place, for tables and scripts.',
  onnx: 'The trained model: windows of elements → what follows each place; run by ONNX Runtime anywhere.',
  report: 'One page with settings, environment, results, curves and the command that repeats the run.',
  tensorboard: 'Losses and measures by step, shown by TensorBoard.',
} as const satisfies Partial<Record<FormatId, string>>;

type OwnFormat = keyof typeof uses;

const choices: Choices = Object.fromEntries(
  Object.entries(uses).map(([id, use]) => {
    const { label, extension } = exportFormats[id as OwnFormat];
    return [id, { label: `${label} (.${extension})`, use }];
  }),
);

function close(): void {
  useWindow.setState({ export: false });
}

/** What of a sequence model is written, in which format. */
export function SequenceExport() {
  const [format, setFormat] = useState<OwnFormat>('npz');
  const write = (): void => {
    close();
    void exportRun({ format });
  };
  return (
    <Dialog title="Export" className="export-box" onClose={close}>
      <Field label="Format">
        <ChoiceInput
          name="Format"
          value={format}
          choices={choices}
          onChange={(value) => setFormat(value as OwnFormat)}
        />
      </Field>
      <p className="soft">{uses[format]}</p>
      <div className="dialog-buttons">
        <Button onClick={close}>Cancel</Button>
        <Button look="filled" onClick={write}>
          Export…
        </Button>
      </div>
    </Dialog>
  );
}
