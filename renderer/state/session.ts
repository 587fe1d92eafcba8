/** Connects the window to the lab: events are taken in, drawn, and acknowledged. */
import { bridge } from '../bridge/bridge';
import { request } from '../bridge/request';
import type { CourseEvent, EngineLife, Frame, LabEvent, Results, RunState } from '../../src/lab/protocol';
import { isObject, valueAt, type Json } from './json';
import { singleCoordinates } from '../../src/study';
import { live } from './live';
import { lossesAfter, measuresAfter } from './series';
import { addNotice, addNotices, isActive, isUnderWay, useRun } from './run';

/** With more coordinates than these no grid of all of them is asked for: views evaluate what they show. */
export const mostGridCoordinates = 4;
/** Points of a grid of three coordinates or more. */
const gridPoints = 200_000;
const mostPerCoordinate = 57;

/** The grid on which the fields of a study are shown; for two coordinates the one on which errors are measured. */
export function countsFor(study: Json | null): number[] {
  const coordinates = valueAt(study ?? undefined, ['coordinates']);
  const { length: count } = singleCoordinates(isObject(coordinates) ? coordinates : {});
  if (count <= 2) return [256, 101].slice(0, count);
  const each = Math.floor(gridPoints ** (1 / count) + 1e-9);
  return new Array<number>(count).fill(Math.min(mostPerCoordinate, Math.max(2, each)));
}

function countsNow(): number[] {
  return countsFor(useRun.getState().study);
}

/** A grid of three coordinates with quantities of its own, in place of the grid of all coordinates. */
export interface LiveBox {
  readonly counts: number[];
  readonly held: Record<string, number>;
  readonly quantities: string[];
  /** Is given the frames. */
  readonly take: (frame: Frame) => void;
}

/** A box that is looked at while the run rests asks for its fields by itself. */
export interface RestingBox {
  readonly counts: null;
}

export type BoxWatch = LiveBox | RestingBox;

let boxWatch: BoxWatch | null = null;

/** Live frames are those of a box from now on, or with null again those of all coordinates. */
export function setBoxWatch(next: BoxWatch | null): void {
  const wasOn = boxWatch !== null;
  boxWatch = next;
  const run = openRun();
  if (run === null) return;
  void watch(run);
  if (wasOn && next === null && !isUnderWay(useRun.getState().state)) void loadFields(run);
}

/** Views of planes evaluate what they show by themselves meanwhile. */
export function isBoxWatched(): boolean {
  return boxWatch !== null;
}

function isOfBox({ axes }: Frame, { counts }: LiveBox): boolean {
  return axes.every(({ values }, k) => values.length === counts[k]);
}

function takeFrame(frame: Frame): void {
  if (frame.run !== openRun()) return;
  if (boxWatch === null) live.setFrame(frame);
  // One that was under way when the views changed belongs to none.
  else if (boxWatch.counts !== null && isOfBox(frame, boxWatch)) boxWatch.take(frame);
}

/** What comes in about a run while it is being read: taken in when its reading is done. */
interface Reading {
  readonly run: string;
  readonly events: Extract<LabEvent, { kind: 'metrics' | 'course' }>[];
}

let reading: Reading | null = null;

function openRun(): string | null {
  return useRun.getState().state?.run ?? null;
}

/** A page that is covered or hidden gets no animation frames; its run must not stand still for that. */
const longestDrawing = 500;

/** Acknowledges an event once the browser has had the chance to draw what it brought. */
function acknowledgeWhenDrawn(event: number): void {
  const acknowledge = (): void => {
    void bridge.request('event.acknowledge', { event });
  };
  const timer = setTimeout(acknowledge, longestDrawing);
  requestAnimationFrame(() => {
    clearTimeout(timer);
    setTimeout(acknowledge, 0);
  });
}

function takeEvent(event: number, body: LabEvent): void {
  switch (body.kind) {
    case 'state':
      takeState(body.state);
      return;
    case 'metrics':
      if (body.run === reading?.run) reading.events.push(body);
      else if (body.run === openRun()) takeMetrics(body);
      acknowledgeWhenDrawn(event);
      return;
    case 'frame':
      takeFrame(body.frame);
      acknowledgeWhenDrawn(event);
      return;
    case 'course':
      if (body.run === reading?.run) reading.events.push(body);
      else if (body.run === openRun()) takeCourse(body.event);
      return;
    case 'notice':
      addNotices([body.notice]);
      return;
    case 'engine':
      takeEngine(body.state, body.text);
      return;
  }
}

function takeMetrics({ losses, measures }: Extract<LabEvent, { kind: 'metrics' }>): void {
  live.losses.append(losses);
  live.measures.append(measures);
  live.metricsChanged.emit();
}

function takeCourse(event: CourseEvent): void {
  useRun.setState(({ courses }) => ({ courses: [...courses, event] }));
}

