/** The window in a browser on this machine. */
export { engineChild, serve, type RunningServer, type ServeOptions } from './server';
