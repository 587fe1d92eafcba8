/** The thread that works out the geometry of volumes: see `TaskQueue`. Started by `VolumeWorker`. */
import { TaskQueue, type QueueMessage } from '../../../src/field/volume';

/** What this file needs of the worker's own global object. */
interface WorkerSelf {
  onmessage: ((event: MessageEvent<QueueMessage>) => void) | null;
  postMessage(message: unknown, transfer: Transferable[]): void;
}

const self = globalThis as unknown as WorkerSelf;

// A message to itself comes behind those that are there already, without the delay of a timer.
const { port1, port2 } = new MessageChannel();
const works: (() => void)[] = [];
port1.onmessage = () => works.shift()?.();

const queue = new TaskQueue(
  (reply, buffers) => self.postMessage(reply, buffers),
  (work) => {
    works.push(work);
    port2.postMessage(null);
  },
  () => performance.now(),
);

self.onmessage = ({ data }) => queue.take(data);
