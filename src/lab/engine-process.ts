import { RunStore } from '../run';
import type { Device, Engine } from './engine';
import { coreCount, nativeEngine } from './engine';
import { Service } from './service';
import { threadsVariable, type FromEngine, type ToEngine } from './supervise';

/** The way between an engine process and its supervisor. */
export interface EnginePort {
  post(message: FromEngine): void;
  onMessage(listener: (message: ToEngine) => void): void;
  /** Ends the process. */
  exit(code: number): void;
}

const aliveInterval = 5000;
/** Days for which a deleted run can be brought back. */
const trashDays = 30;

/** Runs the lab service in an engine process until its supervisor closes it. */
export function runEngineProcess(port: EnginePort, engine: Engine = nativeEngine): void {
  const asked = Number(process.env[threadsVariable]);
  const store = new RunStore();
  // What can't be removed now is tried again at the next start.
  void store.emptyTrash(trashDays).catch(() => undefined);
  const service = new Service({
    engine,
    store,
    // One core is left free, so that the window stays live.
    choice: { threads: Math.max(1, coreCount() - 1), device: askedDevice() },
    threads: Number.isInteger(asked) && asked > 0 ? asked : null,
    send: (message) => port.post(message),
    restart: (id, threads) => port.post({ type: 'restart', id, threads }),
  });
  port.onMessage((message) => {
    if (message.type !== 'close') return service.receive(message);
    void service.close().finally(() => port.exit(0));
  });
  setInterval(() => port.post({ type: 'alive' }), aliveInterval);
  port.post({ type: 'ready' });
}

function askedDevice(): Device {
  const device = process.env['COLLOCATE_DEVICE'];
  return device === 'cpu' || device === 'gpu' ? device : 'auto';
}
