/** Saves what the active view of a box shows: its picture, or its shapes. */
import { gltfBytes, vtpBytes } from '../../src/field/volume';
import { bridge } from '../bridge/bridge';
import type { SavedKind } from '../../src/lab/bridge';
import { useDocument } from '../state/document';
import { addNotice } from '../state/run';
import { plainMessage } from '../state/session';
import { useViews } from '../state/view';
import { useWindow } from '../state/window';
import type { BoxView } from '../space/boxView';
import { openViews } from '../space/openViews';
import { boxPicture } from '../space/picture';
import { suggestedName } from './files';

/** The view that was used last, or the only one that is open. */
function activeView(): BoxView | undefined {
  return openViews.get(useViews.getState().active) ?? [...openViews.values()][0];
}

export function hasActiveView(): boolean {
  return activeView() !== undefined;
}

async function save(
  kind: SavedKind,
  make: (view: BoxView) => Promise<Uint8Array> | Uint8Array,
): Promise<void> {
  const view = activeView();
  const { document } = useDocument.getState();
  if (view === undefined || document === null) return;
  try {
    const name = await bridge.host.saveFile(kind, await make(view), suggestedName(document, kind));
    if (name !== null) addNotice('information', `Saved ${name}.`);
  } catch (error) {
    useWindow.setState({ failure: { title: 'The file could not be saved', text: plainMessage(error) } });
  }
}

/** The picture of the active view, as wide as the views' settings say. */
export function savePicture(): Promise<void> {
  return save('png', (view) => boxPicture(view, useViews.getState().pictureWidth));
}

const writers = { glb: gltfBytes, vtp: vtpBytes } as const;

/** The shapes that the active view shows, with the values by which they are coloured. */
export function saveShapes(kind: keyof typeof writers): Promise<void> {
  return save(kind, async (view) => writers[kind](await view.shapes()));
}
