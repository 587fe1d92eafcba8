/** The scene of a box: cameras and controls, the drawings of the layers, drawing on demand, and picking by depth. */
import {
  BoxGeometry,
  Color,
  DepthTexture,
  EdgesGeometry,
  LineBasicMaterial,
  LineSegments,
  NoBlending,
  NormalBlending,
  Scene,
  Vector2,
  Vector3,
  Vector4,
  WebGLRenderTarget,
} from 'three';
import { OrbitControls } from 'three/examples/jsm/controls/OrbitControls.js';
import type { Stage } from '../../views/three/stage';
import type { SpaceBox, Triple } from '../box';
import { Cameras, standardViews, type Pose } from './cameras';
import { VolumeDrawing, type Drawing, type SharedUniforms } from './drawings';

/** Slower than this while moving, in milliseconds, pictures are drawn coarser. */
const slowFrame = 45;
/** Steps of a ray through the whole box: at rest, and while it moves. */
const raySteps = { fine: 220, coarse: 90 } as const;
const coarseRatio = 0.5;

export interface SceneListener {
  /** After each drawing: labels are placed. */
  drawn(): void;
  /** The user has moved the camera. */
  moved(pose: Pose): void;
}

export class SpaceScene {
  readonly shared: SharedUniforms = {
    clip: { value: new Vector4() },
    picking: { value: 0 },
    depths: { value: null },
    pixels: { value: new Vector2(1, 1) },
    eye: { value: new Vector3() },
    sight: { value: new Vector3() },
    steps: { value: raySteps.fine },
  };
  readonly cameras = new Cameras();
  private readonly scene = new Scene();
  private readonly controls: OrbitControls;
  private readonly edges: LineSegments<EdgesGeometry, LineBasicMaterial>;
  private readonly depthTarget = new WebGLRenderTarget(1, 1, { depthTexture: new DepthTexture(1, 1) });
  private readonly pickTarget = new WebGLRenderTarget(1, 1);
  private readonly drawings = new Set<Drawing>();
  private size = { width: 1, height: 1 };
  private waiting = 0;
  private isCoarse = false;
  private lastFrame = 0;
  private compiling = 0;
  private isDisposed = false;
  /** The standard view that is shown, until the user turns away from it. */
  private standard: string | null = '6';
  /** The camera stands anew because the view has, not because the user turned it. */
  private isSettling = true;

  constructor(
    private readonly stage: Stage,
    readonly box: SpaceBox,
    private readonly listener: SceneListener,
  ) {
    this.edges = new LineSegments(new EdgesGeometry(new BoxGeometry(...box.size)), new LineBasicMaterial());
    this.scene.add(this.edges);
    this.controls = new OrbitControls(this.cameras.perspective, stage.canvas);
    this.controls.addEventListener('change', () => this.onMove());
    this.controls.addEventListener('start', () => (this.standard = null));
    this.controls.addEventListener('end', () => this.refine());
    this.shared.depths.value = this.depthTarget.depthTexture;
    this.stand('6');
  }

  get target(): Vector3 {
    return this.controls.target;
  }

  /** The user drags something else meanwhile. */
  setControls(on: boolean): void {
    this.controls.enabled = on;
  }

  setEdges(colour: string, visible: boolean): void {
    this.edges.material.color = new Color(colour);
    this.edges.visible = visible;
    this.draw();
  }

  setProjection(orthographic: boolean): void {
    this.cameras.isOrthographic = orthographic;
    this.draw();
  }

  /** What lies beyond the plane is left out; null leaves everything. */
  setClip(plane: { readonly normal: Triple; readonly offset: number } | null): void {
    if (plane === null) this.shared.clip.value.set(0, 0, 0, 1);
    else this.shared.clip.value.set(...plane.normal, plane.offset);
    this.draw();
  }

  /** Adds a drawing; its shaders are compiled before it is shown. */
  add(drawing: Drawing): void {
    this.drawings.add(drawing);
    this.scene.add(drawing.object);
    this.compiling++;
    void this.stage.compile(this.scene, this.cameras.active).then(() => {
      this.compiling--;
      this.draw();
    });
  }

  remove(drawing: Drawing): void {
    this.drawings.delete(drawing);
    this.scene.remove(drawing.object);
    drawing.dispose();
    this.draw();
  }

  setSize(width: number, height: number, ratio = devicePixelRatio): void {
    this.size = { width, height };
    this.stage.setSize(width, height, ratio);
    this.cameras.setAspect(width / height);
    if (this.standard !== null) this.stand(this.standard);
    this.drawNow();
  }

  /** Looks from one of the standard directions, numbered 1 to 6, so that the box fills the view. */
  lookFrom(key: string): boolean {
    if (standardViews[key] === undefined) return false;
    this.stand(key);
    this.listener.moved(this.pose);
    return true;
  }

  private stand(key: string): void {
    const view = standardViews[key];
    if (view === undefined) return;
    this.standard = key;
    this.isSettling = true;
    const radius = Math.hypot(...this.box.size) / 2;
    // A little below the middle: names stand under the box.
    this.controls.target.set(0, 0, -0.09 * radius);
    const away = new Vector3(...view.from).setLength(this.cameras.distanceFor(radius));
    this.cameras.perspective.position.copy(this.controls.target).add(away);
    this.controls.update();
    this.isSettling = false;
    this.draw();
  }

  get pose(): Pose {
    const { position } = this.cameras.perspective;
    const { target } = this.controls;
    return { position: [position.x, position.y, position.z], target: [target.x, target.y, target.z] };
  }

