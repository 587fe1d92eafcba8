import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { connect as openSocket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { WebSocket } from 'ws';
import {
  RunStore,
  Service,
  decode,
  encode,
  type FromEngine,
  type ServiceMessage,
  type Starter,
} from '../../../src/lab';
import { serve, type RunningServer } from '../../../src/server';
import { CosineEngine, plainDocument } from '../../support/cosine-engine';
import { temporaryFolder } from '../../support/runs';

const running: RunningServer[] = [];
afterEach(async () => {
  for (const server of running.splice(0)) await server.close();
});

/** The service of the small engine inside this process. */
function inProcess(store: RunStore): Starter {
  return {
    start: () => {
      let tell: (message: FromEngine) => void = () => undefined;
      let end: () => void = () => undefined;
      const service = new Service({
        engine: new CosineEngine(),
        store,
        choice: { threads: 1, device: 'cpu' },
        threads: null,
        send: (message) => tell(message),
        restart: () => undefined,
      });
      queueMicrotask(() => tell({ type: 'ready' }));
      return {
        post: (message) =>
          message.type === 'close' ? void service.close().then(() => end()) : service.receive(message),
        onMessage: (listener) => void (tell = listener),
        onExit: (listener) => void (end = () => listener({ code: 0, signal: null, output: '' })),
        isStopped: () => false,
        kill: () => end(),
      };
    },
  };
}

async function served() {
  const folder = await temporaryFolder();
  const pages = path.join(folder, 'pages');
  await mkdir(path.join(pages, 'assets'), { recursive: true });
  await writeFile(path.join(pages, 'index.html'), '<!doctype html><title>lab</title>');
  await writeFile(path.join(pages, 'assets', 'page.js'), 'let a = 1;');
  await writeFile(path.join(folder, 'secret.json'), '{}');
  const store = new RunStore(path.join(folder, 'runs'));
  const server = await serve({ port: 0, pages, starter: inProcess(store) });
  running.push(server);
  const address = new URL(server.address);
  const get = (target: string, headers: Record<string, string> = {}, method = 'GET') =>
    new Promise<{ status: number; headers: IncomingHttpHeaders; body: Buffer }>((resolve, reject) => {
      const { hostname, port } = address;
      // A plain request: fetch would tidy paths and forbid the headers that are tried here.
      const sent = httpRequest({ hostname, port, path: target, headers, method }, (response) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            body: Buffer.concat(parts),
          }),
        );
      });
      sent.on('error', reject);
      sent.end();
    });
  const enter = async () => {
    const { headers } = await get(address.pathname + address.search);
    return { cookie: headers['set-cookie']![0]!.split(';')[0]! };
  };
  return { address, get, enter, origin: address.origin };
}

function connect(address: URL, headers: Record<string, string>) {
  const socket = new WebSocket(`ws://${address.host}/lab`, { headers });
  const opened = new Promise<boolean>((resolve) => {
    socket.once('open', () => resolve(true));
    socket.once('error', () => resolve(false));
  });
  const messages: ServiceMessage[] = [];
  const waiting = new Map<number, (message: ServiceMessage) => void>();
  socket.on('message', (data: Buffer) => {
    const message = decode(data) as ServiceMessage;
    messages.push(message);
    if (message.type !== 'event') waiting.get(message.id)?.(message);
  });
  const ask = (id: number, method: string, parameters: unknown) =>
    new Promise<ServiceMessage>((resolve) => {
      waiting.set(id, resolve);
      socket.send(encode({ type: 'request', id, method, parameters }));
    });
  return { socket, opened, messages, ask };
}

/** What an export asks for, as a part of an address. */
const wish = (asked: object) => encodeURIComponent(JSON.stringify(asked));

