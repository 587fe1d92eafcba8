import type { Method, Parameters, Results, ServiceMessage, Supervisor } from '../lab';

/** Asks the lab on the server's own behalf. */
export class ServerClient {
  private readonly waiting = new Map<number, (message: ServiceMessage) => void>();
  private readonly connection: ReturnType<Supervisor['connect']>;
  private nextId = 1;

  constructor(supervisor: Supervisor) {
    this.connection = supervisor.connect((message) => this.receive(message));
  }

  /** The result of a request; a refusal is thrown as an error with its sentence. */
  ask<M extends Method>(method: M, parameters: Parameters<M>): Promise<Results[M]> {
    const id = this.nextId++;
    return new Promise((resolve, reject) => {
      this.waiting.set(id, (message) => {
        if (message.type === 'answer') resolve(message.result as Results[M]);
        else if (message.type === 'refusal') reject(new Error(message.error.message));
      });
      this.connection.post({ type: 'request', id, method, parameters });
    });
  }

  private receive(message: ServiceMessage): void {
    if (message.type === 'event') {
      // Nothing is drawn here, so nothing may wait for this client.
      const { kind } = message.body;
      if (kind === 'metrics' || kind === 'frame') {
        const parameters = { event: message.event };
        this.connection.post({ type: 'request', id: 0, method: 'event.acknowledge', parameters });
      }
      return;
    }
    this.waiting.get(message.id)?.(message);
    this.waiting.delete(message.id);
  }
}
