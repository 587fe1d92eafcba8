import { describe, expect, it } from 'vitest';
import type { Names } from '../../../src/language';
import {
  normalOf,
  offsetOf,
  sceneAxes,
  sceneToShare,
  shareToScene,
  shareToValues,
  spaceBox,
  spaceCoordinates,
  valuesToShare,
  type Triple,
} from '../../../renderer/space/box';
import { boxLabels } from '../../../renderer/space/boxLabels';
import { handlesOf, type View } from '../../../renderer/space/handles';
import {
  colourOfLayer,
  firstLayers,
  newLayer,
  planeDefaults,
  spaceDefaults,
  withChange,
  withLayer,
  withoutLayer,
  type LinesLayer,
} from '../../../renderer/space/layers';
import { askedFor, quantityChoices, quantityLabel, vectorChoices } from '../../../renderer/space/quantities';
import { inValues, levelOf, neededBy, taskOf, type FieldFacts } from '../../../renderer/space/tasks';
import { addPoint, movePoint } from '../../../renderer/space/transfer';
import { compared, fittingLayers } from '../../../renderer/space/fitting';

const flow: Names = {
  coordinates: ['x', 'y', 'z', 't'],
  fields: ['u', 'v', 'w', 'p'],
  parameters: [],
  vectors: { V: ['u', 'v', 'w'] },
  definitions: { J: 'curl(V)', e: 'dot(V, V)/2' },
};
const axes = ['x', 'y', 'z'] as const;
const box = spaceBox(['x', 'y', 'z'], { x: [-1, 1], y: [0, 4], z: [0, 1] }, true);

/** Looks along the second axis: the first one to the right, the third one upwards, 100 pixels to a unit. */
const front: View = {
  project: ([x, , z]) => ({ x: 200 + 100 * x, y: 200 - 100 * z }),
  unproject: (x, y, like) => [(x - 200) / 100, like[1], (200 - y) / 100],
};

describe('the box that is drawn', () => {
  it('has the first three coordinates of space, or two of space and time', () => {
    expect(spaceCoordinates(['x', 'y', 'z', 't'], 't')).toEqual({
      axes: ['x', 'y', 'z'],
      held: ['t'],
      isSpatial: true,
    });
    expect(spaceCoordinates(['t', 'x', 'y'], 't')).toEqual({
      axes: ['t', 'x', 'y'],
      held: [],
      isSpatial: false,
    });
    expect(spaceCoordinates(['x1', 'x2', 'x3', 'x4'], undefined)?.held).toEqual(['x4']);
    expect(spaceCoordinates(['x', 't'], 't')).toBeNull();
  });

  it('is in proportion where its sides are lengths of like size', () => {
    expect(box.size).toEqual([1, 2, 0.5]);
    expect(spaceBox(['x', 'y', 'z'], { x: [0, 1], y: [0, 1], z: [0, 100] }, true).size).toEqual([2, 2, 2]);
    expect(spaceBox(['x', 'y', 't'], { x: [0, 2], y: [0, 1], t: [0, 1] }, false).size).toEqual([2, 2, 2]);
  });

  it('maps shares, values and places in the scene to one another', () => {
    const share: Triple = [0.25, 0.5, 1];
    expect(shareToValues(box, share)).toEqual([-0.5, 2, 1]);
    expect(valuesToShare(box, [-0.5, 2, 1])).toEqual(share);
    expect(sceneToShare(box, shareToScene(box, share))).toEqual(share);
    const scene = sceneAxes(box, [
      { name: 'x', values: Float64Array.of(-1, 0, 1) },
      { name: 'y', values: Float64Array.of(0, 1, 4) },
      { name: 'z', values: Float64Array.of(0, 1) },
    ]);
    expect([...scene[1].values]).toEqual([-1, -0.5, 1]);
  });

  it('is crossed by planes along their normals', () => {
    const oblique = { ...planeDefaults, facing: 'oblique', azimuth: 90, elevation: 30, at: 1 } as const;
    const normal = normalOf(oblique);
    [0, Math.cos(Math.PI / 6), 0.5].forEach((part, k) => expect(normal[k]).toBeCloseTo(part, 12));
    // The corner that reaches farthest along the normal.
    expect(offsetOf(box, oblique)).toBeCloseTo(Math.cos(Math.PI / 6) * 1 + 0.5 * 0.25, 12);
    expect(offsetOf(box, { ...planeDefaults, facing: 1, at: 0.5 })).toBe(0);
  });

  it('carries ticks at round values along each side that is seen', () => {
    const { ticks, names } = boxLabels(box, front.project);
    expect(names.map(({ text }) => text)).toEqual(['x', 'z']);
    const across = ticks.filter(({ away }) => Math.abs(away.y) > 0.5);
    expect(across.map(({ text }) => text)).toEqual(['−1', '0', '1']);
    // Below the box, evenly from its left to its right end.
    expect(across.map(({ at }) => at.x)).toEqual([150, 200, 250]);
    expect(across.every(({ at, away }) => at.y === 225 && away.y === 1)).toBe(true);
  });
});

