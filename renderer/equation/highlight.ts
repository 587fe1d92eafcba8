/** Colours of an equation in its editor: numbers, functions, derivatives and parameters. */
import {
  Decoration,
  ViewPlugin,
  type DecorationSet,
  type EditorView,
  type ViewUpdate,
} from '@codemirror/view';
import { isFunction, isOperator, type Names } from '../../src/language';

const word = /\p{L}[\p{L}\p{N}_]*|(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/gu;

function classOf(text: string, names: Names): string | null {
  if (/^[\d.]/.test(text)) return 'token-number';
  if (isFunction(text) || isOperator(text) || text === 'd') return 'token-function';
  if (names.parameters.includes(text)) return 'token-parameter';
  const bar = text.indexOf('_');
  return bar > 0 && names.fields.includes(text.slice(0, bar)) ? 'token-derivative' : null;
}

function decorate(view: EditorView, names: Names): DecorationSet {
  const text = view.state.doc.toString();
  const ranges = [...text.matchAll(word)].flatMap((match) => {
    const name = classOf(match[0], names);
    return name === null
      ? []
      : [Decoration.mark({ class: name }).range(match.index, match.index + match[0].length)];
  });
  return Decoration.set(ranges);
}

export function highlight(names: () => Names) {
  return ViewPlugin.define(
    (view) => ({
      decorations: decorate(view, names()),
      update(update: ViewUpdate) {
        this.decorations = decorate(update.view, names());
      },
    }),
    { decorations: (plugin) => plugin.decorations },
  );
}
