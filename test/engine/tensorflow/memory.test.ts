import { beforeAll, describe, expect, it } from 'vitest';
import * as op from '../../../src/program';
import { tensor, trace } from '../../../src/program';
import {
  compile,
  configureEngine,
  nativeBinding,
  unloadAll,
  upload,
  uploadScalar,
} from '../../../src/tensorflow';

beforeAll(() => configureEngine({ threads: 2, device: 'cpu' }));

const tensors = () => nativeBinding().getNumOfTensors();
const size = 20_000;

/** Some steps of a compiled island within a native loop: what a chunk of training looks like. */
const program = trace(
  'steps',
  [tensor('float64', [size]), tensor('float32', [size]), tensor('int32'), tensor('bool', [3])],
  (wide, narrow, count, flags) => {
    const [, last] = op.whileLoop(
      [op.constant(0, 'int32'), wide],
      (k) => op.less(k, count),
      (k, x) => [op.add(k, 1), ...op.call('step', [x], (y) => [op.multiply(op.sin(y), 0.9)], 'xla')],
    );
    return [last, op.exp(narrow), op.add(count, 1), op.not(flags)];
  },
);

const inputs = () => [
  upload(program.inputs[0].type, new Float64Array(size).fill(0.3)),
  upload(program.inputs[1].type, new Float32Array(size).fill(0.1)),
  uploadScalar('int32', 3),
  upload(program.inputs[3].type, Uint8Array.of(0, 1, 0)),
];

describe('memory of the engine', () => {
  it('is flat over 1,000 runs of a program', () => {
    const executable = compile(program, 'native');
    const before = tensors();
    const once = () => {
      const results = executable.consume(inputs());
      expect(tensors()).toBe(before + results.length);
      const read = results.map((result) => result.read());
      results.forEach((result) => result.dispose());
      return read;
    };
    const first = once();
    for (let k = 0; k < 200; k++) once();
    global.gc?.();
    const resident = process.memoryUsage().rss;
    for (let k = 0; k < 1000; k++) once();
    expect(tensors()).toBe(before);
    global.gc?.();
    // A single leaked input would be 160 MB.
    expect((process.memoryUsage().rss - resident) / 1e6).toBeLessThan(60);
    expect(once()).toEqual(first);
  });

  it('is flat over 1,000 runs whose state stays in the engine', () => {
    const executable = compile(program, 'native');
    const before = tensors();
    const [first, ...rest] = inputs();
    let state = first;
    const kept = tensors();
    for (let k = 0; k < 1000; k++) {
      const [next, ...others] = executable.run([state, ...rest]);
      [state, ...others].forEach((old) => old.dispose());
      state = next;
      expect(tensors()).toBe(kept);
    }
    [state, ...rest].forEach((one) => one.dispose());
    expect(tensors()).toBe(before);
  });

  it('is given back once: a tensor is not used after it was disposed', () => {
    const before = tensors();
    const one = uploadScalar('float64', 2);
    expect(one.read()).toEqual(Float64Array.of(2));
    one.dispose();
    one.dispose();
    expect(tensors()).toBe(before);
    expect(() => one.read()).toThrow(/disposed/);
    expect(() => compile(program, 'native').run([one, one, one, one])).toThrow();
    expect(tensors()).toBe(before);
  });

  it('refuses data that does not fit, and leaves nothing behind', () => {
    const before = tensors();
    expect(() => upload(tensor('float64', [3]), new Float64Array(2))).toThrow(/2 elements/);
    expect(() => upload(tensor('float64', [3]), new Float32Array(3))).toThrow(/Float64Array/);
    expect(() => upload(tensor('int32', [3]), new Float64Array(3))).toThrow(/another class/);
    const wrong = inputs().reverse();
    expect(() => compile(program, 'native').run(wrong)).toThrow(/Input 0 of steps is float64\[20000\]/);
    expect(() => compile(program, 'native').run(wrong.slice(1))).toThrow(/takes 4 inputs, 3 were given/);
    wrong.forEach((one) => one.dispose());
    expect(tensors()).toBe(before);
  });

  it('compiles a program once in a process, and again after it was unloaded', () => {
    const executable = compile(program, 'native');
    expect(compile(program, 'native')).toBe(executable);
    expect(compile(program, 'xla')).not.toBe(executable);
    unloadAll();
    expect(nativeBinding().getNumOfSavedModels()).toBe(0);
    const results = compile(program, 'native').consume(inputs());
    results.forEach((result) => result.dispose());
    expect(() => configureEngine({ threads: 3, device: 'cpu' })).toThrow(/before the first program/);
  });

  it('holds empty and scalar tensors of every type', () => {
    for (const [element, data] of [
      ['float64', Float64Array.of(NaN)],
      ['float64', Float64Array.of(-0)],
      ['float32', Float32Array.of(Infinity)],
      ['int32', Int32Array.of(-(2 ** 31))],
      ['bool', Uint8Array.of(1)],
    ] as const) {
      const one = upload(tensor(element), data);
      expect([...one.read()]).toEqual([...data]);
      one.dispose();
    }
  });
});
