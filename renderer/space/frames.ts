/**
 * The fields of the box that the views show: live frames while the run trains, and full ones while it rests. All views
 * share one box, one moment and one set of quantities, each of which is evaluated once.
 */
import { timeOf } from '../../src/language';
import type { Frame } from '../../src/lab/protocol';
import type { Range } from '../../src/field';
import type { VolumeFields } from '../../src/field/volume';
import { request } from '../bridge/request';
import { Signal } from '../state/live';
import { isActive, useRun } from '../state/run';
import { plainMessage, setBoxWatch } from '../state/session';
import { readDocument } from '../state/study';
import { useViews } from '../state/view';
import { namesOf } from '../study/names';
import { heldFraction } from '../views/slicing';
import { sceneAxes, spaceBox, spaceCoordinates, type SpaceBox } from './box';
import { giveFields } from './geometry';
import { askedFor } from './quantities';

/** What is drawn now. The values themselves are with the thread that makes geometry. */
export interface BoxFields {
  readonly run: string;
  readonly step: number;
  readonly box: SpaceBox;
  readonly held: Readonly<Record<string, number>>;
  readonly ranges: Readonly<Record<string, Range>>;
  /** Points along the three sides. */
  readonly counts: readonly number[];
  /** Rises with each set of fields. */
  readonly version: number;
  /** The domain is not the whole box. */
  readonly isMasked: boolean;
}

/** What the views want to see. */
interface Wanted {
  readonly run: string;
  readonly box: SpaceBox;
  /** Axes of the box at whose ends the study's vectors repeat. */
  readonly periodic: readonly [boolean, boolean, boolean];
  readonly counts: number[];
  readonly held: Record<string, number>;
  readonly quantities: string[];
  readonly references: string[];
}

/** A moment that was changed less long ago, in milliseconds, may change again: it is drawn coarsely. */
const restlessTime = 350;
const lookInterval = 250;
const resting = 'resting';
const referencePrefix = 'reference:';

class BoxFrames {
  fields: BoxFields | null = null;
  /** Why nothing could be evaluated, as a sentence. */
  failure: string | null = null;
  readonly changed = new Signal();

  private readonly wants = new Map<string, readonly string[]>();
  private watched = '';
  private shown = '';
  private failed = '';
  private asking = false;
  private movedAt = 0;
  private next: { readonly frame: Frame; readonly wanted: Wanted } | null = null;
  private giving = false;
  private reference: { readonly key: string; readonly fields: Frame['fields'] } | null = null;
  private stops: (() => void)[] = [];
  private version = 0;

  /** A view shows these quantities until the returned function is called. */
  want(id: string, quantities: readonly string[]): () => void {
    this.wants.set(id, quantities);
    if (this.stops.length === 0) this.start();
    this.look();
    return () => {
      if (this.wants.get(id) !== quantities) return;
      this.wants.delete(id);
      // Another view, or this one with other layers, may follow at once.
      setTimeout(() => this.wants.size === 0 && this.stop(), 0);
    };
  }

  private start(): void {
    const timer = setInterval(() => this.look(), lookInterval);
    this.stops = [
      () => clearInterval(timer),
      useRun.subscribe(() => this.look()),
      useViews.subscribe((state, before) => {
        if (state.clock !== before.clock || state.held !== before.held) this.movedAt = performance.now();
        this.look();
      }),
    ];
  }

  private stop(): void {
    for (const stop of this.stops) stop();
    this.stops = [];
    this.watched = '';
    this.shown = '';
    this.fields = null;
    this.reference = null;
    setBoxWatch(null);
  }

  private isMoving(): boolean {
    return performance.now() - this.movedAt < restlessTime;
  }

