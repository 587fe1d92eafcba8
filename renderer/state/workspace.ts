/** Keeps the workspace, so that closing the window loses nothing: the study, its file, the open run, the layout. */
import { bridge } from '../bridge/bridge';
import type { StudyFile } from '../../src/lab/bridge';
import { posesChanged } from '../space/poses';
import { openDocument, useDocument } from './document';
import type { Json } from './json';
import { looksNow, restoreLooks, type Looks } from './looks';
import { useRun } from './run';
import { follow, plainMessage } from './session';
import type { Lab } from './study';
import { arrangementNow, usualArrangement, useTable, type Arrangement } from './table';
import { useViews } from './view';
import { useWindow } from './window';

interface Workspace {
  readonly version: 1;
  readonly document: Json | null;
  readonly saved: Json | null;
  readonly file: StudyFile | null;
  readonly run: string | null;
  readonly layout: unknown;
  /** The layout for studies of sequences. */
  readonly sequenceLayout?: unknown;
  readonly table?: Arrangement;
  readonly looks?: Looks;
}

const writingPause = 500;

const layouts: Record<Lab, unknown> = { pde: null, sequence: null };
let timer: ReturnType<typeof setTimeout> | undefined;

function save(): void {
  clearTimeout(timer);
  timer = undefined;
  const { document, file, saved } = useDocument.getState();
  const run = useRun.getState().state?.run ?? null;
  const workspace: Workspace = {
    version: 1,
    document,
    saved,
    file,
    run,
    layout: layouts.pde,
    sequenceLayout: layouts.sequence,
    table: arrangementNow(),
    looks: looksNow(),
  };
  void keep(JSON.stringify(workspace));
}

/** What can't be kept is told until it can be. */
async function keep(text: string): Promise<void> {
  try {
    await bridge.host.autosave(text);
    if (useWindow.getState().unkept !== null) useWindow.setState({ unkept: null });
  } catch (error) {
    useWindow.setState({ unkept: plainMessage(error) });
  }
}

function saveSoon(): void {
  clearTimeout(timer);
  timer = setTimeout(save, writingPause);
}

/** What was changed last must not wait when the page goes away. */
function saveBeforeLeaving(): void {
  if (timer !== undefined) save();
}

/** The layout of the panels as it was left; null for the default one. */
export function keptLayout(lab: Lab): unknown {
  return layouts[lab];
}

export function keepLayout(lab: Lab, next: unknown): void {
  layouts[lab] = next;
  saveSoon();
}

function parse(text: string | null): Workspace | null {
  if (text === null) return null;
  try {
    const workspace = JSON.parse(text) as Workspace;
    return workspace.version === 1 ? workspace : null;
  } catch {
    return null;
  }
}

/** Brings back what was kept, then keeps every change. */
export async function restoreWorkspace(): Promise<void> {
  const workspace = parse(await bridge.host.restore().catch(() => null));
  restoreLooks(workspace?.looks ?? {});
  if (workspace !== null) {
    layouts.pde = workspace.layout;
    layouts.sequence = workspace.sequenceLayout ?? null;
    if (workspace.table !== undefined) useTable.setState({ ...usualArrangement, ...workspace.table });
    if (workspace.document !== null) {
      openDocument(workspace.document, workspace.file, workspace.saved);
      useWindow.setState({ page: 'workbench' });
      // A run that was deleted meanwhile is simply not shown.
      if (workspace.run !== null) void follow(workspace.run).catch(() => undefined);
    }
  }
  window.addEventListener('beforeunload', saveBeforeLeaving);
  useDocument.subscribe(saveSoon);
  useTable.subscribe(saveSoon);
  useViews.subscribe((state, before) => {
    // What the pointer reads is not kept.
    if (state.probe === before.probe) saveSoon();
  });
  posesChanged.subscribe(saveSoon);
  useRun.subscribe((state, before) => {
    if (state.state?.run !== before.state?.run) saveSoon();
  });
}
