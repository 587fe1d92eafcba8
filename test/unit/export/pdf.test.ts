import { describe, expect, it } from 'vitest';
import {
  curvesFigure,
  fieldWriters,
  figurePdf,
  mapFigure,
  reportPdf,
  type FieldResult,
  type ReportContent,
} from '../../../src/export';
import type { Pdf } from '../../../src/export/pdf/document';
import { addOutline } from '../../../src/export/pdf/outline';
import { uniformAxis } from '../../../src/field';
import { pdfObjects, pdfPages } from '../../support/pdf';

const x = uniformAxis('x', 0, 2, 5);
const y = uniformAxis('y', -1, 1, 3);
const map = mapFigure(
  { name: 'ω', axes: [x, y], values: Float64Array.from({ length: 15 }, (_, k) => k) },
  { width: 85, height: 62 },
);
const loss = { name: 'loss', x: [1, 2, 3], y: [1, 1e-3, 1e-6] };
const curves = curvesFigure([loss], { x: 'step', y: 'loss' }, { width: 170, height: 62 }, true);
const points = (millimetres: number) => (millimetres * 72) / 25.4;

describe('figures as PDF', () => {
  it('are one page of their size on white, with curves as curves and the font in the file', async () => {
    const objects = pdfObjects(await figurePdf(curves, 'Loss'));
    const [page, ...others] = pdfPages(objects);
    expect(others).toEqual([]);
    expect(page.box[2]).toBeCloseTo(points(170), 3);
    expect(page.box[3]).toBeCloseTo(points(62), 3);
    // White before everything else.
    expect(page.commands.indexOf('1 1 1 scn')).toBeLessThan(page.commands.indexOf(' l\n'));
    const descriptors = [...objects.values()].filter(({ dictionary }) =>
      dictionary.includes('/FontDescriptor\n'),
    );
    expect(descriptors.length).toBeGreaterThan(0);
    for (const { dictionary } of descriptors) {
      expect(dictionary).toContain('DejaVuSansCondensed');
      const file = Number(/\/FontFile2 (\d+) 0 R/.exec(dictionary)?.[1]);
      // So a TrueType font begins.
      expect(objects.get(file)?.stream?.toString('latin1', 0, 4)).toBe('true');
    }
  });

  it('draw a curve where the same figure as SVG has it, in millimetres', async () => {
    const [page] = pdfPages(pdfObjects(await figurePdf(curves, 'Loss')));
    const drawn = curves.shapes.flatMap((shape) =>
      shape.kind === 'curve' && shape.colour !== '#000000' ? [shape.points] : [],
    )[0];
    const numbers = [...page.commands.matchAll(/^(-?[\d.]+) (-?[\d.]+) [ml]$/gm)].map(([, a, b]) => [
      Number(a),
      Number(b),
    ]);
    for (const [a, b] of drawn) expect(numbers.some(([c, d]) => Math.hypot(a - c, b - d) < 1e-4)).toBe(true);
    expect(page.commands).toMatch(
      new RegExp(`^${(72 / 25.4).toFixed(4)}\\d* 0 0 ${(72 / 25.4).toFixed(4)}`, 'm'),
    );
  });

  it('are one file for each field, and keep the pixels of a map', async () => {
    const result: FieldResult = {
      title: 'T',
      history: '',
      place: { kind: 'grid', axes: [x, y] },
      time: undefined,
      fields: { u: new Float64Array(15), v: new Float64Array(15) },
    };
    const files = await fieldWriters.pdf(result, 'all.pdf');
    expect(files.map(({ name }) => name)).toEqual(['all.pdf', 'all-v.pdf']);
    const objects = pdfObjects(files[0].content as Uint8Array);
    const images = [...objects.values()].filter(({ dictionary }) => dictionary.includes('/Subtype /Image'));
    expect(images.some(({ dictionary }) => /\/Width 5\s+\/Height 3\b/.test(dictionary))).toBe(true);
  });
});

