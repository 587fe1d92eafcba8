'use strict';
/** `setWindowOpenHandler`, the target's address on navigation events, and `senderFrame` on messages of a page. */
const { define } = require('./define.cjs');

function topFrame(contents) {
  return {
    get url() {
      return contents.getURL();
    },
    parent: null,
  };
}

exports.install = ({ app, ipcMain }) => {
  app.on('web-contents-created', (_event, contents) => {
    let decide = () => ({ action: 'allow' });
    define(contents, 'setWindowOpenHandler', (handler) => {
      decide = handler;
    });
    contents.on('new-window', (event, url) => {
      if (decide({ url }).action !== 'allow') event.preventDefault();
    });
    for (const name of ['will-navigate', 'will-redirect']) {
      contents.prependListener(name, (event, url) => define(event, 'url', url));
    }
  });

  for (const method of ['handle', 'on']) {
    const register = ipcMain[method];
    ipcMain[method] = function (channel, listener) {
      return register.call(this, channel, (event, ...parameters) => {
        define(event, 'senderFrame', topFrame(event.sender));
        return listener(event, ...parameters);
      });
    };
  }
};
