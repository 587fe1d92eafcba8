/**
 * How the views of each study were left: their fields, drawings, layers, colours, the clock and the cameras. A study
 * that is opened again looks as it did, also after the window was closed.
 */
import { spaceDefaults } from '../space/layers';
import { posesNow, setPoses, type Poses } from '../space/poses';
import { useDocument } from './document';
import { valueAt, type Json } from './json';
import { defaultSettings, useViews, type ViewSettings, type ViewStore } from './view';

export interface Look extends Pick<
  ViewStore,
  'views' | 'clock' | 'plane' | 'held' | 'boxPoints' | 'pictureWidth'
> {
  readonly poses: Poses;
}

/** By title of the study, the one that was opened last at the end. */
export type Looks = Readonly<Record<string, Look>>;

const mostLooks = 40;

let looks: Looks = {};

function titleOf(document: Json | null): string | null {
  const title = valueAt(document ?? undefined, ['title']);
  return typeof title === 'string' && title !== '' ? title : null;
}

function lookNow(): Look {
  const { views, clock, plane, held, boxPoints, pictureWidth } = useViews.getState();
  return { views, clock, plane, held, boxPoints, pictureWidth, poses: posesNow() };
}

/** All of them, with that of the open study as it is now. */
export function looksNow(): Looks {
  const title = titleOf(useDocument.getState().document);
  return title === null ? looks : withLook(looks, title, lookNow());
}

/** With another look; those that were not used for longest are forgotten. */
export function withLook(known: Looks, title: string, look: Look): Looks {
  const others = Object.entries(known).filter(([name]) => name !== title);
  return Object.fromEntries([...others.slice(Math.max(0, others.length + 1 - mostLooks)), [title, look]]);
}

/** Settings that were written before some of them existed have the usual ones there. */
export function wholeView(kept: ViewSettings): ViewSettings {
  return {
    ...defaultSettings(kept.quantity),
    ...kept,
    space: { ...spaceDefaults, ...kept.space },
  };
}

function apply({ views: kept, poses, ...rest }: Look): void {
  const views = Object.fromEntries(Object.entries(kept).map(([id, view]) => [id, wholeView(view)]));
  setPoses(poses);
  useViews.setState((state) => ({ ...rest, views: { ...state.views, ...views }, probe: null }));
}

/** Takes over what was kept, and gives each study that is opened its look, until the returned function is called. */
export function restoreLooks(kept: Looks): () => void {
  looks = kept;
  return useDocument.subscribe((state, before) => {
    // Only an opened document has nothing to undo and another one before it.
    if (state.document === before.document || state.past.length > 0) return;
    const [title, left] = [titleOf(state.document), titleOf(before.document)];
    if (title === left) return;
    if (left !== null) looks = withLook(looks, left, lookNow());
    const look = title === null ? undefined : looks[title];
    if (look !== undefined) apply(look);
  });
}
