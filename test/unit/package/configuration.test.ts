import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { configuration, fuses } from '../../../scripts/package/configuration.mjs';
import { launcher } from '../../../scripts/package/launcher.mjs';

const release = configuration({ version: '45.4.1', folder: null, legacy: false });
const development = configuration({ version: '9.4.1', folder: '/somewhere', legacy: true });

describe('a release package', () => {
  it('is made around the Electron that the lock file names', async () => {
    const lock = (await import('../../../package-lock.json')) as {
      packages: Record<string, { version?: string }>;
    };
    const pinned = lock.packages['node_modules/electron']?.version ?? '';
    expect(Number(pinned.split('.')[0])).toBeGreaterThanOrEqual(45);
  });

  it('can neither be run as Node, nor debugged, nor given another archive', () => {
    expect(release.electronFuses).toBe(fuses);
    expect(fuses).toEqual({
      runAsNode: false,
      enableCookieEncryption: true,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      enableEmbeddedAsarIntegrityValidation: true,
      onlyLoadAppFromAsar: true,
      grantFileProtocolExtraPrivileges: false,
    });
    expect(release.asar).toBe(true);
    expect(release.asarUnpack).toBeUndefined();
  });

  it('has targets for every system', () => {
    expect(release.linux).toMatchObject({ target: ['dir', 'AppImage'] });
    expect(release.win).toMatchObject({ target: ['nsis'] });
    expect(release.mac).toMatchObject({ target: ['dmg', 'zip'], hardenedRuntime: true });
  });

  it('publishes nothing by itself', () => {
    expect(release.publish).toBeNull();
  });
});

describe('a development package', () => {
  it('unpacks the shim, which only it carries, and has no fuses to set', () => {
    expect(development.electronFuses).toBeUndefined();
    expect(development.asarUnpack).toEqual(['legacy/**']);
    expect(development.electronDist).toBe('/somewhere');
  });

  it('takes the engine from the staged folder, outside the archive', () => {
    const [resources] = development.extraResources as { from: string; to: string }[];
    expect(path.basename(resources?.from ?? '')).toBe('resources');
    expect(resources?.to).toBe('.');
  });
});

describe('the launcher', () => {
  it('asks nothing of the PATH', () => {
    for (const legacy of [true, false]) {
      const programs = launcher(legacy).match(/(?<=exec |\$\()[^ ]+/g);
      expect(programs).toEqual([
        '/usr/bin/readlink',
        '"$application/collocate-window"',
        '"$resources/node/node"',
      ]);
    }
  });
});
