import {
  BoxGeometry,
  BufferGeometry,
  Color,
  DoubleSide,
  EdgesGeometry,
  LineBasicMaterial,
  LineSegments,
  Mesh,
  PerspectiveCamera,
  Vector3,
} from 'three';
import { OrbitControls } from 'three/examples/jsm/controls/OrbitControls.js';
import { FieldScene } from './scene';
import { sheetGeometry } from './sheet';
import type { Stage } from './stage';
import { fieldShader } from './textures';

/** The box that the surface fills: across, upwards (values), and to the back. */
export const boxSize = { across: 2, value: 1, back: 1.6 } as const;

const vertexShader = `
  precision highp float;
  in vec2 uv;
  out vec3 normal;
  out float value;
  // 1 where there is a value, 0 outside the domain.
  out float known;
  uniform mat4 modelViewMatrix;
  uniform mat4 projectionMatrix;
  ${fieldShader}

  const vec3 size = vec3(${boxSize.across.toFixed(3)}, ${boxSize.value.toFixed(3)}, ${boxSize.back.toFixed(3)});

  vec3 surface(vec2 place, float height) {
    float share = clamp((height - range.x) / (range.y - range.x), 0.0, 1.0);
    return size * vec3(place.x - 0.5, share - 0.5, 0.5 - place.y);
  }

  // Beside the end of the domain the value of the nearest grid point; NaN where that has none either.
  float valueNear(vec2 place) {
    float between = valueAt(place);
    if (!isnan(between)) return between;
    vec2 last = vec2(textureSize(field, 0) - 1);
    return texelFetch(field, ivec2(round(clamp(place, 0.0, 1.0) * last)), 0).r;
  }

  vec3 surfaceBeside(vec2 place, float height) {
    float beside = valueNear(place);
    return surface(place, isnan(beside) ? height : beside);
  }

  void main() {
    vec2 cell = 1.0 / vec2(textureSize(field, 0) - 1);
    vec2 right = vec2(cell.x, 0.0);
    vec2 up = vec2(0.0, cell.y);
    float here = valueNear(uv);
    known = isnan(here) ? 0.0 : 1.0;
    value = isnan(here) ? range.x : here;
    vec3 alongRight = surfaceBeside(uv + right, value) - surfaceBeside(uv - right, value);
    vec3 alongUp = surfaceBeside(uv + up, value) - surfaceBeside(uv - up, value);
    normal = normalize(cross(alongRight, alongUp));
    gl_Position = projectionMatrix * modelViewMatrix * vec4(surface(uv, value), 1.0);
  }
`;

const fragmentShader = `
  precision highp float;
  in vec3 normal;
  in float value;
  in float known;
  out vec4 colour;
  ${fieldShader}
  void main() {
    if (known < 0.999) discard;
    // Light from above and a little from the side; the shade stays weak, since colours carry the values.
    float light = 0.72 + 0.28 * abs(dot(normalize(normal), normalize(vec3(0.35, 0.85, 0.4))));
    colour = vec4(colourOf(value) * light, 1.0);
  }
`;

/** Directions of the standard views, by key. */
const standardViews: Readonly<Record<string, readonly [number, number, number]>> = {
  '1': [0, 0, 1],
  '2': [1, 0, 0],
  '3': [0, 1, 0.0001],
  '4': [0, 0, -1],
  '5': [-1, 0, 0],
  '6': [0.75, 0.6, 1],
};

/** From here the box and its labels fit the height of the view. */
const distance = 5;
/** Slower than this while moving, pictures are drawn coarser. */
const slowFrame = 40;

/** A field as a surface that can be turned; heights and colours both tell the value. */
export class SurfaceScene extends FieldScene {
  protected readonly camera = new PerspectiveCamera(32, 1, 0.1, 20);
  private readonly mesh: Mesh;
  private readonly edges: LineSegments<EdgesGeometry, LineBasicMaterial>;
  private readonly controls: OrbitControls;
  private size = { width: 1, height: 1 };
  private coarse = false;
  private lastFrame = 0;

  constructor(
    stage: Stage,
    /** Called after each drawing, to place the labels. */
    private readonly onDrawn: () => void,
  ) {
    super(stage, vertexShader, fragmentShader);
    this.material.side = DoubleSide;
    this.mesh = new Mesh(new BufferGeometry(), this.material);
    this.mesh.frustumCulled = false;
    const box = new BoxGeometry(boxSize.across, boxSize.value, boxSize.back);
    this.edges = new LineSegments(new EdgesGeometry(box), new LineBasicMaterial());
    this.scene.add(this.mesh, this.edges);
    this.controls = new OrbitControls(this.camera, stage.canvas);
    this.controls.enablePan = false;
    // A little below the middle of the box, since its nearest corner hangs lowest.
    this.controls.target.set(0, -0.08, 0);
    this.controls.minDistance = 1.5;
    this.controls.maxDistance = 10;
    this.controls.addEventListener('change', () => this.onMove());
    this.controls.addEventListener('end', () => this.refine());
    this.lookFrom('6');
  }

  setEdgeColour(colour: string): void {
    this.edges.material.color = new Color(colour);
    this.draw();
  }

  /** Looks from one of the standard directions, numbered 1 to 6. */
  lookFrom(key: string): boolean {
    const direction = standardViews[key];
    if (direction === undefined) return false;
    this.camera.position.set(...direction).setLength(distance);
    this.controls.update();
    this.draw();
    return true;
  }

  /** Where a point of the box (each coordinate from −½ to ½) lies on the canvas, and how far away it is. */
  project(across: number, value: number, back: number): { x: number; y: number; depth: number } {
    const point = new Vector3(across * boxSize.across, value * boxSize.value, back * boxSize.back);
    const depth = point.distanceTo(this.camera.position);
    point.project(this.camera);
    return {
      x: (0.5 + 0.5 * point.x) * this.size.width,
      y: (0.5 - 0.5 * point.y) * this.size.height,
      depth,
    };
  }

  override dispose(): void {
    this.controls.dispose();
    this.mesh.geometry.dispose();
    this.edges.geometry.dispose();
    this.edges.material.dispose();
    super.dispose();
  }

  protected override drawNow(): void {
    super.drawNow();
    this.onDrawn();
  }

  protected override onGrid(width: number, height: number): void {
    this.mesh.geometry.dispose();
    this.mesh.geometry = sheetGeometry(width, height);
  }

  protected override onSize(width: number, height: number): void {
    this.size = { width, height };
    this.camera.aspect = width / height;
    this.camera.updateProjectionMatrix();
  }

  private onMove(): void {
    const now = performance.now();
    const isSlow = now - this.lastFrame > slowFrame && now - this.lastFrame < 500;
    this.lastFrame = now;
    if (isSlow && !this.coarse) {
      this.coarse = true;
      this.setSize(this.size.width, this.size.height, devicePixelRatio / 2);
    }
    this.draw();
  }

  private refine(): void {
    if (!this.coarse) return;
    this.coarse = false;
    this.setSize(this.size.width, this.size.height);
  }
}
