/** What the About box tells. */
import { app } from 'electron';
import type { AboutText } from '../../src/lab/bridge';
import type { EngineStatus } from '../../src/lab/protocol';

/** Releases before this one get no security fixes any more; the product itself is built on a current one. */
const oldestSupportedMajor = 40;

export function aboutText(engine: EngineStatus | null): AboutText {
  const { electron = '', chrome = '', node = '' } = process.versions;
  const isOld = Number(electron.split('.')[0]) < oldestSupportedMajor;
  return {
    name: 'Collocate',
    version: app.getVersion(),
    parts: [
      { name: 'Electron', version: electron },
      { name: 'Chromium', version: chrome },
      { name: 'Node', version: node },
      { name: 'TensorFlow', version: engine === null ? 'not started yet' : engine.tensorflow },
      ...(engine === null ? [] : [{ name: 'Device', version: engine.deviceName }]),
    ],
    warning: isOld
      ? `This window runs on Electron ${electron}, which gets no security fixes: use it for development and tests only.`
      : null,
  };
}
