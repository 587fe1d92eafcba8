import { useEffect, useRef, type RefObject } from 'react';
import { suitableMap } from '../../src/field';
import { live } from '../state/live';
import { useViews } from '../state/view';
import { residualsChanged } from './residuals';
import { isMissing, shownField, type Shown } from './shown';
import type { FieldScene } from './three/scene';
import type { Stage } from './three/stage';

type ViewState = ReturnType<typeof useViews.getState>;

/** Another plane or place is shown; the clock moves the picture where it shows one moment only. */
function isOtherSlice(state: ViewState, before: ViewState): boolean {
  const isMoment = (live.frame?.axes.length ?? 0) > 2;
  const moved = isMoment && (state.held !== before.held || state.clock !== before.clock);
  return moved || state.plane !== before.plane;
}

/** Calls `listener` when what a view shows may have changed: new fields, or settings of the view. */
export function onShownChange(id: string, listener: () => void): () => void {
  const stops = [
    live.frameChanged.subscribe(listener),
    live.referenceChanged.subscribe(listener),
    residualsChanged.subscribe(listener),
    useViews.subscribe((state, before) => {
      if (state.views[id] !== before.views[id] || isOtherSlice(state, before)) listener();
    }),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}

/** What a view shows at this moment, or null when it has nothing to show. */
export function shownNow(id: string): Shown | null {
  const settings = useViews.getState().views[id];
  if (settings === undefined) return null;
  const shown = shownField(settings);
  return isMissing(shown) ? null : shown;
}

/** Keeps a scene on a view's stage: it fills its place, and shows what its view shows without any drawing by React. */
export function useScene<S extends FieldScene>(
  id: string,
  stage: Stage,
  make: (stage: Stage) => S,
): { holder: RefObject<HTMLDivElement | null>; scene: RefObject<S | null> } {
  const holder = useRef<HTMLDivElement>(null);
  const scene = useRef<S | null>(null);
  useEffect(() => {
    const element = holder.current;
    if (element === null) return undefined;
    element.append(stage.canvas);
    const made = make(stage);
    scene.current = made;
    const show = (): void => {
      const shown = shownNow(id);
      if (shown === null || shown.axes.length !== 2) return;
      const [up, across] = shown.axes;
      made.setContent({
        values: shown.values,
        width: across?.values.length ?? 1,
        height: up?.values.length ?? 1,
        range: shown.range,
        colourMap: useViews.getState().views[id]?.colourMap ?? suitableMap(shown.range),
      });
    };
    const observer = new ResizeObserver(() => {
      const { clientWidth, clientHeight } = element;
      if (clientWidth > 0 && clientHeight > 0) made.setSize(clientWidth, clientHeight);
    });
    observer.observe(element);
    const stop = onShownChange(id, show);
    show();
    return () => {
      stop();
      observer.disconnect();
      made.dispose();
      stage.canvas.remove();
      scene.current = null;
    };
  }, [id, stage, make]);
  return { holder, scene };
}
