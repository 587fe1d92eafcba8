import { escaped } from '../vtk/xml';
import { letterHeight, type Drawing, type Shape } from './drawing';

/** A drawing as text of an SVG file of its size in millimetres. */
export function svgText({ size, shapes }: Drawing): string {
  const [width, height] = [mm(size.width), mm(size.height)];
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}mm" height="${height}mm" viewBox="0 0 ${width} ${height}"`,
    ` font-family="Arial, Helvetica, sans-serif" font-size="${letterHeight}">`,
    `<rect width="100%" height="100%" fill="#fff"/>`,
    ...shapes.map(element),
    '</svg>\n',
  ].join('\n');
}

function element(shape: Shape): string {
  switch (shape.kind) {
    case 'curve': {
      const points = shape.points.map(([x, y]) => `${mm(x)},${mm(y)}`).join(' ');
      return `<polyline points="${points}" fill="none" stroke="${shape.colour}" stroke-width="${shape.width}" stroke-linejoin="round"/>`;
    }
    case 'frame':
      return `<rect ${boxOf(shape)} fill="none" stroke="#000" stroke-width="${shape.width}"/>`;
    case 'text': {
      const [x, y] = shape.at.map(mm);
      const turn = shape.turned ? ` transform="rotate(-90 ${x} ${y})"` : '';
      return `<text x="${x}" y="${y}" text-anchor="${shape.anchor}"${turn}>${escaped(shape.text)}</text>`;
    }
    case 'picture': {
      const data = Buffer.from(shape.png).toString('base64');
      return (
        `<image ${boxOf(shape)} preserveAspectRatio="none" style="image-rendering:pixelated" ` +
        `href="data:image/png;base64,${data}"/>`
      );
    }
  }
}

function boxOf({ box }: Extract<Shape, { box: unknown }>): string {
  const { left, top, width, height } = box;
  return `x="${mm(left)}" y="${mm(top)}" width="${mm(width)}" height="${mm(height)}"`;
}

const mm = (value: number) => String(Number(value.toFixed(3)));
