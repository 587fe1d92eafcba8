/** A view of the box, without React: its layers in a scene, what stands over them, and the pointer. */
import type { DataTexture } from 'three';
import { isSigned, suitableMap, symmetricRange, type ColourMapName, type Range } from '../../src/field';
import { transferOf, type Plane, type ShownMesh } from '../../src/field/volume';
import { themeColour } from '../plots/style';
import { useViews, type ViewSettings } from '../state/view';
import { colourTexture } from '../views/three/textures';
import type { Stage } from '../views/three/stage';
import {
  normalOf,
  offsetOf,
  sceneToShare,
  shareToValues,
  valuesToShare,
  type SpaceBox,
  shareToScene,
  type Triple,
} from './box';
import type { BoxFields } from './frames';
import { guideLines, handlesOf, type DragHandle } from './handles';
import { LayerDrawing } from './layerDrawing';
import { colourOfLayer, type ClipSettings, type Layer } from './layers';
import { cameraLink } from './cameraLink';
import { keepPose, keptPose } from './poses';
import { drawOverlay, type BarShown, type OverlayContent, type OverlayLook } from './overlay';
import { quantityLabel, type QuantityChoice, type VectorChoice } from './quantities';
import { inValues, taskOf, transferPoints } from './tasks';
import { SurfaceDrawing } from './three/drawings';
import { SpaceScene } from './three/spaceScene';

/** Width of the column of colour bars. */
export const barWidth = 88;
/** How near in pixels the pointer must be to a handle. */
const grip = 11;
const grey: Triple = [0.62, 0.65, 0.68];

export interface BoxContent {
  readonly settings: ViewSettings;
  readonly fields: BoxFields;
  readonly vectors: readonly VectorChoice[];
  readonly choices: readonly QuantityChoice[];
}

/** The range of colours of values between two ends: symmetric about zero for signed ones. */
export function colourRange([low, high]: Range, quantity: string): Range {
  const isDeviation = quantity.startsWith('error:') || quantity.startsWith('residual:');
  if (isDeviation || isSigned([low, high])) return symmetricRange([low, high]);
  return low < high ? [low, high] : [low - 0.5, low + 0.5];
}

/** The normal towards what a clip leaves out, and where its plane stands along it. */
function cutBy(clip: ClipSettings, box: SpaceBox): { readonly normal: Triple; readonly offset: number } {
  const side = clip.flipped ? -1 : 1;
  const [x, y, z] = normalOf(clip).map((part) => side * part);
  return { normal: [x, y, z], offset: side * offsetOf(box, clip) };
}

export class BoxView {
  readonly scene: SpaceScene;
  private content: BoxContent;
  private readonly layers = new Map<string, LayerDrawing>();
  private readonly colourMaps = new Map<ColourMapName, DataTexture>();
  private region: LayerDrawing | null = null;
  /** By layer, those that are in sight. */
  private bars = new Map<string, BarShown>();
  private size = { width: 1, height: 1 };
  private isPointed = false;
  private readonly unlink: () => void;

  constructor(
    id: string,
    private readonly stage: Stage,
    private readonly overlay: HTMLCanvasElement,
    content: BoxContent,
    /** Called when layers were drawn or failed. */
    private readonly onChange: (view: BoxView) => void,
  ) {
    this.content = content;
    this.scene = new SpaceScene(stage, content.fields.box, {
      drawn: () => this.drawOverlay(),
      moved: (pose) => {
        keepPose(id, pose);
        if (this.content.settings.space.linked) cameraLink.move(this, pose);
      },
    });
    const kept = keptPose(id);
    if (kept !== null) this.scene.setPose(kept);
    this.unlink = cameraLink.join(this, (pose) => {
      if (this.content.settings.space.linked) this.scene.setPose(pose);
    });
    this.show(content);
  }

  /** Draws other settings or fields. */
  show(content: BoxContent): void {
    this.content = content;
    const { space } = content.settings;
    const { clip } = space;
    this.scene.setClip(clip.on ? cutBy(clip, content.fields.box) : null);
    this.scene.setProjection(space.orthographic);
    this.scene.setEdges(themeColour('--line-control'), space.outline);
    for (const [id, drawing] of this.layers)
      if (!space.layers.some((layer) => layer.id === id)) this.drop(id, drawing);
    this.bars = new Map();
    for (const layer of space.layers) {
      const bar = this.showLayer(layer);
      if (bar !== null) this.bars.set(layer.id, bar);
    }
    this.showRegion();
    this.scene.draw();
    this.onChange(this);
  }

