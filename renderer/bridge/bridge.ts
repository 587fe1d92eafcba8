/** The bridge of this window: given by the desktop application, or made over the connection of a served page. */
import type { Answer, Bridge, DesktopBridge } from '../../src/lab/bridge';
import { Unpacker } from '../../src/lab/parcel';
import type { Method, Parameters } from '../../src/lab/protocol';
import { servedBridge } from './served';

declare global {
  interface Window {
    readonly collocate?: DesktopBridge;
  }
}

/** Puts together what the application sends in pieces. */
function desktopBridge(desktop: DesktopBridge): Bridge {
  const unpacker = new Unpacker();
  desktop.onPiece((piece) => unpacker.take(piece));
  return {
    kind: desktop.kind,
    request: async <M extends Method>(method: M, parameters: Parameters<M>) => {
      const answer = await desktop.request(method, parameters);
      return new Promise<Answer<M>>((resolve) => unpacker.open<Answer<M>>(answer, resolve));
    },
    onEvent: (listener) =>
      desktop.onEvent((event, body) => unpacker.open(body, (whole) => listener(event, whole))),
    host: desktop.host,
  };
}

export const bridge: Bridge =
  window.collocate === undefined ? servedBridge() : desktopBridge(window.collocate);
