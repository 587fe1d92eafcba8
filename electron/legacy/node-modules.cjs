'use strict';
/** Node 12 knows neither the `node:` prefix of its own modules nor `fs/promises`. */
const Module = require('module');

const promised = {
  'fs/promises': () => require('fs').promises,
  'path/posix': () => require('path').posix,
  'util/types': () => require('util').types,
};

if (Number(process.versions.node.split('.')[0]) < 16) {
  const load = Module._load;
  Module._load = function (name, ...rest) {
    const bare = typeof name === 'string' && name.startsWith('node:') ? name.slice('node:'.length) : name;
    return Object.prototype.hasOwnProperty.call(promised, bare)
      ? promised[bare]()
      : load.call(this, bare, ...rest);
  };
}
