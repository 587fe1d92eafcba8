/** What both drawings of a field have in common: a canvas of its own, textures, and drawing on demand. */
import {
  ColorManagement,
  GLSL3,
  LinearSRGBColorSpace,
  RawShaderMaterial,
  Scene,
  Vector2,
  WebGLRenderer,
  type Camera,
} from 'three';
import type { ColourMapName, Range, Values } from '../../../src/field';
import { colourTexture, FieldTexture } from './textures';

// Colours of maps and of the theme are meant for the screen as they are.
ColorManagement.enabled = false;

export interface FieldContent {
  readonly values: Values;
  /** Points to the right (the coordinate that runs fastest) and upwards. */
  readonly width: number;
  readonly height: number;
  readonly range: Range;
  readonly colourMap: ColourMapName;
}

export abstract class FieldScene {
  protected readonly scene = new Scene();
  protected abstract readonly camera: Camera;
  protected readonly material: RawShaderMaterial;
  private readonly renderer: WebGLRenderer;
  private field: FieldTexture | null = null;
  private colourMap: ColourMapName | null = null;
  private waiting = 0;

  constructor(canvas: HTMLCanvasElement, vertexShader: string, fragmentShader: string) {
    this.renderer = new WebGLRenderer({ canvas, antialias: true, alpha: true });
    this.renderer.outputColorSpace = LinearSRGBColorSpace;
    this.material = new RawShaderMaterial({
      glslVersion: GLSL3,
      vertexShader,
      fragmentShader,
      uniforms: { field: { value: null }, colours: { value: null }, range: { value: new Vector2(0, 1) } },
    });
  }

  setContent({ values, width, height, range, colourMap }: FieldContent): void {
    if (this.field === null || this.field.width !== width || this.field.height !== height) {
      this.field?.dispose();
      this.field = new FieldTexture(width, height);
      this.uniform('field').value = this.field.texture;
      this.onGrid(width, height);
    }
    this.field.set(values);
    if (colourMap !== this.colourMap) {
      this.colourMap = colourMap;
      (this.uniform('colours').value as { dispose: () => void } | null)?.dispose();
      this.uniform('colours').value = colourTexture(colourMap);
    }
    (this.uniform('range').value as Vector2).set(range[0], range[1]);
    this.draw();
  }

  setSize(width: number, height: number, pixelRatio = devicePixelRatio): void {
    this.renderer.setPixelRatio(pixelRatio);
    this.renderer.setSize(width, height, false);
    this.onSize(width, height);
    this.drawNow();
  }

  /** Draws in the next animation frame; many calls before it are one drawing. */
  draw(): void {
    if (this.waiting !== 0) return;
    this.waiting = requestAnimationFrame(() => this.drawNow());
  }

  dispose(): void {
    cancelAnimationFrame(this.waiting);
    this.field?.dispose();
    (this.uniform('colours').value as { dispose: () => void } | null)?.dispose();
    this.material.dispose();
    this.renderer.dispose();
    // Browsers keep few graphics contexts at a time: this one is given back at once.
    this.renderer.forceContextLoss();
  }

  protected drawNow(): void {
    cancelAnimationFrame(this.waiting);
    this.waiting = 0;
    if (this.field !== null) this.renderer.render(this.scene, this.camera);
  }

  protected uniform(name: string): { value: unknown } {
    const uniform = this.material.uniforms[name];
    if (uniform === undefined) throw new Error(`The shader has no uniform "${name}".`);
    return uniform;
  }

  protected onGrid(_width: number, _height: number): void {}

  protected onSize(_width: number, _height: number): void {}
}
