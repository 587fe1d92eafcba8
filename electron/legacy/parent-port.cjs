'use strict';
/** `process.parentPort` for an engine that runs as a plain Node process with a pipe at descriptor 3. */
const net = require('net');
const { EventEmitter } = require('events');
const { connect } = require('./frames.cjs');

exports.install = () => {
  // The engine's own children must not take themselves for engines.
  delete process.env.COLLOCATE_PARENT_PORT;
  const socket = new net.Socket({ fd: 3, readable: true, writable: true });
  const port = new EventEmitter();
  const send = connect(socket, (data) => port.emit('message', { data, ports: [] }));
  port.postMessage = (message) => {
    send(message);
  };
  // The application has gone: nothing is left to work for.
  socket.on('close', () => process.exit(0));
  socket.on('error', () => process.exit(0));
  Object.defineProperty(process, 'parentPort', { value: port, enumerable: true });
};
