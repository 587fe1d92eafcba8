import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { engineChild, serve } from '../server';
import type { Context } from './context';
import { exitCodes, Failure, type ExitCode } from './failure';

/** `serve [--port N]`: the window in a browser on this machine. */
export async function serveWindow(context: Context, options: { port: number }): Promise<ExitCode> {
  // The bundle of the command line lies beside those of the engine and the window.
  const build = path.dirname(fileURLToPath(import.meta.url));
  const pages = path.join(build, 'renderer');
  const entry = path.join(build, 'engine.cjs');
  if (!existsSync(path.join(pages, 'index.html')) || !existsSync(entry)) {
    throw new Failure('The window is not built yet. Run "npm run build", then try again.', exitCodes.failed);
  }
  const server = await serve({ port: options.port, pages, starter: engineChild(entry) }).catch(
    (error: unknown) => {
      throw new Failure(whyNotServed(error, options.port), exitCodes.failed);
    },
  );
  context.output.note('The lab is served to this machine only. Open this address; it works once:');
  context.output.result(server.address);
  await new Promise<void>((resolve) => context.onInterrupt(resolve));
  context.output.note('Closing; a run that trains is put aside with a checkpoint.');
  await server.close();
  return exitCodes.done;
}

function whyNotServed(error: unknown, port: number): string {
  switch ((error as NodeJS.ErrnoException).code) {
    case 'EADDRINUSE':
      return `The port ${port} is taken by another program. Choose another one with --port.`;
    case 'EACCES':
      return `The port ${port} may be used by the system only. Choose one above 1023 with --port.`;
    default:
      return `The server could not start: ${error instanceof Error ? error.message : String(error)}.`;
  }
}
