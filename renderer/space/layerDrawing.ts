/** One layer of a view in its scene: asks for the geometry that it needs, and draws the newest that it got. */
import {
  arrowMesh,
  transferTable,
  type Arrows,
  type LineAnswer,
  type Mesh,
  type Plane,
  type TransferFunction,
  type VolumeTask,
  type VolumeTexture,
} from '../../src/field/volume';
import { askGeometry, newSlot } from './geometry';
import type { ArrowsLayer, Layer } from './layers';
import {
  ArrowsDrawing,
  SurfaceDrawing,
  VolumeDrawing,
  type Drawing,
  type SharedUniforms,
} from './three/drawings';
import type { Triple } from './box';

function drawingFor(layer: Layer, shared: SharedUniforms, size: Triple): Drawing {
  if (layer.kind === 'volume') return new VolumeDrawing(shared, size);
  if (layer.kind === 'arrows') return new ArrowsDrawing(shared);
  // Colours on a plane are read as they are; shapes need shade.
  return new SurfaceDrawing(shared, layer.kind !== 'slice');
}

/** Vectors of arrows by three numbers each: the longest is `size` times the distance between neighbours. */
export function arrowVectors({ directions, magnitudes, spacing }: Arrows, layer: ArrowsLayer): Float32Array {
  const strongest = magnitudes.reduce((most, value) => Math.max(most, value), 0) || 1;
  return directions.map((part, i) => {
    const length = layer.byStrength ? magnitudes[Math.floor(i / 3)] / strongest : 1;
    return part * length * layer.size * spacing;
  });
}

function trianglesOf(task: VolumeTask, answer: unknown): Mesh {
  return task.kind === 'lines' ? (answer as LineAnswer).mesh : (answer as Mesh);
}

export class LayerDrawing {
  readonly drawing: Drawing;
  /** Why there is nothing to draw, as a sentence. */
  failure: string | null = null;
  private readonly slot = newSlot();
  private shownKey = '';
  private transferKey = '';
  private asking = false;
  private wanted: { readonly key: string; readonly task: VolumeTask } | null = null;
  private layer: Layer;
  private arrows: Arrows | null = null;
  private isGone = false;

  constructor(
    layer: Layer,
    shared: SharedUniforms,
    size: Triple,
    private readonly changed: () => void,
  ) {
    this.layer = layer;
    this.drawing = drawingFor(layer, shared, size);
    this.drawing.object.visible = false;
  }

  /** What values of a cloud look like. */
  setTransfer(transfer: TransferFunction): void {
    if (!(this.drawing instanceof VolumeDrawing)) return;
    const key = JSON.stringify(transfer);
    if (key === this.transferKey) return;
    this.transferKey = key;
    this.drawing.setTransfer(transferTable(transfer));
  }

  /** True while what is drawn is not yet what is wanted. */
  get isBehind(): boolean {
    return this.asking;
  }

  /** Settings that need no other geometry, and the task of those that do. `key` differs when the fields do. */
  update(layer: Layer, task: VolumeTask | null, key: string): void {
    const before = this.layer;
    this.layer = layer;
    if (layer.kind === 'arrows' && layer !== before) this.placeArrows(layer);
    if (task === null) return;
    this.wanted = { key: `${key} ${JSON.stringify(task)}`, task };
    void this.follow();
  }

  /** The triangles of what is drawn, less what a clip leaves out; null for clouds. */
  async shape(clip: Plane | null): Promise<Mesh | null> {
    const { wanted, layer } = this;
    if (wanted === null || wanted.task.kind === 'texture') return null;
    const own = 'clip' in wanted.task ? wanted.task.clip : undefined;
    const task =
      clip === null ? wanted.task : ({ ...wanted.task, clip: { ...own, planes: [clip] } } as VolumeTask);
    const answer = await askGeometry(newSlot(), task);
    if (answer === null) return null;
    return layer.kind === 'arrows' ? arrowMesh(answer as Arrows, layer.size) : trianglesOf(task, answer);
  }

  dispose(): void {
    this.isGone = true;
  }

  private async follow(): Promise<void> {
    if (this.asking) return;
    this.asking = true;
    try {
      while (this.wanted !== null && this.wanted.key !== this.shownKey && !this.isGone) {
        const { key, task } = this.wanted;
        this.shownKey = key;
        await this.carryOut(task);
      }
    } finally {
      this.asking = false;
    }
    if (!this.isGone) this.changed();
  }

  private async carryOut(task: VolumeTask): Promise<void> {
    try {
      const answer = await askGeometry(this.slot, task);
      if (this.isGone || answer === null) return;
      this.failure = null;
      this.show(task, answer);
    } catch (error) {
      this.failure = error instanceof Error ? error.message : String(error);
      this.drawing.object.visible = false;
    }
    this.changed();
  }

  private show(task: VolumeTask, answer: unknown): void {
    const { drawing, layer } = this;
    if (drawing instanceof VolumeDrawing) drawing.setTexture(answer as VolumeTexture);
    else if (layer.kind === 'arrows') {
      this.arrows = answer as Arrows;
      this.placeArrows(layer);
    } else if (drawing instanceof SurfaceDrawing) {
      drawing.setTriangles(trianglesOf(task, answer));
    }
    drawing.object.visible = true;
  }

  private placeArrows(layer: ArrowsLayer): void {
    if (this.arrows === null || !(this.drawing instanceof ArrowsDrawing)) return;
    const { positions, scalars } = this.arrows;
    this.drawing.setArrows(positions, arrowVectors(this.arrows, layer), scalars);
  }
}
