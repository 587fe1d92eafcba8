import { BufferAttribute, BufferGeometry } from 'three';

/** A grid of width × height points over the unit square, as triangles. Heights are the shader's matter. */
export function sheetGeometry(width: number, height: number): BufferGeometry {
  const places = new Float32Array(2 * width * height);
  let at = 0;
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      places[at++] = column / (width - 1);
      places[at++] = row / (height - 1);
    }
  }
  const corners = new Uint32Array(6 * (width - 1) * (height - 1));
  at = 0;
  for (let row = 0; row < height - 1; row++) {
    for (let column = 0; column < width - 1; column++) {
      const first = row * width + column;
      corners.set([first, first + 1, first + width, first + 1, first + width + 1, first + width], at);
      at += 6;
    }
  }
  const geometry = new BufferGeometry();
  geometry.setAttribute('uv', new BufferAttribute(places, 2));
  geometry.setIndex(new BufferAttribute(corners, 1));
  return geometry;
}
