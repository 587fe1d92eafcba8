/** Messages of the page: who sent them and whether they are well formed is checked here, before anything is done. */
import { ipcMain, type BrowserWindow, type IpcMainInvokeEvent, type WebContents } from 'electron';
import type { z } from 'zod';
import type { Answer, Host } from '../../src/lab/bridge';
import { Packer } from '../../src/lab/parcel';
import { requests, type LabEvent, type Method } from '../../src/lab/protocol';
import { commandChannel, eventChannel, hostChannel, pieceChannel, requestChannel } from '../channels/names';
import { hostCalls, type HostCall } from '../channels/hostCalls';
import { pageOrigin } from './appScheme';
import type { Lab } from './lab';
import { isOwnPage } from './sender';

export type HostHandlers = {
  readonly [Name in HostCall]: (
    ...parameters: z.infer<(typeof hostCalls)[Name]>
  ) => Awaited<ReturnType<Host[Name]>> | ReturnType<Host[Name]>;
};

function refusal(message: string): Answer<Method> {
  return { refusal: { message, problems: [] } };
}

/** Throws unless the message comes from the top frame of the window's own page. */
function checkSender(event: IpcMainInvokeEvent): void {
  if (!isOwnPage(event.senderFrame, pageOrigin))
    throw new Error('This message did not come from the window.');
}

function isMethod(name: unknown): name is Method {
  return typeof name === 'string' && Object.prototype.hasOwnProperty.call(requests, name);
}

function isHostCall(name: unknown): name is HostCall {
  return typeof name === 'string' && Object.prototype.hasOwnProperty.call(hostCalls, name);
}

const packers = new WeakMap<WebContents, Packer>();

/** Cuts large messages to this page into pieces. */
function packerFor(page: WebContents): Packer {
  const known = packers.get(page);
  if (known !== undefined) return known;
  const made = new Packer((piece) => {
    if (!page.isDestroyed()) page.send(pieceChannel, piece);
  });
  packers.set(page, made);
  return made;
}

/** Answers the page's requests with `lab`; `knowsFolder` tells which folders a study may read data from. */
export function answerRequests(lab: Lab, knowsFolder: (folder: string) => boolean): void {
  ipcMain.handle(requestChannel, async (event, method: unknown, parameters: unknown) => {
    checkSender(event);
    if (!isMethod(method)) return refusal('The window asked for something that the lab does not know.');
    if (method === 'run.export') return refusal('Files are written only after a dialog of the application.');
    const checked = requests[method].safeParse(parameters);
    if (!checked.success)
      return refusal(`The request ${method} is not well formed: ${checked.error.message}`);
    const folder = 'folder' in checked.data ? checked.data.folder : undefined;
    if (folder !== undefined && !knowsFolder(folder))
      return refusal('The folder of the study is not one that was opened in this window.');
    return packerFor(event.sender).pack(await lab.request(method, checked.data));
  });
}

/** Answers the page's calls of its host. */
export function answerHostCalls(handlers: HostHandlers): void {
  ipcMain.handle(hostChannel, async (event, name: unknown, parameters: unknown) => {
    checkSender(event);
    if (!isHostCall(name))
      throw new Error('The window asked for something that the application does not know.');
    // The schema of a call and its handler belong together by name, which the type checker can't follow here.
    const handler = handlers[name] as (...values: unknown[]) => unknown;
    return handler(...hostCalls[name].parse(parameters));
  });
}

export function sendEvent(window: BrowserWindow, event: number, body: LabEvent): void {
  if (window.isDestroyed()) return;
  const { webContents } = window;
  webContents.send(eventChannel, event, packerFor(webContents).pack(body));
}

export function sendCommand(window: BrowserWindow, command: string): void {
  if (!window.isDestroyed()) window.webContents.send(commandChannel, command);
}