  setSize(width: number, height: number): void {
    this.size = { width, height };
    this.overlay.width = Math.round(width * devicePixelRatio);
    this.overlay.height = Math.round(height * devicePixelRatio);
    this.scene.setSize(Math.max(1, width - barWidth), height);
  }

  /** Layers that are drawn, with their triangles where they have any. */
  get drawn(): readonly { readonly layer: Layer; readonly drawing: LayerDrawing }[] {
    return this.content.settings.space.layers.flatMap((layer) => {
      const drawing = this.layers.get(layer.id);
      return drawing !== undefined && drawing.drawing.object.visible ? [{ layer, drawing }] : [];
    });
  }

  /** The shapes of the layers that are drawn, in the units of the coordinates. */
  async shapes(): Promise<ShownMesh[]> {
    const { clip } = this.content.settings.space;
    const { box } = this;
    const cut = clip.on ? cutBy(clip, box) : null;
    const [x, y, z] = cut?.normal ?? [0, 0, 0];
    const away = cut?.offset ?? 0;
    // Geometry keeps the side to which the normal points.
    const plane: Plane | null = cut && { origin: [x * away, y * away, z * away], normal: [-x, -y, -z] };
    const parts = this.drawn.map(async ({ layer, drawing }): Promise<ShownMesh[]> => {
      const mesh = await drawing.shape(plane);
      const bar = this.bars.get(layer.id);
      if (mesh === null || bar === undefined) return [];
      const { map, range } = bar;
      return [{ name: layer.id, mesh: inValues(box, mesh), colour: { map, range }, opacity: layer.opacity }];
    });
    return (await Promise.all(parts)).flat();
  }

  /** Every layer that is to be seen is drawn as it is set. */
  get isComplete(): boolean {
    const visible = this.content.settings.space.layers.filter((layer) => layer.visible);
    return visible.every(({ id }) => {
      const known = this.layers.get(id);
      // Without a bar, the quantity by which it is coloured has yet to come.
      const isColoured = this.bars.has(id);
      return isColoured && known !== undefined && known.drawing.object.visible && !known.isBehind;
    });
  }

  get failures(): readonly string[] {
    return [...this.layers.values()].flatMap(({ failure }) => (failure === null ? [] : [failure]));
  }

  get box(): BoxFields['box'] {
    return this.content.fields.box;
  }

  /** The handle at a place of the view. */
  handleAt(x: number, y: number): DragHandle | null {
    const near = handlesOf(this.box, this.content.settings.space).filter(({ at }) => {
      const seen = this.scene.project(at);
      return Math.hypot(seen.x - x, seen.y - y) < grip;
    });
    return near[0] ?? null;
  }

  /** Coordinates of the nearest surface at a place of the view. */
  pointAt(x: number, y: number): Record<string, number> | null {
    const point = this.scene.pick(x, y);
    if (point === null) return null;
    const values = shareToValues(this.box, sceneToShare(this.box, point));
    return Object.fromEntries(this.box.names.map((name, k) => [name, values[k]]));
  }

  /** The marks that can be pulled are in sight while the pointer is there. */
  setPointed(isPointed: boolean): void {
    if (isPointed === this.isPointed) return;
    this.isPointed = isPointed;
    this.drawOverlay();
  }

  get hasOutline(): boolean {
    return this.content.settings.space.outline;
  }

  /** Draws again what is shown, after something else was drawn in its place. */
  refresh(): void {
    this.scene.setEdges(themeColour('--line-control'), this.hasOutline);
  }

  /**
   * Draws what stands over the picture on a canvas on which `scale` pixels are one of the view. With a look of its own
   * it is for a file, and leaves out what the pointer works with.
   */
  drawOver(context: CanvasRenderingContext2D, scale: number, look: OverlayLook | null): void {
    const forFile = look !== null;
    const hasMarks = !forFile && this.isPointed;
    const { space } = this.content.settings;
    const { box } = this.content.fields;
    const probe = useViews.getState().probe;
    const at = probe === null ? [] : box.names.map((name) => probe.at[name]);
    const isKnown = !forFile && probe !== null && at.every((value) => value !== undefined);
    const [x, y, z] = at;
    const content: OverlayContent = {
      box,
      project: (point) => this.scene.project(point),
      ...this.size,
      barWidth,
      hasOutline: space.outline,
      bars: [...new Map([...this.bars.values()].map((bar) => [JSON.stringify(bar), bar])).values()],
      handles: hasMarks ? handlesOf(box, space) : [],
      lines: hasMarks ? guideLines(box, space) : [],
      probe: isKnown ? shareToScene(box, valuesToShare(box, [x, y, z])) : null,
    };
    context.save();
    context.scale(scale, scale);
    drawOverlay(context, content, look ?? this.look());
    context.restore();
  }