describe('served window', () => {
  it('lets the first browser with the token in, once, and nobody else', async () => {
    const { address, get } = await served();
    expect(address.hostname).toBe('127.0.0.1');
    expect((await get('/')).status).toBe(403);
    expect((await get('/?token=wrong')).status).toBe(403);
    const first = await get(`/${address.search}`);
    expect(first).toMatchObject({ status: 303, headers: { location: '/' } });
    expect(first.headers['set-cookie']![0]).toMatch(/; Path=\/; HttpOnly; SameSite=Strict$/);
    const cookie = first.headers['set-cookie']![0]!.split(';')[0]!;
    expect(cookie).not.toContain(address.searchParams.get('token')!);
    expect((await get('/', { cookie })).body.toString()).toContain('<title>lab</title>');
    expect((await get('/', { cookie: `other=1; ${cookie}` })).status).toBe(200);
    const second = await get(`/${address.search}`);
    expect(second.status).toBe(403);
    expect(second.body.toString()).toMatch(/used already.*Start the server again/);
  });

  it('serves its own pages under a strict policy, and nothing beside them', async () => {
    const { get, enter, address } = await served();
    const headers = await enter();
    const page = await get('/assets/page.js', headers);
    expect(page).toMatchObject({
      status: 200,
      headers: { 'content-type': 'text/javascript; charset=utf-8' },
    });
    const policy = page.headers['content-security-policy'];
    expect(policy).toContain("default-src 'none'; script-src 'self';");
    expect(policy).toContain(`connect-src 'self' ws://${address.host};`);
    for (const outside of [
      '/../secret.json',
      '/%2e%2e/secret.json',
      '/..%2fsecret.json',
      '/assets',
      '/%',
      '/%00',
      '/none.js',
    ]) {
      expect((await get(outside, headers)).status, outside).toBe(404);
    }
    expect((await get('/', headers, 'POST')).status).toBe(405);
  });

  it('refuses foreign hosts and foreign pages', async () => {
    const { get, enter, address, origin } = await served();
    const headers = await enter();
    expect((await get('/', { ...headers, host: 'evil.example' })).status).toBe(403);
    expect((await get('/', { ...headers, host: `127.0.0.1.evil.example:${address.port}` })).status).toBe(403);
    expect((await get('/', { ...headers, origin: 'http://evil.example' })).status).toBe(405);
    // A tunnel may lead here from another port of the user's own machine.
    expect((await get('/', { ...headers, host: 'localhost:9000' })).status).toBe(200);
    expect(await connect(address, { ...headers, origin }).opened).toBe(true);
    expect(await connect(address, { ...headers, origin: 'http://evil.example' }).opened).toBe(false);
    expect(await connect(address, headers).opened).toBe(false);
    expect(await connect(address, { origin }).opened).toBe(false);
  });

  it('trains over the socket, and sends results as a download', async () => {
    const { get, enter, address, origin } = await served();
    const headers = await enter();
    const { opened, ask, messages } = connect(address, { ...headers, origin });
    await opened;
    const answer = await ask(1, 'run.start', { study: plainDocument() });
    expect(answer).toMatchObject({ type: 'answer' });
    const { run } = (answer as { result: { run: string } }).result;
    const state = () =>
      messages.flatMap((message) =>
        message.type === 'event' && message.body.kind === 'state' ? [message.body.state] : [],
      );
    while (state().at(-1)?.state !== 'finished') await new Promise((resolve) => setTimeout(resolve, 10));
    const points = { x: Float64Array.of(0, 1) };
    const evaluated = await ask(2, 'run.evaluate', { run, points, quantities: ['u'] });
    expect(evaluated).toMatchObject({ result: { values: { u: expect.any(Float64Array) } } });
    const before = await exportFolders();
    const npz = await get(`/export?run=${run}&wish=${wish({ format: 'npz', counts: [5] })}`, headers);
    expect(npz).toMatchObject({
      status: 200,
      headers: { 'content-disposition': `attachment; filename="${run}.npz"` },
    });
    expect(npz.body.subarray(0, 2).toString()).toBe('PK');
    const csv = await get(`/export?run=${run}&wish=${wish({ format: 'csv', counts: [2] })}`, headers);
    expect(csv.body.toString().split('\n')[0]).toBe('x,u,reference_u');
    expect((await get(`/export?run=${run}&wish=${wish({ format: 'exe' })}`, headers)).status).toBe(400);
    expect((await get(`/export?run=none&wish=${wish({ format: 'csv' })}`, headers)).body.toString()).toMatch(
      /There is no run "none"/,
    );
    expect((await get(`/export?run=${run}&wish=${wish({ format: 'csv' })}`)).status).toBe(403);
    // The last one is taken away just after its file was sent.
    await vi.waitFor(async () => expect(await exportFolders()).toEqual(before));
  });

  it('writes no file where a page wants it', async () => {
    const { enter, address, origin } = await served();
    const { opened, socket } = connect(address, { ...(await enter()), origin });
    await opened;
    const closed = new Promise<number>((resolve) => socket.once('close', resolve));
    const parameters = { run: 'a', format: 'csv', path: '/tmp/x.csv' };
    socket.send(encode({ type: 'request', id: 1, method: 'run.export', parameters }));
    expect(await closed).toBe(1008);
  });

  it('outlives an upgrade to an address that is none, and one that hangs up', async () => {
    const { address, get } = await served();
    for (const target of ['//', 'http://[', '*']) {
      await new Promise<void>((resolve) => {
        const socket = openSocket(Number(address.port), '127.0.0.1', () => {
          socket.write(
            `GET ${target} HTTP/1.1\r\nHost: ${address.host}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`,
          );
        });
        socket.once('data', () => socket.resetAndDestroy());
        socket.once('close', () => resolve());
      });
    }
    expect((await get('/')).status).toBe(403);
  });

  it('closes a socket that sends rubbish, and keeps the others', async () => {
    const { enter, address, origin } = await served();
    const headers = { ...(await enter()), origin };
    const [good, bad] = [connect(address, headers), connect(address, headers)];
    await Promise.all([good.opened, bad.opened]);
    const closed = new Promise<number>((resolve) => bad.socket.once('close', resolve));
    bad.socket.send(Buffer.from([1, 2, 3]));
    expect(await closed).toBe(1008);
    expect(await good.ask(1, 'run.list', {})).toMatchObject({ type: 'answer', result: [] });
  });
});

async function exportFolders(): Promise<string[]> {
  return (await readdir(tmpdir())).filter((name) => name.startsWith('collocate-export-'));
}
