import { useEffect } from 'react';
import { AboutBox } from './about/AboutBox';
import { listenToShortcuts, runCommand } from './actions/commands';
import { Banner } from './Banner';
import { bridge } from './bridge/bridge';
import { QuestionBox } from './controls/QuestionBox';
import { Dock } from './dock/Dock';
import { ExportBox } from './export/ExportBox';
import { Gallery } from './gallery/Gallery';
import { Palette } from './palette/Palette';
import { isEdited, useDocument } from './state/document';
import { valueAt } from './state/json';
import { SequenceExport } from './sequence/SequenceExport';
import { useRun } from './state/run';
import { labOf } from './state/study';
import { useWindow } from './state/window';
import { Toolbar } from './toolbar/Toolbar';

/** Tells styles whether the keyboard or a pointer was used last, so that focus is shown to those who need it. */
function watchInput(): () => void {
  const note = (kind: string) => () => {
    document.documentElement.dataset['input'] = kind;
  };
  const [onKey, onPointer] = [note('keyboard'), note('pointer')];
  window.addEventListener('keydown', onKey, true);
  window.addEventListener('pointerdown', onPointer, true);
  return () => {
    window.removeEventListener('keydown', onKey, true);
    window.removeEventListener('pointerdown', onPointer, true);
  };
}

function useWindowTitle(): void {
  const title = useDocument((state) => valueAt(state.document ?? undefined, ['title']));
  const edited = useDocument(isEdited);
  useEffect(() => {
    const text =
      typeof title === 'string' && title !== '' ? `${edited ? '● ' : ''}${title} – Collocate` : 'Collocate';
    void bridge.host.setTitle(text);
  }, [title, edited]);
}

export function App() {
  const page = useWindow((state) => state.page);
  const lab = useDocument((state) => labOf(state.document));
  const palette = useWindow((state) => state.palette);
  const about = useWindow((state) => state.about);
  const exporting = useWindow((state) => state.export);
  const run = useRun((state) => state.study);
  useWindowTitle();
  useEffect(() => listenToShortcuts(), []);
  useEffect(() => watchInput(), []);
  useEffect(() => bridge.host.onCommand(runCommand), []);
  return (
    <div className="window">
      <Toolbar />
      <Banner />
      <div className="window-page">{page === 'gallery' ? <Gallery /> : <Dock key={lab} lab={lab} />}</div>
      {palette && <Palette />}
      {about && <AboutBox />}
      {exporting && (labOf(run) === 'sequence' ? <SequenceExport /> : <ExportBox />)}
      <QuestionBox />
    </div>
  );
}