  get glass(): { readonly stage: Stage; readonly width: number; readonly height: number } {
    return { stage: this.stage, ...this.size };
  }

  /** Draws the marks over the picture anew. */
  drawOverlay(): void {
    const context = this.overlay.getContext('2d');
    if (context === null) return;
    context.clearRect(0, 0, this.overlay.width, this.overlay.height);
    this.drawOver(context, devicePixelRatio, null);
  }

  dispose(): void {
    this.unlink();
    for (const drawing of this.layers.values()) drawing.dispose();
    this.region?.dispose();
    this.scene.dispose();
    for (const texture of this.colourMaps.values()) texture.dispose();
  }

  private look(): OverlayLook {
    return {
      text: themeColour('--text'),
      soft: themeColour('--text-soft'),
      line: themeColour('--line-control'),
      ground: themeColour('--ground'),
      accent: themeColour('--accent'),
      font: 'Inter, sans-serif',
    };
  }

  private drop(id: string, drawing: LayerDrawing): void {
    drawing.dispose();
    this.scene.remove(drawing.drawing);
    this.layers.delete(id);
  }

  /** Shows a layer; gives its colour bar where its colours are in sight. */
  private showLayer(layer: Layer): BarShown | null {
    const { fields, vectors, choices } = this.content;
    const known = this.layers.get(layer.id);
    if (!layer.visible) {
      if (known !== undefined) this.drop(layer.id, known);
      return null;
    }
    const colour = colourOfLayer(
      layer,
      (name) => (vectors.find((vector) => vector.name === name) ?? vectors[0])?.length ?? '',
    );
    // The quantity was asked for, and comes with the next fields.
    if (!(colour in fields.ranges)) return null;
    const range = layer.range ?? colourRange(fields.ranges[colour], colour);
    const map = layer.colourMap ?? suitableMap(range);
    const drawing = known ?? this.make(layer);
    const { box, ranges } = fields;
    drawing.update(layer, taskOf(layer, { box, ranges, vectors }, colour, range), this.fieldsKey());
    if (layer.kind === 'volume') drawing.setTransfer(transferOf(map, transferPoints(layer, range)));
    drawing.drawing.colour({ colours: this.colours(map), range, opacity: layer.opacity });
    return { label: quantityLabel(colour, choices), map, range };
  }

  private make(layer: Layer): LayerDrawing {
    const made = new LayerDrawing(layer, this.scene.shared, this.box.size, () => {
      this.scene.draw();
      this.onChange(this);
    });
    this.layers.set(layer.id, made);
    this.scene.add(made.drawing);
    return made;
  }

  private fieldsKey(): string {
    return String(this.content.fields.version);
  }

  /** The boundary of the domain inside the box. */
  private showRegion(): void {
    const { fields, settings } = this.content;
    const isWanted = fields.isMasked && settings.space.region;
    if (!isWanted) {
      if (this.region !== null) {
        this.region.dispose();
        this.scene.remove(this.region.drawing);
        this.region = null;
      }
      return;
    }
    const look: Layer = {
      id: 'region',
      kind: 'threshold',
      visible: true,
      opacity: 0.22,
      colourMap: null,
      range: null,
      quantity: '',
      low: null,
      high: null,
      colouredBy: '',
    };
    if (this.region === null) {
      this.region = new LayerDrawing(look, this.scene.shared, this.box.size, () => this.scene.draw());
      if (this.region.drawing instanceof SurfaceDrawing) this.region.drawing.setPlain(grey);
      this.scene.add(this.region.drawing);
    }
    this.region.update(look, { kind: 'region' }, this.fieldsKey());
    this.region.drawing.colour({ colours: this.colours('greys'), range: [0, 1], opacity: look.opacity });
  }

  private colours(map: ColourMapName): DataTexture {
    const known = this.colourMaps.get(map);
    if (known !== undefined) return known;
    const texture = colourTexture(map);
    this.colourMaps.set(map, texture);
    return texture;
  }
}
