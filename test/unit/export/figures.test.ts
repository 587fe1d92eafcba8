import { describe, expect, it } from 'vitest';
import {
  curvesFigure,
  exportFormats,
  fieldWriters,
  mapFigure,
  reportPage,
  svgText,
  type Drawing,
  type FieldResult,
} from '../../../src/export';
import { planesOfColours } from '../../../src/export/animation/luma';
import { uniformAxis } from '../../../src/field';

const x = uniformAxis('x', 0, 2, 5);
const y = uniformAxis('y', -1, 1, 3);
const t = uniformAxis('t', 0, 1, 4);

/** The curves of a drawing without its axes and ticks, which are black. */
function curvesOf({ shapes }: Drawing) {
  return shapes.flatMap((shape) =>
    shape.kind === 'curve' && shape.colour !== '#000000' ? [shape.points] : [],
  );
}

describe('figures', () => {
  it('have the asked size in millimetres, white ground and letters as letters', () => {
    const values = Float64Array.from({ length: 15 }, (_, k) => k);
    const svg = svgText(mapFigure({ name: 'u<1>', axes: [x, y], values }, { width: 85, height: 64 }));
    expect(svg).toContain('width="85mm" height="64mm"');
    expect(svg).toContain('fill="#fff"');
    expect(svg).toContain('>u&lt;1&gt;</text>');
    expect(svg).toContain('data:image/png;base64,');
    expect(svg).not.toMatch(/NaN|undefined/);
  });

  it('put a curve where its values are, and break it where there are none', () => {
    const curve = { name: 'u', x: [0, 1, 2, 3, 4], y: [1, 2, NaN, 2, 1] };
    const drawing = curvesFigure([curve], { x: 'x', y: 'u' }, { width: 100, height: 60 });
    const [left, right, ...others] = curvesOf(drawing);
    expect(others).toEqual([]);
    expect([left.length, right.length]).toEqual([2, 2]);
    // The frame spans 16 to 96 mm, the curve is symmetric and the larger value stands higher.
    expect(left[0][0]).toBe(16);
    expect(right[1][0]).toBe(96);
    expect(left[0][1]).toBe(right[1][1]);
    expect(left[1][1]).toBeLessThan(left[0][1]);
  });

  it('show powers of ten on a logarithmic scale', () => {
    const curve = { name: 'loss', x: [1, 2, 3], y: [1, 1e-3, 1e-6] };
    const drawing = curvesFigure([curve], { x: 'step', y: 'loss' }, { width: 100, height: 60 }, true);
    const [places] = curvesOf(drawing);
    expect(places[1][1] - places[0][1]).toBeCloseTo(places[2][1] - places[1][1], 10);
    expect(svgText(drawing)).toContain('10⁻⁶');
  });
});

