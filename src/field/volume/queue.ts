import type { VolumeAnswer, VolumeFields, VolumeTask } from './tasks';
import { Workshop, type VolumeWork } from './workshop';

/** What a worker is told. A volume keeps its name while its fields change. */
export type QueueMessage =
  | { readonly kind: 'load'; readonly volume: string; readonly fields: VolumeFields }
  | { readonly kind: 'drop'; readonly volume: string }
  /** A task of a slot takes the place of an older one of that slot. */
  | {
      readonly kind: 'ask';
      readonly id: number;
      readonly slot: string;
      readonly volume: string;
      readonly task: VolumeTask;
    }
  | { readonly kind: 'cancel'; readonly slot: string };

/** What it says: an answer, a sentence about what went wrong, or null for what was overtaken. */
export type QueueReply =
  | { readonly id: number; readonly answer: VolumeAnswer<VolumeTask> | null }
  | { readonly id: number; readonly refusal: string };

type Ask = Extract<QueueMessage, { kind: 'ask' }>;

/** Milliseconds of work between two looks at what came in. */
const slice = 20;

/** Works on tasks one after the other, the oldest first, and gives up those that are overtaken or cancelled. */
export class TaskQueue {
  private readonly workshops = new Map<string, Workshop>();
  private readonly waiting = new Map<string, Ask>();
  /** The work is null where its volume is not there. */
  private current: { readonly ask: Ask; readonly work: VolumeWork<VolumeTask> | null } | null = null;
  private isRunning = false;

  /**
   * @param reply sends a reply, and gives the buffers away
   * @param later calls back when messages that came in meanwhile have been taken
   * @param now milliseconds
   */
  constructor(
    private readonly reply: (reply: QueueReply, buffers: ArrayBuffer[]) => void,
    private readonly later: (work: () => void) => void,
    private readonly now: () => number,
  ) {}

  take(message: QueueMessage): void {
    switch (message.kind) {
      case 'load':
        this.load(message.volume, message.fields);
        return;
      case 'drop':
        this.workshops.delete(message.volume);
        return;
      case 'cancel':
        this.overtake(message.slot);
        return;
      case 'ask':
        this.overtake(message.slot);
        this.waiting.set(message.slot, message);
        if (!this.isRunning) this.goOn();
    }
  }

  private load(volume: string, fields: VolumeFields): void {
    try {
      this.workshops.set(volume, new Workshop(fields));
    } catch {
      // Asking of it tells what is wrong.
      this.workshops.delete(volume);
    }
  }

  private overtake(slot: string): void {
    const before = this.waiting.get(slot);
    this.waiting.delete(slot);
    if (before !== undefined) this.reply({ id: before.id, answer: null }, []);
    if (this.current?.ask.slot !== slot) return;
    this.reply({ id: this.current.ask.id, answer: null }, []);
    this.current = null;
  }

  private goOn(): void {
    this.isRunning = true;
    this.later(() => {
      this.isRunning = false;
      this.work();
      if (this.current !== null || this.waiting.size > 0) this.goOn();
    });
  }

  private work(): void {
    this.current ??= this.begin();
    if (this.current === null) return;
    const { ask, work } = this.current;
    try {
      if (work === null) throw new RangeError(`there is no volume "${ask.volume}" of three axes here`);
      const until = this.now() + slice;
      do {
        const next = work.next();
        if (next.done !== true) continue;
        this.current = null;
        this.reply({ id: ask.id, answer: next.value }, buffersOf(next.value));
        return;
      } while (this.now() < until);
    } catch (error) {
      this.current = null;
      this.reply({ id: ask.id, refusal: error instanceof Error ? error.message : String(error) }, []);
    }
  }

  private begin(): typeof this.current {
    const [ask] = this.waiting.values();
    if (ask === undefined) return null;
    this.waiting.delete(ask.slot);
    return { ask, work: this.workshops.get(ask.volume)?.work(ask.task) ?? null };
  }
}

/** Every buffer in an answer, once: they are handed over instead of copied. */
function buffersOf(value: unknown): ArrayBuffer[] {
  const found = new Set<ArrayBuffer>();
  const visit = (part: unknown): void => {
    if (ArrayBuffer.isView(part)) found.add(part.buffer as ArrayBuffer);
    else if (typeof part === 'object' && part !== null) Object.values(part).forEach(visit);
  };
  visit(value);
  return [...found];
}
