import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { useTheme } from '../state/theme';
import { changeView, useViews, type ViewSettings } from '../state/view';
import type { Stage } from '../views/three/stage';
import { BoxView, type BoxContent } from './boxView';
import { boxFrames } from './frames';
import type { DragHandle } from './handles';
import { openViews } from './openViews';
import type { QuantityChoice, VectorChoice } from './quantities';
import { neededBy } from './tasks';
import { standardViews } from './three/cameras';

interface BoxPictureProps {
  id: string;
  stage: Stage;
  settings: ViewSettings;
  vectors: readonly VectorChoice[];
  choices: readonly QuantityChoice[];
  /** The view whose settings dragging changes. */
  owner: string;
}

/** Tells the frames what the view needs while it is there. */
function useNeeded(id: string, settings: ViewSettings, vectors: readonly VectorChoice[]): void {
  const needed = settings.space.layers
    .filter(({ visible }) => visible)
    .flatMap((layer) => neededBy(layer, vectors));
  const key = JSON.stringify([...new Set(needed)]);
  useEffect(() => boxFrames.want(id, JSON.parse(key) as string[]), [id, key]);
}

/** Three coordinates as a box with layers, which can be turned, probed and pulled at. */
export function BoxPicture({ id, stage, settings, vectors, choices, owner }: BoxPictureProps) {
  const holder = useRef<HTMLDivElement>(null);
  const overlay = useRef<HTMLCanvasElement>(null);
  const view = useRef<BoxView | null>(null);
  const drag = useRef<DragHandle | null>(null);
  const pointed = useRef(0);
  const theme = useTheme((state) => state.theme);
  const probe = useViews((state) => state.probe);
  const [isDrawn, setDrawn] = useState(false);
  const [failure, setFailure] = useState('');
  useSyncExternalStore(boxFrames.changed.subscribe, boxFrames.changed.read);
  const { fields } = boxFrames;
  useNeeded(id, settings, vectors);

  const content = useRef<BoxContent | null>(null);
  content.current = fields === null ? null : { settings, fields, vectors, choices };
  const boxKey = fields === null ? '' : JSON.stringify(fields.box);

  useEffect(() => {
    const element = holder.current;
    if (element === null || overlay.current === null || content.current === null) return undefined;
    element.append(stage.canvas);
    const made = new BoxView(id, stage, overlay.current, content.current, (changed) => {
      setDrawn(changed.isComplete);
      setFailure(changed.failures[0] ?? '');
    });
    view.current = made;
    openViews.set(id, made);
    const observer = new ResizeObserver(() => {
      const { clientWidth, clientHeight } = element;
      if (clientWidth > 0 && clientHeight > 0) made.setSize(clientWidth, clientHeight);
    });
    observer.observe(element);
    return () => {
      observer.disconnect();
      made.dispose();
      stage.canvas.remove();
      view.current = null;
      openViews.delete(id);
    };
  }, [id, stage, boxKey]);

  useEffect(() => {
    if (content.current !== null) view.current?.show(content.current);
  }, [settings, fields, vectors, choices, theme]);
  useEffect(() => view.current?.drawOverlay(), [probe]);

  const place = (event: React.PointerEvent<HTMLDivElement>): { x: number; y: number } => {
    const box = event.currentTarget.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  };
  const probeAt = (x: number, y: number, pinned: boolean): void => {
    const at = view.current?.pointAt(x, y) ?? null;
    if (at !== null || !pinned) useViews.setState({ probe: at === null ? null : { at, pinned } });
  };
  const onMove = (event: React.PointerEvent<HTMLDivElement>): void => {
    const { x, y } = place(event);
    if (drag.current !== null && view.current !== null)
      changeView(owner, { space: drag.current.dragTo({ x, y }, view.current.scene) });
    // Reading depths takes the graphics card's time: once for each picture is enough, and not while turning.
    if (drag.current !== null || event.buttons !== 0 || useViews.getState().probe?.pinned === true) return;
    cancelAnimationFrame(pointed.current);
    pointed.current = requestAnimationFrame(() => probeAt(x, y, false));
  };
  const onDown = (event: React.PointerEvent<HTMLDivElement>): void => {
    const { x, y } = place(event);
    drag.current = view.current?.handleAt(x, y) ?? null;
    if (drag.current === null) return;
    view.current?.scene.setControls(false);
    event.currentTarget.setPointerCapture(event.pointerId);
  };
  const onUp = (): void => {
    drag.current = null;
    view.current?.scene.setControls(true);
  };

  return (
    <div
      className="box-picture"
      tabIndex={0}
      role="group"
      data-drawn={isDrawn}
      aria-label={`Box of ${choices.length} quantities; keys 1 to 6 turn it, P changes the projection`}
      onKeyDown={(event) => {
        if (event.ctrlKey || event.metaKey) return;
        const isView = event.key in standardViews && view.current?.scene.lookFrom(event.key) === true;
        if (event.key === 'p' || event.key === 'P')
          changeView(owner, { space: { ...settings.space, orthographic: !settings.space.orthographic } });
        if (isView) event.preventDefault();
      }}
      onPointerEnter={() => view.current?.setPointed(true)}
      onPointerMove={onMove}
      onPointerDownCapture={onDown}
      onPointerUp={onUp}
      onPointerCancel={onUp}
      onPointerLeave={() => {
        view.current?.setPointed(false);
        cancelAnimationFrame(pointed.current);
        if (useViews.getState().probe?.pinned === false) useViews.setState({ probe: null });
      }}
      onDoubleClick={(event) => {
        const box = event.currentTarget.getBoundingClientRect();
        probeAt(event.clientX - box.left, event.clientY - box.top, true);
      }}
    >
      <div ref={holder} className="box-canvas" />
      <canvas ref={overlay} className="box-overlay" aria-hidden="true" />
      {failure !== '' && <p className="box-failure">{failure}</p>}
    </div>
  );
}
