/** The attractor in three dimensions: the reference and the forecast as lines that can be turned. */
import {
  BufferAttribute,
  BufferGeometry,
  Color,
  Line,
  LineBasicMaterial,
  PerspectiveCamera,
  Scene,
} from 'three';
import { OrbitControls } from 'three/examples/jsm/controls/OrbitControls.js';
import { Stage } from '../views/three/stage';

/** Three rows of numbers of equal length. */
export type Path3 = readonly [Float64Array, Float64Array, Float64Array];

export class Attractor {
  private readonly stage = new Stage();
  private readonly scene = new Scene();
  private readonly camera = new PerspectiveCamera(35, 1, 0.01, 50);
  private readonly controls: OrbitControls;
  private readonly lines: readonly Line<BufferGeometry, LineBasicMaterial>[];
  private waiting = 0;

  constructor(holder: HTMLElement) {
    holder.append(this.stage.canvas);
    this.camera.up.set(0, 0, 1);
    this.camera.position.set(1.8, -3, 1.2);
    this.controls = new OrbitControls(this.camera, this.stage.canvas);
    this.controls.addEventListener('change', () => this.draw());
    this.lines = [0, 1].map(() => new Line(new BufferGeometry(), new LineBasicMaterial()));
    this.scene.add(...this.lines);
  }

  /** Both paths, scaled alike into a cube around the origin by the range of the first. */
  show(paths: readonly [Path3, Path3]): void {
    const ranges = paths[0].map((values) => {
      const [low, high] = [Math.min(...values), Math.max(...values)];
      return { middle: (low + high) / 2, half: Math.max(1e-12, (high - low) / 2) };
    });
    paths.forEach((path, k) => {
      const points = new Float32Array(3 * path[0].length);
      path.forEach((values, axis) => {
        const { middle, half } = ranges[axis] ?? { middle: 0, half: 1 };
        values.forEach((x, at) => (points[3 * at + axis] = (x - middle) / half));
      });
      this.lines[k]?.geometry.setAttribute('position', new BufferAttribute(points, 3));
      this.lines[k]?.geometry.computeBoundingSphere();
    });
    this.draw();
  }

  setColours(colours: readonly string[]): void {
    this.lines.forEach(({ material }, k) => (material.color = new Color(colours[k])));
    this.draw();
  }

  setSize(width: number, height: number): void {
    this.stage.setSize(width, height, devicePixelRatio);
    this.camera.aspect = width / height;
    this.camera.updateProjectionMatrix();
    this.draw();
  }

  dispose(): void {
    cancelAnimationFrame(this.waiting);
    this.controls.dispose();
    this.lines.forEach(({ geometry, material }) => {
      geometry.dispose();
      material.dispose();
    });
    this.stage.canvas.remove();
    this.stage.dispose();
  }

  private draw(): void {
    cancelAnimationFrame(this.waiting);
    this.waiting = requestAnimationFrame(() => this.stage.renderer.render(this.scene, this.camera));
  }
}
