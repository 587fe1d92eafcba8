/** The study on which the window works: one JSON document, and every change of it with its way back. */
import { create } from 'zustand';
import type { StudyFile } from '../../src/lab/bridge';
import { withoutValue, withRenamedKey, withValue, type Json, type Path } from './json';

interface Change {
  readonly document: Json;
  /** Changes of one place in quick succession (typing) are undone together. */
  readonly place: string;
  readonly time: number;
}

interface DocumentState {
  /** Null while the gallery is shown and nothing was opened. */
  readonly document: Json | null;
  readonly file: StudyFile | null;
  /** The document as it is in the file, or as it was opened. */
  readonly saved: Json | null;
  readonly past: readonly Change[];
  readonly future: readonly Json[];
}

const undoLimit = 500;
const typingPause = 900;

export const useDocument = create<DocumentState>(() => ({
  document: null,
  file: null,
  saved: null,
  past: [],
  future: [],
}));

/** Opens another document; its history starts anew. */
export function openDocument(document: Json, file: StudyFile | null, saved: Json | null = document): void {
  useDocument.setState({ document, file, saved, past: [], future: [] });
}

/** `saved` is the document that was written: it may have changed since. */
export function markSaved(file: StudyFile, saved: Json): void {
  useDocument.setState({ file, saved });
}

/** Records one change. `place` names what was changed, so that typing is one step of undo. */
export function changeDocument(place: string, next: (document: Json) => Json): void {
  useDocument.setState((state) => {
    if (state.document === null) return state;
    const document = next(state.document);
    if (document === state.document) return state;
    const time = Date.now();
    const last = state.past[state.past.length - 1];
    const continues =
      place !== '' && last?.place === place && time - last.time < typingPause && state.future.length === 0;
    const past = continues
      ? [...state.past.slice(0, -1), { ...last, time }]
      : [...state.past.slice(-undoLimit), { document: state.document, place, time }];
    return { document, past, future: [] };
  });
}

export function setValue(path: Path, value: Json): void {
  changeDocument(path.join('/'), (document) => withValue(document, path, value));
}

export function removeValue(path: Path): void {
  changeDocument('', (document) => withoutValue(document, path));
}

export function renameKey(path: Path, from: string, to: string): void {
  changeDocument('', (document) => withRenamedKey(document, path, from, to));
}

export function undo(): void {
  useDocument.setState((state) => {
    const last = state.past[state.past.length - 1];
    if (last === undefined || state.document === null) return state;
    return {
      document: last.document,
      past: state.past.slice(0, -1),
      future: [state.document, ...state.future],
    };
  });
}

export function redo(): void {
  useDocument.setState((state) => {
    const [next, ...future] = state.future;
    if (next === undefined || state.document === null) return state;
    const change = { document: state.document, place: '', time: 0 };
    return { document: next, past: [...state.past, change], future };
  });
}

export function documentText(document: Json): string {
  return `${JSON.stringify(document, null, 2)}\n`;
}

/** True when there is something that saving would keep. */
export function isEdited(state: DocumentState): boolean {
  return state.document !== null && documentText(state.document) !== documentText(state.saved);
}
