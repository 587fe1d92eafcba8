/** Geometry of volumes, worked out in a thread of its own so that the window never waits. */
import type {
  QueueMessage,
  QueueReply,
  VolumeAnswer,
  VolumeFields,
  VolumeTask,
} from '../../../src/field/volume';

interface Open {
  resolve(answer: VolumeAnswer<VolumeTask> | null): void;
  reject(error: Error): void;
}

/**
 * A worker and what is asked of it. Fields are loaded under a volume's name; they and the answers are handed over
 * without a copy. A task of a slot overtakes the slot's older one, which gives null then.
 */
export class VolumeWorker {
  private readonly worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
  private readonly open = new Map<number, Open>();
  private nextId = 1;

  constructor() {
    this.worker.onmessage = ({ data }: MessageEvent<QueueReply>) => this.settle(data);
    this.worker.onerror = ({ message }) =>
      this.failAll(message || 'The worker of this view could not start.');
  }

  /** The fields belong to the worker from now on. */
  load(volume: string, fields: VolumeFields): void {
    const arrays = [...Object.values(fields.fields), ...(fields.inside === null ? [] : [fields.inside])];
    const buffers = [...new Set(arrays.map(({ buffer }) => buffer as ArrayBuffer))];
    this.post({ kind: 'load', volume, fields }, buffers);
  }

  drop(volume: string): void {
    this.post({ kind: 'drop', volume });
  }

  /** Rejects with a sentence where a field is missing. */
  ask<T extends VolumeTask>(volume: string, slot: string, task: T): Promise<VolumeAnswer<T> | null> {
    const id = this.nextId++;
    this.post({ kind: 'ask', id, slot, volume, task });
    return new Promise((resolve, reject) => {
      this.open.set(id, { resolve: (answer) => resolve(answer as VolumeAnswer<T> | null), reject });
    });
  }

  cancel(slot: string): void {
    this.post({ kind: 'cancel', slot });
  }

  /** What is still open gives null. */
  close(): void {
    this.worker.terminate();
    for (const { resolve } of this.open.values()) resolve(null);
    this.open.clear();
  }

  private post(message: QueueMessage, buffers: ArrayBuffer[] = []): void {
    this.worker.postMessage(message, buffers);
  }

  private settle(reply: QueueReply): void {
    const open = this.open.get(reply.id);
    this.open.delete(reply.id);
    if ('refusal' in reply) open?.reject(new Error(reply.refusal));
    else open?.resolve(reply.answer);
  }

  private failAll(reason: string): void {
    for (const { reject } of this.open.values()) reject(new Error(reason));
    this.open.clear();
  }
}
