/** What a view of three coordinates draws: a list of layers, each made of quantities of the run. Pure. */
import type { ColourMapName, Range } from '../../src/field';

/** A place in the box that is drawn: each coordinate from 0 to 1. */
export type Share = readonly [number, number, number];

/** Along which axis something faces (0, 1, 2), or freely by angles. */
export type Facing = 0 | 1 | 2 | 'oblique';

/** A plane through the box. */
export interface PlaneSettings {
  readonly facing: Facing;
  /** Degrees from the first towards the second axis; of an oblique plane only. */
  readonly azimuth: number;
  /** Degrees towards the third axis; of an oblique plane only. */
  readonly elevation: number;
  /** From 0 to 1 through the box, along the normal. */
  readonly at: number;
}

interface Look {
  readonly id: string;
  readonly visible: boolean;
  /** From 0 to 1. */
  readonly opacity: number;
  /** Null for the colour map that suits the range. */
  readonly colourMap: ColourMapName | null;
  /** Null for the range of the values. */
  readonly range: Range | null;
}

export interface SliceLayer extends Look {
  readonly kind: 'slice';
  readonly quantity: string;
  readonly plane: PlaneSettings;
}

export interface IsosurfaceLayer extends Look {
  readonly kind: 'isosurface';
  readonly quantity: string;
  /** In the quantity's unit; null for the middle of its range. */
  readonly level: number | null;
  /** Empty: coloured by its own level. */
  readonly colouredBy: string;
}

/** A corner of the curve that gives each value its opacity: the share of the range of colours, and the opacity. */
export type OpacityPoint = readonly [at: number, opacity: number];

export interface VolumeLayer extends Look {
  readonly kind: 'volume';
  readonly quantity: string;
  /** In rising order; null for one that suits the range. */
  readonly transfer: readonly OpacityPoint[] | null;
}

export type SeedKind = 'point' | 'line' | 'plane' | 'strength';

export interface LinesLayer extends Look {
  readonly kind: 'lines';
  /** Name of a vector of the study. */
  readonly vector: string;
  readonly seeds: SeedKind;
  readonly count: number;
  /** Both ends of the line of seeds, opposite corners of their plane; the first is the point. */
  readonly from: Share;
  readonly to: Share;
  /** Length of a line each way, in diagonals of the box. */
  readonly length: number;
  /** Radius of a tube, in thousandths of the diagonal of the box. */
  readonly radius: number;
  /** Empty: coloured by the vector's length. */
  readonly colouredBy: string;
}

export interface ArrowsLayer extends Look {
  readonly kind: 'arrows';
  readonly vector: string;
  /** Arrows along the longest side of the box. */
  readonly count: number;
  /** Length of the longest arrow, in distances between neighbours. */
  readonly size: number;
  /** Longer where the vector is; else all are alike. */
  readonly byStrength: boolean;
  readonly colouredBy: string;
}

export interface ThresholdLayer extends Look {
  readonly kind: 'threshold';
  readonly quantity: string;
  /** What is kept lies between these values; null for the end of the range. */
  readonly low: number | null;
  readonly high: number | null;
  readonly colouredBy: string;
}

export type Layer = SliceLayer | IsosurfaceLayer | VolumeLayer | LinesLayer | ArrowsLayer | ThresholdLayer;
export type LayerKind = Layer['kind'];

/** A change of a layer of any kind. */
export type LayerChange = Partial<Omit<SliceLayer, 'kind' | 'id'>> &
  Partial<Omit<IsosurfaceLayer, 'kind' | 'id'>> &
  Partial<Omit<VolumeLayer, 'kind' | 'id'>> &
  Partial<Omit<LinesLayer, 'kind' | 'id'>> &
  Partial<Omit<ArrowsLayer, 'kind' | 'id'>> &
  Partial<Omit<ThresholdLayer, 'kind' | 'id'>>;

export interface ClipSettings extends PlaneSettings {
  readonly on: boolean;
  /** The other half is left out. */
  readonly flipped: boolean;
}

export interface LineSettings {
  readonly on: boolean;
  readonly from: Share;
  readonly to: Share;
}

/** How a view draws three coordinates. */
export interface SpaceSettings {
  readonly layers: readonly Layer[];
  /** The layer whose settings are shown. */
  readonly selected: string;
  readonly orthographic: boolean;
  /** Turns with the other views that are linked. */
  readonly linked: boolean;
  /** The box with ticks and names. */
  readonly outline: boolean;
  /** The masked region, where the study has one. */
  readonly region: boolean;
  readonly clip: ClipSettings;
  /** Values between two points are plotted below. */
  readonly line: LineSettings;
}

