import { closeBrackets } from '@codemirror/autocomplete';
import { standardKeymap } from '@codemirror/commands';
import { bracketMatching } from '@codemirror/language';
import { setDiagnostics } from '@codemirror/lint';
import { EditorState, Transaction } from '@codemirror/state';
import { EditorView, keymap } from '@codemirror/view';
import { useEffect, useRef } from 'react';
import type { Names } from '../../src/language';
import type { Problem } from '../../src/study';
import { completion } from './completion';
import { highlight } from './highlight';
import './equation.css';

interface EquationEditorProps {
  /** What is typed here, for screen readers. */
  name: string;
  value: string;
  names: Names;
  problems: readonly Problem[];
  onChange: (value: string) => void;
}

/** Everything stays on one line: a pasted line break becomes a space. */
const oneLine = EditorState.transactionFilter.of((transaction) => {
  if (transaction.newDoc.lines === 1) return transaction;
  const joined = transaction.newDoc.toString().replace(/\s*\n\s*/g, ' ');
  return [{ changes: { from: 0, to: transaction.startState.doc.length, insert: joined } }];
});

function diagnosticsOf(problems: readonly Problem[], length: number) {
  return problems.map((problem) => {
    const start = Math.min(problem.span?.start ?? 0, length);
    const end = Math.min(problem.span?.end ?? length, length);
    // A problem at the very end still needs a character to stand under.
    const from = start === end ? Math.max(0, start - 1) : start;
    return { from, to: end, severity: problem.severity, message: problem.message };
  });
}

/** An equation as text, with completion, colours, and problems underlined where they stand. */
export function EquationEditor({ name, value, names, problems, onChange }: EquationEditorProps) {
  const holder = useRef<HTMLDivElement>(null);
  const editor = useRef<EditorView | null>(null);
  const latest = useRef({ names, onChange, value });
  latest.current = { names, onChange, value };

  useEffect(() => {
    const parent = holder.current;
    if (parent === null) return undefined;
    const namesNow = (): Names => latest.current.names;
    const view = new EditorView({
      parent,
      state: EditorState.create({
        doc: latest.current.value,
        extensions: [
          oneLine,
          highlight(namesNow),
          completion(namesNow),
          closeBrackets(),
          bracketMatching(),
          keymap.of(standardKeymap),
          EditorView.lineWrapping,
          EditorView.contentAttributes.of({ 'aria-label': name, 'aria-multiline': 'false' }),
          EditorView.updateListener.of((update) => {
            const byUser = update.transactions.some((part) => part.annotation(Transaction.remote) !== true);
            if (update.docChanged && byUser) latest.current.onChange(update.state.doc.toString());
          }),
        ],
      }),
    });
    editor.current = view;
    return () => {
      view.destroy();
      editor.current = null;
    };
  }, [name]);

  useEffect(() => {
    const view = editor.current;
    if (view === null || view.state.doc.toString() === value) return;
    view.dispatch({
      changes: { from: 0, to: view.state.doc.length, insert: value },
      annotations: Transaction.remote.of(true),
    });
  }, [value]);

  useEffect(() => {
    const view = editor.current;
    if (view !== null)
      view.dispatch(setDiagnostics(view.state, diagnosticsOf(problems, view.state.doc.length)));
  }, [problems, value]);

  const invalid = problems.some(({ severity }) => severity === 'error');
  return <div ref={holder} className={`equation-editor ${invalid ? 'invalid' : ''}`} />;
}
