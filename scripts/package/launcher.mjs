/**
 * The program that a user types or clicks: the window, or with a command the command line, which needs no display.
 * It finds everything by its own place and nothing on the PATH.
 * @param {boolean} legacy
 */
export const launcher = (legacy) => `#!/bin/sh
# Collocate: without a command the window, with one the command line.
self=$(/usr/bin/readlink -f "$0" 2>/dev/null || /bin/readlink -f "$0")
resources=\${self%/*}
application=\${resources%/*}
case "\${1:-}" in
  '' | -psn* | --user-data-dir=* | --no-sandbox | --disable-* | --enable-* | --remote-debugging-* | --inspect*)
    exec "$application/collocate-window"${legacy ? ' --disable-seccomp-filter-sandbox' : ''} "$@" ;;
  *)
    exec "$resources/node/node" "$resources/engine/cli.cjs" "$@" ;;
esac
`;