describe('animations', () => {
  const fields = { u: Float64Array.from({ length: 60 }, (_, k) => Math.sin(k)) };
  const result: FieldResult = {
    title: '',
    history: '',
    place: { kind: 'grid', axes: [x, y, t] },
    time: 't',
    fields,
  };

  it('have a frame for each time, enlarged', async () => {
    const [{ content }] = await fieldWriters.gif(result, 'film.gif');
    const bytes = Buffer.from(content as Uint8Array);
    expect(bytes.toString('latin1', 0, 6)).toBe('GIF89a');
    expect([bytes.readUInt16LE(6), bytes.readUInt16LE(8)]).toEqual([480, 288]);
    // Each frame has a control block with its time.
    expect(bytes.toString('latin1').split('!ù\x04').length - 1).toBe(4);
  });

  it('as videos have as many frames, of even size, and their time', async () => {
    const odd: FieldResult = {
      ...result,
      place: {
        kind: 'grid',
        axes: [{ name: 'x', values: Float64Array.from({ length: 481 }, (_, k) => k) }, y, t],
      },
      fields: {
        u: Float64Array.from({ length: 481 * y.values.length * t.values.length }, (_, k) => Math.sin(k)),
      },
    };
    const sizes: number[][] = [];
    for (const one of [result, odd]) {
      const [{ content }] = await fieldWriters.mp4(one, 'film.mp4');
      const bytes = Buffer.from(content as Uint8Array);
      expect(bytes.toString('latin1', 4, 8)).toBe('ftyp');
      const box = (name: string) => bytes.indexOf(name, 0, 'latin1') + 4;
      // Sizes of samples: version, one size for all or 0, count.
      expect(bytes.readUInt32BE(box('stsz') + 8)).toBe(4);
      // Ticks in a second, and in the whole: twelve times in a second.
      const header = box('mdhd') + 12;
      expect(bytes.readUInt32BE(header + 4) / bytes.readUInt32BE(header)).toBeCloseTo(4 / 12, 3);
      sizes.push([bytes.readUInt16BE(box('avc1') + 24), bytes.readUInt16BE(box('avc1') + 26)]);
    }
    expect(sizes[0]).toEqual([480, 288]);
    expect(sizes[1].map((side) => side % 2)).toEqual([0, 0]);
  });

  it('as WebM are in VP9, each frame with its time', async () => {
    const [{ content }] = await fieldWriters.webm(result, 'film.webm');
    const bytes = Buffer.from(content as Uint8Array);
    expect(bytes.readUInt32BE(0)).toBe(0x1a45dfa3);
    expect(bytes.includes('webm') && bytes.includes('V_VP9')).toBe(true);
    // Elements of Matroska: width, height, and the duration in milliseconds.
    const after = (id: string) => bytes.indexOf(Buffer.from(id, 'hex')) + id.length / 2;
    expect([bytes.readUInt16BE(after('b082')), bytes.readUInt16BE(after('ba82'))]).toEqual([480, 288]);
    expect(bytes.readDoubleBE(after('448988'))).toBeCloseTo((1000 * 4) / 12, -1);
  });

  it('are made of brightness and colour differences as Rec. 601 has them', () => {
    const palette = new Uint8Array(4 * 256).fill(255);
    palette.set([255, 0, 0, 255, 0, 0, 255, 255], 4);
    const [sides, toPlanes] = planesOfColours(3, 2, palette);
    expect(sides).toEqual({ width: 4, height: 2 });
    const { data } = toPlanes(Uint8Array.of(1, 1, 2, 1, 1, 2));
    // Red, blue and white of the standard; a square is the mean of its four.
    expect([...data.subarray(0, 8)]).toEqual([81, 81, 41, 235, 81, 81, 41, 235]);
    expect([...data.subarray(8, 12)]).toEqual([90, 184, 240, 119]);
  });

  it('refuse more than one field, and what has no two axes of space', async () => {
    const two = { ...result, fields: { ...fields, v: fields.u } };
    expect(() => fieldWriters.gif(two, 'a.gif')).toThrow(/shows one field; choose one of u, v/);
    const thin: FieldResult = {
      ...result,
      place: { kind: 'grid', axes: [x, t] },
      fields: { u: new Float64Array(20) },
    };
    expect(() => fieldWriters.gif(thin, 'a.gif')).toThrow(/two axes of space/);
  });
});

describe('reports', () => {
  it('are one page with formulas as MathML, and nothing from elsewhere', () => {
    const page = reportPage({
      title: 'A & B',
      description: '',
      outcome: 'It finished.',
      warnings: ['Doubt <1>.'],
      formulas: [{ name: 'equation 1', tex: 'u_t = \\nu u_{xx}', place: 'everywhere', weight: '1' }],
      results: { headings: ['quantity', 'value'], rows: [['loss', '1e-3']] },
      settings: { headings: [], rows: [] },
      environment: { headings: [], rows: [['threads', 2]] },
      curves: [],
      figures: [],
      commands: ['collocate reproduce a'],
      study: '{}',
    });
    expect(page).toContain('<h1>A &amp; B</h1>');
    expect(page).toContain('<math');
    expect(page).toContain('Doubt &lt;1&gt;.');
    expect(page).not.toContain('<h2>Settings');
    expect(page).not.toMatch(/(src|href)="(?!data:)/);
  });

  it('stand in the table of formats as HTML', () => {
    expect(exportFormats.report).toMatchObject({ extension: 'html', subject: 'report' });
  });
});
