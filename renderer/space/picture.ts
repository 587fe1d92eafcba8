/** Pictures of a box as files: of any size, on white, with everything that stands over it. */
import type { BoxView } from './boxView';
import { barWidth } from './boxView';
import { paperLook } from './overlay';

/** Lets the window go on between the parts of a picture. */
function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}

/** The picture of a view as PNG, `width` pixels wide, in the proportions of the view. */
export async function boxPicture(view: BoxView, width: number): Promise<Uint8Array> {
  const { stage, width: shownWidth, height: shownHeight } = view.glass;
  const scale = width / shownWidth;
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(width);
  canvas.height = Math.round(shownHeight * scale);
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('There is no memory for a picture of this size.');
  context.fillStyle = paperLook.ground;
  context.fillRect(0, 0, canvas.width, canvas.height);
  const whole = { width: Math.round((shownWidth - barWidth) * scale), height: canvas.height };
  const tile = stage.canvas;
  view.scene.setEdges(paperLook.line, view.hasOutline);
  for (let top = 0; top < whole.height; top += tile.height) {
    for (let left = 0; left < whole.width; left += tile.width) {
      view.scene.drawTile(whole, left, top);
      const [w, h] = [Math.min(tile.width, whole.width - left), Math.min(tile.height, whole.height - top)];
      context.drawImage(tile, 0, 0, w, h, left, top, w, h);
      await pause();
    }
  }
  view.refresh();
  view.drawOver(context, scale, paperLook);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
  if (blob === null) throw new Error('There is no memory for a picture of this size.');
  return new Uint8Array(await blob.arrayBuffer());
}