describe('what can be shown', () => {
  it('offers vectors of the study, those that it defines, and their curls', () => {
    const vectors = vectorChoices(flow, axes);
    expect(vectors.map(({ label }) => label)).toEqual(['V', 'J', '∇×V', '∇×J']);
    expect(vectors[1].components).toEqual(['Jx', 'Jy', 'Jz']);
    expect(vectors[2].components.map(askedFor)).toEqual(['curl(V)', 'curl(V)', 'curl(V)']);
    expect(vectors[2].components[1]).toBe('curl(V).y');
  });

  it('offers fields, lengths, derivatives, residuals and errors without typing', () => {
    const all = quantityChoices(flow, axes, ['equation 1, x'], ['u']);
    const words = all.map(({ expression }) => expression);
    for (const name of [
      'u',
      'e',
      'Jx',
      'norm(V)',
      'norm(curl(V))',
      'div(V)',
      'residual:equation 1, x',
      'error:u',
    ])
      expect(words).toContain(name);
    expect(new Set(words).size).toBe(words.length);
    expect(quantityLabel('norm(curl(V))', all)).toBe('|∇×V|');
    expect(askedFor('norm(V)')).toBe('norm(V)');
  });
});

describe('layers', () => {
  it('are added, changed and taken away', () => {
    const one = withLayer(spaceDefaults, 'isosurface', 'u', 'V');
    const two = withLayer(one, 'isosurface', 'u', 'V');
    expect(two.layers.map(({ id }) => id)).toEqual(['isosurface 1', 'isosurface 2']);
    expect(two.selected).toBe('isosurface 2');
    const changed = withChange(two, 'isosurface 1', { level: 0.3 });
    expect(changed.layers[0]).toMatchObject({ level: 0.3 });
    expect(changed.layers[1]).toMatchObject({ level: null });
    const left = withoutLayer(changed, 'isosurface 2');
    expect(left.selected).toBe('isosurface 1');
    expect(withoutLayer(left, 'isosurface 1')).toMatchObject({ layers: [], selected: '' });
  });

  const vectors = vectorChoices(flow, axes);
  const facts: FieldFacts = { box, ranges: { u: [-1, 2], 'norm(V)': [0, 3] }, vectors };

  it('ask for the geometry that they show, in the units of the scene', () => {
    const slice = { ...firstLayers('u')[1], plane: { ...planeDefaults, facing: 1, at: 0.75 } } as const;
    expect(taskOf(slice, facts, 'u', [-1, 1])).toEqual({ kind: 'axisSlice', field: 'u', axis: 1, at: 0.5 });
    const surface = newLayer('isosurface', 'a', 'u', '');
    expect(surface.kind === 'isosurface' && levelOf(surface, facts)).toBeCloseTo(0.98, 12);
    const lines = { ...newLayer('lines', 'l', '', 'V'), seeds: 'plane', count: 9 } as LinesLayer;
    const plane = { ...lines, from: [0, 0.5, 0], to: [1, 0.5, 1] } as const;
    expect(taskOf(plane, facts, 'norm(V)', [0, 1])).toMatchObject({
      vector: ['u', 'v', 'w'],
      seeds: {
        kind: 'plane',
        origin: [-0.5, 0, -0.25],
        edges: [
          [1, 0, 0],
          [0, 0, 0.5],
        ],
        counts: [3, 3],
      },
    });
  });

  it('name the quantities that they need', () => {
    expect(neededBy(newLayer('lines', 'l', '', 'V'), vectors)).toEqual(['u', 'v', 'w', 'norm(V)']);
    const coloured = { ...newLayer('isosurface', 'a', 'u', ''), colouredBy: 'p' };
    expect(neededBy(coloured as never, vectors)).toEqual(['u', 'p']);
    expect(colourOfLayer(newLayer('arrows', 'a', '', 'V'), () => 'norm(V)')).toBe('norm(V)');
  });

  const choices = { axes, vectors, quantities: quantityChoices(flow, axes, [], ['u']) };

  it('stay while the run has their quantities', () => {
    const layers = [newLayer('slice', 'a', 'u', ''), newLayer('slice', 'b', 'T', '')];
    expect(fittingLayers(layers, 'solution', choices).map(({ id }) => id)).toEqual(['a']);
    const first = fittingLayers([newLayer('slice', 'b', 'T', '')], 'error', choices);
    expect(first).toHaveLength(3);
    expect(first[0]).toMatchObject({ kind: 'slice', quantity: 'error:u' });
  });

  it('show the reference and the difference in the same picture', () => {
    const layers = [newLayer('slice', 'a', 'u', ''), newLayer('lines', 'b', '', 'V')];
    const reference = compared(layers, vectors, 'reference');
    expect(reference.layers[0]).toMatchObject({ quantity: 'reference:u' });
    expect(reference.vectors[0].components).toEqual(['reference:u', 'reference:v', 'reference:w']);
    expect(compared(layers, vectors, 'error').layers).toHaveLength(1);
  });

  it('are pulled by their marks', () => {
    const [first] = firstLayers('u');
    const settings = { ...spaceDefaults, layers: [first], selected: first.id };
    const [handle] = handlesOf(box, settings);
    const after = handle.dragTo({ x: 225, y: 260 }, front);
    expect(after.layers[0]).toMatchObject({ plane: { facing: 0, at: 0.75 } });
    expect(handle.dragTo({ x: 900, y: 0 }, front).layers[0]).toMatchObject({ plane: { at: 1 } });
    const line = { ...spaceDefaults, line: { on: true, from: [0, 0.5, 0.5], to: [1, 0.5, 0.5] } } as const;
    const [from] = handlesOf(box, line);
    expect(from.dragTo({ x: 200, y: 175 }, front).line.from).toEqual([0.5, 0.5, 1]);
  });

  it('are written in the units of the coordinates', () => {
    const mesh = {
      positions: Float32Array.of(-0.5, -1, -0.25, 0.5, 1, 0.25, 0, 0, 0),
      normals: Float32Array.of(1, 0, 0, 0, Math.SQRT1_2, Math.SQRT1_2, 0, 0, 1),
      indices: Uint32Array.of(0, 1, 2),
    };
    const stretched = spaceBox(['x', 'y', 't'], { x: [-1, 1], y: [0, 4], t: [0, 1] }, false);
    const places = mesh.positions.map((value, i) => (value / box.size[i % 3]) * stretched.size[i % 3]);
    const { positions, normals } = inValues(stretched, { ...mesh, positions: places });
    expect([...positions]).toEqual([-1, 0, 0, 1, 4, 1, 0, 2, 0.5]);
    // y is four times as long as drawn against t: its part of the normal is four times as small.
    expect(normals[5] / normals[4]).toBeCloseTo(4, 5);
    expect(Math.hypot(normals[3], normals[4], normals[5])).toBeCloseTo(1, 6);
  });
});

describe('the curve of opacity', () => {
  const points = [
    [0, 0],
    [0.5, 0.2],
    [1, 1],
  ] as const;

  it('keeps its ends and its order', () => {
    expect(movePoint(points, 0, 0.4, 0.3)[0]).toEqual([0, 0.3]);
    expect(movePoint(points, 1, 2, -1)[1]).toEqual([0.99, 0]);
    expect(addPoint(points, 0.25, 2)[1]).toEqual([0.25, 1]);
  });
});
