/** New, open, save, export: what the File menu does. */
import { bridge } from '../bridge/bridge';
import { formatOf } from '../../src/export/formats';
import type { OpenedStudy } from '../../src/lab/bridge';
import type { ExportWish } from '../../src/lab/protocol';
import { listWords, newStudy, parseAnyStudyText, settings, studyText } from '../../src/study';
import { documentText, isEdited, markSaved, openDocument, useDocument } from '../state/document';
import { valueAt, type Json } from '../state/json';
import { addNotice, useRun } from '../state/run';
import { closeRun, plainMessage } from '../state/session';
import { useWindow } from '../state/window';
import { ask } from '../state/question';

/** Asks before changes are lost; true when it is fine to go on. */
export async function mayReplace(): Promise<boolean> {
  const state = useDocument.getState();
  if (!isEdited(state) || state.past.length === 0) return true;
  const answer = await ask({
    title: 'Save the changes of this study?',
    text: 'They are lost when another study is opened.',
    choices: ['Save', 'Discard', 'Cancel'],
  });
  if (answer === 'Save') return saveStudy();
  return answer === 'Discard';
}

function show(document: Json, file: OpenedStudy | null): void {
  closeRun();
  openDocument(
    document,
    file === null ? null : { handle: file.handle, name: file.name, folder: file.folder },
  );
  useWindow.setState({ page: 'workbench', failure: null });
}

/** Opens a copy of a study that ships with the lab, or another given document. */
export async function openCopy(document: Json): Promise<void> {
  if (await mayReplace()) show(document, null);
}

export async function createStudy(): Promise<void> {
  await openCopy(JSON.parse(studyText(newStudy())) as Json);
}

/** A study of sequences to begin with: a Markov chain, and a model of a moderate size. */
export async function createSequenceStudy(): Promise<void> {
  await openCopy({
    collocate: 1,
    lab: 'sequence',
    title: settings.title.default,
    source: { kind: settings['source.kind'].default },
    model: { kind: settings['model.kind'].default },
  });
}

function showOpened(opened: OpenedStudy): void {
  const problem = textProblem(opened.text);
  if (problem !== null) {
    useWindow.setState({ failure: { title: `“${opened.name}” can't be opened`, text: problem } });
    return;
  }
  show(JSON.parse(opened.text.replace(/^\uFEFF/, '')) as Json, opened);
}

/** Why a text can't be shown in the forms at all; what is wrong inside a study is shown there instead. */
function textProblem(text: string): string | null {
  const parsed = parseAnyStudyText(text);
  if (parsed.ok) return null;
  const whole = parsed.problems.find(({ path }) => path.length === 0 || path[0] === 'collocate');
  return whole?.message ?? null;
}

async function openWith(open: () => Promise<OpenedStudy | null>): Promise<void> {
  if (!(await mayReplace())) return;
  try {
    const opened = await open();
    if (opened !== null) showOpened(opened);
  } catch (error) {
    useWindow.setState({ failure: { title: 'The study could not be opened', text: plainMessage(error) } });
  }
}

export function openStudy(): Promise<void> {
  return openWith(() => bridge.host.openStudy());
}

export function openRecent(handle: string): Promise<void> {
  return openWith(() => bridge.host.openRecent(handle));
}

/** File name that a title suggests. */
export function suggestedName(document: Json, extension: string): string {
  const title = valueAt(document, ['title']);
  const words = typeof title === 'string' ? title.toLowerCase().match(/[\p{L}\p{N}]+/gu) : null;
  return `${words === null ? 'study' : words.join('-')}.${extension}`;
}

/** Saves to the study's own file, or asks where to; true when it was saved. */
export async function saveStudy(elsewhere = false): Promise<boolean> {
  const { document, file } = useDocument.getState();
  if (document === null) return false;
  try {
    const handle = elsewhere ? null : (file?.handle ?? null);
    const saved = await bridge.host.saveStudy(
      handle,
      documentText(document),
      suggestedName(document, 'json'),
    );
    if (saved === null) return false;
    markSaved(saved, document);
    return true;
  } catch (error) {
    useWindow.setState({ failure: { title: 'The study could not be saved', text: plainMessage(error) } });
    return false;
  }
}

/** Writes what is wished of the open run. */
export async function exportRun(wish: ExportWish): Promise<void> {
  const { state } = useRun.getState();
  const { document } = useDocument.getState();
  if (state === null || document === null) return;
  try {
    const files = await bridge.host.exportRun({
      run: state.run,
      wish,
      suggestedName: suggestedName(document, formatOf(wish.format).extension),
    });
    if (files !== null) addNotice('information', `Exported ${listWords(files)}.`);
  } catch (error) {
    useWindow.setState({ failure: { title: 'The export failed', text: plainMessage(error) } });
  }
}
