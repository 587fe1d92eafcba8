import type { LabEvent, Method, Results, RunState, ServiceMessage } from '../../src/lab/protocol';
import { Supervisor, type Policy, type Starter } from '../../src/lab/supervise';

/** A supervisor and one client of it that acknowledges at once and remembers what it was told. */
export function supervisedClient(starter: Starter, policy: Partial<Policy> = {}) {
  const supervisor = new Supervisor(starter, policy);
  const events: LabEvent[] = [];
  const waiting = new Map<number, (message: ServiceMessage) => void>();
  let nextId = 1;
  const post = (method: Method, parameters: unknown) => {
    const id = nextId++;
    connection.post({ type: 'request', id, method, parameters });
    return id;
  };
  const connection = supervisor.connect((message) => {
    if (message.type !== 'event') {
      waiting.get(message.id)?.(message);
      waiting.delete(message.id);
      return;
    }
    events.push(message.body);
    const { kind } = message.body;
    if (kind === 'metrics' || kind === 'frame') post('event.acknowledge', { event: message.event });
  });
  /** The result; a refusal is thrown with its sentence. */
  const ask = <M extends Method>(method: M, parameters: unknown = {}) =>
    new Promise<Results[M]>((resolve, reject) => {
      const id = post(method, parameters);
      waiting.set(id, (message) => {
        if (message.type === 'answer') resolve(message.result as Results[M]);
        else if (message.type === 'refusal') reject(new Error(message.error.message));
      });
    });
  const states = (): RunState[] => events.flatMap((event) => (event.kind === 'state' ? [event.state] : []));
  const lives = () => events.flatMap((event) => (event.kind === 'engine' ? [event] : []));
  const until = async (holds: () => boolean) => {
    while (!holds()) await new Promise((resolve) => setTimeout(resolve, 10));
  };
  supervisor.start();
  return { supervisor, events, ask, states, lives, until };
}