  /** Looks as another view does. */
  setPose({ position, target }: Pose): void {
    const now = this.pose;
    if ([...position, ...target].every((value, k) => value === [...now.position, ...now.target][k])) return;
    this.standard = null;
    this.cameras.perspective.position.set(...position);
    this.controls.target.set(...target);
    this.cameras.perspective.lookAt(this.controls.target);
    this.draw();
  }

  /** Where a point of the scene lies on the canvas, and how far behind the glass. */
  project(point: Triple): { x: number; y: number; depth: number } {
    const { active } = this.cameras;
    const depth = new Vector3(...point).distanceTo(active.position);
    const seen = new Vector3(...point).project(active);
    return {
      x: (0.5 + 0.5 * seen.x) * this.size.width,
      y: (0.5 - 0.5 * seen.y) * this.size.height,
      depth,
    };
  }

  /** The point of the scene at a place of the canvas, as deep as `like`. */
  unproject(x: number, y: number, like: Triple): Triple {
    const { active } = this.cameras;
    const deep = new Vector3(...like).project(active).z;
    const point = new Vector3((2 * x) / this.size.width - 1, 1 - (2 * y) / this.size.height, deep);
    point.unproject(active);
    return [point.x, point.y, point.z];
  }

  /** The point of the nearest surface at a place of the canvas; null where there is none. */
  pick(x: number, y: number): Triple | null {
    if (this.compiling > 0 || this.drawings.size === 0) return null;
    const { renderer } = this.stage;
    const { active } = this.cameras;
    const { width, height } = this.size;
    const edges = this.edges.visible;
    this.edges.visible = false;
    this.shared.picking.value = 1;
    for (const { object } of this.drawings) object.material.blending = NoBlending;
    active.setViewOffset(width, height, x - 0.5, y - 0.5, 1, 1);
    renderer.setRenderTarget(this.pickTarget);
    renderer.setClearColor(0xffffff, 1);
    renderer.clear();
    renderer.render(this.scene, active);
    const bytes = new Uint8Array(4);
    renderer.readRenderTargetPixels(this.pickTarget, 0, 0, 1, 1, bytes);
    renderer.setRenderTarget(null);
    renderer.setClearColor(0x000000, 0);
    active.clearViewOffset();
    for (const { object } of this.drawings) object.material.blending = NormalBlending;
    this.shared.picking.value = 0;
    this.edges.visible = edges;
    const depth = bytes.reduce((sum, byte, k) => sum + byte / 255 / 255 ** k, 0);
    if (depth >= 0.9999) return null;
    const point = new Vector3((2 * x) / width - 1, 1 - (2 * y) / height, 2 * depth - 1).unproject(active);
    return [point.x, point.y, point.z];
  }

  /** Draws in the next animation frame; many calls before it are one drawing. */
  draw(): void {
    if (this.waiting !== 0 || this.isDisposed) return;
    this.waiting = requestAnimationFrame(() => this.drawNow());
  }

  /** Draws a part of the picture, as large as the canvas, of a whole that is `width` by `height` pixels. */
  drawTile(whole: { readonly width: number; readonly height: number }, left: number, top: number): void {
    const { active } = this.cameras;
    const tile = this.stage.renderer.getDrawingBufferSize(new Vector2());
    active.setViewOffset(whole.width, whole.height, left, top, tile.x, tile.y);
    this.renderNow();
    active.clearViewOffset();
  }

  dispose(): void {
    this.isDisposed = true;
    cancelAnimationFrame(this.waiting);
    for (const drawing of this.drawings) drawing.dispose();
    this.controls.dispose();
    this.edges.geometry.dispose();
    this.edges.material.dispose();
    this.depthTarget.dispose();
    this.pickTarget.dispose();
  }

  private drawNow(): void {
    cancelAnimationFrame(this.waiting);
    this.waiting = 0;
    if (this.isDisposed || this.compiling > 0) return;
    this.renderNow();
    this.listener.drawn();
  }

  private renderNow(): void {
    const { renderer } = this.stage;
    this.cameras.align(this.controls.target);
    const { active, isOrthographic } = this.cameras;
    this.shared.eye.value.copy(active.position);
    if (isOrthographic) active.getWorldDirection(this.shared.sight.value);
    else this.shared.sight.value.set(0, 0, 0);
    const volumes = [...this.drawings].filter(
      (drawing) => drawing instanceof VolumeDrawing && drawing.object.visible,
    );
    if (volumes.length > 0) this.drawDepths(volumes);
    renderer.render(this.scene, active);
  }

  /** The depths of everything but the clouds, which end there. */
  private drawDepths(volumes: readonly Drawing[]): void {
    const { renderer } = this.stage;
    const pixels = renderer.getDrawingBufferSize(this.shared.pixels.value);
    if (this.depthTarget.width !== pixels.x || this.depthTarget.height !== pixels.y)
      this.depthTarget.setSize(pixels.x, pixels.y);
    for (const { object } of volumes) object.visible = false;
    renderer.setRenderTarget(this.depthTarget);
    renderer.clear();
    renderer.render(this.scene, this.cameras.active);
    renderer.setRenderTarget(null);
    for (const { object } of volumes) object.visible = true;
  }

  private onMove(): void {
    if (this.isSettling) return;
    const now = performance.now();
    const isSlow = now - this.lastFrame > slowFrame && now - this.lastFrame < 500;
    this.lastFrame = now;
    if (isSlow && !this.isCoarse) {
      this.isCoarse = true;
      this.shared.steps.value = raySteps.coarse;
      this.setSize(this.size.width, this.size.height, devicePixelRatio * coarseRatio);
    }
    this.draw();
    this.listener.moved(this.pose);
  }

  private refine(): void {
    if (!this.isCoarse) return;
    this.isCoarse = false;
    this.shared.steps.value = raySteps.fine;
    this.setSize(this.size.width, this.size.height);
  }
}
