import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import { decode, encode, type RequestMessage, type Supervisor } from '../lab';
import { isLocalHost, isOwnOrigin, type Session } from './session';

const largestMessage = 64 * 1024 * 1024;
const beat = 20_000;

/** Joins pages to the lab over WebSockets at /lab. */
export function serveSockets(server: Server, session: Session, supervisor: Supervisor): () => void {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: largestMessage });
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    // Anyone on this machine can come this far, and may hang up at any moment.
    socket.on('error', () => socket.destroy());
    const [pathname] = (request.url ?? '').split('?');
    const allowed = isLocalHost(request) && isOwnOrigin(request, true) && session.isKnown(request);
    if (pathname !== '/lab' || !allowed) {
      socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
      return;
    }
    sockets.handleUpgrade(request, socket, head, (page) => join(page, supervisor));
  });
  return () => {
    for (const page of sockets.clients) page.terminate();
    sockets.close();
  };
}

function join(page: WebSocket, supervisor: Supervisor): void {
  const connection = supervisor.connect((message) => page.send(encode(message), () => undefined));
  let alive = true;
  // A page behind a tunnel that broke would hold up the events of all others.
  const timer = setInterval(() => {
    if (!alive) return page.terminate();
    alive = false;
    page.ping();
  }, beat);
  page.on('pong', () => (alive = true));
  page.on('close', () => {
    clearInterval(timer);
    connection.close();
  });
  page.on('error', () => page.terminate());
  page.on('message', (data, isBinary) => {
    const request = isBinary ? readRequest(data as Buffer) : null;
    // Files are written where a person chose to; a page gets them as downloads instead.
    if (request === null || request.method === 'run.export')
      return page.close(1008, 'Not a request of the lab.');
    connection.post(request);
  });
}

function readRequest(bytes: Buffer): RequestMessage | null {
  try {
    const message = decode(bytes) as Partial<RequestMessage> | null;
    if (message?.type !== 'request' || typeof message.id !== 'number' || typeof message.method !== 'string') {
      return null;
    }
    return withoutFolder(message as RequestMessage);
  } catch {
    return null;
  }
}

/** A page names no folders of this machine: its studies find data files in the gallery only. */
function withoutFolder(request: RequestMessage): RequestMessage {
  if (typeof request.parameters !== 'object' || request.parameters === null) return request;
  const { folder: _folder, ...parameters } = request.parameters as Record<string, unknown>;
  return { ...request, parameters };
}
