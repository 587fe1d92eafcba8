import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { NodeStarter, Supervisor, type Starter } from '../lab';
import { ServerClient } from './client';
import { sendExport } from './export';
import { safeHeaders, sendPage, sendText } from './pages';
import { Session, isLocalHost, isOwnOrigin } from './session';
import { serveSockets } from './sockets';

export interface ServeOptions {
  /** 0 takes any free port. */
  readonly port: number;
  /** Folder of the window's built pages. */
  readonly pages: string;
  /** What starts the engine process. */
  readonly starter: Starter;
}

export interface RunningServer {
  /** With the one-time token. */
  readonly address: string;
  close(): Promise<void>;
}

/** Serves the window to a browser on this machine, with a supervised engine behind it. */
export async function serve(options: ServeOptions): Promise<RunningServer> {
  const session = new Session();
  const supervisor = new Supervisor(options.starter);
  const client = new ServerClient(supervisor);
  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      if (response.headersSent) response.destroy();
      else sendText(response, 500, error instanceof Error ? error.message : String(error));
    });
  });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const host = request.headers.host ?? '';
    if (!isLocalHost(request)) return sendText(response, 403, 'This page is served to this machine only.');
    for (const [name, value] of Object.entries(safeHeaders(host))) response.setHeader(name, value);
    if (request.method !== 'GET' || !isOwnOrigin(request, false))
      return sendText(response, 405, 'Not allowed.');
    const url = new URL(request.url ?? '/', `http://${host}`);
    const token = url.searchParams.get('token');
    if (token !== null && url.pathname === '/' && session.redeem(token)) {
      response.writeHead(303, { location: '/', 'set-cookie': session.cookie });
      response.end();
      return;
    }
    if (!session.isKnown(request)) {
      return sendText(
        response,
        403,
        'This address was used already, or is not whole. Start the server again for a new one.',
      );
    }
    if (url.pathname === '/export') return sendExport(response, client, url.searchParams);
    return sendPage(response, options.pages, url.pathname);
  }

  const closeSockets = serveSockets(server, session, supervisor);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, '127.0.0.1', resolve);
  });
  supervisor.start();
  const { port } = server.address() as AddressInfo;
  return {
    address: `http://127.0.0.1:${port}/?token=${session.token}`,
    close: async () => {
      closeSockets();
      server.close();
      server.closeAllConnections();
      await supervisor.close();
    },
  };
}

/** Starts the engine's bundle as a child of this process. */
export function engineChild(entry: string): Starter {
  return new NodeStarter(entry);
}
