import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { keepPose, keptPose, setPoses } from '../../../renderer/space/poses';
import { openDocument, useDocument } from '../../../renderer/state/document';
import { looksNow, restoreLooks, wholeView, withLook, type Looks } from '../../../renderer/state/looks';
import { changeView, defaultSettings, setClock, useViews } from '../../../renderer/state/view';

const pose = { position: [1, 2, 3], target: [0, 0, 0] } as const;
const study = (title: string) => ({ collocate: 1, title });
const view = () => useViews.getState().views.solution;

describe('the looks of studies', () => {
  const start = useViews.getState();
  let stop: () => void = () => undefined;
  beforeEach(() => {
    useViews.setState(start);
    setPoses({});
    useDocument.setState({ document: null, past: [] });
    stop = restoreLooks({});
  });
  afterEach(() => stop());

  it('come back with the study: settings, clock and camera', () => {
    openDocument(study('first'), null);
    changeView('solution', { contours: 8, range: [-1, 1] });
    setClock(0.25);
    keepPose('solution', pose);
    openDocument(study('second'), null);
    changeView('solution', { contours: 0, range: null });
    setClock(1);
    keepPose('solution', { ...pose, target: [1, 1, 1] });
    openDocument(study('first'), null);
    expect(view()).toMatchObject({ contours: 8, range: [-1, 1] });
    expect(useViews.getState().clock).toBe(0.25);
    expect(keptPose('solution')).toEqual(pose);
    openDocument(study('second'), null);
    expect(view()).toMatchObject({ contours: 0, range: null });
  });

  it('come back from what was written when the window was closed', () => {
    openDocument(study('first'), null);
    changeView('solution', { flow: 'arrows' });
    const written = JSON.parse(JSON.stringify(looksNow())) as Looks;
    stop();
    useViews.setState(start);
    useDocument.setState({ document: null });
    stop = restoreLooks(written);
    openDocument(study('first'), null);
    expect(view()?.flow).toBe('arrows');
  });

  it('stay as they are while the title is typed', () => {
    openDocument(study('first'), null);
    changeView('solution', { contours: 5 });
    useDocument.setState({
      document: study('firs'),
      past: [{ document: study('first'), place: '', time: 0 }],
    });
    expect(view()?.contours).toBe(5);
  });

  it('of an older window have the usual settings for what it did not know', () => {
    const { contours, ...older } = defaultSettings('error');
    expect(wholeView({ ...older, field: 'u' } as never)).toEqual({
      ...defaultSettings('error'),
      field: 'u',
      contours,
    });
  });

  it('are not kept without end', () => {
    openDocument(study('first'), null);
    const [look] = Object.values(looksNow());
    let all: Looks = {};
    for (let k = 0; k < 100; k++) all = withLook(all, `study ${k}`, look);
    all = withLook(all, 'study 80', look);
    expect(Object.keys(all)).toHaveLength(40);
    expect(Object.keys(all).at(-1)).toBe('study 80');
  });
});
