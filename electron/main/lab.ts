/** The lab as the window's requests reach it: the supervised engine process, one client of it. */
import type { Answer } from '../../src/lab/bridge';
import type {
  EngineStatus,
  LabEvent,
  Method,
  Results,
  RunState,
  ServiceMessage,
} from '../../src/lab/protocol';
import { Supervisor, type Starter } from '../../src/lab/supervise';

export class Lab {
  private readonly supervisor: Supervisor;
  private readonly connection: ReturnType<Supervisor['connect']>;
  private readonly waiting = new Map<number, (answer: Answer<Method>) => void>();
  private nextId = 1;
  private present: RunState | null = null;

  constructor(
    starter: Starter,
    private readonly onEvent: (event: number, body: LabEvent) => void,
  ) {
    this.supervisor = new Supervisor(starter);
    this.connection = this.supervisor.connect((message) => this.receive(message));
    this.supervisor.start();
  }

  request<M extends Method>(method: M, parameters: unknown): Promise<Answer<M>> {
    const id = this.nextId++;
    return new Promise((resolve) => {
      this.waiting.set(id, resolve as (answer: Answer<Method>) => void);
      this.connection.post({ type: 'request', id, method, parameters });
    });
  }

  /** The run that makes steps, or is about to; null when none does. */
  get training(): RunState | null {
    const { present } = this;
    return present !== null && ['waiting', 'compiling', 'training'].includes(present.state) ? present : null;
  }

  /** What the engine runs on; null while it can't be asked. */
  async status(): Promise<EngineStatus | null> {
    if (this.supervisor.state !== 'ready') return null;
    const answer = await this.request('lab.status', {});
    return answer.refusal === undefined ? answer.result : null;
  }

  tryAgain(): void {
    this.supervisor.tryAgain();
  }

  close(): Promise<void> {
    return this.supervisor.close();
  }

  private receive(message: ServiceMessage): void {
    if (message.type === 'event') {
      if (message.body.kind === 'state') this.present = message.body.state;
      this.onEvent(message.event, message.body);
      return;
    }
    const resolve = this.waiting.get(message.id);
    this.waiting.delete(message.id);
    resolve?.(
      message.type === 'answer' ? { result: message.result as Results[Method] } : { refusal: message.error },
    );
  }
}