describe('reports as PDF', () => {
  const content: ReportContent = {
    title: 'A & B',
    description: 'About ν.',
    outcome: 'It finished.',
    warnings: ['Doubt <1>.'],
    formulas: [
      { name: 'equation 1', tex: 'u_t = \\nu u_{xx}', place: 'everywhere', weight: '1' },
      { name: 'long', tex: `u = ${'x + '.repeat(40)}1`, place: 't = 0', weight: 'built in' },
    ],
    results: { headings: ['quantity', 'value'], rows: [['loss', '1.000 × 10⁻³']] },
    settings: {
      headings: [],
      rows: Array.from({ length: 200 }, (_, k) => [`setting[${k}]`, `value ${k}`.repeat(1 + (k % 9))]),
    },
    environment: { headings: [], rows: [['threads', 2]] },
    curves: [{ drawing: curves, caption: 'The loss.' }],
    figures: [
      { drawing: map, caption: 'ω.' },
      { drawing: map, caption: 'ω less its reference.' },
    ],
    commands: ['collocate reproduce a'],
    study: JSON.stringify({ long: Array.from({ length: 200 }, (_, k) => k) }, null, 2),
  };

  it('are pages of A4 that hold everything and load nothing from elsewhere', async () => {
    const objects = pdfObjects(await reportPdf(content));
    const pages = pdfPages(objects);
    expect(pages.length).toBeGreaterThanOrEqual(5);
    expect(pages.length).toBeLessThanOrEqual(9);
    for (const { box, commands } of pages) {
      expect(box[2]).toBeCloseTo(points(210), 3);
      expect(box[3]).toBeCloseTo(points(297), 3);
      // No page is left empty: each has letters beside those of its foot.
      expect(commands.split(' Tj').length + commands.split(' TJ').length).toBeGreaterThan(6);
    }
    const all = [...objects.values()].map(({ dictionary }) => dictionary).join('\n');
    expect(all).not.toMatch(/\/(JavaScript|URI|Launch|EmbeddedFile)/);
    const bookmarks = [...objects.values()].filter(({ dictionary }) => /\/Dest\b/.test(dictionary));
    expect(bookmarks).toHaveLength(8);
  });
});

describe('outlines of formulas', () => {
  it('are the quadratic curves that they are told as', () => {
    const drawn: number[][] = [];
    const pen = {
      moveTo: (...to: number[]) => drawn.push(to),
      lineTo: (...to: number[]) => drawn.push(to),
      bezierCurveTo: (...by: number[]) => drawn.push(by),
      closePath: () => undefined,
    };
    addOutline(pen as unknown as Pdf, 'M0 0Q10 20 30 0T60-10H70V5L0 0Z');
    const [begin, first, second, ...lines] = drawn;
    expect(lines).toEqual([
      [70, -10],
      [70, 5],
      [0, 0],
    ]);
    const quadratic = (a: number, b: number, c: number, t: number) =>
      (1 - t) ** 2 * a + 2 * t * (1 - t) * b + t ** 2 * c;
    const cubic = (a: number, b: number, c: number, d: number, t: number) =>
      (1 - t) ** 3 * a + 3 * t * (1 - t) ** 2 * b + 3 * t ** 2 * (1 - t) * c + t ** 3 * d;
    for (const t of [0.2, 0.5, 0.9]) {
      for (const k of [0, 1]) {
        const one = cubic(begin[k], first[k], first[k + 2], first[k + 4], t);
        expect(one).toBeCloseTo(quadratic([0, 0][k], [10, 20][k], [30, 0][k], t), 12);
        // The inner point of a smooth curve mirrors the one before.
        const other = cubic(first[k + 4], second[k], second[k + 2], second[k + 4], t);
        expect(other).toBeCloseTo(quadratic([30, 0][k], [50, -20][k], [60, -10][k], t), 12);
      }
    }
    expect(() => addOutline(pen as unknown as Pdf, 'A1 1')).toThrow(/not known/);
  });
});
