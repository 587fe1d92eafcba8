import type { LabEvent, RequestMessage, ServiceMessage } from '../protocol';

/** A window or a browser tab as the supervisor sees it. */
export interface Connection {
  post(message: RequestMessage): void;
  /** To be called when the client is gone, so that nothing waits for its acknowledgement. */
  close(): void;
}

interface Client {
  readonly receive: (message: ServiceMessage) => void;
}

/** A request that has no answer yet. `client` is null for those of the supervisor itself. */
export interface OpenRequest {
  readonly client: Client | null;
  /** The number that the client gave it. */
  readonly clientId: number;
  readonly message: RequestMessage;
  readonly onRefusal?: (reason: string) => void;
}

/**
 * Joins any number of clients to one engine: requests and events get numbers of its own, so that clients don't mix
 * and nothing of an engine that ended is taken for something of its successor.
 */
export class Switchboard {
  private readonly clients = new Set<Client>();
  private readonly open = new Map<number, OpenRequest>();
  /** Event number for clients → the engine's number, and who has not acknowledged it yet. */
  private readonly unacknowledged = new Map<number, { engineEvent: number; missing: Set<Client> }>();
  private readonly watches = new Map<Client, RequestMessage>();
  private nextRequest = 1;
  private nextEvent = 1;

  constructor(private readonly send: (message: RequestMessage) => void) {}

  connect(receive: (message: ServiceMessage) => void): Connection {
    const client: Client = { receive };
    this.clients.add(client);
    return {
      post: (message) => this.take(client, message),
      close: () => this.leave(client),
    };
  }

  /** A request of the supervisor itself; its result is dropped. */
  ask(method: RequestMessage['method'], parameters: unknown, onRefusal?: (reason: string) => void): void {
    this.forward(null, { type: 'request', id: 0, method, parameters }, 0, onRefusal);
  }

  /** Passes on what the engine says. */
  deliver(message: ServiceMessage): void {
    if (message.type === 'event') return this.deliverEvent(message.event, message.body);
    const request = this.open.get(message.id);
    this.open.delete(message.id);
    request?.client?.receive({ ...message, id: request.clientId });
    if (message.type === 'refusal') request?.onRefusal?.(message.error.message);
  }

  /** An event of the supervisor's own. */
  announce(body: LabEvent): void {
    const event = this.nextEvent++;
    for (const client of this.clients) client.receive({ type: 'event', event, body });
  }

  /** The open request of this number, taken out so that it can be asked again. */
  takeOut(id: number): OpenRequest | undefined {
    const request = this.open.get(id);
    this.open.delete(id);
    return request;
  }

  /** Asks a request again that was taken out. */
  again(request: OpenRequest): void {
    this.forward(request.client, request.message, request.clientId, request.onRefusal);
  }

  /** The engine is gone: whoever waits for it is told why. */
  refuseAll(message: string): void {
    const requests = [...this.open.values()];
    this.open.clear();
    this.unacknowledged.clear();
    for (const { client, clientId } of requests) {
      client?.receive({ type: 'refusal', id: clientId, error: { message, problems: [] } });
    }
  }

  /** A new engine doesn't know what is being watched. */
  watchAgain(): void {
    for (const message of this.watches.values()) this.forward(null, message);
  }

  private take(client: Client, message: RequestMessage): void {
    if (message.method === 'event.acknowledge') {
      client.receive({ type: 'answer', id: message.id, result: null });
      this.acknowledge(client, (message.parameters as { event?: unknown } | null)?.event);
      return;
    }
    if (message.method === 'run.watch') {
      if (!isWatching(message)) this.watches.delete(client);
      else this.watches.set(client, message);
      // Others may still be looking.
      if (!isWatching(message) && this.watches.size > 0) {
        client.receive({ type: 'answer', id: message.id, result: null });
        return;
      }
    }
    this.forward(client, message);
  }

  private forward(
    client: Client | null,
    message: RequestMessage,
    clientId = message.id,
    onRefusal?: OpenRequest['onRefusal'],
  ): void {
    const id = this.nextRequest++;
    const numbered = { ...message, id };
    this.open.set(id, { client, clientId, message: numbered, onRefusal });
    this.send(numbered);
  }

  private deliverEvent(engineEvent: number, body: LabEvent): void {
    const event = this.nextEvent++;
    if (body.kind === 'metrics' || body.kind === 'frame') {
      this.unacknowledged.set(event, { engineEvent, missing: new Set(this.clients) });
      this.settle(event);
    }
    for (const client of this.clients) client.receive({ type: 'event', event, body });
  }

  private acknowledge(client: Client, event: unknown): void {
    if (typeof event !== 'number') return;
    this.unacknowledged.get(event)?.missing.delete(client);
    this.settle(event);
  }

  private settle(event: number): void {
    const waiting = this.unacknowledged.get(event);
    if (waiting === undefined || waiting.missing.size > 0) return;
    this.unacknowledged.delete(event);
    this.ask('event.acknowledge', { event: waiting.engineEvent });
  }

  private leave(client: Client): void {
    this.clients.delete(client);
    for (const [event, waiting] of this.unacknowledged) {
      waiting.missing.delete(client);
      this.settle(event);
    }
    const watch = this.watches.get(client);
    this.watches.delete(client);
    if (watch !== undefined && this.watches.size === 0) {
      this.ask('run.watch', { ...(watch.parameters as object), counts: null });
    }
  }
}

function isWatching(message: RequestMessage): boolean {
  return (message.parameters as { counts?: unknown } | null)?.counts != null;
}
