/** What both drawings of a field have in common: textures, shaders compiled aside, and drawing on demand. */
import { GLSL3, RawShaderMaterial, Scene, Vector2, type Camera } from 'three';
import type { ColourMapName, Range, Values } from '../../../src/field';
import type { Stage } from './stage';
import { colourTexture, FieldTexture } from './textures';

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
  private field: FieldTexture | null = null;
  private colourMap: ColourMapName | null = null;
  private waiting = 0;
  private shaders: 'unknown' | 'compiling' | 'ready' | 'disposed' = 'unknown';

  constructor(
    private readonly stage: Stage,
    vertexShader: string,
    fragmentShader: string,
  ) {
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
    this.stage.setSize(width, height, pixelRatio);
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
    this.shaders = 'disposed';
  }

  protected drawNow(): void {
    cancelAnimationFrame(this.waiting);
    this.waiting = 0;
    if (this.field === null) return;
    if (this.shaders === 'ready') this.stage.renderer.render(this.scene, this.camera);
    else if (this.shaders === 'unknown') this.compile();
  }

  /** Compiles without waiting, then draws. */
  private compile(): void {
    this.shaders = 'compiling';
    void this.stage.compile(this.scene, this.camera).then(() => {
      if (this.shaders !== 'compiling') return;
      this.shaders = 'ready';
      this.draw();
    });
  }

  protected uniform(name: string): { value: unknown } {
    const uniform = this.material.uniforms[name];
    if (uniform === undefined) throw new Error(`The shader has no uniform "${name}".`);
    return uniform;
  }

  protected onGrid(_width: number, _height: number): void {}

  protected onSize(_width: number, _height: number): void {}
}
