'use strict';
/** Parts of the language and of Node that came after Node 12 and that the application or its packages use. */
const fs = require('fs');
const crypto = require('crypto');
const { define } = require('./define.cjs');

function at(index) {
  const whole = Math.trunc(index) || 0;
  return this[whole < 0 ? this.length + whole : whole];
}
for (const { prototype } of [Array, String, Object.getPrototypeOf(Uint8Array)]) define(prototype, 'at', at);

define(Array.prototype, 'findLast', function (test, self) {
  for (let i = this.length - 1; i >= 0; i--) if (test.call(self, this[i], i, this)) return this[i];
  return undefined;
});

define(String.prototype, 'replaceAll', function (search, replacement) {
  if (search instanceof RegExp) return this.replace(search, replacement);
  const literal = new RegExp(String(search).replace(/[.*+?^${}()|[\]\\]/g, '\\$&'), 'g');
  return this.replace(literal, typeof replacement === 'function' ? replacement : () => String(replacement));
});

define(Object, 'hasOwn', (object, key) => Object.prototype.hasOwnProperty.call(object, key));

define(globalThis, 'structuredClone', (value) => {
  const v8 = require('v8');
  return v8.deserialize(v8.serialize(value));
});

define(globalThis, 'performance', require('perf_hooks').performance);

define(crypto, 'randomUUID', () => {
  const bytes = crypto.randomBytes(16);
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
});

/** Removes a file or folder; `entry` is what is there, or null. */
const removal = (entry, options) => {
  if (entry === null) return options.force === true ? 'nothing' : 'file';
  return entry.isDirectory() && options.recursive === true ? 'folder' : 'file';
};
define(fs, 'rmSync', (path, options = {}) => {
  const kind = removal(fs.existsSync(path) ? fs.lstatSync(path) : null, options);
  if (kind === 'folder') fs.rmdirSync(path, { recursive: true });
  if (kind === 'file') fs.unlinkSync(path);
});
define(fs.promises, 'rm', async (path, options = {}) => {
  const kind = removal(await fs.promises.lstat(path).catch(() => null), options);
  if (kind === 'folder') await fs.promises.rmdir(path, { recursive: true });
  if (kind === 'file') await fs.promises.unlink(path);
});
