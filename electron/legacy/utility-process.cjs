'use strict';
/**
 * `utilityProcess.fork` as a Node child process. COLLOCATE_NODE names the Node that runs it; without it Electron's own
 * binary serves as Node. Message ports can't be handed over.
 */
const { spawn } = require('child_process');
const { EventEmitter } = require('events');
const os = require('os');
const path = require('path');
const { connect } = require('./frames.cjs');
const { define } = require('./define.cjs');

class UtilityProcess extends EventEmitter {
  constructor(file, args = [], options = {}) {
    super();
    const node = process.env.COLLOCATE_NODE || '';
    const env = { ...(options.env || process.env), COLLOCATE_PARENT_PORT: '1' };
    if (node === '') env.ELECTRON_RUN_AS_NODE = '1';
    else delete env.ELECTRON_RUN_AS_NODE;
    const output = options.stdio === 'pipe' || options.stdio === 'ignore' ? options.stdio : 'inherit';
    // A packed application keeps these files beside its archive, where a plain Node can read them.
    const shim = path.join(__dirname, 'shim.cjs').replace(/\bapp\.asar\b/, 'app.asar.unpacked');
    const child = spawn(node || process.execPath, [...(options.execArgv || []), '-r', shim, file, ...args], {
      cwd: options.cwd,
      env,
      stdio: ['ignore', output, output, 'pipe'],
    });
    this.pid = child.pid;
    this.stdout = child.stdout;
    this.stderr = child.stderr;
    const pipe = child.stdio[3];
    this.send = connect(pipe, (message) => this.emit('message', message));
    this.kill = () => child.kill();
    // A write to an engine that has just died is not an error of its own: 'exit' tells it.
    pipe.on('error', () => {});
    child.on('error', (error) => this.emit('error', 'FatalError', String(error), ''));
    child.on('exit', (code, signal) => {
      this.pid = undefined;
      this.emit('exit', code === null ? 128 + os.constants.signals[signal] : code);
    });
    setImmediate(() => this.emit('spawn'));
  }

  postMessage(message) {
    this.send(message);
  }
}

exports.install = (electron) => {
  define(electron, 'utilityProcess', {
    fork: (file, args, options) => new UtilityProcess(file, args, options),
  });
};