  /** What is wanted now; null while there is no run or nothing is looked at. */
  private wanted(isLive: boolean): Wanted | null {
    const { state, study } = useRun.getState();
    const names = namesOf(study);
    const time = timeOf(names);
    const coordinates = spaceCoordinates(names.coordinates, time);
    const { meaning } = readDocument(study);
    if (state === null || coordinates === null || meaning === null || this.wants.size === 0) return null;
    const { boxPoints } = useViews.getState();
    const each = isLive ? Math.min(boxPoints.live, boxPoints.rest) : boxPoints.rest;
    const counts = names.coordinates.map((name) => (coordinates.held.includes(name) ? 1 : each));
    const held = Object.fromEntries(
      coordinates.held.map((name) => {
        const [low, high] = meaning.box[name] ?? [0, 1];
        return [name, low + heldFraction(name, time) * (high - low)];
      }),
    );
    const all = [...new Set([...this.wants.values()].flat())].sort();
    const references = all.filter((name) => name.startsWith(referencePrefix));
    const quantities = [...new Set(all.filter((name) => !references.includes(name)).map(askedFor))];
    const box = spaceBox(coordinates.axes, meaning.box, coordinates.isSpatial);
    const joined = new Set(meaning.periodic.map(({ coordinate }) => coordinate));
    const [first, second, third] = box.names;
    const periodic = [joined.has(first), joined.has(second), joined.has(third)] as const;
    return { run: state.run, box, periodic, counts, held, quantities, references };
  }

  private look(): void {
    const { state } = useRun.getState();
    const isLive = isActive(state) || this.isMoving();
    const wanted = this.wanted(isLive);
    if (wanted === null || wanted.quantities.length + wanted.references.length === 0) return;
    if (isActive(state)) this.watch(wanted);
    else void this.ask(wanted, state?.step ?? 0);
  }

  private watch(wanted: Wanted): void {
    const key = JSON.stringify(wanted);
    if (key === this.watched) return;
    this.watched = key;
    const { counts, held, quantities } = wanted;
    const take = (frame: Frame): void => void this.take(frame, wanted);
    setBoxWatch({ counts, held, quantities, take });
  }

  /** No live frames: at rest the box asks for what it shows, and planes have no use while it is looked at. */
  private rest(): void {
    if (this.watched === resting) return;
    this.watched = resting;
    setBoxWatch({ counts: null });
  }

  private async ask(wanted: Wanted, step: number): Promise<void> {
    const key = `${step} ${JSON.stringify(wanted)}`;
    if (this.asking || key === this.shown || key === this.failed) return;
    this.asking = true;
    this.rest();
    try {
      const { run, counts, held, quantities } = wanted;
      const some = quantities.length > 0 ? { quantities } : {};
      await this.take(await request('run.fields', { run, counts, held, ...some }), wanted);
      this.shown = key;
      this.failure = null;
    } catch (error) {
      this.failed = key;
      this.failure = plainMessage(error);
      this.changed.emit();
    } finally {
      this.asking = false;
    }
    this.look();
  }

  /** Hands a frame to the thread that makes geometry: the newest one, when it is done with the one before. */
  private async take(frame: Frame, wanted: Wanted): Promise<void> {
    this.next = { frame, wanted };
    if (this.giving) return;
    this.giving = true;
    try {
      while (this.next !== null) {
        const now: { readonly frame: Frame; readonly wanted: Wanted } = this.next;
        this.next = null;
        await this.give(now.frame, now.wanted);
      }
    } finally {
      this.giving = false;
    }
  }

  private async give(frame: Frame, wanted: Wanted): Promise<void> {
    const { box, periodic, held } = wanted;
    const references = await this.referenceOf(wanted);
    const axes = frame.axes.filter(({ name }) => box.names.includes(name));
    const given: VolumeFields = {
      axes: sceneAxes(box, axes),
      fields: { ...frame.fields, ...references },
      inside: frame.inside,
      periodic,
    };
    // Read before the fields are given away: the axes may lie in the same memory.
    const isMasked = frame.inside?.includes(0) === true;
    const counts = axes.map(({ values }) => values.length);
    const ranges = await giveFields(given);
    this.version += 1;
    const { version } = this;
    this.fields = { run: frame.run, step: frame.step, box, held, ranges, counts, version, isMasked };
    this.changed.emit();
  }

  /** Copies of the fields of the reference on the grid that is shown. */
  private async referenceOf({
    run,
    counts,
    held,
    references,
  }: Wanted): Promise<Record<string, Float32Array>> {
    if (references.length === 0) return {};
    const key = JSON.stringify({ run, counts, held, references });
    if (this.reference?.key !== key) {
      const quantities = references.map((name) => askedFor(name.slice(referencePrefix.length)));
      const frame = await request('run.reference', { run, counts, held, quantities }).catch(() => null);
      this.reference = { key, fields: frame?.fields ?? {} };
    }
    return Object.fromEntries(
      Object.entries(this.reference.fields).map(([name, values]) => [
        `${referencePrefix}${name}`,
        values.slice(),
      ]),
    );
  }
}

export const boxFrames = new BoxFrames();