/** Takes in what came while a run was read, less what its reading holds already. */
function catchUp({ events }: Reading): void {
  for (const event of events) {
    if (event.kind === 'metrics')
      takeMetrics({
        ...event,
        losses: lossesAfter(event.losses, live.losses.step.last),
        measures: measuresAfter(event.measures, live.measures.step.last),
      });
    else if (!useRun.getState().courses.some((known) => isSame(known, event.event))) takeCourse(event.event);
  }
}

function isSame(a: CourseEvent, b: CourseEvent): boolean {
  return a.step === b.step && a.kind === b.kind && a.name === b.name && a.value === b.value;
}

function takeState(state: RunState): void {
  const before = useRun.getState().state;
  if (before?.run !== state.run) {
    useRun.setState({ background: isActive(state) ? state : null });
    return;
  }
  useRun.setState({ state });
  if (before.state !== state.state) {
    void refreshRuns();
    if (live.reference === null) void loadReference(state.run);
    if (!isUnderWay(state)) void loadFields(state.run);
  }
}

function takeEngine(state: EngineLife, text: string): void {
  const before = useRun.getState().engine.state;
  useRun.setState({ engine: { state, text } });
  if (state === 'restarting' || state === 'failed') addNotice(state === 'failed' ? 'error' : 'warning', text);
  if (state === 'ready' && before !== 'ready') {
    void greet();
    const run = openRun();
    // Steps may have been lost or made meanwhile: the run is read anew.
    if (run !== null) void follow(run).catch(() => undefined);
  }
}

/** What the window needs once from an engine that is ready. */
async function greet(): Promise<void> {
  try {
    const status = await request('lab.status', {});
    useRun.setState({ status, engine: { state: 'ready', text: '' } });
    await refreshRuns();
  } catch (error) {
    takeEngine('failed', plainMessage(error));
  }
}

export async function refreshRuns(): Promise<void> {
  try {
    useRun.setState({ runs: await request('run.list', {}) });
  } catch (error) {
    addNotice('error', plainMessage(error));
  }
}

async function watch(run: string): Promise<void> {
  const fields = useRun.getState().state?.fields ?? [];
  if (fields.length === 0) return;
  if (boxWatch !== null) {
    const { counts } = boxWatch;
    const { held, quantities } = counts === null ? {} : boxWatch;
    await request('run.watch', { run, counts, held, quantities }).catch(() => null);
  } else if (countsNow().length <= mostGridCoordinates) {
    await request('run.watch', { run, counts: countsNow() }).catch(() => null);
  }
}

async function loadFields(run: string): Promise<void> {
  if (countsNow().length > mostGridCoordinates || isBoxWatched()) return;
  try {
    const frame = await request('run.fields', { run, counts: countsNow() });
    if (run === openRun()) live.setFrame(frame);
  } catch {
    // A run without a checkpoint has no fields yet: its views say so.
  }
}

async function loadReference(run: string): Promise<void> {
  if (countsNow().length > mostGridCoordinates) return;
  try {
    const reference = await request('run.reference', { run, counts: countsNow() });
    if (run === openRun()) live.setReference(reference);
  } catch {
    // Not before the run is prepared; asked again when its state changes.
  }
}

function showRun(opened: Results['run.open']): void {
  if (opened.state.run === openRun()) live.clearCurves();
  else live.clear();
  live.losses.append(opened.losses);
  live.measures.append(opened.measures);
  live.metricsChanged.emit();
  const { background } = useRun.getState();
  useRun.setState({
    state: opened.state,
    background: background?.run === opened.state.run ? null : background,
    study: opened.study as Json,
    courses: opened.events,
    opening: false,
    refusal: null,
  });
  // The log of a run that is read anew is there already.
  const known = useRun.getState().log;
  addNotices(
    opened.log.filter(({ time, text }) => !known.some((line) => line.time === time && line.text === text)),
  );
}

/** Shows a run of the store, and follows it while it trains. */
export async function follow(run: string): Promise<void> {
  const own: Reading = { run, events: [] };
  reading = own;
  try {
    const opened = await request('run.open', { run });
    // Another run was asked for meanwhile: that one is shown.
    if (reading !== own) return;
    showRun(opened);
    catchUp(own);
  } finally {
    if (reading === own) reading = null;
  }
  await watch(run);
  void loadReference(run);
  if (!isUnderWay(useRun.getState().state)) await loadFields(run);
  await refreshRuns();
}

/** Forgets the open run: another study is opened. */
export function closeRun(): void {
  const run = openRun();
  if (run !== null) void bridge.request('run.watch', { run, counts: null });
  live.clear();
  const { state, background } = useRun.getState();
  useRun.setState({ background: isActive(state) ? state : background });
  useRun.setState({ state: null, study: null, courses: [], refusal: null, opening: false });
}

export function plainMessage(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Starts listening; the window calls it once. */
export function startSession(): void {
  bridge.onEvent(takeEvent);
  void greet();
}
