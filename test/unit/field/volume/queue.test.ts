import { describe, expect, it } from 'vitest';
import {
  TaskQueue,
  type QueueMessage,
  type QueueReply,
  type VolumeAnswer,
  type VolumeFields,
  type VolumeTask,
} from '../../../../src/field/volume';
import { cube, sampled } from './support';

const turn = 2 * Math.PI;

function fieldsOf(count: number): VolumeFields {
  const grid = cube(count, 0, turn);
  const field = (value: (x: number, y: number, z: number) => number) =>
    Float32Array.from(sampled(grid, value));
  return {
    axes: grid.axes,
    fields: {
      u: field((_x, _y, z) => Math.sin(z)),
      v: field((x, _y, z) => Math.sin(x) + Math.cos(z)),
      w: field((x) => Math.cos(x)),
      p: field((x, y, z) => Math.hypot(x - Math.PI, y - Math.PI, z - Math.PI)),
    },
    inside: null,
    periodic: [true, true, true],
  };
}

/** A queue whose turns are taken by hand. Time stands still, so that each turn does one part. */
function started() {
  const replies: QueueReply[] = [];
  const buffers: ArrayBuffer[][] = [];
  const works: (() => void)[] = [];
  let time = 0;
  const queue = new TaskQueue(
    (reply, given) => {
      replies.push(reply);
      buffers.push(given);
    },
    (work) => works.push(work),
    () => (time += 1000),
  );
  const tell = (...messages: QueueMessage[]) => messages.forEach((message) => queue.take(message));
  const turns = (count = Infinity) => {
    for (let k = 0; k < count && works.length > 0; k++) works.shift()!();
  };
  return { replies, buffers, tell, turns };
}

const ask = (id: number, slot: string, task: VolumeTask, volume = 'a'): QueueMessage => ({
  kind: 'ask',
  ...{ id, slot, volume, task },
});

const lines: VolumeTask = {
  kind: 'lines',
  vector: ['u', 'v', 'w'],
  seeds: { kind: 'strength', count: 5 },
  settings: { longest: 5 },
  radius: 0.05,
};
const surface: VolumeTask = { kind: 'isosurface', field: 'p', level: 2, colour: 'v' };

describe('the queue of a worker', () => {
  it('answers every kind of task', () => {
    const { tell, turns, replies, buffers } = started();
    tell({ kind: 'load', volume: 'a', fields: fieldsOf(16) });
    const range = [0, 4] as const;
    const tasks: VolumeTask[] = [
      { kind: 'axisSlice', field: 'p', axis: 0, at: 3 },
      { kind: 'slice', field: 'p', plane: { origin: [3, 3, 3], normal: [1, 2, 3] } },
      surface,
      lines,
      { kind: 'arrows', vector: ['u', 'v', 'w'], count: 6 },
      { kind: 'texture', field: 'p', range },
      { kind: 'region', clip: { threshold: { field: 'p', range: [0, 2] } } },
      { kind: 'statistics', field: 'p' },
      { kind: 'linePlot', fields: ['p', 'u'], from: [0, 0, 0], to: [3, 4, 0], count: 6 },
      { kind: 'planePlot', field: 'p', corner: [0, 0, 0], right: [3, 0, 0], up: [0, 3, 3], counts: [4, 5] },
      { kind: 'probe', fields: ['u', 'p'], at: [Math.PI, Math.PI, Math.PI / 2] },
    ];
    tell(...tasks.map((task, k) => ask(k, task.kind, task)));
    turns();
    expect(replies.map(({ id }) => id)).toEqual(tasks.map((_, k) => k));
    const answers = replies.map((reply) => ('answer' in reply ? reply.answer : reply.refusal));
    for (const answer of answers) expect(answer).toBeTypeOf('object');
    const of = <K extends VolumeTask['kind']>(kind: K) =>
      answers[tasks.findIndex((task) => task.kind === kind)] as VolumeAnswer<
        Extract<VolumeTask, { kind: K }>
      >;
    // A line that passes a periodic end goes on as another piece, which begins there.
    expect(of('lines').lines.filter(({ ends }) => ends[0] !== 'period')).toHaveLength(5);
    expect(of('linePlot').distance.at(-1)).toBe(5);
    expect(of('planePlot').height).toBeCloseTo(3 * Math.SQRT2, 12);
    expect(of('probe')['u']).toBeCloseTo(1, 4);
    expect(of('probe')['p']).toBeCloseTo(Math.PI / 2, 3);
    expect(of('statistics').volume).toBeCloseTo(turn ** 3, 8);
    expect(of('texture').data).toHaveLength(16 ** 3);
    // A surface is handed over with its four arrays.
    expect(buffers[2]).toHaveLength(4);
  });

  it('lets a newer task overtake an older one, waiting or under way', () => {
    const { tell, turns, replies } = started();
    tell({ kind: 'load', volume: 'a', fields: fieldsOf(12) }, ask(1, 'lines', lines), ask(2, 'iso', surface));
    turns(3);
    expect(replies).toEqual([]);
    tell(ask(3, 'lines', lines));
    expect(replies).toEqual([{ id: 1, answer: null }]);
    tell(ask(4, 'iso', surface));
    expect(replies[1]).toEqual({ id: 2, answer: null });
    tell({ kind: 'cancel', slot: 'lines' });
    expect(replies[2]).toEqual({ id: 3, answer: null });
    turns();
    expect(replies.map(({ id }) => id)).toEqual([1, 2, 3, 4]);
    expect(replies[3]).toHaveProperty('answer.indices');
  });

  it('refuses what it does not know with a sentence, and goes on', () => {
    const { tell, turns, replies } = started();
    const fields = fieldsOf(8);
    tell(
      { kind: 'load', volume: 'a', fields },
      { kind: 'load', volume: 'flat', fields: { ...fields, axes: fields.axes.slice(1) } },
    );
    tell(
      ask(1, 'a', { ...surface, field: 'q' }),
      ask(2, 'b', surface, 'flat'),
      ask(3, 'c', { kind: 'axisSlice', field: 'p', axis: 2, at: 9 }),
      ask(4, 'd', surface),
    );
    turns();
    expect(replies.slice(0, 3)).toEqual([
      { id: 1, refusal: expect.stringMatching(/no field "q"/) },
      { id: 2, refusal: expect.stringMatching(/no volume "flat"/) },
      { id: 3, refusal: expect.stringMatching(/9 lies outside of the axis z/) },
    ]);
    expect(replies[3]).toHaveProperty('answer.positions');
    tell({ kind: 'drop', volume: 'a' }, ask(5, 'e', surface));
    turns();
    expect(replies[4]).toHaveProperty('refusal');
  });
});
