import { liteAdaptor } from 'mathjax-full/js/adaptors/liteAdaptor.js';
import type { LiteElement } from 'mathjax-full/js/adaptors/lite/Element.js';
import type { LiteText } from 'mathjax-full/js/adaptors/lite/Text.js';
import { RegisterHTMLHandler } from 'mathjax-full/js/handlers/html.js';
import { TeX } from 'mathjax-full/js/input/tex.js';
import 'mathjax-full/js/input/tex/ams/AmsConfiguration.js';
import 'mathjax-full/js/input/tex/boldsymbol/BoldsymbolConfiguration.js';
import { mathjax } from 'mathjax-full/js/mathjax.js';
import { SVG } from 'mathjax-full/js/output/svg.js';
import type { Pdf } from './document';
import { addOutline } from './outline';

/** A typeset formula; lengths in shares of the size of its letters. */
export interface Formula {
  readonly width: number;
  /** Above the line on which its letters stand. */
  readonly ascent: number;
  readonly descent: number;
  /** What MathJax drew, in thousandths of the size of its letters. */
  readonly root: LiteElement;
}

const adaptor = liteAdaptor();
RegisterHTMLHandler(adaptor);
const typesetter = mathjax.document('', {
  InputJax: new TeX({ packages: ['base', 'ams', 'boldsymbol'] }),
  OutputJax: new SVG({ fontCache: 'none' }),
});
const unitsPerEm = 1000;

/** Typesets TeX as outlines. */
export function typesetFormula(tex: string): Formula {
  const root = adaptor.firstChild(typesetter.convert(tex, { display: true }) as LiteElement) as LiteElement;
  const [, top, width, height] = numbers(adaptor.getAttribute(root, 'viewBox'));
  return {
    width: width / unitsPerEm,
    ascent: -top / unitsPerEm,
    descent: (height + top) / unitsPerEm,
    root,
  };
}

/** Draws a formula with its letters standing at a place of the page, `size` points large. */
export function drawFormula(pdf: Pdf, formula: Formula, left: number, foot: number, size: number): void {
  pdf
    .save()
    .translate(left, foot)
    .scale(size / unitsPerEm);
  pdf.fillColor('#000000');
  for (const child of adaptor.childNodes(formula.root)) drawNode(pdf, child as LiteElement);
  pdf.restore();
}

function drawNode(pdf: Pdf, node: LiteElement | LiteText): void {
  const kind = adaptor.kind(node);
  if (kind === '#text' || kind === '#comment') return;
  const element = node as LiteElement;
  const number = (name: string) => Number(adaptor.getAttribute(element, name) ?? 0);
  pdf.save();
  transform(pdf, adaptor.getAttribute(element, 'transform') ?? '');
  if (kind === 'path') {
    addOutline(pdf, adaptor.getAttribute(element, 'd') ?? '');
    pdf.fill();
  } else if (kind === 'rect') {
    pdf.rect(number('x'), number('y'), number('width'), number('height')).fill();
  } else if (kind === 'text') {
    // A letter that MathJax has no outline of.
    pdf.font('text').fontSize(parseFloat(adaptor.getAttribute(element, 'font-size') ?? '884'));
    pdf.text(adaptor.textContent(element), 0, 0, { lineBreak: false, baseline: 'alphabetic' });
  } else {
    if (kind === 'svg') window(pdf, element, number);
    for (const child of adaptor.childNodes(element)) drawNode(pdf, child as LiteElement);
  }
  pdf.restore();
}

/** A part that is seen through a window: its view box is moved and stretched over the window. */
function window(pdf: Pdf, element: LiteElement, number: (name: string) => number): void {
  const [left, top, width, height] = numbers(adaptor.getAttribute(element, 'viewBox'));
  pdf.translate(number('x'), number('y')).scale(number('width') / width, number('height') / height);
  pdf.translate(-left, -top).rect(left, top, width, height).clip();
}

/** Applies the `translate` and `scale` of an SVG attribute, from left to right. */
function transform(pdf: Pdf, text: string): void {
  for (const [, kind, values] of text.matchAll(/(translate|scale)\(([^)]*)\)/g)) {
    const [first, second] = numbers(values);
    if (kind === 'translate') pdf.translate(first, second ?? 0);
    else pdf.scale(first, second ?? first);
  }
}

function numbers(text: string): number[] {
  return text
    .trim()
    .split(/[\s,]+/)
    .map(Number);
}
