'use strict';

/** Gives `target` a property that it lacks. */
exports.define = (target, name, value) => {
  if (!(name in target)) Object.defineProperty(target, name, { value, writable: true, configurable: true });
};
