import {
  autocompletion,
  type Completion,
  type CompletionContext,
  type CompletionResult,
} from '@codemirror/autocomplete';
import { complete, type Names } from '../../src/language';

const kinds = {
  field: 'variable',
  derivative: 'property',
  coordinate: 'variable',
  parameter: 'constant',
  function: 'function',
  constant: 'constant',
  vector: 'variable',
  definition: 'variable',
  unknown: 'constant',
  operator: 'function',
} as const;

/** Completion of fields, derivatives, parameters and functions while an equation is typed. */
export function completion(names: () => Names) {
  const source = (context: CompletionContext): CompletionResult | null => {
    const { start, end, candidates } = complete(context.state.doc.toString(), context.pos, names());
    if (candidates.length === 0 || (start === end && !context.explicit)) return null;
    const options = candidates.map(({ label, kind, help, insert, caret }): Completion => ({
      label,
      type: kinds[kind],
      detail: help,
      apply: (view, _chosen, from, to) => {
        const selection = { anchor: from + insert.length - caret };
        view.dispatch({ changes: { from, to, insert }, selection, userEvent: 'input.complete' });
      },
    }));
    return { from: start, to: end, options, filter: false };
  };
  return autocompletion({ override: [source], icons: false });
}