/** Names of the kinds, with when to use each. */
export const layerKinds: Readonly<Record<LayerKind, { readonly label: string; readonly use: string }>> = {
  slice: { label: 'Slice', use: 'Colours on a plane through the box.' },
  isosurface: { label: 'Isosurface', use: 'The surface on which a quantity has one value.' },
  volume: { label: 'Volume', use: 'The whole box as a cloud; each value has its own opacity.' },
  lines: { label: 'Lines', use: 'Streamlines or field lines of a vector, as tubes.' },
  arrows: { label: 'Arrows', use: 'A vector as arrows on a lattice.' },
  threshold: { label: 'Threshold', use: 'The part of the box in which a quantity lies between two values.' },
};

export const planeDefaults: PlaneSettings = { facing: 2, azimuth: 45, elevation: 35, at: 0.5 };

/** A new layer of a kind, of the quantity or the vector that is given. */
export function newLayer(kind: LayerKind, id: string, quantity: string, vector: string): Layer {
  const look = { id, visible: true, opacity: 1, colourMap: null, range: null };
  switch (kind) {
    case 'slice':
      return { ...look, kind, quantity, plane: planeDefaults };
    case 'isosurface':
      return { ...look, kind, quantity, level: null, colouredBy: '' };
    case 'volume':
      return { ...look, kind, quantity, transfer: null };
    case 'lines':
      return {
        ...look,
        kind,
        vector,
        seeds: 'line',
        count: 24,
        from: [0.5, 0.05, 0.5],
        to: [0.5, 0.95, 0.5],
        length: 1.5,
        radius: 4,
        colouredBy: '',
      };
    case 'arrows':
      return { ...look, kind, vector, count: 9, size: 0.9, byStrength: true, colouredBy: '' };
    case 'threshold':
      return { ...look, kind, quantity, low: null, high: null, colouredBy: '' };
  }
}

/** What a view shows at first: three planes through the middle. */
export function firstLayers(quantity: string): readonly Layer[] {
  return ([0, 1, 2] as const).map((facing) => ({
    ...(newLayer('slice', `slice ${facing + 1}`, quantity, '') as SliceLayer),
    plane: { ...planeDefaults, facing },
  }));
}

export const spaceDefaults: SpaceSettings = {
  layers: [],
  selected: '',
  orthographic: false,
  linked: true,
  outline: true,
  region: true,
  clip: { ...planeDefaults, facing: 0, on: false, flipped: false },
  line: { on: false, from: [0.1, 0.5, 0.5], to: [0.9, 0.5, 0.5] },
};

/** Adds a layer, and selects it. */
export function withLayer(
  settings: SpaceSettings,
  kind: LayerKind,
  quantity: string,
  vector: string,
): SpaceSettings {
  const names = settings.layers.map(({ id }) => id);
  let number = 1;
  while (names.includes(`${kind} ${number}`)) number++;
  const layer = newLayer(kind, `${kind} ${number}`, quantity, vector);
  return { ...settings, layers: [...settings.layers, layer], selected: layer.id };
}

export function withoutLayer(settings: SpaceSettings, id: string): SpaceSettings {
  const at = settings.layers.findIndex((layer) => layer.id === id);
  const layers = settings.layers.filter((layer) => layer.id !== id);
  const selected =
    settings.selected === id
      ? (layers[Math.min(Math.max(at, 0), layers.length - 1)]?.id ?? '')
      : settings.selected;
  return { ...settings, layers, selected };
}

export function withChange(settings: SpaceSettings, id: string, change: LayerChange): SpaceSettings {
  const layers = settings.layers.map((layer) =>
    layer.id === id ? ({ ...layer, ...change } as Layer) : layer,
  );
  return { ...settings, layers };
}

/** The quantity by which a layer is coloured; `lengthOf` names the length of a vector. */
export function colourOfLayer(layer: Layer, lengthOf: (vector: string) => string): string {
  if (layer.kind === 'slice' || layer.kind === 'volume') return layer.quantity;
  if (layer.colouredBy !== '') return layer.colouredBy;
  return layer.kind === 'lines' || layer.kind === 'arrows' ? lengthOf(layer.vector) : layer.quantity;
}
