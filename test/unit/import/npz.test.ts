import { describe, expect, it } from 'vitest';
import { npzBytes, type NumpyArray } from '../../../src/export/npz';
import { readData } from '../../../src/import';

const columns = { x: 'x', u: 'velocity' };
const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1');
const floats = (...numbers: number[]) => ({ data: Float64Array.from(numbers), shape: [numbers.length] });

function outcomeOf(arrays: Record<string, NumpyArray>, request: object = {}) {
  return readData('points.npz', text(npzBytes(arrays, { compress: true })), { columns, ...request });
}

async function messages(arrays: Record<string, NumpyArray>, request: object = {}): Promise<string> {
  const outcome = await outcomeOf(arrays, request);
  return outcome.ok ? '' : outcome.problems.map(({ message }) => message).join('\n');
}

/** An array as NumPy writes one, of which the header and the bytes are given. */
function withHeader(type: string, byColumns: boolean, shape: string, values: Uint8Array): string {
  const like = npzBytes({ x: floats(1, 2, 3, 4, 5, 6) });
  const stored = text(like);
  const header = `{'descr': '${type}', 'fortran_order': ${byColumns ? 'True' : 'False'}, 'shape': (${shape}), }`;
  const start = stored.indexOf('{');
  const bytes = Buffer.from(like);
  bytes.write(`${header.padEnd(128 - 10 - 1)}\n`, start, 'latin1');
  Buffer.from(values).copy(bytes, start + 128 - 10);
  return bytes.toString('latin1');
}

describe('a file of arrays', () => {
  it('is read by the names of its arrays, whatever kind of number they hold', async () => {
    const read = await outcomeOf({
      x: { data: Int32Array.of(1, -2), shape: [2] },
      other: floats(1),
      velocity: { data: Float32Array.of(0.5, 4), shape: [2] },
    });
    expect(read).toMatchObject({
      ok: true,
      table: { rows: 2, columns: { x: Float64Array.of(1, -2), u: Float64Array.of(0.5, 4) } },
    });
  });

  it('is read with the other order of bytes, and column by column', async () => {
    const bytes = new Uint8Array(48);
    const view = new DataView(bytes.buffer);
    [1, 4, 2, 5, 3, 6].forEach((value, i) => view.setFloat64(8 * i, value, false));
    const read = await readData('a.NPZ', withHeader('>f8', true, '2, 3', bytes), { columns: { x: 'x' } });
    expect(read).toMatchObject({ ok: true, table: { columns: { x: Float64Array.of(1, 2, 3, 4, 5, 6) } } });
  });

  it('may hold the axes of a grid and values on it', async () => {
    const arrays = {
      t: floats(0, 1),
      x: floats(5, 6, 7),
      velocity: { data: Float64Array.of(1, 2, 3, 4, 5, 6), shape: [3, 2] },
    };
    const bytes = text(npzBytes(arrays));
    const read = (columns: Record<string, string>) => readData('a.npz', bytes, { columns });
    expect(await read({ x: 'x', t: 't', u: 'velocity' })).toMatchObject({
      ok: true,
      table: {
        rows: 6,
        columns: { x: Float64Array.of(5, 5, 6, 6, 7, 7), t: Float64Array.of(0, 1, 0, 1, 0, 1) },
      },
    });
    // The lengths tell which axis is whose.
    expect(await read({ t: 't', x: 'x', u: 'velocity' })).toEqual(
      await read({ x: 'x', t: 't', u: 'velocity' }),
    );
  });

  it('may have gaps where that is allowed', async () => {
    const arrays = { x: floats(1, 2), velocity: floats(1, NaN) };
    expect(await messages(arrays, { gaps: ['u'] })).toBe('');
    expect(await messages(arrays, { gaps: ['x'] })).toContain('velocity[1] is NaN');
  });

  it.each([
    [{ x: floats(1, 2), velocty: floats(1, 2) }, 'no array "velocity". Did you mean "velocty"?'],
    [{ x: floats(1, 2, 3), velocity: floats(1, 2) }, '"x" has the shape (3) and "velocity" (2)'],
    [{ x: floats(1, 2), velocity: floats(1, NaN) }, 'velocity[1] is NaN'],
    [
      {
        x: { data: Float64Array.of(1, 2, 3, 4, 5, 6), shape: [2, 3] },
        velocity: { data: Float64Array.of(1, 2, 3, 4, 5, -Infinity), shape: [2, 3] },
      },
      'velocity[1, 2] is -Infinity',
    ],
    [{ x: floats(), velocity: floats() }, 'hold no point'],
  ])('that is wrong is refused: %#', async (arrays, sentence) => {
    expect(await messages(arrays as Record<string, NumpyArray>)).toContain(sentence);
  });

  it('that is damaged, or holds no real numbers, is refused', async () => {
    const told = async (content: string) => {
      const outcome = await readData('a.npz', content, { columns: { x: 'x' } });
      return outcome.ok ? '' : outcome.problems[0].message;
    };
    expect(await told('x,u\n1,2\n')).toContain('is not a .npz file');
    expect(await told(withHeader('<c16', false, '3,', new Uint8Array(48)))).toContain(
      'does not hold real numbers',
    );
    expect(await told(withHeader('<f8', false, '7,', new Uint8Array(48)))).toContain('is damaged');
  });
});

describe('weights and standard deviations', () => {
  const data = { x: floats(1, 2), velocity: floats(3, 4) };
  const table = async (cells: string) => {
    const outcome = await readData(
      'a.csv',
      `x,velocity,s\n1,3,${cells.split(' ')[0]}\n2,4,${cells.split(' ')[1]}\n`,
      {
        columns: { ...columns, s: 's' },
        [cells.startsWith('0') || cells.endsWith('0') ? 'positive' : 'weights']: ['s'],
      },
    );
    return outcome.ok ? '' : outcome.problems[0].message;
  };

  it('are refused where they can not be, with their place', async () => {
    expect(await table('1 0')).toBe(
      'Row 3, column "s" is 0, but a standard deviation is greater than 0; correct it or remove the point.',
    );
    expect(await table('-1 2')).toContain('Row 2, column "s" is -1, but a weight is at least 0');
    const more = { ...data, s: floats(0, 0) };
    const request = { columns: { ...columns, s: 's' } };
    expect(await messages(more, { ...request, weights: ['s'] })).toContain('All weights in "s" are 0');
    expect(await messages(more, { ...request, positive: ['s'] })).toContain('Value 0 of "s" is 0');
  });

  it('need points to train on and points to keep out', async () => {
    const one = { x: floats(1), velocity: floats(3) };
    expect(await messages(one, { leastRows: 2 })).toContain('It holds 1 point, and 2 are needed');
    expect(await messages(data, { leastRows: 2 })).toBe('');
  });
});
