/** How the views show the fields. Each view has settings of its own; the clock is one for all of them. */
import { create } from 'zustand';
import type { ColourMapName } from '../../src/field';
import { spaceDefaults, withChange, type LayerChange, type SpaceSettings } from '../space/layers';

export type Quantity = 'solution' | 'reference' | 'error' | 'residual';
export type FlowDrawing = 'none' | 'streamlines' | 'arrows';
export type Drawing = 'map' | 'surface' | 'space';

export interface ViewSettings {
  readonly quantity: Quantity;
  readonly drawing: Drawing;
  /** Name of the field (or of the equation for residuals); empty for the first one. */
  readonly field: string;
  /** Null for the colour map that suits the range. */
  readonly colourMap: ColourMapName | null;
  /** Colours are spread over this range; null for that of the values themselves. */
  readonly range: readonly [number, number] | null;
  /** Solution and reference are coloured alike, to be compared. */
  readonly sharedColours: boolean;
  readonly showPoints: boolean;
  /** Points are coloured by the size of the residuals. */
  readonly pointsByResidual: boolean;
  /** About how many contours lie over a map; 0 for none. */
  readonly contours: number;
  /** How a vector is drawn over a map. */
  readonly flow: FlowDrawing;
  /** The vector's name; empty for the first one. */
  readonly flowVector: string;
  /** Distance of streamlines or arrows on the screen, in pixels. */
  readonly flowDistance: number;
  /** How the box of three coordinates is drawn. */
  readonly space: SpaceSettings;
}

export interface Probe {
  /** Coordinates by name. */
  readonly at: Readonly<Record<string, number>>;
  readonly pinned: boolean;
}

export interface ViewStore {
  readonly views: Readonly<Record<string, ViewSettings>>;
  /** The view that the inspector belongs to. */
  readonly active: string;
  /** Time as a fraction of its range. */
  readonly clock: number;
  /** The two coordinates of all pictures; null for those that suit the study. */
  readonly plane: { readonly across: string; readonly up: string } | null;
  /** Coordinates besides time that the pictures hold, as fractions of their ranges. */
  readonly held: Readonly<Record<string, number>>;
  readonly probe: Probe | null;
  /** Points along each side of a box: while training or moving, and at rest. */
  readonly boxPoints: { readonly live: number; readonly rest: number };
  /** Pixels across a picture that is saved. */
  readonly pictureWidth: number;
}

export const flowDistanceDefault = 24;

export function defaultSettings(quantity: Quantity): ViewSettings {
  return {
    quantity,
    drawing: 'map',
    field: '',
    colourMap: null,
    range: null,
    showPoints: false,
    pointsByResidual: false,
    sharedColours: false,
    contours: 0,
    flow: 'none',
    flowVector: '',
    flowDistance: flowDistanceDefault,
    space: spaceDefaults,
  };
}

export const boxPointsDefault = { live: 40, rest: 64 } as const;

export const pictureWidthDefault = 2400;

export const useViews = create<ViewStore>(() => ({
  views: { solution: defaultSettings('solution') },
  active: 'solution',
  clock: 1,
  plane: null,
  held: {},
  probe: null,
  boxPoints: boxPointsDefault,
  pictureWidth: pictureWidthDefault,
}));

export function addView(id: string, quantity: Quantity): void {
  useViews.setState(({ views }) =>
    id in views ? {} : { views: { ...views, [id]: defaultSettings(quantity) } },
  );
}

export function changeView(id: string, change: Partial<ViewSettings>): void {
  useViews.setState(({ views }) => {
    const settings = views[id];
    return settings === undefined ? {} : { views: { ...views, [id]: { ...settings, ...change } } };
  });
}

export function changeSpace(id: string, change: Partial<SpaceSettings>): void {
  const settings = useViews.getState().views[id];
  if (settings !== undefined) changeView(id, { space: { ...settings.space, ...change } });
}

export function changeLayer(id: string, layer: string, change: LayerChange): void {
  const settings = useViews.getState().views[id];
  if (settings !== undefined) changeView(id, { space: withChange(settings.space, layer, change) });
}

export function setClock(clock: number): void {
  useViews.setState({ clock: Math.min(1, Math.max(0, clock)) });
}

export function setHeld(name: string, fraction: number): void {
  useViews.setState(({ held }) => ({ held: { ...held, [name]: Math.min(1, Math.max(0, fraction)) } }));
}

/** Puts another coordinate along one side of the pictures; the one that was there changes places with it. */
export function setPlane(plane: { readonly across: string; readonly up: string }): void {
  useViews.setState({ plane, probe: null });
}
