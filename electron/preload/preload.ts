/** The only thing that the page is given: the bridge to the lab and to its host. */
import { contextBridge, ipcRenderer, type IpcRendererEvent } from 'electron';
import type { Answer, DesktopBridge, Host } from '../../src/lab/bridge';
import type { Parcel, Piece } from '../../src/lab/parcel';
import type { LabEvent, Method, Parameters } from '../../src/lab/protocol';
import { commandChannel, eventChannel, hostChannel, pieceChannel, requestChannel } from '../channels/names';

type HostMethod = Exclude<keyof Host, 'onCommand'>;

/** A call of the host. Electron puts its own words before the sentence of an error; they are taken off. */
function call<Name extends HostMethod>(name: Name, ...parameters: globalThis.Parameters<Host[Name]>) {
  return ipcRenderer.invoke(hostChannel, name, parameters).catch((error: unknown) => {
    const text = error instanceof Error ? error.message : String(error);
    throw new Error(text.replace(/^Error invoking remote method '[^']*': (Error: )?/, ''));
  }) as ReturnType<Host[Name]>;
}

/** Listens on a channel of the main process; gives the way to stop. */
function subscribe<Values extends unknown[]>(
  channel: string,
  listener: (...values: Values) => void,
): () => void {
  const forward = (_event: IpcRendererEvent, ...values: unknown[]): void => listener(...(values as Values));
  ipcRenderer.on(channel, forward);
  return () => {
    ipcRenderer.removeListener(channel, forward);
  };
}

const bridge: DesktopBridge = {
  kind: 'electron',
  request: <M extends Method>(method: M, parameters: Parameters<M>) =>
    ipcRenderer.invoke(requestChannel, method, parameters) as Promise<Answer<M> | Parcel>,
  onEvent: (listener) => subscribe<[number, LabEvent | Parcel]>(eventChannel, listener),
  onPiece: (listener) => subscribe<[Piece]>(pieceChannel, listener),
  host: {
    openStudy: () => call('openStudy'),
    saveStudy: (handle, text, suggestedName) => call('saveStudy', handle, text, suggestedName),
    recent: () => call('recent'),
    openRecent: (handle) => call('openRecent', handle),
    autosave: (workspace) => call('autosave', workspace),
    restore: () => call('restore'),
    exportRun: (request) => call('exportRun', request),
    saveFile: (kind, content, suggestedName) => call('saveFile', kind, content, suggestedName),
    setTitle: (title) => call('setTitle', title),
    restartEngine: () => call('restartEngine'),
    onCommand: (listener) => subscribe<[string]>(commandChannel, listener),
    about: () => call('about'),
  },
};

contextBridge.exposeInMainWorld('collocate', bridge);
