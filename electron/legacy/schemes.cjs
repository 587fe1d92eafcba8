'use strict';
/** `protocol.handle` with the `Response` that it wants, over `registerBufferProtocol`. */
const fs = require('fs');
const path = require('path');
const { define } = require('./define.cjs');

class Headers {
  constructor(entries = {}) {
    this.map = new Map(Object.entries(entries).map(([name, value]) => [name.toLowerCase(), String(value)]));
  }
  get(name) {
    return this.map.has(name.toLowerCase()) ? this.map.get(name.toLowerCase()) : null;
  }
}

class Response {
  constructor(body, { status = 200, headers = {} } = {}) {
    this.body = body;
    this.status = status;
    this.headers = new Headers(headers);
  }
}

/** Old pages get what they lack in front of each script, on its first line, so that line numbers stay right. */
const pageFeatures = Buffer.from(
  fs
    .readFileSync(path.join(__dirname, 'page-features.js'), 'utf8')
    .replace(/^\s*(\/\*\*.*\*\/|\/\/.*)$/gm, '')
    .replace(/\n/g, ' '),
);

function answer(response) {
  // The old Electron wants the two parts of the content type apart as well.
  const type = response.headers.get('content-type') || 'application/octet-stream';
  const mimeType = type.split(';')[0].trim();
  const charset = /charset=([^;]+)/i.exec(type);
  const body = Buffer.from(response.body === null || response.body === undefined ? '' : response.body);
  return {
    statusCode: response.status,
    headers: Object.fromEntries(response.headers.map),
    mimeType,
    charset: charset === null ? 'utf-8' : charset[1],
    data: mimeType.endsWith('javascript') ? Buffer.concat([pageFeatures, body]) : body,
  };
}

function handle(scheme, handler) {
  this.registerBufferProtocol(scheme, (request, respond) => {
    Promise.resolve({ url: request.url, method: request.method })
      .then(handler)
      .then(
        (response) => respond(answer(response)),
        (error) => {
          console.error(error);
          respond({ error: -2 });
        },
      );
  });
}

exports.install = ({ app, protocol }) => {
  define(globalThis, 'Headers', Headers);
  define(globalThis, 'Response', Response);
  define(protocol, 'handle', handle);
  app.on('session-created', (session) => define(session.protocol, 'handle', handle));
};
