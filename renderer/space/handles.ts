/** What can be dragged in the picture of a box: planes along their normals, ends of lines freely. Pure. */
import {
  normalOf,
  offsetOf,
  reachAlong,
  sceneToShare,
  shareToScene,
  type SpaceBox,
  type Triple,
} from './box';
import type { ScreenPoint } from './boxLabels';
import type { ClipSettings, Layer, PlaneSettings, Share, SpaceSettings } from './layers';
import { withChange } from './layers';

export interface DragHandle {
  readonly key: string;
  /** Its place in the scene. */
  readonly at: Triple;
  /** The settings after it was dragged to a place of the glass. */
  readonly dragTo: (to: ScreenPoint, view: View) => SpaceSettings;
}

export interface View {
  project(point: Triple): ScreenPoint;
  /** The point at a place of the glass that is as deep as another one. */
  unproject(x: number, y: number, like: Triple): Triple;
}

function planeHandle(
  box: SpaceBox,
  key: string,
  plane: PlaneSettings,
  change: (at: number) => SpaceSettings,
): DragHandle {
  const normal = normalOf(plane);
  const offset = offsetOf(box, plane);
  const at: Triple = [normal[0] * offset, normal[1] * offset, normal[2] * offset];
  return {
    key,
    at,
    dragTo: (to, view) => {
      const start = view.project(at);
      const ahead = view.project([at[0] + 0.1 * normal[0], at[1] + 0.1 * normal[1], at[2] + 0.1 * normal[2]]);
      const along = { x: ahead.x - start.x, y: ahead.y - start.y };
      const length = along.x ** 2 + along.y ** 2;
      // A plane that faces the viewer can't be moved by pulling at it.
      if (length < 1) return change(plane.at);
      const moved = (0.1 * ((to.x - start.x) * along.x + (to.y - start.y) * along.y)) / length;
      const share = 0.5 + (offset + moved) / (2 * reachAlong(box, normal));
      return change(Math.min(1, Math.max(0, share)));
    },
  };
}

function pointHandle(
  box: SpaceBox,
  key: string,
  share: Share,
  change: (share: Share) => SpaceSettings,
): DragHandle {
  const at = shareToScene(box, share);
  return {
    key,
    at,
    dragTo: (to, view) => {
      const [x, y, z] = sceneToShare(box, view.unproject(to.x, to.y, at)).map((part) =>
        Math.min(1, Math.max(0, part)),
      );
      return change([x, y, z]);
    },
  };
}

function layerHandles(box: SpaceBox, settings: SpaceSettings, layer: Layer): DragHandle[] {
  const { id } = layer;
  if (layer.kind === 'slice') {
    const { plane } = layer;
    return [planeHandle(box, id, plane, (at) => withChange(settings, id, { plane: { ...plane, at } }))];
  }
  if (layer.kind !== 'lines' || layer.seeds === 'strength') return [];
  const start = pointHandle(box, `${id} from`, layer.from, (from) => withChange(settings, id, { from }));
  if (layer.seeds === 'point') return [start];
  return [start, pointHandle(box, `${id} to`, layer.to, (to) => withChange(settings, id, { to }))];
}

/** Handles of the selected layer, of the clip plane, and of the line that is plotted. */
export function handlesOf(box: SpaceBox, settings: SpaceSettings): DragHandle[] {
  const { layers, selected, clip, line } = settings;
  const layer = layers.find(({ id, visible }) => id === selected && visible);
  const withClip = (change: Partial<ClipSettings>): SpaceSettings => ({
    ...settings,
    clip: { ...clip, ...change },
  });
  return [
    ...(layer === undefined ? [] : layerHandles(box, settings, layer)),
    ...(clip.on ? [planeHandle(box, 'clip', clip, (at) => withClip({ at }))] : []),
    ...(line.on
      ? (['from', 'to'] as const).map((end) =>
          pointHandle(box, `line ${end}`, line[end], (share) => ({
            ...settings,
            line: { ...line, [end]: share },
          })),
        )
      : []),
  ];
}

/** Lines that are drawn between handles: that of the plot, and that of the seeds of the selected layer. */
export function guideLines(box: SpaceBox, { layers, selected, line }: SpaceSettings): [Triple, Triple][] {
  const layer = layers.find(({ id, visible }) => id === selected && visible);
  const ends = (from: Share, to: Share): [Triple, Triple] => [shareToScene(box, from), shareToScene(box, to)];
  return [
    ...(layer?.kind === 'lines' && (layer.seeds === 'line' || layer.seeds === 'plane')
      ? [ends(layer.from, layer.to)]
      : []),
    ...(line.on ? [ends(line.from, line.to)] : []),
  ];
}
