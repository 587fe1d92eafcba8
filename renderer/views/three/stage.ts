import { ColorManagement, LinearSRGBColorSpace, WebGLRenderer, type Camera, type Scene } from 'three';

// Colours of maps and of the theme are meant for the screen as they are.
ColorManagement.enabled = false;

/** How long compiling is given in milliseconds where the browser does not tell when it is done. */
const compilingTime = 300;

/**
 * The canvas of a view with its graphics context. Making a context takes long, so a view keeps its own while it
 * changes between drawings and while it stands behind another panel.
 */
export class Stage {
  readonly canvas = document.createElement('canvas');
  readonly renderer: WebGLRenderer;

  constructor() {
    this.canvas.className = 'chart-canvas';
    this.renderer = new WebGLRenderer({ canvas: this.canvas, antialias: true, alpha: true });
    this.renderer.outputColorSpace = LinearSRGBColorSpace;
    // Asking for errors waits until the shaders are compiled.
    this.renderer.debug.checkShaderErrors = false;
  }

  setSize(width: number, height: number, pixelRatio: number): void {
    // Either call makes the picture's memory anew.
    if (this.renderer.getPixelRatio() !== pixelRatio) this.renderer.setPixelRatio(pixelRatio);
    this.renderer.setSize(width, height, false);
  }

  /** Compiles the shaders of a scene aside: the page does not stand still, as it would at their first use. */
  async compile(scene: Scene, camera: Camera): Promise<void> {
    await this.renderer.compileAsync(scene, camera);
    if (!this.renderer.extensions.has('KHR_parallel_shader_compile'))
      await new Promise((resolve) => setTimeout(resolve, compilingTime));
  }

  dispose(): void {
    this.renderer.dispose();
    // Browsers keep few graphics contexts at a time: this one is given back at once.
    this.renderer.forceContextLoss();
  }
}
