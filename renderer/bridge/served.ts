/**
 * The bridge of a window that was served to a browser: the lab over a WebSocket, files by upload and download. A cookie
 * of the server tells who it is.
 */
import type { Answer, Bridge } from '../../src/lab/bridge';
import { decode, encode } from '../../src/lab/codec';
import type { LabEvent, Method, Refusal, ServiceMessage } from '../../src/lab/protocol';
import { servedHost } from './servedHost';

interface Waiting {
  readonly resolve: (answer: { result?: unknown; refusal?: Refusal }) => void;
}

/** How long to wait before the connection is tried again. */
const retryMilliseconds = 1000;

/** Sends requests and hands out events; connects anew when the connection is lost. */
class Connection {
  private socket: WebSocket | null = null;
  private nextId = 1;
  private readonly waiting = new Map<number, Waiting>();
  private readonly unsent: Uint8Array<ArrayBuffer>[] = [];
  private readonly listeners = new Set<(event: number, body: LabEvent) => void>();

  constructor(private readonly address: string) {
    this.connect();
  }

  request(method: Method, parameters: unknown): Promise<{ result?: unknown; refusal?: Refusal }> {
    const id = this.nextId++;
    const bytes = encode({ type: 'request', id, method, parameters });
    return new Promise((resolve) => {
      this.waiting.set(id, { resolve });
      if (this.socket?.readyState === WebSocket.OPEN) this.socket.send(bytes);
      else this.unsent.push(bytes);
    });
  }

  listen(listener: (event: number, body: LabEvent) => void): () => void {
    this.listeners.add(listener);
    return () => {
      this.listeners.delete(listener);
    };
  }

  private connect(): void {
    const socket = new WebSocket(this.address);
    socket.binaryType = 'arraybuffer';
    socket.onopen = () => {
      for (const bytes of this.unsent.splice(0)) socket.send(bytes);
    };
    socket.onmessage = (message: MessageEvent<unknown>) => {
      if (message.data instanceof ArrayBuffer)
        this.receive(decode(new Uint8Array(message.data)) as ServiceMessage);
    };
    socket.onclose = () => {
      this.refuseWaiting();
      this.tell({
        kind: 'engine',
        state: 'restarting',
        text: 'The connection to the lab was lost; trying again.',
      });
      setTimeout(() => this.connect(), retryMilliseconds);
    };
    this.socket = socket;
  }

  private receive(message: ServiceMessage): void {
    if (message.type === 'event') {
      for (const listener of this.listeners) listener(message.event, message.body);
      return;
    }
    const waiting = this.waiting.get(message.id);
    this.waiting.delete(message.id);
    waiting?.resolve(message.type === 'answer' ? { result: message.result } : { refusal: message.error });
  }

  private refuseWaiting(): void {
    const refusal: Refusal = { message: 'The connection to the lab was lost.', problems: [] };
    for (const { resolve } of this.waiting.values()) resolve({ refusal });
    this.waiting.clear();
    // What was refused must not be done after all.
    this.unsent.length = 0;
  }

  private tell(body: LabEvent): void {
    for (const listener of this.listeners) listener(0, body);
  }
}

/** The bridge to the server that this page came from. */
export function servedBridge(): Bridge {
  const { protocol, host } = window.location;
  const connection = new Connection(`${protocol === 'https:' ? 'wss:' : 'ws:'}//${host}/lab`);
  return {
    kind: 'served',
    request: <M extends Method>(method: M, parameters: unknown) =>
      connection.request(method, parameters) as Promise<Answer<M>>,
    onEvent: (listener) => connection.listen(listener),
    host: servedHost(),
  };
}
