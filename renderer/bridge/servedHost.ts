/** Files and window of a served page: what a browser can do by itself, and the server's own download addresses. */
import type { ExportRequest, Host, OpenedStudy, RecentStudy } from '../../src/lab/bridge';

const workspaceKey = 'collocate.workspace';
const recentKey = 'collocate.recent';
const recentLimit = 12;

interface KeptStudy {
  readonly name: string;
  readonly text: string;
}

/** Studies that were opened or saved before: a browser can't open a file by its path again, so their text is kept. */
function keptStudies(): KeptStudy[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(recentKey) ?? '[]');
    return Array.isArray(kept) ? (kept as KeptStudy[]) : [];
  } catch {
    return [];
  }
}

function keep(study: KeptStudy): void {
  const others = keptStudies().filter((other) => other.name !== study.name);
  localStorage.setItem(recentKey, JSON.stringify([study, ...others].slice(0, recentLimit)));
}

function opened(study: KeptStudy): OpenedStudy {
  return { handle: study.name, name: study.name, folder: null, text: study.text };
}

function download(name: string, content: Blob): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  // The browser reads the address after this task.
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

function chooseFile(): Promise<File | null> {
  return new Promise((resolve) => {
    const input = document.createElement('input');
    input.type = 'file';
    input.accept = '.json,application/json';
    input.onchange = () => resolve(input.files?.[0] ?? null);
    input.addEventListener('cancel', () => resolve(null));
    input.click();
  });
}

export function servedHost(): Host {
  return {
    openStudy: async () => {
      const file = await chooseFile();
      if (file === null) return null;
      const study = { name: file.name, text: await file.text() };
      keep(study);
      return opened(study);
    },
    saveStudy: (handle, text, suggestedName) => {
      const name = handle ?? suggestedName;
      keep({ name, text });
      download(name, new Blob([text], { type: 'application/json' }));
      return Promise.resolve({ handle: name, name, folder: null });
    },
    recent: () =>
      Promise.resolve(keptStudies().map(({ name }): RecentStudy => ({ handle: name, name, folder: '' }))),
    openRecent: (handle) => {
      const study = keptStudies().find(({ name }) => name === handle);
      return study === undefined
        ? Promise.reject(new Error(`“${handle}” is not kept in this browser any more.`))
        : Promise.resolve(opened(study));
    },
    autosave: (workspace) => {
      try {
        localStorage.setItem(workspaceKey, workspace);
        return Promise.resolve();
      } catch {
        return Promise.reject(
          new Error('The browser has no room left, or does not let this page keep anything.'),
        );
      }
    },
    restore: () => Promise.resolve(localStorage.getItem(workspaceKey)),
    exportRun: exportByDownload,
    saveFile: (_kind, content, suggestedName) => {
      download(suggestedName, new Blob([new Uint8Array(content)]));
      return Promise.resolve(suggestedName);
    },
    setTitle: (title) => {
      document.title = title;
      return Promise.resolve();
    },
    restartEngine: () => Promise.reject(new Error('Stop the server and start it again.')),
    onCommand: () => () => undefined,
    about: () =>
      Promise.resolve({
        name: 'Collocate',
        version: '',
        parts: [{ name: 'Browser', version: navigator.userAgent }],
        warning: null,
      }),
  };
}

async function exportByDownload(request: ExportRequest): Promise<readonly string[]> {
  const query = new URLSearchParams({ run: request.run, wish: JSON.stringify(request.wish) });
  const response = await fetch(`/export?${query.toString()}`);
  if (!response.ok) throw new Error(await response.text());
  const sent = /filename="([^"]*)"/.exec(response.headers.get('content-disposition') ?? '')?.[1] ?? '';
  // Several files come as one archive.
  const name = sent.endsWith('.zip') ? `${request.suggestedName}.zip` : request.suggestedName;
  download(name, await response.blob());
  return [name];
}
