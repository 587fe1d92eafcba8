/**
 * What the window has of the world outside its page: the lab service, and the host it runs in (the desktop
 * application, or a browser that was served the page). Pure: the page, the preload script and tests share it.
 */
import type { Parcel, Piece } from './parcel';
import type { ExportWish, LabEvent, Method, Parameters, Refusal, Results } from './protocol';

/** The answer to a request. A refusal is a value, since an error loses its properties between processes. */
export type Answer<M extends Method> =
  { readonly result: Results[M]; readonly refusal?: never } | { readonly refusal: Refusal };

/** A study that was read from, or written to, a file of the user. */
export interface StudyFile {
  /** Names the file to the host; never shown. */
  readonly handle: string;
  /** File name without its folder. */
  readonly name: string;
  /** Where relative data files are looked up; null where the host has no folders. */
  readonly folder: string | null;
}

export interface OpenedStudy extends StudyFile {
  readonly text: string;
}

export interface RecentStudy {
  readonly handle: string;
  readonly name: string;
  readonly folder: string;
}

/** Names and versions of what the window runs on, for the About box. */
export interface AboutText {
  readonly name: string;
  readonly version: string;
  readonly parts: readonly { readonly name: string; readonly version: string }[];
  /** Shown with emphasis, such as that this build is for development only; null where there is nothing to say. */
  readonly warning: string | null;
}

export interface ExportRequest {
  readonly run: string;
  readonly wish: ExportWish;
  readonly suggestedName: string;
}

/** Files that the window makes by itself: pictures, and the shapes that they show. */
export type SavedKind = 'png' | 'glb' | 'vtp';

/** Files, window and menus. Calls that a user can cancel give null then; others are rejected with a plain sentence. */
export interface Host {
  openStudy(): Promise<OpenedStudy | null>;
  /** Writes to the file of `handle`, or asks for a place where that is null. */
  saveStudy(handle: string | null, text: string, suggestedName: string): Promise<StudyFile | null>;
  recent(): Promise<readonly RecentStudy[]>;
  openRecent(handle: string): Promise<OpenedStudy>;
  /** Keeps the state of the workspace, so that nothing is lost when the window closes. */
  autosave(workspace: string): Promise<void>;
  /** What was kept last, or null. */
  restore(): Promise<string | null>;
  /** Asks where to, and writes result files of a run; gives their names. */
  exportRun(request: ExportRequest): Promise<readonly string[] | null>;
  /** Asks where to, and writes a file that the window has made; gives its name. */
  saveFile(kind: SavedKind, content: Uint8Array, suggestedName: string): Promise<string | null>;
  setTitle(title: string): Promise<void>;
  /** Starts the engine again after it was given up. */
  restartEngine(): Promise<void>;
  /** Called with the name of each command that is chosen in a native menu; gives the way to end that. */
  onCommand(listener: (command: string) => void): () => void;
  about(): Promise<AboutText>;
}

/** The one thing that the page is given. */
export interface Bridge {
  readonly kind: 'electron' | 'served';
  request<M extends Method>(method: M, parameters: Parameters<M>): Promise<Answer<M>>;
  /** `event` is the number to acknowledge. Gives the way to end the subscription. */
  onEvent(listener: (event: number, body: LabEvent) => void): () => void;
  readonly host: Host;
}

/** What the desktop application gives its page: a bridge whose large messages come in pieces. */
export interface DesktopBridge extends Omit<Bridge, 'request' | 'onEvent'> {
  request<M extends Method>(method: M, parameters: Parameters<M>): Promise<Answer<M> | Parcel>;
  onEvent(listener: (event: number, body: LabEvent | Parcel) => void): () => void;
  onPiece(listener: (piece: Piece) => void): () => void;
}
