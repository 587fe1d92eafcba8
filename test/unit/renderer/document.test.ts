import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  isEdited,
  markSaved,
  openDocument,
  redo,
  removeValue,
  renameKey,
  setValue,
  undo,
  useDocument,
} from '../../../renderer/state/document';
import { readDocument, problemsAt } from '../../../renderer/state/study';
import { gallery } from '../../../src/study';
import type { Json } from '../../../renderer/state/json';

const start = { title: 'One', parameters: { a: 1, b: 2 }, equations: ['u_x = a', 'v_x = b'] };
const now = () => useDocument.getState().document;

describe('the document and its history', () => {
  beforeEach(() => {
    vi.useFakeTimers();
    openDocument(start, null);
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('changes one place and shares the rest', () => {
    setValue(['parameters', 'a'], 5);
    expect(now()).toEqual({ ...start, parameters: { a: 5, b: 2 } });
    expect((now() as typeof start).equations).toBe(start.equations);
  });

  it('undoes and redoes every kind of change', () => {
    setValue(['title'], 'Two');
    removeValue(['equations', 0]);
    renameKey(['parameters'], 'b', 'c');
    expect(now()).toEqual({ title: 'Two', parameters: { a: 1, c: 2 }, equations: ['v_x = b'] });
    for (let i = 0; i < 3; i++) undo();
    expect(now()).toBe(start);
    for (let i = 0; i < 3; i++) redo();
    expect(now()).toEqual({ title: 'Two', parameters: { a: 1, c: 2 }, equations: ['v_x = b'] });
  });

  it('takes typing in one place as one change, and a pause as its end', () => {
    for (const text of ['T', 'Tw', 'Two']) setValue(['title'], text);
    vi.advanceTimersByTime(2000);
    setValue(['title'], 'Two!');
    undo();
    expect(now()).toEqual({ ...start, title: 'Two' });
    undo();
    expect(now()).toBe(start);
  });

  it('keeps the order of keys when one is renamed, and refuses a name that is taken', () => {
    renameKey(['parameters'], 'a', 'z');
    expect(Object.keys((now() as typeof start).parameters)).toEqual(['z', 'b']);
    renameKey(['parameters'], 'z', 'b');
    expect(Object.keys((now() as typeof start).parameters)).toEqual(['z', 'b']);
  });

  it('knows whether there is something to save', () => {
    expect(isEdited(useDocument.getState())).toBe(false);
    setValue(['title'], 'Two');
    expect(isEdited(useDocument.getState())).toBe(true);
    const file = { handle: 'x', name: 'x.json', folder: null };
    const written = now();
    setValue(['title'], 'Three');
    markSaved(file, written);
    expect(isEdited(useDocument.getState())).toBe(true);
    markSaved(file, now());
    expect(isEdited(useDocument.getState())).toBe(false);
  });
});

describe('what a document says', () => {
  it('is read once', () => {
    const document = gallery[0]?.study as unknown as Json;
    expect(readDocument(document)).toBe(readDocument(document));
    expect(readDocument(document).problems).toEqual([]);
    expect(readDocument(document).meaning).not.toBeNull();
  });

  it('carries each problem with its place', () => {
    const study = { ...gallery[0]?.study, equations: ['u_t = w'] } as unknown as Json;
    const { problems, meaning } = readDocument(study);
    expect(meaning).toBeNull();
    expect(problemsAt(problems, ['equations', 0])[0]?.span).toEqual({ start: 6, end: 7 });
    expect(problemsAt(problems, ['parameters', 'x'])).toEqual([]);
  });
});
